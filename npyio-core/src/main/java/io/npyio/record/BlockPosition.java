package io.npyio.record;

import io.npyio.dtype.Shape;

/**
 * The position of a block of records in the user's array, for error messages.
 *
 * @param shape of the array
 * @param first the flat index, in C order, of the block's first record
 */
record BlockPosition(Shape shape, long first) {

  /** The position of a single element. */
  static BlockPosition of(Shape shape, long[] index) {
    return new BlockPosition(shape, shape.ravel(index));
  }

  /** The position after skipping that number of records. */
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
    long record = first + (each == 0 ? flat : flat / each);
    long value = each == 0 ? record : record * each + flat % each;
    long[] index = shape.append(inner).unravel(value);
    return Shape.of(index).toString();
  }
}
