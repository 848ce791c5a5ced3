package io.npyio.pickle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A Python with NumPy, and a script whose last line of output is NumPy's version. */
final class PythonScript {
  private final String python;
  private final Path script;

  private PythonScript(String python, Path script) {
    this.python = python;
    this.script = script;
  }

  /** {@return the script under NumPy 2; without it the test is skipped} */
  static PythonScript start(String source, Path folder) throws IOException {
    String python = System.getenv().getOrDefault("NPYIO_PYTHON", "python3");
    return find(source, python, folder, "2.")
        .orElseGet(
            () ->
                Boolean.getBoolean("npyio.interop.required")
                    ? fail("no NumPy 2 in " + python)
                    : abort("skipped: no NumPy 2 in " + python + "; set NPYIO_PYTHON"));
  }

  /** {@return the script under NumPy 1, if there is one} */
  static Optional<PythonScript> startOld(String source, Path folder) throws IOException {
    String named = System.getenv().getOrDefault("NPYIO_PYTHON_OLD", "/usr/bin/python3");
    return find(source, named, folder, "1.");
  }

  private static Optional<PythonScript> find(
      String source, String python, Path folder, String version) throws IOException {
    Path script = Files.writeString(folder.resolve("objects.py"), source);
    var found = new PythonScript(python, script);
    try {
      List<String> answer = found.run("version", folder);
      return Optional.of(found).filter(any -> answer.get(0).startsWith(version));
    } catch (IOException | AssertionError none) {
      return Optional.empty();
    }
  }

  /** {@return the lines that a verb of the script prints} */
  List<String> run(String verb, Path folder, String... more) throws IOException {
    List<String> command = new ArrayList<>(List.of(python, script.toString(), verb));
    command.add(folder.toString());
    command.addAll(List.of(more));
    Path errors = script.resolveSibling("errors.txt");
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    process.getOutputStream().close();
    List<String> lines =
        new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    try {
      assertEquals(0, process.waitFor(), Files.readString(errors));
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return lines;
  }
}
