package io.npyio.cli.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A mark on an axis and its label. */
record Tick(double value, String label) {
  /** The exponent from which numbers are written with a power of ten. */
  private static final int MIN_LARGE_EXPONENT = 7;

  /** The exponent below which small numbers are written so. */
  private static final int MIN_PLAIN_EXPONENT = -5;

  private static final double[] STEPS = {1, 2, 5, 10};

  /**
   * {@return ticks at round numbers}
   *
   * @param max an approximate upper bound on their number
   * @param isWhole whether only integers are marked
   */
  static List<Tick> of(Range range, int max, boolean isWhole) {
    BigDecimal step = step(range, Math.max(max, 1), isWhole);
    List<Tick> ticks = new ArrayList<>();
    var low = BigDecimal.valueOf(range.low()).divide(step, 0, RoundingMode.CEILING);
    var high = BigDecimal.valueOf(range.high()).divide(step, 0, RoundingMode.FLOOR);
    int exponent = exponent(step.multiply(low.abs().max(high.abs())));
    for (BigDecimal i = low; i.compareTo(high) <= 0; i = i.add(BigDecimal.ONE)) {
      BigDecimal value = i.multiply(step);
      ticks.add(new Tick(value.doubleValue(), label(value, step, exponent)));
    }
    return ticks;
  }

  private static BigDecimal step(Range range, int max, boolean isWhole) {
    double least = (range.high() / 2 - range.low() / 2) / max * 2;
    int power = (int) Math.floor(Math.log10(least));
    for (double each : STEPS) {
      BigDecimal step = new BigDecimal(each).scaleByPowerOfTen(power);
      boolean isFine = isWhole && step.compareTo(BigDecimal.ONE) < 0;
      if (!isFine && step.doubleValue() >= least * (1 - 1e-9)) {
        return step;
      }
    }
    return isWhole ? BigDecimal.ONE : BigDecimal.TEN.scaleByPowerOfTen(power);
  }

  private static int exponent(BigDecimal value) {
    return value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
  }

  private static String label(BigDecimal value, BigDecimal step, int exponent) {
    boolean isScientific = exponent >= MIN_LARGE_EXPONENT || exponent < MIN_PLAIN_EXPONENT;
    if (value.signum() == 0) {
      return "0";
    }
    int power = isScientific ? exponent : 0;
    int places = Math.max(0, power - exponent(step));
    String digits =
        value.scaleByPowerOfTen(-power).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    return isScientific ? digits + "e" + power : digits;
  }

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
    int power = exponent(few);
    boolean isScientific = power >= MIN_LARGE_EXPONENT || power < MIN_PLAIN_EXPONENT;
    return isScientific
        ? few.scaleByPowerOfTen(-power).toPlainString() + "e" + power
        : few.toPlainString();
  }

  /** {@return a count with thousands separators} */
  static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
