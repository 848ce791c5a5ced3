package io.npyio.cli.format;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.LongConsumer;

/** Streams that tell how many bytes went through. */
public final class Counted {
  private Counted() {}

  /** {@return what a stream holds} */
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

  /** {@return a way into a stream} */
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
