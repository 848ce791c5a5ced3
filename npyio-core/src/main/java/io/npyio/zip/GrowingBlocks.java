package io.npyio.zip;

import io.npyio.source.ByteSource;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a member from front to back, for sources of which each read may be a request:
 * fetched in blocks, the first of which are small, since only the header may be wanted.
 */
final class GrowingBlocks {
  private static final int MIN_BLOCK_BYTES = 1 << 16;
  private static final int MAX_BLOCK_BYTES = 1 << 25;
  private static final int GROWTH = 8;

  private final ByteSource source;
  private final long end;
  private ByteBuffer block = ByteBuffer.allocate(0);
  private long start;
  private int next = MIN_BLOCK_BYTES;

  /**
   * Makes a reader that has read nothing yet.
   *
   * @param end the byte of the source behind the member
   */
  GrowingBlocks(ByteSource source, long end) {
    this.source = source;
    this.end = end;
  }

  /** Fills a buffer with bytes from a position on, which lie in the member. */
  void read(long position, ByteBuffer to) throws IOException {
    for (long at = position; to.hasRemaining(); ) {
      if (at < start || at >= start + block.limit()) {
        fetch(at, to);
      }
      int from = (int) (at - start);
      int count = Math.min(to.remaining(), block.limit() - from);
      to.put(block.slice(from, count));
      at += count;
    }
  }

  private void fetch(long position, ByteBuffer to) throws IOException {
    int count = (int) Math.min(Math.max(next, to.remaining()), end - position);
    if (block.capacity() < count) {
      block = ByteBuffer.allocate(count);
    }
    start = position;
    try {
      source.readFully(position, block.clear().limit(count));
    } catch (EOFException cut) {
      to.put(block.flip().limit(Math.min(block.limit(), to.remaining())));
      throw cut;
    }
    block.flip();
    next = (int) Math.min(MAX_BLOCK_BYTES, (long) next * GROWTH);
  }
}
