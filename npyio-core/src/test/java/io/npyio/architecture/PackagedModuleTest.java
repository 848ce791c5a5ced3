package io.npyio.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's module that depends only on the packaged jar. */
class PackagedModuleTest {
  private static final Path JAR = Path.of(System.getProperty("npyio.jar"));

  @TempDir Path folder;

  @Test
  void aModuleThatRequiresOursCompilesWithoutWarningsAndRuns() throws Exception {
    Path source = Files.createDirectories(folder.resolve("src/m"));
    Files.writeString(folder.resolve("src/module-info.java"), "module m { requires io.npyio; }");
    Files.writeString(
        source.resolve("Main.java"),
        """
        package m;

        import io.npyio.array.NdArray;
        import io.npyio.array.ObjectArray;
        import io.npyio.dtype.DType;
        import io.npyio.dtype.Field;
        import io.npyio.dtype.Shape;
        import io.npyio.file.Npy;
        import io.npyio.record.NpyField;
        import io.npyio.record.RecordMapper;
        import java.lang.invoke.MethodHandles;
        import java.nio.file.Path;
        import java.util.Arrays;

        public class Main {
          public record Star(@NpyField(dtype = "<U8") String name, double ra) {}

          public static void main(String[] arguments) throws Exception {
            Path file = Path.of(arguments[0]);
            Npy.save(file, new double[][] {{1, 2}, {3, 4}});
            System.out.println(Npy.load(file).getDouble(1, 0));
            System.out.println(Field.of("x", DType.INT8).title());
            System.out.println(ObjectArray.of(Shape.of(1), Arrays.asList((Object) null)).get(0));
            RecordMapper<Star> mapper = RecordMapper.of(Star.class, MethodHandles.lookup());
            System.out.println(mapper.toList(NdArray.zeros(mapper.dtype(), 1)));
          }
        }
        """);
    Path classes = folder.resolve("classes");
    compile(
        "-Xlint:all",
        "-Werror",
        "-d",
        classes.toString(),
        "-p",
        JAR.toString(),
        folder.resolve("src/module-info.java").toString(),
        source.resolve("Main.java").toString());

    assertEquals("3.0\nnull\nnull\n[Star[name=, ra=0.0]]\n", run(classes));
  }

  private static void compile(String... arguments) {
    StringWriter out = new StringWriter();
    PrintWriter printer = new PrintWriter(out);
    int status = ToolProvider.findFirst("javac").orElseThrow().run(printer, printer, arguments);
    assertEquals(0, status, out::toString);
  }

  private String run(Path classes) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String modulePath = JAR + System.getProperty("path.separator") + classes;
    Process process =
        new ProcessBuilder(
                java, "-p", modulePath, "-m", "m/m.Main", folder.resolve("a.npy").toString())
            .redirectErrorStream(true)
            .start();
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    process.getInputStream().transferTo(output);
    assertEquals(0, process.waitFor(), output::toString);
    return output.toString(StandardCharsets.UTF_8).replace("\r\n", "\n");
  }
}
