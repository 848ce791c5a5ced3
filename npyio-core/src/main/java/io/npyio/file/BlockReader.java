package io.npyio.file;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.memory.Memory;
import io.npyio.thread.ReadAhead;
import java.io.IOException;
import java.lang.reflect.Array;

/**
 * Reads the data of an input into a Java array, block by block: of the last axis of data in Fortran
 * order, of the flat data in C order.
 */
final class BlockReader {
  /** A block of this size stays in the second-level cache between reading and converting. */
  private static final int BLOCK_BYTES = 1 << 18;

  /** A block of this size is worth being handed from one thread to another. */
  private static final int BLOCK_BYTES_AHEAD = 1 << 19;

  /** One block is used while the next one waits and another is read. */
  private static final int BLOCKS_AHEAD = 3;

  /** Starting a thread costs as much as reading a block. */
  private static final int MIN_BLOCKS_AHEAD = 8;

  private static final int CORES = Runtime.getRuntime().availableProcessors();

  /** The least number of elements per row of a block: fewer waste the page that they touch. */
  private static final int MIN_COLUMNS = 256;

  /** Larger blocks are rare; they go to the heap rather than to the limit of direct memory. */
  private static final int MAX_SCRATCH_BYTES = 1 << 24;

  private final ArrayInput input;
  private final NpyHeader header;
  private final Object target;

  private BlockReader(ArrayInput input, NpyHeader header, Object target) {
    this.input = input;
    this.header = header;
    this.target = target;
  }

  /** Reads a new flat array of a primitive type, which can have as many elements. */
  static Object read(ArrayInput input, NpyHeader header, Class<?> component) throws IOException {
    ArrayLayout layout = header.layout();
    Object target = Array.newInstance(component, (int) layout.size());
    if (layout.size() > 0) {
      new BlockReader(input, header, target).read(layout);
    }
    return target;
  }

  private void read(ArrayLayout layout) throws IOException {
    var larger = Blocks.of(layout, BLOCK_BYTES_AHEAD);
    if (input.isWorkToRead() && CORES > 1 && larger.areWorthReadingAhead()) {
      readAhead(larger);
    } else {
      readInTurn(Blocks.of(layout, BLOCK_BYTES));
    }
  }

  private void readInTurn(Blocks blocks) throws IOException {
    NdArray scratch = blocks.scratch();
    for (long at = 0; at < blocks.length(); at += blocks.most()) {
      NdArray block = blocks.cut(scratch, at);
      DataReader.fill(input, header, block);
      block.readInto(target, (int) at, blocks.whole());
    }
  }

  /** Reads in a second thread, which also decompresses and checks; this one converts. */
  private void readAhead(Blocks blocks) throws IOException {
    long length = blocks.length();
    long most = blocks.most();
    try (var ahead = new ReadAhead<NdArray>(input.name() + ": interrupted while reading")) {
      long added = 0;
      for (; added < Math.min(length, BLOCKS_AHEAD * most); added += most) {
        NdArray block = blocks.cut(blocks.scratch(), added);
        ahead.add(() -> filled(block));
      }
      for (long at = 0; at < length; at += most, added += most) {
        NdArray block = ahead.take();
        block.readInto(target, (int) at, blocks.whole());
        if (added < length) {
          NdArray next = blocks.cut(block, added);
          ahead.add(() -> filled(next));
        }
      }
    }
  }

  private NdArray filled(NdArray block) throws IOException {
    DataReader.fill(input, header, block);
    return block;
  }

  /**
   * How an array is cut into blocks along an axis.
   *
   * @param whole the shape of the data as they are read: flat in C order
   * @param axis along which they are cut
   * @param most elements of the axis that a block has; the last one may have fewer
   */
  private record Blocks(DType dtype, Shape whole, int axis, long most) {
    static Blocks of(ArrayLayout layout, int bytes) {
      boolean inColumns = layout.order() == Order.F && layout.shape().rank() > 1;
      Shape whole = inColumns ? layout.shape() : Shape.of(layout.size());
      int axis = whole.rank() - 1;
      long length = whole.length(axis);
      long column = layout.nbytes() / length;
      long most = Math.min(length, Math.max(inColumns ? MIN_COLUMNS : 1, bytes / column));
      return new Blocks(layout.dtype(), whole, axis, most);
    }

    long length() {
      return whole.length(axis);
    }

    private ArrayLayout layout() {
      return new ArrayLayout(dtype, whole, Order.F).withLength(axis, most);
    }

    /** Whether the array has enough blocks to share the work, and memory for several is little. */
    boolean areWorthReadingAhead() {
      return length() >= MIN_BLOCKS_AHEAD * most && layout().nbytes() <= MAX_SCRATCH_BYTES;
    }

    /** New memory for a block. */
    NdArray scratch() {
      ArrayLayout layout = layout();
      return layout.nbytes() <= MAX_SCRATCH_BYTES
          ? NdArray.over(Memory.scratch((int) layout.nbytes()), 0, layout)
          : NdArray.zeros(layout);
    }

    /** The start of an earlier block's memory, as long as the block from an index on is. */
    NdArray cut(NdArray block, long at) {
      return block.slice(axis, 0, Math.min(most, length() - at));
    }
  }
}
