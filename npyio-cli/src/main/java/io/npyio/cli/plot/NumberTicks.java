package io.npyio.cli.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/** The marks of an axis of numbers, at round ones. */
final class NumberTicks {
  /** The exponent from which numbers are written with a power of ten. */
  private static final int MIN_LARGE_EXPONENT = 7;

  /** The exponent below which small numbers are written so. */
  private static final int MIN_PLAIN_EXPONENT = -5;

  private static final double[] STEPS = {1, 2, 5, 10};

  /** Labels of more digits count from a round number near them. */
  private static final int MAX_DIGITS = 7;

  /** The most digits of a label that counts from a number. */
  private static final int MAX_DIGITS_FROM_START = 4;

  private NumberTicks() {}

  /**
   * {@return ticks at round numbers}
   *
   * @param max an approximate upper bound on their number
   * @param isWhole whether only integers are marked
   */
  static Ticks of(Range range, int max, boolean isWhole) {
    BigDecimal step = step(range, Math.max(max, 1), isWhole);
    List<BigDecimal> values = new ArrayList<>();
    var low = BigDecimal.valueOf(range.low()).divide(step, 0, RoundingMode.CEILING);
    var high = BigDecimal.valueOf(range.high()).divide(step, 0, RoundingMode.FLOOR);
    for (BigDecimal i = low; i.compareTo(high) <= 0; i = i.add(BigDecimal.ONE)) {
      values.add(i.multiply(step));
    }
    if (values.size() == 1) {
      return new Ticks(List.of(new Tick(values.get(0).doubleValue(), plain(values.get(0)))), "");
    }
    BigDecimal start = start(values, step);
    int exponent = exponent(greatest(values, start));
    List<Tick> ticks = new ArrayList<>();
    for (BigDecimal value : values) {
      ticks.add(new Tick(value.doubleValue(), label(value.subtract(start), step, exponent)));
    }
    return new Ticks(apart(ticks), start.signum() == 0 ? "" : plain(start));
  }

  /** Without those that the precision of doubles puts at the place of the one before. */
  private static List<Tick> apart(List<Tick> ticks) {
    List<Tick> apart = new ArrayList<>();
    for (Tick tick : ticks) {
      if (apart.isEmpty() || apart.get(apart.size() - 1).value() < tick.value()) {
        apart.add(tick);
      }
    }
    return apart;
  }

  /** The number that labels count from: 0 unless they would be long. */
  private static BigDecimal start(List<BigDecimal> values, BigDecimal step) {
    int finest = exponent(step);
    BigDecimal greatest = greatest(values, BigDecimal.ZERO);
    if (digits(greatest, finest) <= MAX_DIGITS) {
      return BigDecimal.ZERO;
    }
    int power = exponent(greatest);
    BigDecimal start = rounded(values.get(0), power);
    while (power > finest && digits(greatest(values, start), finest) > MAX_DIGITS_FROM_START) {
      start = rounded(values.get(0), --power);
    }
    return start;
  }

  /** The digits of a number down to those of an exponent. */
  private static int digits(BigDecimal value, int finest) {
    return value.signum() == 0 ? 0 : exponent(value) - finest + 1;
  }

  private static BigDecimal rounded(BigDecimal value, int power) {
    return value.setScale(-power, RoundingMode.HALF_EVEN);
  }

  /** The greatest distance from a number. */
  private static BigDecimal greatest(List<BigDecimal> values, BigDecimal start) {
    return values.stream()
        .map(value -> value.subtract(start).abs())
        .max(BigDecimal::compareTo)
        .orElse(BigDecimal.ZERO);
  }

  private static String plain(BigDecimal value) {
    BigDecimal digits = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    int power = exponent(digits);
    return isScientific(power) && digits.precision() <= MAX_DIGITS_FROM_START
        ? digits.scaleByPowerOfTen(-power).toPlainString() + "e" + power
        : digits.toPlainString();
  }

  private static BigDecimal step(Range range, int max, boolean isWhole) {
    double spread = (range.high() / 2 - range.low() / 2) / max * 2;
    // no finer than the numbers themselves, which would put several labels at one place
    double least =
        Math.max(spread, Math.ulp(Math.max(Math.abs(range.low()), Math.abs(range.high()))) / 2);
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

  static int exponent(BigDecimal value) {
    return value.signum() == 0 ? 0 : value.precision() - value.scale() - 1;
  }

  private static String label(BigDecimal value, BigDecimal step, int exponent) {
    if (value.signum() == 0) {
      return "0";
    }
    boolean isScientific = isScientific(exponent);
    int power = isScientific ? exponent : 0;
    int places = Math.max(0, power - exponent(step));
    String digits =
        value.scaleByPowerOfTen(-power).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    return isScientific ? digits + "e" + power : digits;
  }

  /** Whether a number of that exponent is written with a power of ten. */
  static boolean isScientific(int exponent) {
    return exponent >= MIN_LARGE_EXPONENT || exponent < MIN_PLAIN_EXPONENT;
  }
}
