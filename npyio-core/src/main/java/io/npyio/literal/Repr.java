package io.npyio.literal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Prints floating-point numbers as Python's {@code repr} does: the fewest digits that read back
 * equal.
 */
final class Repr {
  private static final int MAX_DIGITS = 17;

  private Repr() {}

  /** {@return a float: {@code 1.0}, {@code 1e-05}, {@code inf}} */
  static String ofFloat(double value) {
    return of(value, ".0");
  }

  /** {@return an imaginary number: {@code 1j}, {@code 1e-05j}, {@code infj}} */
  static String ofImaginary(double value) {
    return of(value, "") + "j";
  }

  private static String of(double value, String wholeSuffix) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    String sign = Math.copySign(1, value) < 0 ? "-" : "";
    return sign + ofMagnitude(Math.abs(value), wholeSuffix);
  }

  private static String ofMagnitude(double value, String wholeSuffix) {
    if (Double.isInfinite(value)) {
      return "inf";
    }
    BigDecimal shortest = shortest(value).stripTrailingZeros();
    int exponent = shortest.precision() - shortest.scale() - 1;
    // Python's repr uses an exponent below 0.0001 and from 10^16 on.
    if (exponent < -4 || exponent >= 16) {
      return scientific(shortest, exponent);
    }
    return shortest.toPlainString() + (shortest.scale() <= 0 ? wholeSuffix : "");
  }

  private static String scientific(BigDecimal value, int exponent) {
    String digits = value.unscaledValue().toString();
    String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
    String sign = exponent < 0 ? "e-" : "e+";
    int size = Math.abs(exponent);
    return digits.charAt(0) + fraction + sign + (size < 10 ? "0" : "") + size;
  }

  /** Not {@link Double#toString}: before Java 19 it sometimes prints more digits than needed. */
  private static BigDecimal shortest(double value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < MAX_DIGITS; digits++) {
      BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (nearest.doubleValue() == value) {
        return nearest;
      }
      // Above a power of two the doubles are twice as far apart as below it.
      BigDecimal above = exact.round(new MathContext(digits, RoundingMode.UP));
      if (above.doubleValue() == value) {
        return above;
      }
    }
    return exact.round(new MathContext(MAX_DIGITS, RoundingMode.HALF_EVEN));
  }
}
