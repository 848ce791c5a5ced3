package io.npyio.cli.repair;

import java.io.IOException;
import java.io.InputStream;

/** Undoes a conversion of bytes, one by one. */
abstract class RestoringStream extends InputStream {
  private final InputStream damaged;

  RestoringStream(InputStream damaged) {
    this.damaged = damaged;
  }

  /** The next byte of the damaged stream; -1 at its end. */
  final int next() throws IOException {
    return damaged.read();
  }

  /** The next byte before the conversion; -1 at the end. */
  abstract int restored() throws IOException;

  @Override
  public final int read() throws IOException {
    return restored();
  }

  @Override
  public final int read(byte[] bytes, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int next = restored();
      if (next < 0) {
        break;
      }
      bytes[offset + count++] = (byte) next;
    }
    return count == 0 && length > 0 ? -1 : count;
  }

  @Override
  public final void close() throws IOException {
    damaged.close();
  }
}
