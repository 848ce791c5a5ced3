package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;

/** Compares blocks of elements of two arrays. */
abstract class ElementComparison {
  private final boolean bitsDecide;

  /**
   * A comparison.
   *
   * @param bitsDecide whether elements of one dtype with equal bits are always equal
   */
  ElementComparison(boolean bitsDecide) {
    this.bitsDecide = bitsDecide;
  }

  /** Whether elements of two dtypes can be equal at all. */
  static boolean areComparable(DType a, DType b) {
    return switch (a.category()) {
      case NUMBER, COMPLEX -> b instanceof DType.Scalar;
      case DATETIME, TIMEDELTA ->
          b instanceof DType.Temporal times
              && TimeComparison.areComparable((DType.Temporal) a, times);
      case BYTES, UNICODE -> a.category() == b.category();
      case VOID -> b.category() == DType.Category.VOID && a.itemSize() == b.itemSize();
      case STRUCT, SUB_ARRAY, OBJECT -> false;
    };
  }

  /** The comparison of two dtypes that can be compared, for blocks up to a size. */
  static ElementComparison of(DType a, DType b, Tolerance tolerance, int capacity) {
    if (a instanceof DType.Temporal x && b instanceof DType.Temporal y) {
      return new TimeComparison(x, y, tolerance.equalNan(), capacity);
    }
    boolean isRounded = Numbers.areLongDoubles(a) || Numbers.areLongDoubles(b);
    boolean isMixed = Numbers.areUnsigned(a) != Numbers.areUnsigned(b);
    boolean areIntegers = Numbers.areIntegers(a) && Numbers.areIntegers(b);
    if (!(a instanceof DType.Scalar)
        || (tolerance.isNone() && (isRounded || (areIntegers && isMixed)))) {
      return new ValueComparison(tolerance);
    }
    if (areIntegers && tolerance.isNone()) {
      return new IntegerComparison(b, capacity);
    }
    return Numbers.areComplex(a) || Numbers.areComplex(b)
        ? new ComplexComparison(tolerance, capacity)
        : new FloatComparison(tolerance, areIntegers, capacity);
  }

  /** Whether the elements of two blocks are equal; they are read only if their bits do not tell. */
  final boolean areEqual(NdArray a, NdArray b) {
    boolean isOneType = a.dtype().equals(b.dtype()) && !Numbers.areLongDoubles(a.dtype());
    if (isOneType && a.contentEquals(b) && (bitsDecide || !mayHaveUnequalToItself(a))) {
      return true;
    }
    read(a, b);
    int n = Math.toIntExact(a.size());
    return next(0, n) == n;
  }

  /** Whether an element may differ from itself, as NaN does. */
  boolean mayHaveUnequalToItself(NdArray block) {
    return true;
  }

  /** Reads the elements in C order. */
  abstract void read(NdArray a, NdArray b);

  /**
   * {@return the first position from {@code from} at which elements differ; {@code n} if none do}
   */
  abstract int next(int from, int n);

  /** {@return a number that sorts, as an unsigned one, like the distance of the elements} */
  abstract long distance(int i);

  /** {@return the distance in proportion to the second element; 0 if that is 0} */
  abstract double proportion(int i);
}
