package io.npyio.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file as the source of a header: its first bytes, read all at once. Where they hold what is
 * looked for, the file is asked nothing more. The position of the channel is not moved.
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
    return new FileStart(
        name, channel, start, Math.max(0, channel.read(ByteBuffer.wrap(start), 0)));
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
    int far = fill(rest, channel, position + near);
    position += near + far;
    return near + far;
  }

  @Override
  public boolean has(long count) throws IOException {
    return holds(position + count) || count <= remaining();
  }

  @Override
  public long remaining() throws IOException {
    return channel.size() - position;
  }

  /** Whether all bytes before {@code end} are here already. */
  boolean holds(long end) {
    return end <= length;
  }

  /** A copy of a range that exists, or null where it is not near. */
  @Nullable ByteBuffer near(long from, long count) {
    if (!holds(from + count)) {
      return null;
    }
    return ByteBuffer.wrap(Arrays.copyOfRange(start, (int) from, (int) (from + count)));
  }
}
