package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;

/** Another JVM that uses a file at the same time as the test. */
final class ChildJvm {
  private ChildJvm() {}

  /** {@return a process that runs a main class on a file, once it has printed a line} */
  static Process start(Class<?> main, Path file, String ready) throws IOException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertEquals(ready, child.inputReader().readLine());
    return child;
  }
}
