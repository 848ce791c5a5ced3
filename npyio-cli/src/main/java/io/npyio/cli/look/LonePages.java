package io.npyio.cli.look;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.source.ByteSource;
import io.npyio.view.Fetcher;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The pages of a mapped file that elements lie in, without those around them. Where a page is not
 * in memory, a page fault of Linux brings 32 of them, and a read at its position that one.
 */
final class LonePages implements Fetcher, Closeable {
  /**
   * As many bytes as a page fault brings: elements further apart have no neighbours to leave out.
   */
  private static final int MAX_BYTES = 1 << 17;

  private static final ThreadLocal<ByteBuffer> BUFFER =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(MAX_BYTES));

  private final ByteSource file;
  private final long start;
  private final OpenArray array;

  /**
   * The pages of a file.
   *
   * @param start the position of the array's memory in the file
   * @param array closed with the file
   */
  LonePages(ByteSource file, long start, OpenArray array) {
    this.file = file;
    this.start = start;
    this.array = array;
  }

  @Override
  public void expect(NdArray view) {
    long from = TouchedBlocks.lowest(view);
    long bytes = TouchedBlocks.highest(view) - from;
    if (view.size() == 0 || bytes > MAX_BYTES) {
      return;
    }
    try {
      file.readFully(start + from, BUFFER.get().clear().limit((int) bytes));
    } catch (IOException unreadable) {
      // whoever reads the elements is told
    }
  }

  @Override
  public void close() throws IOException {
    try {
      array.close();
    } finally {
      file.close();
    }
  }
}
