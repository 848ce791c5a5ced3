package io.npyio.cli.scan;

import io.npyio.array.NdArray;

/** Compares real numbers as float64. */
final class FloatComparison extends ElementComparison {
  private final Tolerance tolerance;
  private final double[] a;
  private final double[] b;
  private final NaNCheck nanCheck = new NaNCheck();

  FloatComparison(Tolerance tolerance, boolean areIntegers, int capacity) {
    super(tolerance.equalNan() || areIntegers);
    this.tolerance = tolerance;
    this.a = new double[capacity];
    this.b = new double[capacity];
  }

  @Override
  boolean mayHaveUnequalToItself(NdArray block) {
    return nanCheck.mayBeIn(block);
  }

  @Override
  void read(NdArray first, NdArray second) {
    Numbers.read(first, a);
    Numbers.read(second, b);
  }

  @Override
  int next(int from, int n) {
    for (int i = from; i < n; i++) {
      if (a[i] != b[i] && differ(a[i], b[i])) {
        return i;
      }
    }
    return n;
  }

  private boolean differ(double x, double y) {
    boolean areNaN = Double.isNaN(x) && Double.isNaN(y);
    return !(areNaN && tolerance.equalNan()) && !tolerance.allows(Math.abs(x - y), Math.abs(y));
  }

  @Override
  long distance(int i) {
    return ordered(Math.abs(a[i] - b[i]));
  }

  @Override
  double proportion(int i) {
    return proportion(Math.abs(a[i] - b[i]), Math.abs(b[i]));
  }

  /** The bits of a distance, which sort like it; 0 for NaN. */
  static long ordered(double distance) {
    return Double.isNaN(distance) ? 0 : Double.doubleToRawLongBits(distance);
  }

  static double proportion(double distance, double size) {
    double proportion = distance / size;
    return size == 0 || Double.isNaN(proportion) ? 0 : proportion;
  }
}
