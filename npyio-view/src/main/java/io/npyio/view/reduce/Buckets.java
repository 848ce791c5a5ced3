package io.npyio.view.reduce;

/**
 * A range of a series, divided into buckets of about the same length.
 *
 * @param from the first element
 * @param to the element after the last one
 * @param count the number of buckets
 */
record Buckets(long from, long to, int count) {
  /** Buckets that were asked for. */
  static Buckets of(long from, long to, int count, long length) {
    if (from < 0 || from > to || to > length) {
      throw new IndexOutOfBoundsException(
          "elements %d to %d are out of bounds for a series of %d".formatted(from, to, length));
    }
    if (count < 1) {
      throw new IndexOutOfBoundsException(
          "n = %d is out of bounds; expected at least 1".formatted(count));
    }
    return new Buckets(from, to, count);
  }

  long length() {
    return to - from;
  }

  /** The same range in another number of buckets. */
  Buckets fewer(int number) {
    return new Buckets(from, to, number);
  }

  /** The first element of a bucket, {@code from + (to - from) * bucket / count}. */
  long start(int bucket) {
    // length * bucket may overflow; these products do not
    return from + length() / count * bucket + length() % count * bucket / count;
  }

  /** The element after the last one of a bucket. */
  long end(int bucket) {
    return start(bucket + 1);
  }
}
