package io.npyio.cli.scan;

/**
 * The distance up to which numbers count as equal, as in {@code np.isclose}: {@code absolute +
 * relative * |b|}.
 *
 * @param equalNan whether NaN equals NaN, and NaT equals NaT
 */
public record Tolerance(double relative, double absolute, boolean equalNan) {
  boolean isNone() {
    return relative == 0 && absolute == 0;
  }

  boolean allows(double apart, double b) {
    return apart <= absolute + relative * b && b <= Double.MAX_VALUE;
  }
}
