package io.npyio.cli;

import java.io.Closeable;
import java.util.function.LongConsumer;

/**
 * How far a long write has come, as a line on a terminal that comes after a second and goes again.
 */
final class Progress implements LongConsumer, Closeable {
  private static final long WAIT = 1_000_000_000;
  private static final long PAUSE = 200_000_000;

  private final Console console;
  private final String what;
  private final long total;
  private long done;
  private long next = System.nanoTime() + WAIT;
  private boolean isShown;

  Progress(Console console, String what, long total) {
    this.console = console;
    this.what = Complaints.printable(what);
    this.total = Math.max(total, 1);
  }

  @Override
  public void accept(long bytes) {
    done += bytes;
    if (console.showsProgress() && System.nanoTime() - next > 0) {
      next = System.nanoTime() + PAUSE;
      isShown = true;
      console.say("\r%s: %d %%".formatted(what, (long) (100.0 * done / total)));
    }
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (isShown) {
      console.say("\r\u001B[K");
    }
  }
}
