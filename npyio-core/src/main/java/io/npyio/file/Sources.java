package io.npyio.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Streams and channels as the source of a header. */
final class Sources {
  private Sources() {}

  /**
   * A channel from where it is. That it has ended before the first byte is no fault, but the end of
   * the arrays: an {@link EOFException}.
   */
  static NpyHeader.Source stream(String name, ReadableByteChannel channel) {
    return new NpyHeader.Source() {
      private boolean started;

      @Override
      public String name() {
        return name;
      }

      @Override
      public int read(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          if (channel.read(buffer) < 0) {
            break;
          }
        }
        if (!started && buffer.position() == 0) {
          throw new EOFException(name + ": no more arrays");
        }
        started = true;
        return buffer.position();
      }

      @Override
      public long remaining() {
        return Long.MAX_VALUE;
      }
    };
  }
}
