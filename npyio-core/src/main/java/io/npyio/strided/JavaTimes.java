package io.npyio.strided;

import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.TimeStep;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.function.Function;

/** Converts values of datetime64 and timedelta64 to and from {@code java.time} objects, exactly. */
final class JavaTimes {
  private static final BigInteger NANOS_PER_SECOND = BigInteger.TEN.pow(9);

  private static final BigInteger ATTOS_PER_NANO = BigInteger.TEN.pow(9);

  private static final LocalDateTime MIDNIGHT = LocalDate.EPOCH.atStartOfDay();

  private JavaTimes() {}

  /** The instant of a datetime in UTC; exact, or an {@link ArithmeticException}. */
  static Instant toInstant(long value, TimeStep step) {
    return sinceEpoch(value, step, "Instant", Instant.EPOCH::plus);
  }

  /** The date and time; exact, or an {@link ArithmeticException}. */
  static LocalDateTime toLocalDateTime(long value, TimeStep step) {
    return sinceEpoch(value, step, "LocalDateTime", MIDNIGHT::plus);
  }

  /** The date; an {@link ArithmeticException} if there is a time of day other than midnight. */
  static LocalDate toLocalDate(long value, TimeStep step) {
    LocalDateTime dateTime = sinceEpoch(value, step, "LocalDate", MIDNIGHT::plus);
    if (!dateTime.toLocalTime().equals(LocalTime.MIDNIGHT)) {
      throw new ArithmeticException(
          TimeText.iso(value, step) + " has a time of day; a LocalDate has none");
    }
    return dateTime.toLocalDate();
  }

  /** The length of a timedelta; exact, or an {@link ArithmeticException}. */
  static Duration toDuration(long value, TimeStep step) {
    if (value == DType.Temporal.NAT) {
      throw new ArithmeticException("NaT has no Duration");
    }
    requireLength(step);
    return duration(
        TimeCount.attoseconds(step).multiply(BigInteger.valueOf(value)),
        TimeText.delta(value, step),
        "Duration");
  }

  /** The count for an instant in UTC; exact, or an {@link ArithmeticException}. */
  static long fromInstant(Instant instant, TimeStep step) {
    try {
      return count(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), instant, step);
    } catch (DateTimeException e) {
      throw new ArithmeticException(instant + " is beyond the range of LocalDateTime");
    }
  }

  /** The count for a date and time; exact, or an {@link ArithmeticException}. */
  static long fromLocalDateTime(LocalDateTime dateTime, TimeStep step) {
    return count(dateTime, dateTime, step);
  }

  /** The count for a date at midnight; exact, or an {@link ArithmeticException}. */
  static long fromLocalDate(LocalDate date, TimeStep step) {
    return count(date.atStartOfDay(), date, step);
  }

  /** The count for a timedelta; exact, or an {@link ArithmeticException}. */
  static long fromDuration(Duration duration, TimeStep step) {
    requireLength(step);
    BigInteger nanos =
        BigInteger.valueOf(duration.getSeconds())
            .multiply(NANOS_PER_SECOND)
            .add(BigInteger.valueOf(duration.getNano()));
    return TimeCount.divided(
        nanos.multiply(ATTOS_PER_NANO), TimeCount.attoseconds(step), duration, step);
  }

  private static void requireLength(TimeStep step) {
    if (step.unit().isCalendar() || step.unit() == DateTimeUnit.GENERIC) {
      throw new ArithmeticException(
          "a timedelta in "
              + TimeText.plural(step.unit())
              + " has no fixed length, as a Duration has");
    }
  }

  private static <T> T sinceEpoch(
      long value, TimeStep step, String type, Function<Duration, T> add) {
    if (value == DType.Temporal.NAT) {
      throw new ArithmeticException("NaT has no " + type);
    }
    requireUnit(step);
    BigInteger ticks = BigInteger.valueOf(value).multiply(BigInteger.valueOf(step.count()));
    BigInteger attoseconds =
        switch (step.unit()) {
          case YEAR ->
              Calendar400.days(ticks.multiply(BigInteger.valueOf(12)))
                  .multiply(TimeCount.ATTOS_PER_DAY);
          case MONTH -> Calendar400.days(ticks).multiply(TimeCount.ATTOS_PER_DAY);
          default -> ticks.multiply(step.unit().attoseconds());
        };
    Duration duration = duration(attoseconds, TimeText.iso(value, step), type);
    try {
      return add.apply(duration);
    } catch (DateTimeException | ArithmeticException e) {
      throw beyond(TimeText.iso(value, step), type);
    }
  }

  private static void requireUnit(TimeStep step) {
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

  private static long count(LocalDateTime dateTime, Object text, TimeStep step) {
    requireUnit(step);
    return TimeCount.exact(
        BigInteger.valueOf(Calendar400.months(dateTime.toLocalDate())),
        dateTime.getDayOfMonth(),
        BigInteger.valueOf(dateTime.toLocalTime().toNanoOfDay()).multiply(ATTOS_PER_NANO),
        text,
        step);
  }
}
