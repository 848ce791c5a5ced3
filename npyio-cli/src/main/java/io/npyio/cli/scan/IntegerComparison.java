package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.math.BigInteger;
import java.util.Arrays;

/** Compares integers and booleans exactly. */
final class IntegerComparison extends ElementComparison {
  private final DType dtype;
  private final long[] a;
  private final long[] b;

  /** For two dtypes of which both or none are unsigned 64-bit integers. */
  IntegerComparison(DType dtype, int capacity) {
    super(true);
    this.dtype = dtype;
    this.a = new long[capacity];
    this.b = new long[capacity];
  }

  @Override
  void read(NdArray first, NdArray second) {
    Numbers.read(first, a);
    Numbers.read(second, b);
  }

  @Override
  int next(int from, int n) {
    int same = Arrays.mismatch(a, from, n, b, from, n);
    return same < 0 ? n : from + same;
  }

  @Override
  long distance(int i) {
    return distance(a[i], b[i]);
  }

  /** The distance of two signed numbers, as an unsigned one. */
  static long distance(long a, long b) {
    return a > b ? a - b : b - a;
  }

  @Override
  double proportion(int i) {
    BigInteger apart = new BigInteger(Long.toUnsignedString(distance(i)));
    double size = Numbers.value(dtype, b[i]).abs().doubleValue();
    return FloatComparison.proportion(apart.doubleValue(), size);
  }
}
