package io.npyio.strided;

import java.math.BigInteger;
import java.time.LocalDate;

/**
 * The proleptic Gregorian calendar for years of any size: months and days since 1970-01, in cycles
 * of 400 years, which are 4,800 months or 146,097 days.
 */
final class Calendar400 {
  static final int DAYS_PER_CYCLE = 146_097;

  private Calendar400() {}

  /** The first day of the month in the cycle from 1970 to 2369 that corresponds to this month. */
  static LocalDate firstDay(BigInteger months) {
    return LocalDate.EPOCH.plusMonths(months.mod(BigInteger.valueOf(4_800)).intValue());
  }

  static BigInteger days(BigInteger months) {
    BigInteger inCycle = months.mod(BigInteger.valueOf(4_800));
    return months
        .subtract(inCycle)
        .divide(BigInteger.valueOf(4_800))
        .multiply(BigInteger.valueOf(DAYS_PER_CYCLE))
        .add(BigInteger.valueOf(firstDay(months).toEpochDay()));
  }

  /** Wraps on overflow of 64 bits. */
  static long days(long months) {
    LocalDate first = LocalDate.EPOCH.plusMonths(Math.floorMod(months, 4_800));
    return Math.floorDiv(months, 4_800) * DAYS_PER_CYCLE + first.toEpochDay();
  }

  static long monthsOfDays(long days) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorMod(days, DAYS_PER_CYCLE));
    return Math.floorDiv(days, DAYS_PER_CYCLE) * 4_800 + months(date);
  }

  static long months(LocalDate date) {
    return (date.getYear() - 1970) * 12L + date.getMonthValue() - 1;
  }
}
