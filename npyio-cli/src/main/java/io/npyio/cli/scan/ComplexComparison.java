package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.util.Arrays;

/** Compares complex numbers, or complex with real numbers. */
final class ComplexComparison extends ElementComparison {
  private final Tolerance tolerance;
  private final double[][] a;
  private final double[][] b;
  private final NaNCheck nanCheck = new NaNCheck();

  ComplexComparison(Tolerance tolerance, int capacity) {
    super(tolerance.equalNan());
    this.tolerance = tolerance;
    this.a = new double[2][capacity];
    this.b = new double[2][capacity];
  }

  @Override
  boolean mayHaveUnequalToItself(NdArray block) {
    return nanCheck.mayBeIn(block.real()) || nanCheck.mayBeIn(block.imag());
  }

  @Override
  void read(NdArray first, NdArray second) {
    read(first, a);
    read(second, b);
  }

  private static void read(NdArray block, double[][] to) {
    Numbers.read(block.real(), to[0]);
    if (block.dtype() instanceof DType.Scalar scalar && scalar.kind().isComplex()) {
      Numbers.read(block.imag(), to[1]);
    } else {
      Arrays.fill(to[1], 0);
    }
  }

  @Override
  int next(int from, int n) {
    for (int i = from; i < n; i++) {
      if ((a[0][i] != b[0][i] || a[1][i] != b[1][i]) && differ(i)) {
        return i;
      }
    }
    return n;
  }

  private boolean differ(int i) {
    return !(tolerance.equalNan() && isNaN(a, i) && isNaN(b, i))
        && !tolerance.allows(apart(i), size(i));
  }

  private static boolean isNaN(double[][] block, int i) {
    return Double.isNaN(block[0][i]) || Double.isNaN(block[1][i]);
  }

  private double apart(int i) {
    return Math.hypot(a[0][i] - b[0][i], a[1][i] - b[1][i]);
  }

  private double size(int i) {
    return Math.hypot(b[0][i], b[1][i]);
  }

  @Override
  long distance(int i) {
    return FloatComparison.ordered(apart(i));
  }

  @Override
  double proportion(int i) {
    return FloatComparison.proportion(apart(i), size(i));
  }
}
