package io.npyio.array;

import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The values of {@code datetime64} and {@code timedelta64}: counts of a {@link Step}, the former
 * since 1970-01-01T00:00:00 in the proleptic Gregorian calendar, with days of 86,400 seconds and no
 * time zone. As text, in another step, and as {@code java.time}.
 */
final class DateTimes {
  /** Not a time. */
  static final long NAT = Long.MIN_VALUE;

  private static final int DAYS_PER_CYCLE = 146_097;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final long ATTOS_PER_SECOND = 1_000_000_000_000_000_000L;
  private static final BigInteger NANOS_PER_SECOND = BigInteger.TEN.pow(9);
  private static final BigInteger ATTOS_PER_NANO = BigInteger.TEN.pow(9);
  private static final BigInteger ATTOS_PER_DAY = DateTimeUnit.DAY.attoseconds();
  private static final LocalDateTime MIDNIGHT = LocalDate.EPOCH.atStartOfDay();

  private static final Pattern ISO =
      Pattern.compile(
          "([+-]?\\d+)(?:-(\\d\\d)(?:-(\\d\\d)"
              + "(?:[T ](\\d\\d)(?::(\\d\\d)(?::(\\d\\d)(?:\\.(\\d{1,18}))?)?)?Z?)?)?)?");

  private DateTimes() {}

  /** What a value counts: {@code count} units. Prints as in a dtype: {@code [25s]}. */
  record Step(int count, DateTimeUnit unit) {
    private static final Pattern BODY =
        Pattern.compile("(?:[ \\t-\\r]*([+-]?\\d+))?([A-Za-zμ]+)(?:/[ \\t-\\r]*([+-]?\\d+))?");

    /** NumPy looks for the finer unit of a divisor among these, in this order. */
    private static final Map<DateTimeUnit, int[]> DIVISIBLE = new EnumMap<>(DateTimeUnit.class);

    static {
      DIVISIBLE.put(DateTimeUnit.YEAR, new int[] {12, 52, 365});
      DIVISIBLE.put(DateTimeUnit.MONTH, new int[] {4, 30, 720});
      DIVISIBLE.put(DateTimeUnit.WEEK, new int[] {7, 168, 10_080});
      DIVISIBLE.put(DateTimeUnit.DAY, new int[] {24, 1_440, 86_400});
      DIVISIBLE.put(DateTimeUnit.HOUR, new int[] {60, 3_600});
      DIVISIBLE.put(DateTimeUnit.MINUTE, new int[] {60, 60_000});
      DIVISIBLE.put(DateTimeUnit.FEMTOSECOND, new int[] {1_000});
      DIVISIBLE.put(DateTimeUnit.ATTOSECOND, new int[] {});
      DIVISIBLE.put(DateTimeUnit.GENERIC, new int[] {});
    }

    Step {
      if (count < 0) {
        throw new IllegalArgumentException("a count of units is not negative: " + count);
      }
      count = unit == DateTimeUnit.GENERIC ? 1 : count;
    }

    /** The step written between the brackets of a dtype: {@code 25s}, or {@code D/24} for hours. */
    static Step parse(String body) {
      Matcher matcher = BODY.matcher(body);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(
            "'"
                + body
                + "' is not a datetime unit; expected a unit, perhaps with a count before"
                + " or a divisor behind it: s, 25s, D/24");
      }
      long count = matcher.group(1) == null ? 1 : number(body, matcher.group(1), 0);
      DateTimeUnit unit = unit(body, matcher.group(2));
      long divisor = matcher.group(3) == null ? 1 : number(body, matcher.group(3), 1);
      return divisor == 1 ? new Step((int) count, unit) : divided(body, count, unit, divisor);
    }

    private static long number(String body, String digits, int least) {
      BigInteger value = new BigInteger(digits);
      if (value.bitLength() > 31 || value.intValue() < least) {
        throw new IllegalArgumentException(
            "'"
                + body
                + "': expected a number from "
                + least
                + " to 2147483647 but found "
                + value);
      }
      return value.intValue();
    }

    private static DateTimeUnit unit(String body, String symbol) {
      for (DateTimeUnit unit : DateTimeUnit.values()) {
        if (unit.symbol().equals(symbol)) {
          return unit;
        }
      }
      if (symbol.equals("μs")) { // Greek mu; the micro sign is refused by NumPy too
        return DateTimeUnit.MICROSECOND;
      }
      throw new IllegalArgumentException(
          "'"
              + body
              + "': no unit '"
              + symbol
              + "' in Y, M, W, D, h, m, s, ms, us, ns, ps, fs, as, generic");
    }

    @SuppressWarnings("EnumOrdinal") // the units are declared from coarse to fine
    private static Step divided(String body, long count, DateTimeUnit unit, long divisor) {
      int[] factors = DIVISIBLE.getOrDefault(unit, new int[] {1_000, 1_000_000});
      Iterator<DateTimeUnit> finer = EnumSet.range(unit, DateTimeUnit.GENERIC).iterator();
      finer.next();
      for (int factor : factors) {
        DateTimeUnit finerUnit = finer.next();
        if (factor % divisor == 0) {
          long finerCount = count * (factor / divisor);
          return new Step((int) number(body, Long.toString(finerCount), 0), finerUnit);
        }
      }
      throw new IllegalArgumentException(
          "'" + body + "': " + divisor + " divides no finer unit of " + unit.symbol() + " evenly");
    }

    /** As in a dtype, brackets included; empty without a unit. */
    String text() {
      if (unit == DateTimeUnit.GENERIC) {
        return "";
      }
      return "[" + (count == 1 ? "" : count) + unit.symbol() + "]";
    }

    @Override
    public String toString() {
      return text();
    }

    /** The length in attoseconds, on average if in years or months. */
    private BigInteger attoseconds() {
      return unit.attoseconds().multiply(BigInteger.valueOf(count));
    }
  }

  // ---- text

  /** A datetime as NumPy prints it, to the precision of its unit: {@code 1970-01-01T00:00}. */
  static String iso(long value, Step step) {
    if (value == NAT) {
      return "NaT";
    }
    if (step.unit() == DateTimeUnit.GENERIC) {
      return Long.toString(value); // NumPy cannot print these
    }
    long ticks = value * step.count();
    return switch (step.unit()) {
      case YEAR -> year(1970 + ticks);
      case MONTH ->
          year(1970 + Math.floorDiv(ticks, 12L)) + "-" + two(Math.floorMod(ticks, 12) + 1);
      default -> Moment.of(ticks, step.unit()).iso(step.unit());
    };
  }

  /** C's {@code %04d}, which counts the sign. */
  private static String year(long year) {
    String digits = Long.toString(Math.abs(year));
    String sign = year < 0 ? "-" : "";
    return sign + "0".repeat(Math.max(0, 4 - sign.length() - digits.length())) + digits;
  }

  private static String two(int value) {
    return value < 10 ? "0" + value : Integer.toString(value);
  }

  /** A timedelta as NumPy prints it: {@code 5 seconds}. */
  static String delta(long value, Step step) {
    return value == NAT ? "NaT" : value * step.count() + " " + step.unit().plural();
  }

  /**
   * The datetime with this text, which may be as short as a year and as long as an attosecond:
   * {@code 2020-01-01T12:30:15.123}. Throws {@link IllegalArgumentException} for other text and
   * {@link ArithmeticException} if the step cannot hold the datetime exactly.
   */
  static long parseIso(String text, Step step) {
    String trimmed = text.strip();
    if (trimmed.toLowerCase(Locale.ROOT).equals("nat")) {
      return NAT;
    }
    if (step.unit() == DateTimeUnit.GENERIC) {
      return number(trimmed);
    }
    Matcher matcher = ISO.matcher(trimmed);
    if (!matcher.matches() || !isDate(matcher) || !isTime(matcher)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not a datetime; expected the form 2020-01-31T23:59:59.123, a part of"
              + " it from the left, or NaT");
    }
    return count(
        months(matcher), part(matcher, 3, 1), attosecondOfDay(matcher), "'" + text + "'", step);
  }

  private static long number(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a 64-bit number, which a datetime without a unit is");
    }
  }

  /**
   * The same as NumPy's {@code astype} has it: what is finer than the step is cut off, empty text
   * is NaT, and too large a count wraps.
   */
  static long parseIsoCut(String text, Step step) {
    if (text.isEmpty()) {
      return NAT;
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
    BigInteger days = days(months).add(BigInteger.valueOf(part(matcher, 3, 1) - 1L));
    BigInteger attoseconds = days.multiply(ATTOS_PER_DAY).add(attosecondOfDay(matcher));
    return floorDiv(attoseconds, step.attoseconds()).longValue();
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
        && day <= firstDay(months(matcher)).lengthOfMonth();
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

  // ---- the calendar: months and days since 1970-01, in cycles of 400 years or 4,800 months

  /** The first of the month in the cycle from 1970 to 2369 that is like this month. */
  private static LocalDate firstDay(BigInteger months) {
    return LocalDate.EPOCH.plusMonths(months.mod(BigInteger.valueOf(4_800)).intValue());
  }

  private static BigInteger days(BigInteger months) {
    BigInteger inCycle = months.mod(BigInteger.valueOf(4_800));
    return months
        .subtract(inCycle)
        .divide(BigInteger.valueOf(4_800))
        .multiply(BigInteger.valueOf(DAYS_PER_CYCLE))
        .add(BigInteger.valueOf(firstDay(months).toEpochDay()));
  }

  /** Wraps where 64 bits do not suffice. */
  private static long days(long months) {
    LocalDate first = LocalDate.EPOCH.plusMonths(Math.floorMod(months, 4_800));
    return Math.floorDiv(months, 4_800) * DAYS_PER_CYCLE + first.toEpochDay();
  }

  private static long monthsOfDays(long days) {
    LocalDate date = LocalDate.ofEpochDay(Math.floorMod(days, DAYS_PER_CYCLE));
    return Math.floorDiv(days, DAYS_PER_CYCLE) * 4_800 + months(date);
  }

  private static long months(LocalDate date) {
    return (date.getYear() - 1970) * 12L + date.getMonthValue() - 1;
  }

  /** A point in time, split for printing. The fraction counts the unit it was made from. */
  private record Moment(long day, int secondOfDay, long fraction) {
    /** {@code unit} is a week or finer. */
    static Moment of(long ticks, DateTimeUnit unit) {
      if (unit == DateTimeUnit.WEEK) {
        return new Moment(ticks * 7, 0, 0);
      }
      if (unit.seconds() > 1) {
        int perDay = SECONDS_PER_DAY / unit.seconds();
        int secondOfDay = Math.floorMod(ticks, perDay) * unit.seconds();
        return new Moment(Math.floorDiv(ticks, perDay), secondOfDay, 0);
      }
      long perSecond = ATTOS_PER_SECOND / unit.attoseconds().longValue();
      long second = Math.floorDiv(ticks, perSecond);
      return new Moment(
          Math.floorDiv(second, SECONDS_PER_DAY),
          Math.floorMod(second, SECONDS_PER_DAY),
          Math.floorMod(ticks, perSecond));
    }

    String iso(DateTimeUnit unit) {
      LocalDate date = LocalDate.ofEpochDay(Math.floorMod(day, DAYS_PER_CYCLE));
      long year = Math.floorDiv(day, DAYS_PER_CYCLE) * 400 + date.getYear();
      String text = year(year) + "-" + two(date.getMonthValue()) + "-" + two(date.getDayOfMonth());
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
      return unit == DateTimeUnit.SECOND ? second : second + "." + fraction(unit.fractionDigits());
    }

    private String fraction(int length) {
      String digits = Long.toString(fraction);
      return "0".repeat(length - digits.length()) + digits;
    }
  }

  // ---- from step to step

  /** NumPy's {@code astype} of one value; see {@link #conversion}. */
  static long convert(long value, Step from, Step to, boolean delta) {
    return conversion(from, to, delta).applyAsLong(value);
  }

  /**
   * NumPy's {@code astype} for many values: floors when the target is coarser, wraps when 64 bits
   * do not suffice, keeps NaT, and keeps the number if the source has no unit. A timedelta takes
   * years and months at their average length, a datetime follows the calendar. Throws {@link
   * ArithmeticException} where no value other than zero could be converted, and {@link
   * IllegalArgumentException} for a target without a unit.
   */
  static LongUnaryOperator conversion(Step from, Step to, boolean delta) {
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
    linear(new Step(1, from.unit()), new Step(1, to.unit())); // this factor, too, must fit
    return value -> value == NAT ? NAT : alongCalendar(value * from.count(), from.unit(), to);
  }

  /** NumPy gives up on factors between units of more than 56 bits, so this must too. */
  private static LongUnaryOperator linear(Step from, Step to) {
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
      return value == NAT ? NAT : (value < 0 ? scaled - (down - 1) : scaled) / down;
    };
  }

  private static ArithmeticException tooFarApart(Step from, Step to) {
    return new ArithmeticException(
        "the factor between " + from + " and " + to + " does not fit in 64 bits");
  }

  /** How many of the finer unit make how many of the coarser one; 0 where NumPy gives up. */
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
      factorOfDays(next, fine).multiply(BigInteger.valueOf(DAYS_PER_CYCLE)),
      BigInteger.valueOf(next == DateTimeUnit.WEEK ? cycle * 7L : cycle)
    };
  }

  /** Between weeks, days and what is finer. */
  private static BigInteger factorOfDays(DateTimeUnit coarse, DateTimeUnit fine) {
    BigInteger factor = coarse.attoseconds().divide(fine.attoseconds());
    return factor.bitLength() > 56 ? BigInteger.ZERO : factor;
  }

  private static long alongCalendar(long ticks, DateTimeUnit from, Step to) {
    if (from == to.unit()) {
      return Math.floorDiv(ticks, to.count());
    }
    if (!from.isCalendar()) {
      return fromMonths(monthsOfDays(Moment.of(ticks, from).day()), to);
    }
    long months = from == DateTimeUnit.YEAR ? ticks * 12 : ticks;
    return to.unit().isCalendar() ? fromMonths(months, to) : fromDays(days(months), to);
  }

  private static long fromMonths(long months, Step to) {
    long ticks = to.unit() == DateTimeUnit.YEAR ? Math.floorDiv(months, 12) : months;
    return Math.floorDiv(ticks, to.count());
  }

  private static long fromDays(long days, Step to) {
    long ticks =
        to.unit() == DateTimeUnit.WEEK
            ? Math.floorDiv(days, 7)
            : days * ATTOS_PER_DAY.divide(to.unit().attoseconds()).longValue();
    return Math.floorDiv(ticks, to.count());
  }

  // ---- java.time

  /** The instant, a datetime being taken as UTC; exact, or an {@link ArithmeticException}. */
  static Instant toInstant(long value, Step step) {
    return sinceEpoch(value, step, "Instant", Instant.EPOCH::plus);
  }

  /** The date and time; exact, or an {@link ArithmeticException}. */
  static LocalDateTime toLocalDateTime(long value, Step step) {
    return sinceEpoch(value, step, "LocalDateTime", MIDNIGHT::plus);
  }

  /** The date; an {@link ArithmeticException} if there is a time of day other than midnight. */
  static LocalDate toLocalDate(long value, Step step) {
    LocalDateTime dateTime = sinceEpoch(value, step, "LocalDate", MIDNIGHT::plus);
    if (!dateTime.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      throw new ArithmeticException(iso(value, step) + " has a time of day; a LocalDate has none");
    }
    return dateTime.toLocalDate();
  }

  /** The length of a timedelta; exact, or an {@link ArithmeticException}. */
  static Duration toDuration(long value, Step step) {
    if (value == NAT) {
      throw new ArithmeticException("NaT has no Duration");
    }
    requireLength(step);
    return duration(
        step.attoseconds().multiply(BigInteger.valueOf(value)), delta(value, step), "Duration");
  }

  /** The count for an instant in UTC; exact, or an {@link ArithmeticException}. */
  static long fromInstant(Instant instant, Step step) {
    try {
      return count(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), instant, step);
    } catch (DateTimeException e) {
      throw new ArithmeticException(instant + " is beyond the range of LocalDateTime");
    }
  }

  /** The count for a date and time; exact, or an {@link ArithmeticException}. */
  static long fromLocalDateTime(LocalDateTime dateTime, Step step) {
    return count(dateTime, dateTime, step);
  }

  /** The count for a date at midnight; exact, or an {@link ArithmeticException}. */
  static long fromLocalDate(LocalDate date, Step step) {
    return count(date.atStartOfDay(), date, step);
  }

  /** The count for a timedelta; exact, or an {@link ArithmeticException}. */
  static long fromDuration(Duration duration, Step step) {
    requireLength(step);
    BigInteger nanos =
        BigInteger.valueOf(duration.getSeconds())
            .multiply(NANOS_PER_SECOND)
            .add(BigInteger.valueOf(duration.getNano()));
    return divided(nanos.multiply(ATTOS_PER_NANO), step.attoseconds(), duration, step);
  }

  private static void requireLength(Step step) {
    if (step.unit().isCalendar() || step.unit() == DateTimeUnit.GENERIC) {
      throw new ArithmeticException(
          "a timedelta in " + step.unit().plural() + " has no fixed length, as a Duration has");
    }
  }

  private static <T> T sinceEpoch(long value, Step step, String type, Function<Duration, T> add) {
    if (value == NAT) {
      throw new ArithmeticException("NaT has no " + type);
    }
    requireUnit(step);
    BigInteger ticks = BigInteger.valueOf(value).multiply(BigInteger.valueOf(step.count()));
    BigInteger attoseconds =
        switch (step.unit()) {
          case YEAR -> days(ticks.multiply(BigInteger.valueOf(12))).multiply(ATTOS_PER_DAY);
          case MONTH -> days(ticks).multiply(ATTOS_PER_DAY);
          default -> ticks.multiply(step.unit().attoseconds());
        };
    Duration duration = duration(attoseconds, iso(value, step), type);
    try {
      return add.apply(duration);
    } catch (DateTimeException | ArithmeticException e) {
      throw beyond(iso(value, step), type);
    }
  }

  private static void requireUnit(Step step) {
    if (step.unit() == DateTimeUnit.GENERIC) {
      throw new ArithmeticException("a datetime without a unit is a number, not a point in time");
    }
  }

  private static Duration duration(BigInteger attoseconds, String value, String type) {
    BigInteger[] nanos = attoseconds.divideAndRemainder(ATTOS_PER_NANO);
    if (nanos[1].signum() != 0) {
      throw new ArithmeticException(
          value + " is not a whole number of nanoseconds, as " + type + " counts");
    }
    BigInteger[] seconds = nanos[0].divideAndRemainder(NANOS_PER_SECOND);
    if (seconds[0].bitLength() > 63) {
      throw beyond(value, type);
    }
    return Duration.ofSeconds(seconds[0].longValue(), seconds[1].longValue());
  }

  private static ArithmeticException beyond(String value, String type) {
    return new ArithmeticException(value + " is beyond the range of " + type);
  }

  private static long count(LocalDateTime dateTime, Object text, Step step) {
    requireUnit(step);
    return count(
        BigInteger.valueOf(months(dateTime.toLocalDate())),
        dateTime.getDayOfMonth(),
        BigInteger.valueOf(dateTime.toLocalTime().toNanoOfDay()).multiply(ATTOS_PER_NANO),
        text,
        step);
  }

  private static long count(
      BigInteger months, int day, BigInteger attosecondOfDay, Object text, Step step) {
    BigInteger attoseconds =
        BigInteger.valueOf(day - 1).multiply(ATTOS_PER_DAY).add(attosecondOfDay);
    if (!step.unit().isCalendar()) {
      BigInteger sinceEpoch = days(months).multiply(ATTOS_PER_DAY).add(attoseconds);
      return divided(sinceEpoch, step.attoseconds(), text, step);
    }
    if (attoseconds.signum() != 0) {
      throw notWhole(text, step);
    }
    long perCount = (step.unit() == DateTimeUnit.YEAR ? 12L : 1L) * step.count();
    return divided(months, BigInteger.valueOf(perCount), text, step);
  }

  private static long divided(BigInteger total, BigInteger divisor, Object text, Step step) {
    if (divisor.signum() == 0 || total.mod(divisor).signum() != 0) {
      throw notWhole(text, step);
    }
    BigInteger count = total.divide(divisor);
    if (count.bitLength() > 63 || count.longValue() == NAT) {
      throw new ArithmeticException(text + " does not fit in 64 bits as a count of " + step);
    }
    return count.longValue();
  }

  private static ArithmeticException notWhole(Object text, Step step) {
    return new ArithmeticException(text + " is not a whole count of " + step);
  }
}
