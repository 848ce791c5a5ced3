package io.npyio.view.reduce;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import java.util.Arrays;
import java.util.Random;

/** Reductions element by element, as their definitions say, and arrays to try them on. */
final class Brute {
  private static final double[] SPECIAL = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  private Brute() {}

  /** All elements of two axes. */
  static double[][] values(NdArray array, Part part) {
    int rows = (int) array.shape().length(0);
    int columns = (int) array.shape().length(1);
    var values = new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i][j] = value(array.at(i, j), part);
      }
    }
    return values;
  }

  private static double value(NdArray element, Part part) {
    if (element.dtype() instanceof DType.Temporal time) {
      long count = element.view(DType.INT64.withByteOrder(time.order())).getLong();
      return count == DType.Temporal.NAT ? Double.NaN : count;
    }
    Kind kind = ((DType.Scalar) element.dtype()).kind();
    return switch (part) {
      case VALUE -> number(element, kind);
      case REAL -> number(element.real(), kind);
      case IMAG -> number(element.imag(), kind);
      case ABS -> Math.hypot(number(element.real(), kind), number(element.imag(), kind));
      case PHASE -> Math.atan2(number(element.imag(), kind), number(element.real(), kind));
    };
  }

  private static double number(NdArray element, Kind kind) {
    if (kind == Kind.BOOL) {
      return element.getBoolean() ? 1 : 0;
    }
    if (kind.isInteger()) {
      return element.getBigInteger().doubleValue();
    }
    double rounded = element.astype(DType.FLOAT64).getDouble();
    return Double.isFinite(rounded) ? element.getBigDecimal().doubleValue() : rounded;
  }

  /** A cell of a tile. */
  static float cell(double[][] values, Aggregate aggregate, int level, int row, int column) {
    int side = 1 << level;
    double[] inCell =
        Arrays.stream(values)
            .skip((long) row * side)
            .limit(side)
            .flatMapToDouble(each -> Arrays.stream(each).skip((long) column * side).limit(side))
            .toArray();
    double[] finite = Arrays.stream(inCell).filter(Double::isFinite).toArray();
    if (finite.length == 0) {
      // a sum of infinities of both signs is NaN
      double infinities = Arrays.stream(inCell).filter(Double::isInfinite).sum();
      return infinities == 0 ? Float.NaN : (float) infinities;
    }
    return switch (aggregate) {
      case MEAN -> (float) (Arrays.stream(finite).reduce(0, Double::sum) / finite.length);
      case MAX -> (float) Arrays.stream(finite).max().getAsDouble();
      case MIN -> (float) Arrays.stream(finite).min().getAsDouble();
    };
  }

  /** Whole numbers, whose sums are exact in every order, with some that are not finite. */
  static NdArray wholeNumbers(Random random, DType dtype, long rows, long columns, double special) {
    NdArray array = NdArray.zeros(dtype, rows, columns);
    for (long i = 0; i < rows; i++) {
      for (long j = 0; j < columns; j++) {
        double value = random.nextInt(1000) - 500;
        array.setDouble(random.nextDouble() < special ? SPECIAL[random.nextInt(3)] : value, i, j);
      }
    }
    return array;
  }

  /** The bounds of the finite elements of a range. */
  static double[] bounds(double[] values, long from, long to) {
    double[] finite =
        Arrays.stream(values).skip(from).limit(to - from).filter(Double::isFinite).toArray();
    return finite.length == 0
        ? new double[] {Double.NaN, Double.NaN}
        : new double[] {
          Arrays.stream(finite).min().getAsDouble(), Arrays.stream(finite).max().getAsDouble()
        };
  }
}
