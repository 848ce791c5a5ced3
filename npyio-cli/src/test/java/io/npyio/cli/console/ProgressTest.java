package io.npyio.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The progress line. */
class ProgressTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Console console(boolean isWatched) {
    return new Console(
        InputStream.nullInputStream(),
        new ByteArrayOutputStream(),
        err,
        isWatched,
        StdoutKind.FILE);
  }

  private String said() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void theLineShowsBytesRateAndTimeLeft() {
    assertEquals(
        "out.npy: 50 %, 1.00 GB of 2.00 GB, 250 MB/s, 4 s left",
        Progress.line("out.npy", 1_000_000_000, 2_000_000_000, 250e6, 80));
    assertEquals(
        "out.npy: 0 %, 999 B of 100 GB, 1.00 MB/s, 27 h 46 min left",
        Progress.line("out.npy", 999, 100_000_000_000L, 1e6, 80));
    assertEquals(
        "out.npy: 99 %, 999 kB of 1.00 MB, 10 B/s, 1 min 40 s left",
        Progress.line("out.npy", 999_000, 1_000_000, 10, 80));
  }

  @Test
  void beforeTheFirstBytesThereIsNoRate() {
    assertEquals("out.npy: 0 %, 0 B of 2.00 GB", Progress.line("out.npy", 0, 2_000_000_000, 0, 80));
  }

  @Test
  void finishedWorkHasNoTimeLeft() {
    assertEquals("a.npz:x: 100 %, 5 B of 5 B", Progress.line("a.npz:x", 5, 5, 100, 80));
  }

  @Test
  void anUnknownTotalShowsOnlyBytesAndRate() {
    assertEquals("-: 0 B", Progress.line("-", 0, Progress.UNKNOWN, 0, 80));
    assertEquals("-: 1.50 GB, 250 MB/s", Progress.line("-", 1_500_000_000, -1, 250e6, 80));
  }

  @Test
  void aNarrowTerminalShowsTheTimeLeftBeforeTheBytes() {
    assertEquals(
        "out.npy: 50 %, 250 MB/s, 4 s left",
        Progress.line("out.npy", 1_000_000_000, 2_000_000_000, 250e6, 40));
    assertEquals(
        "out.npy: 50 %, 1.00 GB of 2.00 GB",
        Progress.line("out.npy", 1_000_000_000, 2_000_000_000, 0, 40));
  }

  @Test
  void aTerminalThatShowsResultsShowsNoLine() {
    assertTrue(
        console(true).unlessPrintingTo(StdoutKind.TERMINAL, StdoutKind.OTHER).showsProgress());
    assertFalse(console(true).unlessPrintingTo(StdoutKind.FILE).showsProgress());
    assertFalse(console(false).unlessPrintingTo(StdoutKind.TERMINAL).showsProgress());
  }

  @Test
  void theLineNeverReachesTheEdge() {
    String name = "a/folder/of/some/other/folder/with-a-rather-long-name.npy";
    assertEquals(
        "...folder/with-a-rather-long-name.npy: 50 %, 1.00 GB of 2.00 GB, 250 MB/s, 4 s left",
        Progress.line(name, 1_000_000_000, 2_000_000_000, 250e6, 84));
    assertEquals(
        "...ame.npy: 50 %, 1.00 GB of 2.00 GB",
        Progress.line(name, 1_000_000_000, 2_000_000_000, 250e6, 37));
    for (int columns = 1; columns < 100; columns++) {
      String line = Progress.line(name, 1_000_000_000, 2_000_000_000, 250e6, columns);
      assertTrue(line.length() < columns, line);
    }
  }

  @Test
  void aLineComesAfterASecondAndGoesAgain() throws InterruptedException {
    try (var progress = new Progress(console(true), "out.npy", 4)) {
      assertEquals("", said());
      progress.accept(1);
      long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
      while (said().isEmpty() && System.nanoTime() < limit) {
        Thread.sleep(20);
      }
    }
    assertTrue(said().startsWith("\rout.npy: 25 %, 1 B of 4 B"), said());
    assertTrue(said().endsWith("\u001B[K\r\u001B[K"), said());
  }

  @Test
  void aClosedOrFullPipeDoesNotKeepTheLineFromGoing() {
    var pipe =
        new OutputStream() {
          @Override
          public void write(int some) {}

          @Override
          public void flush() throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    var watched = new Console(InputStream.nullInputStream(), pipe, err, true, StdoutKind.TERMINAL);
    watched.draw("drawn, ");
    watched.say("said, ");
    var full =
        new OutputStream() {
          @Override
          public void write(int some) {}

          @Override
          public void flush() {
            throw new AssertionError("waits for a reader");
          }
        };
    new Console(InputStream.nullInputStream(), full, err, true, StdoutKind.OTHER)
        .draw("drawn again");
    assertEquals("drawn, said, drawn again", said());
  }

  @Test
  void shortOrUnwatchedWorkShowsNoLine() throws InterruptedException {
    new Progress(console(true), "out.npy", 4).close();
    var quiet = new Progress(console(true).unwatched(), "out.npy", 4);
    var unwatched = new Progress(console(false), "out.npy", 4);
    Thread.sleep(1_300);
    quiet.close();
    unwatched.close();
    assertEquals("", said());
  }
}
