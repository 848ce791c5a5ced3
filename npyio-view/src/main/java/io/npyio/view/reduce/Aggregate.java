package io.npyio.view.reduce;

import org.jspecify.annotations.Nullable;

/** The one number that stands for the finite elements of a cell. */
public enum Aggregate {
  /** The mean. Its sum is kept until the mean is wanted. */
  MEAN,
  /** The greatest. */
  MAX,
  /** The least. */
  MIN;

  /**
   * {@return the aggregate that a text names}
   *
   * @param text {@code mean}, {@code max} or {@code min}; null for the mean
   * @throws IllegalArgumentException if it is another text
   */
  public static Aggregate of(@Nullable String text) {
    return switch (text == null ? "mean" : text) {
      case "mean" -> MEAN;
      case "max" -> MAX;
      case "min" -> MIN;
      default ->
          throw new IllegalArgumentException(
              "agg '%s' is unknown; expected mean, max or min".formatted(text));
    };
  }

  /** The value to begin with, which changes no aggregate that it joins. */
  double start() {
    return switch (this) {
      case MEAN -> 0;
      case MAX -> Double.NEGATIVE_INFINITY;
      case MIN -> Double.POSITIVE_INFINITY;
    };
  }

  /** The aggregate of both; a sum beyond the range of float64 is the end of that range. */
  double join(double a, double b) {
    return switch (this) {
      case MEAN -> Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, a + b));
      case MAX -> b > a ? b : a;
      case MIN -> b < a ? b : a;
    };
  }

  /** The aggregate of a range of numbers; not finite if one of them keeps it from being finite. */
  double across(double[] values, int from, int to) {
    double result = start();
    switch (this) {
      case MEAN -> {
        for (int i = from; i < to; i++) {
          result += values[i];
        }
      }
      case MAX -> {
        for (int i = from; i < to; i++) {
          result = values[i] > result ? values[i] : result;
        }
      }
      case MIN -> {
        for (int i = from; i < to; i++) {
          result = values[i] < result ? values[i] : result;
        }
      }
    }
    return result;
  }

  /**
   * The number shown for a cell, within the range of float32 if it is finite.
   *
   * @param value the aggregate of the finite elements; without any the sum of the infinities
   * @param finite the number of finite elements
   */
  float shown(double value, long finite) {
    if (finite == 0) {
      return value == 0 ? Float.NaN : (float) value;
    }
    double result = this == MEAN ? value / finite : value;
    return (float) Math.max(-Float.MAX_VALUE, Math.min(Float.MAX_VALUE, result));
  }
}
