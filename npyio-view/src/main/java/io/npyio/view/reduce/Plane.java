package io.npyio.view.reduce;

import io.npyio.array.NdArray;
import io.npyio.view.Fetcher;

/**
 * Real numbers in rows and columns, turned so that rows are read fastest: neighbours in a row lie
 * closer to each other in the file than neighbours in a column.
 */
final class Plane {
  private static final int PAGE_BYTES = 4096;

  /** The time to touch a page of memory, as the number of elements read in that time. */
  private static final int PAGE_COST = 64;

  /** The time to fetch an element, as the number of elements read in that time. */
  private static final int FETCH_COST = 8;

  private final NdArray array;
  private final Part part;
  private final Fetcher fetcher;
  private final boolean isTurned;

  private Plane(NdArray array, Part part, Fetcher fetcher, boolean isTurned) {
    this.array = array;
    this.part = part;
    this.fetcher = fetcher;
    this.isTurned = isTurned;
  }

  /** The elements of an array of two axes. */
  static Plane of(Numbers numbers) {
    NdArray array = numbers.array();
    if (array.rank() != 2) {
      throw new IllegalArgumentException(
          "an array of shape %s has no rows and columns; slice it to two axes"
              .formatted(array.shape()));
    }
    RealReader.of(array.dtype(), numbers.part()); // refuses what are no numbers
    boolean isTurned = isInColumns(array);
    return new Plane(
        isTurned ? array.transpose() : array, numbers.part(), numbers.fetcher(), isTurned);
  }

  /** The elements of an array of one axis, as one row. */
  static Plane ofSeries(Numbers numbers) {
    NdArray array = numbers.array();
    if (array.rank() != 1) {
      throw new IllegalArgumentException(
          "an array of shape %s is not a series; slice it to one axis".formatted(array.shape()));
    }
    return of(new Numbers(array.insertAxis(0), numbers.part(), numbers.fetcher()));
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
    return new Block(RealReader.of(array.dtype(), part), fetcher, capacity);
  }

  /** Whether elements have to be fetched before they are read. */
  boolean isFetched() {
    return fetcher.isRequired();
  }

  /** Fetches elements together that are read one after the other. */
  void fetch(NdArray elements) {
    fetcher.fetchUnchecked(elements);
  }

  /** Whether all elements may be read in the background. */
  boolean mayBeScanned() {
    return fetcher.mayFetchAll();
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
    return ((double) height * width + pages * PAGE_COST) * (isFetched() ? FETCH_COST : 1);
  }

  /** The bytes from one end of a row of that width to the other. */
  double bytesAcross(long width) {
    return width * stride(1);
  }

  private double stride(int axis) {
    return Math.abs(array.strides()[axis]);
  }
}
