package io.npyio.strided;

import io.npyio.dtype.DateTimeUnit;
import java.time.LocalDate;

/**
 * A point in time, split for printing.
 *
 * @param day since 1970-01-01
 * @param secondOfDay from 0 to 86,399
 * @param fraction of the second, in the unit of the original count
 */
record Moment(long day, int secondOfDay, long fraction) {
  private static final int SECONDS_PER_DAY = 86_400;
  private static final long ATTOS_PER_SECOND = 1_000_000_000_000_000_000L;

  /** {@code unit} is a week or finer. */
  static Moment of(long ticks, DateTimeUnit unit) {
    return switch (unit) {
      case WEEK -> new Moment(ticks * 7, 0, 0);
      case DAY -> new Moment(ticks, 0, 0);
      case HOUR -> ofDayParts(ticks, 24);
      case MINUTE -> ofDayParts(ticks, 1_440);
      default -> ofSecondParts(ticks, ATTOS_PER_SECOND / unit.attoseconds().longValue());
    };
  }

  private static Moment ofDayParts(long ticks, int perDay) {
    int secondOfDay = Math.floorMod(ticks, perDay) * (SECONDS_PER_DAY / perDay);
    return new Moment(Math.floorDiv(ticks, perDay), secondOfDay, 0);
  }

  private static Moment ofSecondParts(long ticks, long perSecond) {
    long second = Math.floorDiv(ticks, perSecond);
    return new Moment(
        Math.floorDiv(second, SECONDS_PER_DAY),
        Math.floorMod(second, SECONDS_PER_DAY),
        Math.floorMod(ticks, perSecond));
  }

  String iso(DateTimeUnit unit) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorMod(day, Calendar400.DAYS_PER_CYCLE));
    long year = Math.floorDiv(day, Calendar400.DAYS_PER_CYCLE) * 400 + date.getYear();
    String text =
        TimeText.year(year) + "-" + two(date.getMonthValue()) + "-" + two(date.getDayOfMonth());
    return unit.compareTo(DateTimeUnit.DAY) <= 0 ? text : text + "T" + time(unit);
  }

  private String time(DateTimeUnit unit) {
    int minuteOfDay = secondOfDay / 60;
    String hour = two(minuteOfDay / 60);
    if (unit == DateTimeUnit.HOUR) {
      return hour;
    }
    String minute = hour + ":" + two(minuteOfDay % 60);
    if (unit == DateTimeUnit.MINUTE) {
      return minute;
    }
    String second = minute + ":" + two(secondOfDay % 60);
    return unit == DateTimeUnit.SECOND ? second : second + "." + fraction(fractionDigits(unit));
  }

  private static int fractionDigits(DateTimeUnit unit) {
    return switch (unit) {
      case MILLISECOND -> 3;
      case MICROSECOND -> 6;
      case NANOSECOND -> 9;
      case PICOSECOND -> 12;
      case FEMTOSECOND -> 15;
      default -> 18;
    };
  }

  private String fraction(int length) {
    String digits = Long.toString(fraction);
    return "0".repeat(length - digits.length()) + digits;
  }

  static String two(int value) {
    return value < 10 ? "0" + value : Integer.toString(value);
  }
}
