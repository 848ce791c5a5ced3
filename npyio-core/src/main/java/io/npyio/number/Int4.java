package io.npyio.number;

/**
 * Integers of 4 bits as ml_dtypes stores them: each in the low half of a byte, whose upper half is
 * ignored.
 */
public final class Int4 {
  private static final int UNUSED_BITS = Long.SIZE - 4;

  private Int4() {}

  /** The low 4 bits as a number from -8 to 7. */
  public static long signed(long bits) {
    return bits << UNUSED_BITS >> UNUSED_BITS;
  }

  /** The low 4 bits as a number from 0 to 15. */
  public static long unsigned(long bits) {
    return bits << UNUSED_BITS >>> UNUSED_BITS;
  }
}
