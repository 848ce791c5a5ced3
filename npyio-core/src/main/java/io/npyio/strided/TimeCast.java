package io.npyio.strided;

import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.TimeStep;
import java.math.BigInteger;
import java.util.function.LongUnaryOperator;

/** Casts of datetime64 and timedelta64 from one step to another. */
final class TimeCast {
  private TimeCast() {}

  /** NumPy's {@code astype} of one value; see {@link #of}. */
  static long convert(long value, TimeStep from, TimeStep to, boolean delta) {
    return of(from, to, delta).applyAsLong(value);
  }

  /**
   * NumPy's {@code astype} for many values: floors if the target is coarser, wraps on overflow,
   * keeps NaT, and keeps the number if the source has no unit. In timedeltas years and months have
   * their average length, in datetimes they follow the calendar. Throws {@link ArithmeticException}
   * if no value other than zero could be converted, and {@link IllegalArgumentException} for a
   * target without a unit.
   */
  static LongUnaryOperator of(TimeStep from, TimeStep to, boolean delta) {
    if (from.equals(to) || from.unit() == DateTimeUnit.GENERIC) {
      return value -> value;
    }
    if (to.unit() == DateTimeUnit.GENERIC) {
      throw new IllegalArgumentException("a datetime in " + from + " cannot lose its unit");
    }
    if (from.count() == 0 || to.count() == 0) {
      throw new ArithmeticException("a step of 0 units cannot be converted: " + from + " to " + to);
    }
    if (delta || !(from.unit().isCalendar() || to.unit().isCalendar())) {
      return linear(from, to);
    }
    linear(new TimeStep(1, from.unit()), new TimeStep(1, to.unit())); // this factor, too, must fit
    return value ->
        value == DType.Temporal.NAT
            ? DType.Temporal.NAT
            : alongCalendar(value * from.count(), from.unit(), to);
  }

  /** NumPy refuses factors between units of more than 56 bits, so they are refused here, too. */
  private static LongUnaryOperator linear(TimeStep from, TimeStep to) {
    boolean isFiner = from.unit().compareTo(to.unit()) <= 0;
    BigInteger[] factor = isFiner ? factor(from.unit(), to.unit()) : factor(to.unit(), from.unit());
    if (factor[0].signum() == 0) {
      throw tooFarApart(from, to);
    }
    BigInteger source = factor[isFiner ? 0 : 1].multiply(BigInteger.valueOf(from.count()));
    BigInteger target = factor[isFiner ? 1 : 0].multiply(BigInteger.valueOf(to.count()));
    BigInteger common = source.gcd(target);
    if (source.divide(common).bitLength() > 63 || target.divide(common).bitLength() > 63) {
      throw tooFarApart(from, to);
    }
    long up = source.divide(common).longValue();
    long down = target.divide(common).longValue();
    return value -> {
      long scaled = value * up;
      return value == DType.Temporal.NAT
          ? DType.Temporal.NAT
          : (value < 0 ? scaled - (down - 1) : scaled) / down;
    };
  }

  private static ArithmeticException tooFarApart(TimeStep from, TimeStep to) {
    return new ArithmeticException(
        "the factor between " + from + " and " + to + " does not fit in 64 bits");
  }

  /** The ratio of two units as a fraction, fine to coarse; 0 if NumPy cannot represent it. */
  private static BigInteger[] factor(DateTimeUnit coarse, DateTimeUnit fine) {
    if (coarse == fine || !coarse.isCalendar() || fine.isCalendar()) {
      BigInteger whole =
          fine == DateTimeUnit.MONTH && coarse == DateTimeUnit.YEAR
              ? BigInteger.valueOf(12)
              : factorOfDays(coarse, fine);
      return new BigInteger[] {whole, BigInteger.ONE};
    }
    DateTimeUnit next = fine == DateTimeUnit.WEEK ? DateTimeUnit.WEEK : DateTimeUnit.DAY;
    int cycle = coarse == DateTimeUnit.YEAR ? 400 : 4_800;
    return new BigInteger[] {
      factorOfDays(next, fine).multiply(BigInteger.valueOf(Calendar400.DAYS_PER_CYCLE)),
      BigInteger.valueOf(next == DateTimeUnit.WEEK ? cycle * 7L : cycle)
    };
  }

  /** The ratio of two units of a week or finer. */
  private static BigInteger factorOfDays(DateTimeUnit coarse, DateTimeUnit fine) {
    BigInteger factor = coarse.attoseconds().divide(fine.attoseconds());
    return factor.bitLength() > 56 ? BigInteger.ZERO : factor;
  }

  private static long alongCalendar(long ticks, DateTimeUnit from, TimeStep to) {
    if (from == to.unit()) {
      return Math.floorDiv(ticks, to.count());
    }
    if (!from.isCalendar()) {
      return fromMonths(Calendar400.monthsOfDays(Moment.of(ticks, from).day()), to);
    }
    long months = from == DateTimeUnit.YEAR ? ticks * 12 : ticks;
    return to.unit().isCalendar() ? fromMonths(months, to) : fromDays(Calendar400.days(months), to);
  }

  private static long fromMonths(long months, TimeStep to) {
    long ticks = to.unit() == DateTimeUnit.YEAR ? Math.floorDiv(months, 12) : months;
    return Math.floorDiv(ticks, to.count());
  }

  private static long fromDays(long days, TimeStep to) {
    long ticks =
        to.unit() == DateTimeUnit.WEEK
            ? Math.floorDiv(days, 7)
            : days * TimeCount.ATTOS_PER_DAY.divide(to.unit().attoseconds()).longValue();
    return Math.floorDiv(ticks, to.count());
  }
}
