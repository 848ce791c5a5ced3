package io.npyio.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file as the source of a header: its first bytes, read all at once. A small file is in memory
 * whole after that, and is asked nothing more. The position of the channel is not moved.
 */
final class FileStart implements NpyHeader.Source {
  private static final int BYTES = 1 << 12;

  private final String name;
  private final FileChannel channel;
  private final byte[] start;
  private final int length;
  private long position;

  private FileStart(String name, FileChannel channel, byte[] start, int length) {
    this.name = name;
    this.channel = channel;
    this.start = start;
    this.length = length;
  }

  static FileStart read(String name, FileChannel channel) throws IOException {
    byte[] start = new byte[BYTES];
    return new FileStart(name, channel, start, fill(ByteBuffer.wrap(start), channel, 0));
  }

  private static int fill(ByteBuffer buffer, FileChannel channel, long position)
      throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        break;
      }
    }
    return buffer.position();
  }

  @Override
  public String name() {
    return name;
  }

  FileChannel channel() {
    return channel;
  }

  @Override
  public int read(byte[] bytes) throws IOException {
    int near = (int) Math.min(bytes.length, Math.max(length - position, 0));
    if (near > 0) {
      System.arraycopy(start, (int) position, bytes, 0, near);
    }
    ByteBuffer rest = ByteBuffer.wrap(bytes, near, bytes.length - near).slice();
    int far = rest.hasRemaining() && !isWhole() ? fill(rest, channel, position + near) : 0;
    position += near + far;
    return near + far;
  }

  @Override
  public long remaining() throws IOException {
    return size() - position;
  }

  long size() throws IOException {
    return isWhole() ? length : channel.size();
  }

  /** The end of the file was met. */
  private boolean isWhole() {
    return length < start.length;
  }

  /** A copy of a range that exists, or null where it is not near. */
  @Nullable ByteBuffer near(long from, long count) {
    if (from + count > length) {
      return null;
    }
    return ByteBuffer.wrap(Arrays.copyOfRange(start, (int) from, (int) (from + count)));
  }
}
