package io.npyio.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The NumPy of {@code NPYIO_PYTHON} or python3. */
public final class LiveNumPy {
  static final String PYTHON = System.getenv().getOrDefault("NPYIO_PYTHON", "python3");

  private LiveNumPy() {}

  /** Skips a test if there is no NumPy. */
  public static void require() throws Exception {
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

  /** The output of a Python script, run in a folder. */
  public static String python(Path folder, String script) throws Exception {
    Process process =
        new ProcessBuilder(PYTHON, "-W", "ignore", "-c", "import numpy as np\n" + script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
