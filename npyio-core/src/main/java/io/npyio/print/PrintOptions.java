package io.npyio.print;

/**
 * Options that vary between print calls.
 *
 * @param threshold arrays, and fields that are arrays, are summarised beyond this many elements
 * @param precision the most digits after the point of real and complex numbers
 * @param isScalar whether real numbers in structs show all their digits, as scalars do
 */
record PrintOptions(long threshold, int precision, boolean isScalar) {
  static PrintOptions of(long threshold) {
    return new PrintOptions(threshold, ArrayPrinter.PRECISION, false);
  }
}
