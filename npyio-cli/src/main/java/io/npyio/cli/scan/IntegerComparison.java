package io.npyio.cli.scan;

import io.npyio.array.DType;
import io.npyio.array.NdArray;
import java.math.BigInteger;
import java.util.Arrays;

/** Of integers and booleans, compared exactly. */
final class IntegerComparison extends ElementComparison {
  private final DType dtype;
  private final long[] a;
  private final long[] b;

  /** Of two dtypes that are both unsigned with 64 bits, or both not. */
  IntegerComparison(DType dtype, int room) {
    super(true);
    this.dtype = dtype;
    this.a = new long[room];
    this.b = new long[room];
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
