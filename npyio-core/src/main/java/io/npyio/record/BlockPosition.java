package io.npyio.record;

import io.npyio.dtype.Shape;
import java.util.Arrays;

/**
 * The position of a block of records in the user's array, for error messages.
 *
 * @param shape of the array
 * @param first the flat index, in C order, of the block's first record
 */
record BlockPosition(Shape shape, long first) {

  /** The position of a single element. */
  static BlockPosition of(Shape shape, long[] index) {
    long flat = 0;
    for (int axis = 0; axis < index.length; axis++) {
      flat = flat * shape.length(axis) + index[axis];
    }
    return new BlockPosition(shape, flat);
  }

  /** The position that many records further on. */
  BlockPosition plus(long records) {
    return new BlockPosition(shape, first + records);
  }

  /**
   * The index, as Python writes it, of value {@code flat} of a field in the block.
   *
   * @param inner the shape of the field in each record
   */
  String index(long flat, Shape inner) {
    long each = inner.size();
    long[] outer = unravel(first + (each == 0 ? flat : flat / each), shape);
    long[] rest = unravel(each == 0 ? 0 : flat % each, inner);
    long[] index = Arrays.copyOf(outer, outer.length + rest.length);
    System.arraycopy(rest, 0, index, outer.length, rest.length);
    return Shape.of(index).toString();
  }

  /** The index of an element from its flat index in C order. */
  static long[] unravel(long flat, Shape shape) {
    long[] index = new long[shape.rank()];
    long rest = flat;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      long length = Math.max(1, shape.length(axis));
      index[axis] = rest % length;
      rest /= length;
    }
    return index;
  }
}
