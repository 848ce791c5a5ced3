package io.npyio.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The NumPy of {@code NPYIO_PYTHON} or python3. */
final class NumPy {
  private static final String PYTHON = System.getenv().getOrDefault("NPYIO_PYTHON", "python3");

  private NumPy() {}

  /** Skips a test if there is no NumPy, or fails it where one is required. */
  static void require() throws Exception {
    boolean found;
    try {
      found = new ProcessBuilder(PYTHON, "-c", "import numpy").start().waitFor() == 0;
    } catch (IOException noPython) {
      found = false;
    }
    if (Boolean.getBoolean("npyio.interop.required")) {
      assertTrue(found, "no NumPy in " + PYTHON);
    }
    assumeTrue(found, "skipped: no NumPy in " + PYTHON + "; set NPYIO_PYTHON");
  }

  /** The output of a script, run in a folder. */
  static String python(Path folder, String script) throws Exception {
    return run(folder, List.of("-c", "import numpy as np\n" + script));
  }

  /** The output of a script of the test resources. */
  static String resource(Path folder, String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(NumPy.class.getResource("/" + name).toURI()).toString());
    command.addAll(List.of(arguments));
    return run(folder, command);
  }

  private static String run(Path folder, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(PYTHON, "-W", "ignore"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
