import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.python.core.PySystemState;
import org.python.core.imp;

/**
 * Compiles the Python files of a folder, each beside itself, which takes a quarter off the start of
 * a script. The build runs this file from source as {@code java -cp jython.jar CompilePython.java
 * FOLDER}; the same sources give the same bytes.
 */
final class CompilePython {
  private static final int NO_TIME = -1;

  private CompilePython() {}

  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[0]);
    PySystemState.initialize();
    List<Path> sources;
    try (Stream<Path> files = Files.walk(root)) {
      sources = files.filter(file -> file.toString().endsWith(".py")).sorted().toList();
    }
    for (Path source : sources) {
      compile(root, source);
    }
  }

  private static void compile(Path root, Path source) throws IOException {
    String file = root.relativize(source).toString().replace('\\', '/');
    String name = file.replace(".py", "").replace('/', '.').replace(".__init__", "");
    try (InputStream in = Files.newInputStream(source)) {
      byte[] compiled = imp.compileSource(name, in, file, NO_TIME);
      Files.write(Path.of(source.toString().replace(".py", "$py.class")), compiled);
    }
  }
}
