package io.npyio.cli.scan;

import io.npyio.array.DType;
import io.npyio.array.NdArray;

/** A block of elements of two arrays, side by side. */
abstract class ElementComparison {
  private final boolean bitsDecide;

  /**
   * A pair of blocks.
   *
   * @param bitsDecide whether elements of equal bits, in one dtype, are equal
   */
  ElementComparison(boolean bitsDecide) {
    this.bitsDecide = bitsDecide;
  }

  /** Whether elements of two dtypes can be equal at all. */
  static boolean areComparable(DType a, DType b) {
    if (a instanceof DType.Scalar) {
      return b instanceof DType.Scalar;
    }
    if (a instanceof DType.Temporal x && b instanceof DType.Temporal y) {
      return TimeComparison.areComparable(x, y);
    }
    return a instanceof DType.Flexible x
        && b instanceof DType.Flexible y
        && x.form() == y.form()
        && (x.form() != DType.Flexible.Form.VOID || x.length() == y.length());
  }

  /** Makes room for blocks of dtypes that can be compared. */
  static ElementComparison of(DType a, DType b, Tolerance tolerance, int room) {
    if (a instanceof DType.Temporal x && b instanceof DType.Temporal y) {
      return new TimeComparison(x, y, tolerance.equalNan(), room);
    }
    boolean isRounded = Numbers.areLong(a) || Numbers.areLong(b);
    boolean isMixed = Numbers.areUnsigned(a) != Numbers.areUnsigned(b);
    boolean areWhole = Numbers.areWhole(a) && Numbers.areWhole(b);
    if (!(a instanceof DType.Scalar)
        || (tolerance.isNone() && (isRounded || (areWhole && isMixed)))) {
      return new ValueComparison(tolerance);
    }
    if (areWhole && tolerance.isNone()) {
      return new IntegerComparison(b, room);
    }
    return Numbers.areComplex(a) || Numbers.areComplex(b)
        ? new ComplexComparison(tolerance, room)
        : new FloatComparison(tolerance, areWhole, room);
  }

  /** Whether the elements of two blocks are equal, which reads them only if need be. */
  final boolean areEqual(NdArray a, NdArray b) {
    boolean isOneType = a.dtype().equals(b.dtype()) && !Numbers.areLong(a.dtype());
    if (isOneType && a.contentEquals(b) && (bitsDecide || !mayHaveUnequalToItself(a))) {
      return true;
    }
    read(a, b);
    int n = Math.toIntExact(a.size());
    return next(0, n) == n;
  }

  /** Whether a NaN, or what is like it, may be among the elements. */
  boolean mayHaveUnequalToItself(NdArray block) {
    return true;
  }

  /** Reads the elements in C order. */
  abstract void read(NdArray a, NdArray b);

  /** {@return the first place from that one on where elements differ; {@code n} for none} */
  abstract int next(int from, int n);

  /** {@return how far elements are apart, in an order that is that of unsigned numbers} */
  abstract long distance(int i);

  /** {@return how far elements are apart in proportion to the second one; 0 where that is 0} */
  abstract double proportion(int i);
}
