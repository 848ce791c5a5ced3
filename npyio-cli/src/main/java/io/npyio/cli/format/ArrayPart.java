package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import io.npyio.file.StoredArray;
import java.io.IOException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A part of an array that cannot be mapped, or all of it.
 *
 * @param order of the elements in the file
 */
record ArrayPart(StoredArray elements, Order order) {
  /** The most bytes that are in memory at a time. */
  private static final long BLOCK_BYTES = 1 << 25;

  /**
   * A part of an array.
   *
   * @param index in Python's syntax; null for all of it
   */
  static ArrayPart of(StoredArray array, @Nullable String index) {
    return new ArrayPart(index == null ? array : array.slice(index), array.layout().order());
  }

  long nbytes() {
    return elements.layout().nbytes();
  }

  /** As {@link #opened(LongConsumer)}, for sources that report what is read themselves. */
  OpenArray opened() throws IOException {
    return opened(bytes -> {});
  }

  /**
   * Reads the elements into memory if they are few, else into a temporary file.
   *
   * @param progress is given the bytes of each block read
   */
  OpenArray opened(LongConsumer progress) throws IOException {
    OpenArray copy = OpenArray.scratch(elements.layout());
    try {
      copy(elements, copy.array(), progress);
      return new OpenArray(copy.array(), copy.dtype(), order, copy);
    } catch (IOException | RuntimeException problem) {
      copy.close();
      throw problem;
    }
  }

  /** Copies block by block; a row that is larger than a block is cut along its own axes. */
  private static void copy(StoredArray part, NdArray copy, LongConsumer progress)
      throws IOException {
    ArrayLayout layout = part.layout();
    int axis = outerAxis(layout);
    if (layout.nbytes() <= BLOCK_BYTES || axis < 0) {
      copyBlock(part, copy, progress);
      return;
    }
    long length = layout.shape().length(axis);
    long step = Math.max(1, BLOCK_BYTES / (layout.nbytes() / length));
    for (long from = 0; from < length; from += step) {
      long to = Math.min(length, from + step);
      copy(part.slice(axis, from, to), copy.slice(axis, from, to), progress);
    }
  }

  /** The outermost axis in the file that can be cut; -1 if there is none. */
  private static int outerAxis(ArrayLayout layout) {
    int rank = layout.shape().rank();
    for (int i = 0; i < rank; i++) {
      int axis = layout.order() == Order.C ? i : rank - 1 - i;
      if (layout.shape().length(axis) > 1) {
        return axis;
      }
    }
    return -1;
  }

  private static void copyBlock(StoredArray block, NdArray copy, LongConsumer progress)
      throws IOException {
    copy.copyFrom(block.load());
    progress.accept(copy.nbytes());
  }
}
