package io.npyio.cli.repair;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file before a transfer in text mode put a carriage return before every line feed.
 *
 * @param damaged the bytes after it
 * @param count of the carriage returns that it put there
 */
record LineEnds(Content damaged, long count) implements Content {
  private static final int RETURN = '\r';
  private static final int FEED = '\n';

  /** Undoes the conversion; null if a line feed without a carriage return shows there was none. */
  static @Nullable LineEnds undone(Content damaged) throws IOException {
    long count = 0;
    int last = 0;
    try (InputStream bytes = damaged.open()) {
      for (int next = bytes.read(); next >= 0; next = bytes.read()) {
        if (next == FEED) {
          if (last != RETURN) {
            return null;
          }
          count++;
        }
        last = next;
      }
    }
    return new LineEnds(damaged, count);
  }

  @Override
  public long size() {
    return damaged.size() - count;
  }

  @Override
  public InputStream open() throws IOException {
    return new Restoring(damaged.open());
  }

  /** Drops the carriage return before each line feed. */
  private static final class Restoring extends RestoringStream {
    private static final int NONE = -2;

    private int ahead = NONE;

    Restoring(InputStream damaged) {
      super(damaged);
    }

    @Override
    int restored() throws IOException {
      int next = ahead == NONE ? next() : ahead;
      ahead = NONE;
      if (next != RETURN) {
        return next;
      }
      int after = next();
      if (after == FEED) {
        return FEED;
      }
      ahead = after;
      return RETURN;
    }
  }
}
