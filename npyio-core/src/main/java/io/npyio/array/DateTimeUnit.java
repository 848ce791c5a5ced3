package io.npyio.array;

import java.math.BigInteger;

/** The unit in which a {@code datetime64} or {@code timedelta64} counts, coarsest first. */
public enum DateTimeUnit {
  /** Years: {@code Y}. */
  YEAR("Y", "years", 31_556_952, 18),
  /** Months: {@code M}. */
  MONTH("M", "months", 2_629_746, 18),
  /** Weeks, starting on Thursdays as 1970-01-01 did: {@code W}. */
  WEEK("W", "weeks", 604_800, 18),
  /** Days of 86,400 seconds: {@code D}. */
  DAY("D", "days", 86_400, 18),
  /** Hours: {@code h}. */
  HOUR("h", "hours", 3_600, 18),
  /** Minutes: {@code m}. */
  MINUTE("m", "minutes", 60, 18),
  /** Seconds: {@code s}. */
  SECOND("s", "seconds", 1, 18),
  /** 10<sup>-3</sup> seconds: {@code ms}. */
  MILLISECOND("ms", "milliseconds", 1, 15),
  /** 10<sup>-6</sup> seconds: {@code us}. */
  MICROSECOND("us", "microseconds", 1, 12),
  /** 10<sup>-9</sup> seconds: {@code ns}. */
  NANOSECOND("ns", "nanoseconds", 1, 9),
  /** 10<sup>-12</sup> seconds: {@code ps}. */
  PICOSECOND("ps", "picoseconds", 1, 6),
  /** 10<sup>-15</sup> seconds: {@code fs}. */
  FEMTOSECOND("fs", "femtoseconds", 1, 3),
  /** 10<sup>-18</sup> seconds: {@code as}. */
  ATTOSECOND("as", "attoseconds", 1, 0),
  /** No unit: a plain number. */
  GENERIC("generic", "generic time units", 0, 0);

  private final String symbol;
  private final String plural;
  private final int seconds;
  private final int fractionDigits;
  private final BigInteger attoseconds;

  DateTimeUnit(String symbol, String plural, int seconds, int power) {
    this.symbol = symbol;
    this.plural = plural;
    this.seconds = seconds;
    this.fractionDigits = 18 - power;
    this.attoseconds = BigInteger.TEN.pow(power).multiply(BigInteger.valueOf(seconds));
  }

  /** {@return NumPy's short name, as it stands in a dtype: {@code ms} in {@code <M8[ms]}} */
  public String symbol() {
    return symbol;
  }

  /** The name in the text of a timedelta: {@code 5 seconds}. */
  String plural() {
    return plural;
  }

  /** The length of a second or more; of years and months the average over the 400-year cycle. */
  int seconds() {
    return seconds;
  }

  /** How many digits after the point of a second this unit counts. */
  int fractionDigits() {
    return fractionDigits;
  }

  /** The length in attoseconds, or zero if there is no unit. */
  BigInteger attoseconds() {
    return attoseconds;
  }

  /** Years and months, whose length in days varies. */
  boolean isCalendar() {
    return this == YEAR || this == MONTH;
  }
}
