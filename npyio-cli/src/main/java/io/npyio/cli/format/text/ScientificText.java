package io.npyio.cli.format.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers in C's format {@code %.18e}, by which {@code np.savetxt} writes them. */
final class ScientificText {
  private static final int DIGITS = 19;
  private static final MathContext ROUNDING = new MathContext(DIGITS, RoundingMode.HALF_EVEN);
  private static final double MAX_WHOLE = 0x1p62;

  private ScientificText() {}

  static void append(StringBuilder out, double value) {
    if (Double.isNaN(value)) {
      out.append("nan");
      return;
    }
    if (Math.copySign(1, value) < 0) {
      out.append('-');
    }
    double size = Math.abs(value);
    if (Double.isInfinite(size)) {
      out.append("inf");
    } else if (size < MAX_WHOLE && size == (long) size) {
      String digits = Long.toString((long) size);
      append(out, digits, digits.length() - 1);
    } else {
      BigDecimal rounded = new BigDecimal(size).round(ROUNDING);
      append(out, rounded.unscaledValue().toString(), rounded.precision() - rounded.scale() - 1);
    }
  }

  private static void append(StringBuilder out, String digits, int exponent) {
    out.append(digits.charAt(0)).append('.').append(digits, 1, digits.length());
    out.append("0".repeat(DIGITS - digits.length()));
    int size = Math.abs(exponent);
    out.append(exponent < 0 ? "e-" : "e+").append(size < 10 ? "0" : "").append(size);
  }
}
