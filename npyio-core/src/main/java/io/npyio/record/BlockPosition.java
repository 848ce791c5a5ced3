package io.npyio.record;

import io.npyio.array.Shape;
import java.util.Arrays;

/**
 * Where a block of records lies in the array that the user sees, for complaints.
 *
 * @param shape of that array
 * @param first the place in C order of the block's first record
 */
record BlockPosition(Shape shape, long first) {

  /** The place of an element of the array. */
  static BlockPosition of(Shape shape, long[] index) {
    long flat = 0;
    for (int axis = 0; axis < index.length; axis++) {
      flat = flat * shape.length(axis) + index[axis];
    }
    return new BlockPosition(shape, flat);
  }

  BlockPosition plus(long records) {
    return new BlockPosition(shape, first + records);
  }

  /**
   * The index, as Python writes it, of the {@code flat}-th value of a field of the block.
   *
   * @param inner the lengths of the arrays that the field consists of
   */
  String index(long flat, Shape inner) {
    long each = inner.size();
    long[] outer = unravel(first + (each == 0 ? flat : flat / each), shape);
    long[] rest = unravel(each == 0 ? 0 : flat % each, inner);
    long[] index = Arrays.copyOf(outer, outer.length + rest.length);
    System.arraycopy(rest, 0, index, outer.length, rest.length);
    return Shape.of(index).toString();
  }

  /** The index of an element by its place in C order. */
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
