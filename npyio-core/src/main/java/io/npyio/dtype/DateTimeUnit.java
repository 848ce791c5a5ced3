package io.npyio.dtype;

import java.math.BigInteger;

/**
 * The unit in which a {@code datetime64} or {@code timedelta64} counts, coarsest first.
 *
 * @since 0.1.0
 */
public enum DateTimeUnit {
  /** Years: {@code Y}. */
  YEAR("Y", 31_556_952, 18),
  /** Months: {@code M}. */
  MONTH("M", 2_629_746, 18),
  /** Weeks, starting on Thursdays as 1970-01-01 did: {@code W}. */
  WEEK("W", 604_800, 18),
  /** Days of 86,400 seconds: {@code D}. */
  DAY("D", 86_400, 18),
  /** Hours: {@code h}. */
  HOUR("h", 3_600, 18),
  /** Minutes: {@code m}. */
  MINUTE("m", 60, 18),
  /** Seconds: {@code s}. */
  SECOND("s", 1, 18),
  /** 10<sup>-3</sup> seconds: {@code ms}. */
  MILLISECOND("ms", 1, 15),
  /** 10<sup>-6</sup> seconds: {@code us}. */
  MICROSECOND("us", 1, 12),
  /** 10<sup>-9</sup> seconds: {@code ns}. */
  NANOSECOND("ns", 1, 9),
  /** 10<sup>-12</sup> seconds: {@code ps}. */
  PICOSECOND("ps", 1, 6),
  /** 10<sup>-15</sup> seconds: {@code fs}. */
  FEMTOSECOND("fs", 1, 3),
  /** 10<sup>-18</sup> seconds: {@code as}. */
  ATTOSECOND("as", 1, 0),
  /** No unit: a plain number. */
  GENERIC("generic", 0, 0);

  private final String symbol;
  private final BigInteger attoseconds;

  DateTimeUnit(String symbol, int count, int power) {
    this.symbol = symbol;
    this.attoseconds = BigInteger.TEN.pow(power).multiply(BigInteger.valueOf(count));
  }

  /** {@return NumPy's short name, as written in a dtype: {@code ms} in {@code <M8[ms]}} */
  public String symbol() {
    return symbol;
  }

  /**
   * {@return the length in attoseconds: for years and months the average over the 400-year cycle of
   * the Gregorian calendar, for {@link #GENERIC} zero}
   */
  public BigInteger attoseconds() {
    return attoseconds;
  }

  /** {@return whether the length in days varies, as that of years and months does} */
  public boolean isCalendar() {
    return this == YEAR || this == MONTH;
  }
}
