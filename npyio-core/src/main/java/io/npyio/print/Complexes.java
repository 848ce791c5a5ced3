package io.npyio.print;

import io.npyio.dtype.DType;

/**
 * Complex numbers: two columns, the second of which shows every sign.
 *
 * @param step from the real to the imaginary part in bytes
 */
record Complexes(Floats real, Floats imaginary, int step) implements Column {

  static Complexes of(ShownElements sample, DType.Scalar type, PrintOptions options) {
    DType.Scalar part = new DType.Scalar(type.kind().part(), type.order());
    return new Complexes(
        new Floats(sample.real(), part, options.precision(), false),
        new Floats(sample.imag(), part, options.precision(), true),
        part.itemSize());
  }

  @Override
  public String text(long position) {
    String padded = imaginary.text(position + step);
    String number = padded.stripTrailing();
    return real.text(position) + number + "j" + padded.substring(number.length());
  }
}
