package io.npyio.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;

/** Files, streams and channels as the source of a header. */
final class Sources {
  private Sources() {}

  /** A file from its start, without moving the position of the channel. */
  static NpyHeader.Source file(String name, FileChannel channel) {
    return new NpyHeader.Source() {
      private long position;

      @Override
      public String name() {
        return name;
      }

      @Override
      public int read(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
          int count = channel.read(buffer, position);
          if (count < 0) {
            break;
          }
          position += count;
        }
        return buffer.position();
      }

      @Override
      public long remaining() throws IOException {
        return channel.size() - position;
      }
    };
  }

  static NpyHeader.Source channel(String name, ReadableByteChannel channel) {
    return new NpyHeader.Source() {
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
        return buffer.position();
      }

      @Override
      public long remaining() {
        return Long.MAX_VALUE;
      }
    };
  }

  static NpyHeader.Source stream(String name, InputStream stream) {
    return new NpyHeader.Source() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public int read(byte[] bytes) throws IOException {
        return stream.readNBytes(bytes, 0, bytes.length);
      }

      @Override
      public long remaining() {
        return Long.MAX_VALUE;
      }
    };
  }
}
