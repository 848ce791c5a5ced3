package io.npyio.cli.transfer;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** Streams that report the number of bytes passing through. */
public final class CountingStreams {
  private CountingStreams() {}

  /** {@return a stream that reads another one} */
  public static InputStream of(InputStream in, LongConsumer progress) {
    return new FilterInputStream(in) {
      @Override
      public int read() throws IOException {
        int next = super.read();
        progress.accept(next < 0 ? 0 : 1);
        return next;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = super.read(bytes, offset, length);
        progress.accept(Math.max(count, 0));
        return count;
      }
    };
  }

  /** {@return a stream that writes to another one} */
  public static OutputStream of(OutputStream out, LongConsumer progress) {
    return new FilterOutputStream(out) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        progress.accept(length);
      }
    };
  }
}
