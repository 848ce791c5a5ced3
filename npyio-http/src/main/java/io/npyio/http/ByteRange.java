package io.npyio.http;

/**
 * Bytes that a request asks for.
 *
 * @param from the first one; {@link #LAST} for the last bytes of the file
 * @param count of the bytes
 */
record ByteRange(long from, long count) {
  /** In place of a position: the range ends with the file. */
  static final long LAST = -1;

  boolean isLast() {
    return from == LAST;
  }

  /** The first byte in a file of this size. */
  long fromIn(long size) {
    return isLast() ? Math.max(0, size - count) : from;
  }

  /** The byte behind the last one in a file of this size. */
  long endIn(long size) {
    return isLast() ? size : Math.min(size, from + count);
  }

  /** The value of the header Range. */
  String header() {
    return "bytes=" + text();
  }

  String text() {
    return isLast() ? "-" + count : from + "-" + (from + count - 1);
  }
}
