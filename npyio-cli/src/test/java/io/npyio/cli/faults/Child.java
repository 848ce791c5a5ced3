package io.npyio.cli.faults;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Processes whose files are those of a {@link FaultyFileSystem}. */
final class Child {
  private static final int MAX_SECONDS = 1200;

  private Child() {}

  /** Skips a test whose children map files for writing. */
  static void assumeMapping() {
    assumeTrue(
        Runtime.version().feature() < 22,
        "skipped: a channel made for Java 17 cannot map into arenas");
  }

  /**
   * Runs a class and waits for its end.
   *
   * @param folder whose calls count
   * @param kill the call before which the process ends, or -1
   * @return how it ended
   */
  static Ended run(Path folder, int kill, Class<?> main, Object... args) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.nio.file.spi.DefaultFileSystemProvider=" + FaultyProvider.class.getName(),
                "-Dnpyio.faults.folder=" + folder,
                "-Dnpyio.faults.kill=" + kill,
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    for (Object arg : args) {
      command.add(arg.toString());
    }
    Path output = Files.createTempFile("npyio-child", ".txt");
    Process child =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!child.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("still running after " + MAX_SECONDS + " s: " + command);
      }
      return new Ended(child.exitValue(), Files.readString(output));
    } finally {
      child.destroyForcibly();
      Files.delete(output);
    }
  }

  /**
   * The end of a process.
   *
   * @param output what it printed
   */
  record Ended(int status, String output) {}
}
