package io.npyio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A copy of the project's folders in which the classes under test stand for the built command, so
 * that its launcher runs them.
 */
public final class InstalledCopy {
  private InstalledCopy() {}

  /**
   * Makes a copy in a folder that does not exist yet, and a cache, with which the many processes of
   * a test start in half the time.
   */
  public static void make(Path project, Path cache) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "skipped: no /bin/sh");
    Path script = Files.createDirectories(project.resolve("scripts")).resolve("npyio");
    Files.copy(Path.of("..", "scripts", "npyio"), script);
    assertTrue(script.toFile().setExecutable(true));
    Path lib = Files.createDirectories(project.resolve("npyio-cli/target/npyio/lib"));
    writeJar(lib.resolve("npyio-cli.jar"));
    var train = new ProcessBuilder(script.toString(), "--train-cache").inheritIO();
    train.environment().put("NPYIO_JAVA_HOME", System.getProperty("java.home"));
    train.environment().put("NPYIO_CACHE", cache.toString());
    assertEquals(0, train.start().waitFor());
  }

  /** A jar of the classes under test, which names the other jars of the class path. */
  private static void writeJar(Path path) throws IOException {
    var manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.put(Attributes.Name.MAIN_CLASS, "io.npyio.cli.Main");
    var entries =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .collect(Collectors.partitioningBy(Files::isDirectory));
    main.put(
        Attributes.Name.CLASS_PATH,
        entries.get(false).stream()
            .map(jar -> jar.toUri().toString())
            .collect(Collectors.joining(" ")));
    try (var out = new JarOutputStream(Files.newOutputStream(path), manifest)) {
      Set<String> names = new HashSet<>();
      for (Path classes : entries.get(true)) {
        copyClasses(classes, out, names);
      }
    }
  }

  private static void copyClasses(Path classes, JarOutputStream out, Set<String> names)
      throws IOException {
    try (var files = Files.walk(classes)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = classes.relativize(file).toString();
        if (!name.startsWith("META-INF") && !name.endsWith("Test.class") && names.add(name)) {
          out.putNextEntry(new JarEntry(name));
          Files.copy(file, out);
        }
      }
    }
  }
}
