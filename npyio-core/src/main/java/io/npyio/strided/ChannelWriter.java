package io.npyio.strided;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.memory.Memory;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.function.LongConsumer;

/** Writes the bytes of elements in C order, cast on the way, through one reused scratch buffer. */
public final class ChannelWriter {
  /** The number of bytes gathered before they are written; they fit into the second-level cache. */
  private static final int BLOCK_BYTES = 1 << 20;

  /** Larger if rows run across the memory, so that more of them share a page and cache line. */
  private static final int BLOCK_BYTES_ACROSS = 1 << 23;

  private final WritableByteChannel channel;
  private final LongConsumer progress;

  /**
   * A writer to that channel.
   *
   * @param progress receives the number of bytes of each piece after it is written
   */
  public ChannelWriter(WritableByteChannel channel, LongConsumer progress) {
    this.channel = channel;
    this.progress = progress;
  }

  /**
   * Writes all elements.
   *
   * @param dtype to cast them to
   * @param threads the maximum number to cast with
   */
  public void write(Strided array, DType dtype, int threads) throws IOException {
    if (dtype.itemSize() == 0 || array.isEmpty()) {
      return;
    }
    long block = blockSize(array, dtype);
    if (array.isContiguous(Order.C) && dtype.equals(array.dtype())) {
      for (Strided piece : BlockIterator.of(array, block)) {
        write(piece);
      }
      return;
    }
    Strided scratch = scratch(dtype, block);
    for (Strided piece : BlockIterator.of(array, block)) {
      Strided part = scratch.slice(0, 0, piece.size()).reshape(piece.lengths());
      Cast.convert(piece, part, CastRule.CAST, threads);
      write(part);
    }
  }

  private static long blockSize(Strided array, DType dtype) {
    boolean isAcross = array.isContiguous(Order.F) && !array.isContiguous(Order.C);
    int bytes = isAcross ? BLOCK_BYTES_ACROSS : BLOCK_BYTES;
    int width = Math.max(dtype.itemSize(), array.dtype().itemSize());
    return Math.min(Math.max(1, bytes / width), array.size());
  }

  private static Strided scratch(DType dtype, long size) {
    ArrayLayout layout = ArrayLayout.of(dtype, size);
    return Strided.of(Memory.scratch(Math.toIntExact(layout.nbytes())), 0, layout);
  }

  private void write(Strided piece) throws IOException {
    piece.memory().writeTo(channel, piece.offset(), piece.nbytes());
    progress.accept(piece.nbytes());
  }
}
