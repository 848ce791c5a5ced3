package io.npyio.cli.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** A mark on an axis and its label. */
record Tick(double value, String label) {
  /** {@return a number in a few digits} */
  static String text(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    BigDecimal few = new BigDecimal(value, new MathContext(4, RoundingMode.HALF_EVEN));
    if (few.signum() == 0) {
      return "0";
    }
    few = few.stripTrailingZeros();
    int power = NumberTicks.exponent(few);
    boolean isScientific = NumberTicks.isScientific(power);
    return isScientific
        ? few.scaleByPowerOfTen(-power).toPlainString() + "e" + power
        : few.toPlainString();
  }

  /** {@return a count with thousands separators} */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
