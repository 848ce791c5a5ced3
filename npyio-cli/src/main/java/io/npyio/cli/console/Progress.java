package io.npyio.cli.console;

import io.npyio.cli.format.text.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The progress of long work as a transient line on a terminal: bytes, rate and time left. The line
 * appears after a second. Any thread may report bytes.
 */
public final class Progress implements LongConsumer, Closeable {
  /** The total of work of unknown size. */
  public static final long UNKNOWN = -1;

  private static final long DELAY_MILLIS = 1_000;
  private static final long REFRESH_MILLIS = 200;
  private static final double NANOS_PER_SECOND = 1e9;

  /** The weight of the latest interval in the moving average of the rate. */
  private static final double LATEST_WEIGHT = 0.2;

  private static final int MIN_NAME_CHARS = 12;

  private final Console console;
  private final String what;
  private final long total;
  private final LongAdder done = new LongAdder();
  private volatile LongSupplier growth = () -> 0;
  private final long started = System.nanoTime();
  private final Thread clock = new Thread(this::tick, "progress");
  private final Thread end = new Thread(this::erase, "progress-end");
  private int columns;
  private double rate;
  private long seen;
  private long seenAt = started;
  private boolean isOver;

  /** Starts the work; a total of 0 or a console without progress shows nothing. */
  public Progress(Console console, String what, long total) {
    this.console = console;
    this.what = Printable.of(what);
    this.total = total;
    if (console.showsProgress() && total != 0) {
      clock.setDaemon(true);
      clock.start();
    }
  }

  /** Also counts the bytes by which a file grows, for writers that report nothing. */
  public Progress following(Path file) throws IOException {
    long before = Files.size(file);
    growth =
        () -> {
          try {
            return Files.size(file) - before;
          } catch (IOException unknown) {
            return 0;
          }
        };
    return this;
  }

  @Override
  public void accept(long bytes) {
    done.add(bytes);
  }

  private void tick() {
    try {
      Thread.sleep(DELAY_MILLIS);
      columns = TerminalSize.ofController().columns();
      Runtime.getRuntime().addShutdownHook(end);
      while (draw()) {
        Thread.sleep(REFRESH_MILLIS);
      }
    } catch (InterruptedException | IllegalStateException isOverOrExiting) {
      erase();
    }
  }

  private synchronized boolean draw() {
    if (!isOver) {
      long now = System.nanoTime();
      long bytes = Math.max(done.sum(), growth.getAsLong());
      bytes = total < 0 ? bytes : Math.min(bytes, total);
      double recent = (bytes - seen) * NANOS_PER_SECOND / Math.max(1, now - seenAt);
      rate = rate == 0 ? recent : (1 - LATEST_WEIGHT) * rate + LATEST_WEIGHT * recent;
      seen = bytes;
      seenAt = now;
      // clears the rest of the old line after drawing the new one, so that nothing flickers
      console.draw("\r" + line(what, bytes, total, rate, columns) + "\u001B[K");
    }
    return !isOver;
  }

  /** The line, one column narrower than the terminal, so that it does not wrap. */
  static String line(String what, long bytes, long total, double rate, int columns) {
    String facts = facts(bytes, total, rate, columns - 1 - Math.min(MIN_NAME_CHARS, what.length()));
    String line = shortened(what, columns - 1 - facts.length()) + facts;
    return line.substring(0, Math.max(0, Math.min(line.length(), columns - 1)));
  }

  /** As many facts as fit; if they do not, the time left is preferred to the bytes. */
  private static String facts(long bytes, long total, double rate, int room) {
    String size = size((double) bytes);
    if (total < 0) {
      return ": " + size + (rate < 1 ? "" : ", " + size(rate) + "/s");
    }
    String part = ": %d %%".formatted((long) (100.0 * bytes / total));
    String amount = ", " + size + " of " + size((double) total);
    String pace =
        rate < 1 || bytes >= total
            ? ""
            : ", " + size(rate) + "/s, " + time((total - bytes) / rate) + " left";
    return Stream.of(amount + pace, pace)
        .filter(text -> !text.isEmpty() && part.length() + text.length() <= room)
        .findFirst()
        .map(text -> part + text)
        .orElse(part + amount);
  }

  /** Keeps the end of a name, which is more telling than its start. */
  private static String shortened(String name, int room) {
    return name.length() <= room || room < 4
        ? name
        : "..." + name.substring(name.length() - room + 3);
  }

  private static String size(double bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
    int unit = 0;
    double number = bytes;
    while (number >= 999.5 && unit < units.length - 1) {
      number /= 1000;
      unit++;
    }
    String format = unit > 0 && number < 9.995 ? "%.2f %s" : "%.0f %s";
    return String.format(Locale.ROOT, format, number, units[unit]);
  }

  private static String time(double seconds) {
    long whole = (long) Math.ceil(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    long minutes = whole / 60;
    return minutes < 60
        ? "%d min %d s".formatted(minutes, whole % 60)
        : "%d h %d min".formatted(minutes / 60, minutes % 60);
  }

  private synchronized void erase() {
    if (!isOver && seenAt != started) {
      console.draw("\r\u001B[K");
    }
    isOver = true;
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (console.showsProgress()) {
      erase();
      clock.interrupt();
      try {
        boolean unused = Runtime.getRuntime().removeShutdownHook(end);
      } catch (IllegalStateException isExiting) {
        // the hook runs, and finds the line erased
      }
    }
  }
}
