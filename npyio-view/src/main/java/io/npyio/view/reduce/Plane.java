package io.npyio.view.reduce;

import io.npyio.array.NdArray;

/**
 * Real numbers in rows and columns, turned so that rows are read fastest: neighbours in a row lie
 * closer to each other in the file than neighbours in a column.
 */
final class Plane {
  private static final int PAGE_BYTES = 4096;

  /** The time to touch a page of memory, as the number of elements read in that time. */
  private static final int PAGE_COST = 64;

  private final NdArray array;
  private final Part part;
  private final boolean isTurned;

  private Plane(NdArray array, Part part, boolean isTurned) {
    this.array = array;
    this.part = part;
    this.isTurned = isTurned;
  }

  /** The elements of an array of two axes. */
  static Plane of(NdArray array, Part part) {
    if (array.rank() != 2) {
      throw new IllegalArgumentException(
          "an array of shape %s has no rows and columns; slice it to two axes"
              .formatted(array.shape()));
    }
    RealReader.of(array.dtype(), part); // refuses what are no numbers
    boolean isTurned = isInColumns(array);
    return new Plane(isTurned ? array.transpose() : array, part, isTurned);
  }

  /** The elements of an array of one axis, as one row. */
  static Plane ofSeries(NdArray array, Part part) {
    if (array.rank() != 1) {
      throw new IllegalArgumentException(
          "an array of shape %s is not a series; slice it to one axis".formatted(array.shape()));
    }
    return of(array.insertAxis(0), part);
  }

  private static boolean isInColumns(NdArray array) {
    long[] strides = array.strides();
    boolean hasRows = array.shape().length(0) > 1;
    boolean hasColumns = array.shape().length(1) > 1;
    return hasRows && (!hasColumns || Math.abs(strides[0]) < Math.abs(strides[1]));
  }

  /** Whether rows are the columns of the array given. */
  boolean isTurned() {
    return isTurned;
  }

  long rows() {
    return array.shape().length(0);
  }

  long columns() {
    return array.shape().length(1);
  }

  /** A block for elements of this plane. */
  Block block(long capacity) {
    return new Block(RealReader.of(array.dtype(), part), capacity);
  }

  /** The elements of a rectangle. */
  NdArray rectangle(Rectangle part) {
    return array.slice(0, part.top(), part.bottom()).slice(1, part.left(), part.right());
  }

  /** The elements of a row. */
  NdArray row(long row) {
    return array.at(row);
  }

  /** Whether neighbours in a row mostly share a page of the file. */
  boolean isDense() {
    return stride(1) * 4 < PAGE_BYTES;
  }

  /**
   * The time to read a rectangle of that size from memory, as the number of elements read in that
   * time if they lie next to each other.
   */
  double cost(long height, long width) {
    double pagesOfRow = Math.min((double) width, width * stride(1) / PAGE_BYTES + 1);
    double pages = Math.min(height * pagesOfRow, height * stride(0) / PAGE_BYTES + pagesOfRow);
    return (double) height * width + pages * PAGE_COST;
  }

  private double stride(int axis) {
    return Math.abs(array.strides()[axis]);
  }
}
