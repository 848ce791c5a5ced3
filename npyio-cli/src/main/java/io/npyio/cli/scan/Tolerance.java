package io.npyio.cli.scan;

/**
 * How far numbers may be apart that count as equal, as in {@code np.isclose}: by {@code absolute +
 * relative * |b|}.
 *
 * @param equalNan whether NaN equals NaN, and NaT NaT
 */
public record Tolerance(double relative, double absolute, boolean equalNan) {
  boolean isNone() {
    return relative == 0 && absolute == 0;
  }

  boolean allows(double apart, double b) {
    return apart <= absolute + relative * b && b <= Double.MAX_VALUE;
  }
}
