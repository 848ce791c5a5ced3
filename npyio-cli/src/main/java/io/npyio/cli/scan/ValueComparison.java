package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;

/** Compares text, bytes, and numbers that have no faster comparison, as Java objects. */
final class ValueComparison extends ElementComparison {
  private final Tolerance tolerance;
  private Object[] a = {};
  private Object[] b = {};

  ValueComparison(Tolerance tolerance) {
    super(true);
    this.tolerance = tolerance;
  }

  @Override
  void read(NdArray first, NdArray second) {
    a = first.toArray(Object[].class);
    b = second.toArray(Object[].class);
  }

  @Override
  int next(int from, int n) {
    for (int i = from; i < n; i++) {
      if (!areEqual(a[i], b[i])) {
        return i;
      }
    }
    return n;
  }

  private boolean areEqual(Object x, Object y) {
    if (x instanceof byte[] s && y instanceof byte[] t) {
      return Arrays.equals(s, t);
    }
    if (x instanceof String) {
      return x.equals(y);
    }
    if (tolerance.equalNan() && isNaN(x) && isNaN(y)) {
      return true;
    }
    return areEqualNumbers(real(x), real(y)) && areEqualNumbers(imag(x), imag(y));
  }

  private static boolean isNaN(Object value) {
    return Double.isNaN(real(value).doubleValue()) || Double.isNaN(imag(value).doubleValue());
  }

  private static Number real(Object value) {
    Object real = value instanceof List<?> parts ? parts.get(0) : value;
    return real instanceof Boolean truth ? Integer.valueOf(truth ? 1 : 0) : (Number) real;
  }

  private static Number imag(Object value) {
    return value instanceof List<?> parts ? (Number) parts.get(1) : Integer.valueOf(0);
  }

  private static boolean areEqualNumbers(Number x, Number y) {
    return isFinite(x) && isFinite(y)
        ? exact(x).compareTo(exact(y)) == 0
        : x.doubleValue() == y.doubleValue() && isFinite(x) == isFinite(y);
  }

  /** Whether a number is finite; a large long double may be beyond double. */
  private static boolean isFinite(Number value) {
    return !(value instanceof Double || value instanceof Float)
        || Double.isFinite(value.doubleValue());
  }

  private static BigDecimal exact(Number value) {
    if (value instanceof BigDecimal decimal) {
      return decimal;
    }
    if (value instanceof BigInteger integer) {
      return new BigDecimal(integer);
    }
    return value instanceof Double || value instanceof Float
        ? new BigDecimal(value.doubleValue())
        : BigDecimal.valueOf(value.longValue());
  }

  @Override
  long distance(int i) {
    return FloatComparison.ordered(apart(i));
  }

  private double apart(int i) {
    if (a[i] instanceof String || a[i] instanceof byte[]) {
      return 0;
    }
    return Math.hypot(apart(real(a[i]), real(b[i])), apart(imag(a[i]), imag(b[i])));
  }

  private static double apart(Number x, Number y) {
    return isFinite(x) && isFinite(y)
        ? exact(x).subtract(exact(y)).abs().doubleValue()
        : Math.abs(x.doubleValue() - y.doubleValue());
  }

  @Override
  double proportion(int i) {
    double apart = apart(i);
    double size = apart == 0 ? 0 : Math.hypot(real(b[i]).doubleValue(), imag(b[i]).doubleValue());
    return FloatComparison.proportion(apart, size);
  }
}
