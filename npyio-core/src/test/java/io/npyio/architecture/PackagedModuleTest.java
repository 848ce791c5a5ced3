package io.npyio.architecture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, and a user's module that depends on nothing else. */
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

  @Test
  void theJarIsABundleThatExportsWhatTheModuleExports() throws IOException {
    Attributes manifest = manifest();
    assertEquals("io.npyio.core", manifest.getValue("Bundle-SymbolicName"));
    Set<String> exported = new TreeSet<>();
    for (String clause : withoutQuoted(manifest.getValue("Export-Package")).split(",")) {
      exported.add(clause.replaceAll(";.*", ""));
    }
    assertEquals(new TreeSet<>(CompiledModule.CORE.exportedPackages()), exported);
  }

  @Test
  void theBundleNeedsNoOther() throws IOException {
    assertEquals(
        "org.jspecify.annotations;version=;resolution:=optional",
        withoutQuoted(manifest().getValue("Import-Package")));
    for (String needed : manifest().getValue("Require-Capability").split(",(?=osgi)")) {
      assertTrue(needed.startsWith("osgi.ee;") || needed.contains("resolution:=optional"), needed);
    }
  }

  @Test
  void theManifestNamesTheImplementation() throws IOException {
    assertEquals("npyio core", manifest().getValue("Implementation-Title"));
    assertEquals("npyio developers", manifest().getValue("Implementation-Vendor"));
    String version = manifest().getValue("Implementation-Version");
    assertEquals("npyio-core-" + version + ".jar", JAR.getFileName().toString());
  }

  @Test
  void theJarHasItsLicence() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      for (String name : List.of("LICENSE", "NOTICE", "THIRD-PARTY-NOTICES")) {
        byte[] packed = jar.getInputStream(jar.getEntry("META-INF/" + name)).readAllBytes();
        assertArrayEquals(Files.readAllBytes(Path.of("..", name)), packed, name);
      }
    }
  }

  private static Attributes manifest() throws IOException {
    try (JarFile jar = new JarFile(JAR.toFile())) {
      return jar.getManifest().getMainAttributes();
    }
  }

  private static String withoutQuoted(String header) {
    return header.replaceAll("\"[^\"]*\"", "");
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
