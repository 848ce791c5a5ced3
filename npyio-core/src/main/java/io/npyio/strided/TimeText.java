package io.npyio.strided;

import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.TimeStep;
import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values of datetime64 and timedelta64 as NumPy prints and parses them. */
public final class TimeText {
  private static final Pattern ISO =
      Pattern.compile(
          "([+-]?\\d+)(?:-(\\d\\d)(?:-(\\d\\d)"
              + "(?:[T ](\\d\\d)(?::(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,18}))?)?)?Z?)?)?)?");

  private TimeText() {}

  /** A datetime as NumPy prints it, to the precision of its unit: {@code 1970-01-01T00:00}. */
  public static String iso(long value, TimeStep step) {
    if (value == DType.Temporal.NAT) {
      return "NaT";
    }
    if (step.unit() == DateTimeUnit.GENERIC) {
      return Long.toString(value); // NumPy cannot print these
    }
    long ticks = value * step.count();
    return switch (step.unit()) {
      case YEAR -> year(1970 + ticks);
      case MONTH ->
          year(1970 + Math.floorDiv(ticks, 12L)) + "-" + Moment.two(Math.floorMod(ticks, 12) + 1);
      default -> Moment.of(ticks, step.unit()).iso(step.unit());
    };
  }

  /** C's {@code %04d}, whose width includes the sign. */
  static String year(long year) {
    String digits = Long.toString(Math.abs(year));
    String sign = year < 0 ? "-" : "";
    return sign + "0".repeat(Math.max(0, 4 - sign.length() - digits.length())) + digits;
  }

  /** A timedelta as NumPy prints it: {@code 5 seconds}. */
  static String delta(long value, TimeStep step) {
    return value == DType.Temporal.NAT
        ? "NaT"
        : value * step.count() + " " + TimeText.plural(step.unit());
  }

  /**
   * Parses a datetime, written to any unit from years to attoseconds: {@code
   * 2020-01-01T12:30:15.123}. Throws {@link IllegalArgumentException} for other text and {@link
   * ArithmeticException} if the step cannot hold the datetime exactly.
   */
  static long parseIso(String text, TimeStep step) {
    String trimmed = text.strip();
    if (trimmed.toLowerCase(Locale.ROOT).equals("nat")) {
      return DType.Temporal.NAT;
    }
    if (step.unit() == DateTimeUnit.GENERIC) {
      return number(trimmed);
    }
    Matcher matcher = ISO.matcher(trimmed);
    if (!matcher.matches() || !isDate(matcher) || !isTime(matcher)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a datetime; expected the form 2020-01-31T23:59:59.123, a leading"
              + " part of it, or NaT");
    }
    return TimeCount.exact(
        months(matcher), part(matcher, 3, 1), attosecondOfDay(matcher), "'" + text + "'", step);
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a 64-bit number, as a datetime without a unit must be");
    }
  }

  /**
   * As {@link #parseIso}, but as NumPy's {@code astype} does it: digits finer than the step are cut
   * off, empty text is NaT, and a count that is too large wraps.
   */
  static long parseIsoCut(String text, TimeStep step) {
    if (text.isEmpty()) {
      return DType.Temporal.NAT;
    }
    Matcher matcher = ISO.matcher(text.strip());
    boolean isExact = step.unit() == DateTimeUnit.GENERIC || step.count() == 0;
    if (isExact || !matcher.matches() || !isDate(matcher) || !isTime(matcher)) {
      return parseIso(text, step);
    }
    BigInteger months = months(matcher);
    if (step.unit().isCalendar()) {
      long perCount = (step.unit() == DateTimeUnit.YEAR ? 12L : 1L) * step.count();
      return floorDiv(months, BigInteger.valueOf(perCount)).longValue();
    }
    BigInteger days = Calendar400.days(months).add(BigInteger.valueOf(part(matcher, 3, 1) - 1L));
    BigInteger attoseconds = days.multiply(TimeCount.ATTOS_PER_DAY).add(attosecondOfDay(matcher));
    return floorDiv(attoseconds, TimeCount.attoseconds(step)).longValue();
  }

  private static BigInteger floorDiv(BigInteger total, BigInteger divisor) {
    return total.subtract(total.mod(divisor)).divide(divisor);
  }

  private static int part(Matcher matcher, int group, int absent) {
    String digits = matcher.group(group);
    return digits == null ? absent : Integer.parseInt(digits);
  }

  private static boolean isDate(Matcher matcher) {
    int month = part(matcher, 2, 1);
    int day = part(matcher, 3, 1);
    return month >= 1
        && month <= 12
        && day >= 1
        && day <= Calendar400.firstDay(months(matcher)).lengthOfMonth();
  }

  private static boolean isTime(Matcher matcher) {
    return part(matcher, 4, 0) < 24 && part(matcher, 5, 0) < 60 && part(matcher, 6, 0) < 60;
  }

  private static BigInteger months(Matcher matcher) {
    BigInteger years = new BigInteger(matcher.group(1)).subtract(BigInteger.valueOf(1970));
    return years.multiply(BigInteger.valueOf(12)).add(BigInteger.valueOf(part(matcher, 2, 1) - 1));
  }

  private static BigInteger attosecondOfDay(Matcher matcher) {
    int minutes = part(matcher, 4, 0) * 60 + part(matcher, 5, 0);
    String fraction = matcher.group(7) == null ? "" : matcher.group(7);
    return new BigInteger(
        minutes * 60 + part(matcher, 6, 0) + fraction + "0".repeat(18 - fraction.length()));
  }

  /** The unit in the text of a timedelta: {@code seconds}. */
  static String plural(DateTimeUnit unit) {
    return unit == DateTimeUnit.GENERIC
        ? "generic time units"
        : unit.name().toLowerCase(Locale.ROOT) + "s";
  }
}
