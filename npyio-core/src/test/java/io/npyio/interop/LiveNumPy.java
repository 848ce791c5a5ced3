package io.npyio.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Python scripts for real NumPy. */
public final class LiveNumPy {
  /** Whether a module can be imported; kept, because to import NumPy takes long. */
  private static final Map<String, Boolean> FOUND = new ConcurrentHashMap<>();

  private LiveNumPy() {}

  /** {@return the name of the Python to use} */
  static String executable() {
    return System.getenv().getOrDefault("NPYIO_PYTHON", "python3");
  }

  /** The output of a script, run in a folder; skips or fails the test without NumPy. */
  public static String run(Path folder, String script) throws Exception {
    require();
    return python(folder, script).strip();
  }

  /** As {@link #run}, but skips the test where there is no dask, which few have. */
  public static String runDask(Path folder, String script) throws Exception {
    assumeTrue(hasModule("dask.array"), "skipped: no dask; set NPYIO_PYTHON");
    return python(folder, "import dask.array as da\n" + script).strip();
  }

  /** Skips a test without NumPy, or fails it where NumPy is required. */
  public static void require() throws Exception {
    boolean found = hasModule("numpy");
    if (Boolean.getBoolean("npyio.interop.required")) {
      assertTrue(found, "no NumPy in " + executable());
    }
    assumeTrue(found, "skipped: no NumPy in " + executable() + "; set NPYIO_PYTHON");
  }

  private static boolean hasModule(String module) throws InterruptedException {
    Boolean known = FOUND.get(module);
    if (known == null) {
      known = isImported(module);
      FOUND.put(module, known);
    }
    return known;
  }

  private static boolean isImported(String module) throws InterruptedException {
    try {
      return new ProcessBuilder(executable(), "-c", "import " + module)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException noPython) {
      return false;
    }
  }

  /** All that a script prints, which is run in a folder with NumPy as {@code np}. */
  public static String python(Path folder, String script) throws Exception {
    Process process =
        new ProcessBuilder(executable(), "-W", "ignore", "-c", "import numpy as np\n" + script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }
}
