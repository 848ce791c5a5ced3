package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.interop.LiveNumPy;
import io.npyio.interop.LivePython;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** Operators and reductions of random arrays under {@code npyio run} and under NumPy. */
class RunRandomArraysTest {
  @TempDir Path folder;

  @BeforeAll
  static void numPyIsThere() throws Exception {
    LiveNumPy.require();
  }

  @RepeatedTest(3)
  void operatorsFindWhatNumPyFinds() throws Exception {
    String seed = Integer.toString(new Random().nextInt(Integer.MAX_VALUE));
    Path script = Path.of(getClass().getResource("/random-scripts/operators.py").toURI());
    Process python =
        new ProcessBuilder(
                LivePython.executable(), "-W", "ignore", script.toString(), folder.toString(), seed)
            .redirectErrorStream(true)
            .start();
    String expected = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, python.waitFor(), expected);
    Run found = npyio("run", script, folder, seed);
    assertEquals("", found.err(), () -> "seed " + seed);
    assertEquals(expected, found.out(), () -> "seed " + seed);
  }
}
