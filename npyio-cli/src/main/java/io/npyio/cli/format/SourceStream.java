package io.npyio.cli.format;

import io.npyio.source.ByteSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The bytes of a source from front to back, fetched in large blocks. */
final class SourceStream extends InputStream {
  private static final int BLOCK_BYTES = 1 << 25;

  private final ByteSource source;
  private ByteBuffer block = ByteBuffer.allocate(0);
  private long next;

  SourceStream(ByteSource source) {
    this.source = source;
  }

  @Override
  public int read() throws IOException {
    return hasMore() ? block.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length > 0 && !hasMore()) {
      return -1;
    }
    int count = Math.min(length, block.remaining());
    block.get(bytes, offset, count);
    return count;
  }

  @Override
  public long skip(long count) throws IOException {
    long inBlock = Math.min(Math.max(0, count), block.remaining());
    block.position(block.position() + (int) inBlock);
    long further = Math.min(count - inBlock, source.size() - next);
    next += Math.max(0, further);
    return inBlock + Math.max(0, further);
  }

  private boolean hasMore() throws IOException {
    if (!block.hasRemaining()) {
      int count = (int) Math.min(BLOCK_BYTES, source.size() - next);
      ByteBuffer fetched =
          block.capacity() < count ? ByteBuffer.allocate(count) : block.duplicate().clear();
      source.readFully(next, fetched.limit(count));
      block = fetched.flip(); // not before all of it is there
      next += count;
    }
    return block.hasRemaining();
  }
}
