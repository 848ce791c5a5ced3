package io.npyio.cli.plot;

import org.jspecify.annotations.Nullable;

/**
 * A range of numbers.
 *
 * @param low the lower end, finite
 * @param high the upper end, finite and greater
 */
public record Range(double low, double high) {
  /** {@return the range that a text names, as in {@code 0,255}} */
  public static Range parse(String text) {
    String[] ends = text.split(",", -1);
    try {
      if (ends.length == 2) {
        double low = Double.parseDouble(ends[0]);
        double high = Double.parseDouble(ends[1]);
        if (Double.isFinite(low) && Double.isFinite(high) && low < high) {
          return new Range(low, high);
        }
      }
    } catch (NumberFormatException notNumber) {
      throw new IllegalArgumentException(complaint(text), notNumber);
    }
    throw new IllegalArgumentException(complaint(text));
  }

  private static String complaint(String text) {
    return "'" + text + "' is not a range: two numbers, the lesser first, as in 0,255";
  }

  /** The range of two numbers, widened a little if they are equal. */
  static Range around(double low, double high) {
    if (low < high) {
      return new Range(low, high);
    }
    double more = Math.max(0.5, Math.abs(low) * 0x1p-10);
    return new Range(
        Math.max(low - more, -Double.MAX_VALUE), Math.min(high + more, Double.MAX_VALUE));
  }

  /** The wanted range, or else the range of the finite numbers. */
  static Range of(double[] values, @Nullable Range asked) {
    if (asked != null) {
      return asked;
    }
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
    return around(low, high);
  }

  /** This range, extended on both sides by a part of its width. */
  Range padded(double part) {
    double more = (high / 2 - low / 2) * part * 2;
    return new Range(
        Math.max(low - more, -Double.MAX_VALUE), Math.min(high + more, Double.MAX_VALUE));
  }

  /** The position of a number between low, 0, and high, 1. */
  double fraction(double value) {
    // halves, as the width may overflow
    return (value / 2 - low / 2) / (high / 2 - low / 2);
  }
}
