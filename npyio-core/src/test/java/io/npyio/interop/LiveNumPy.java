package io.npyio.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;

/** Python scripts for real NumPy. */
public final class LiveNumPy {
  private LiveNumPy() {}

  /** The output of a script, run in a folder; skips or fails the test without NumPy. */
  public static String run(Path folder, String script) throws Exception {
    requireModule("numpy");
    return python(folder, "import numpy as np\n" + script);
  }

  /** As {@link #run}, but skips the test where there is no dask, which few have. */
  public static String runDask(Path folder, String script) throws Exception {
    assumeTrue(hasModule("dask.array"), "skipped: no dask; set NPYIO_PYTHON");
    return python(folder, "import numpy as np\nimport dask.array as da\n" + script);
  }

  private static void requireModule(String module) throws Exception {
    boolean found = hasModule(module);
    if (Boolean.getBoolean("npyio.interop.required")) {
      assertTrue(found, "no " + module + " in " + LivePython.executable());
    }
    assumeTrue(found, "skipped: no " + module + "; set NPYIO_PYTHON");
  }

  private static boolean hasModule(String module) throws Exception {
    try {
      return new ProcessBuilder(LivePython.executable(), "-c", "import " + module)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noPython) {
      return false;
    }
  }

  private static String python(Path folder, String script) throws Exception {
    Process process =
        new ProcessBuilder(LivePython.executable(), "-W", "ignore", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output.strip();
  }
}
