package io.npyio.file;

import io.npyio.source.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A source as the bytes of an array. Its first bytes are read at once; an array that lies in them
 * needs no second read.
 */
final class FileHead implements ArrayInput, PieceReader.Buffered {
  private static final int HEAD_BYTES = 1 << 12;

  private final ByteSource source;
  private final long size;
  private final byte[] head;
  private long position;

  private FileHead(ByteSource source, long size, byte[] head) {
    this.source = source;
    this.size = size;
    this.head = head;
  }

  static FileHead read(ByteSource source) throws IOException {
    long size = source.size();
    byte[] head = new byte[(int) Math.min(HEAD_BYTES, size)];
    if (head.length > 0) {
      source.readFully(0, ByteBuffer.wrap(head));
    }
    return new FileHead(source, size, head);
  }

  @Override
  public String name() {
    return source.name();
  }

  ByteSource source() {
    return source;
  }

  @Override
  public long remaining() {
    return size - position;
  }

  /** Goes on reading at a byte of the source. */
  FileHead position(long newPosition) {
    position = newPosition;
    return this;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    int count = (int) Math.min(to.remaining(), remaining());
    if (count <= 0) {
      return remaining() > 0 ? 0 : -1;
    }
    if (position < head.length) {
      count = (int) Math.min(count, head.length - position);
      to.put(head, (int) position, count);
    } else {
      count = readBehindHead(to, count);
    }
    position += Math.max(0, count);
    return count;
  }

  private int readBehindHead(ByteBuffer to, int count) throws IOException {
    int start = to.position();
    int limit = to.limit();
    try {
      source.readFully(position, to.limit(start + count));
      return count;
    } catch (EOFException cutShort) {
      return to.position() > start ? to.position() - start : -1;
    } finally {
      to.limit(limit);
    }
  }

  @Override
  public @Nullable ByteBuffer bufferedRange(long from, long count) {
    return contains(from + count)
        ? ByteBuffer.wrap(Arrays.copyOfRange(head, (int) from, (int) (from + count)))
        : null;
  }

  private boolean contains(long end) {
    return end <= head.length;
  }
}
