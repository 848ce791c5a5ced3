package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.interop.LivePython;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Kills a process that appends, again and again at random moments, and looks at the file each time:
 * NumPy loads it, it holds a whole number of blocks, none that was acknowledged is missing, and the
 * next process goes on from there. {@code -Dnpyio.kills} says how often.
 */
class AppenderKillTest {
  private static final int KILLS = Integer.getInteger("npyio.kills", 30);
  private static final long SEED = Long.getLong("npyio.seed", 20_261_122);
  private static final int ROWS = 7;
  private static final int COLUMNS = 5;

  @TempDir Path folder;

  @Test
  void everyKillLeavesAWholeNumberOfBlocksThatNumPyLoads() throws Exception {
    Path file = folder.resolve("killed.npy");
    NpyAppender.create(file, DType.INT64, COLUMNS).close();
    var random = new Random(SEED);
    try (LivePython python = LivePython.start()) {
      long rows = 0;
      for (int kill = 0; kill < KILLS; kill++) {
        long acknowledged = Math.max(rows, appendUntilKilled(file, kill % 2, random.nextInt(150)));
        rows = Npy.header(file).layout().shape().length(0);
        String where = "seed " + SEED + ", kill " + kill;
        assertTrue(rows >= acknowledged, where + ": " + rows + " of " + acknowledged + " rows");
        assertEquals(0, rows % ROWS, where);
        assertEquals(expected(rows), Npy.load(file).slice("::3").toString(), where);
        JsonNode loaded = python.ask("load", "file", file);
        assertEquals(Shape.of(rows, COLUMNS).toString(), shape(loaded), where);
      }
      assertTrue(rows > 0, "no block was ever appended");
    }
  }

  private static String shape(JsonNode loaded) {
    JsonNode shape = loaded.get("shape");
    return Shape.of(shape.get(0).longValue(), shape.get(1).longValue()).toString();
  }

  private static NdArray block(long first, int rows) {
    long[][] values = new long[rows][COLUMNS];
    for (int i = 0; i < rows * COLUMNS; i++) {
      values[i / COLUMNS][i % COLUMNS] = first * COLUMNS + i;
    }
    return NdArray.of(values);
  }

  private static String expected(long rows) {
    return block(0, (int) rows).slice("::3").toString();
  }

  /**
   * The rows that the child said were safe, before it was killed: that long after it had opened the
   * file and appended so many blocks, which on a busy disk may take longer than any fixed time.
   */
  private static long appendUntilKilled(Path file, int blocks, int milliseconds) throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    long rows = 0;
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      for (int line = 0; line <= blocks; line++) {
        rows = rowsIn(lines.readLine());
      }
      TimeUnit.MILLISECONDS.sleep(milliseconds);
      child.destroyForcibly();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        rows = line.endsWith(".") ? rowsIn(line) : rows;
      }
    } catch (IOException closedByTheKill) {
      // what was read until then counts
    } finally {
      child.destroyForcibly().waitFor();
    }
    return rows;
  }

  /** The full stop tells that the line was not cut by the kill. */
  private static long rowsIn(String line) {
    return Long.parseLong(line.replace(".", ""));
  }

  /** Appends without end and prints the number of rows after every flush. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      Path file = Path.of(args[0]);
      assertTrue(Files.exists(file));
      try (NpyAppender appender = NpyAppender.recover(file)) {
        System.out.println(appender.layout().shape().length(0) + ".");
        while (true) {
          long rows = appender.layout().shape().length(0);
          appender.append(block(rows, ROWS));
          appender.flush();
          System.out.println(rows + ROWS + ".");
        }
      }
    }
  }
}
