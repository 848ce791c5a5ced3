package io.npyio.array;

/**
 * Complex numbers: two columns, of which the second shows every sign.
 *
 * @param step from the real to the imaginary part in bytes
 */
record PrintComplexes(PrintFloats real, PrintFloats imaginary, int step) implements PrintColumn {

  static PrintComplexes of(PrintSample sample, DType.Scalar type) {
    DType.Scalar part = new DType.Scalar(type.kind().part(), type.order());
    return new PrintComplexes(
        new PrintFloats(sample.real(), part, false),
        new PrintFloats(sample.imag(), part, true),
        part.itemSize());
  }

  @Override
  public String text(long position) {
    String padded = imaginary.text(position + step);
    String number = padded.stripTrailing();
    return real.text(position) + number + "j" + padded.substring(number.length());
  }
}
