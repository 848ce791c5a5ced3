package io.npyio.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code npyio view} as a process of its own, with a temporary folder of its own. */
final class ViewProcess implements AutoCloseable {
  private final Path temporary;
  private final Process process;
  private final BufferedReader out;
  private final BufferedReader err;

  private ViewProcess(Path temporary, Process process) {
    this.temporary = temporary;
    this.process = process;
    out = lines(process.getInputStream());
    err = lines(process.getErrorStream());
  }

  private static BufferedReader lines(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /** The words of a call of the command under test. */
  static List<String> words(Path temporary, Object... args) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx64m");
    words.add("-Djava.io.tmpdir=" + temporary);
    words.add("-cp");
    words.add(System.getProperty("java.class.path"));
    words.add("io.npyio.cli.Main");
    words.add("view");
    Stream.of(args).map(Object::toString).forEach(words::add);
    return words;
  }

  /**
   * Starts one in an environment in which DISPLAY and the like are not set, but for what is given.
   */
  static ViewProcess start(Path folder, Map<String, String> environment, Object... args)
      throws IOException {
    Path temporary = Files.createTempDirectory(folder, "tmp");
    var builder = new ProcessBuilder(words(temporary, args)).directory(folder.toFile());
    List.of("DISPLAY", "WAYLAND_DISPLAY", "BROWSER").forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    return new ViewProcess(temporary, builder.start());
  }

  Process process() {
    return process;
  }

  String readLine() throws IOException {
    return String.valueOf(out.readLine());
  }

  String readErrorLine() throws IOException {
    return String.valueOf(err.readLine());
  }

  /** Asks it to end, and returns its status. */
  int end() throws InterruptedException {
    // by its handle, which leaves the streams open
    assertTrue(process.toHandle().destroy());
    return process.waitFor();
  }

  /** The names of the temporary files that there are. */
  List<String> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
