package io.npyio.cli.repair;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a file before they were taken for the text of Latin-1 and written in UTF-8.
 *
 * @param damaged the bytes after it
 * @param size the number of bytes before it
 */
record Latin1Bytes(Content damaged, long size) implements Content {
  private static final int INVALID = -2;

  /** Undoes the conversion; null if the bytes are not Latin-1 in UTF-8. */
  static @Nullable Latin1Bytes undone(Content damaged) throws IOException {
    long size = 0;
    try (var bytes = new Restoring(damaged.open())) {
      for (int next = bytes.read(); next != -1; next = bytes.read()) {
        if (next == INVALID) {
          return null;
        }
        size++;
      }
    }
    return new Latin1Bytes(damaged, size);
  }

  @Override
  public InputStream open() throws IOException {
    return new Restoring(damaged.open());
  }

  /** One byte for each character, of which UTF-8 has one or two bytes. */
  private static final class Restoring extends RestoringStream {
    Restoring(InputStream damaged) {
      super(damaged);
    }

    @Override
    int restored() throws IOException {
      int first = next();
      if (first < 0x80) {
        return first;
      }
      int second = first == 0xC2 || first == 0xC3 ? next() : -1;
      return (second & 0xC0) == 0x80 && second >= 0 ? (first & 3) << 6 | second & 0x3F : INVALID;
    }
  }
}
