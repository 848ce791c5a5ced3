package io.npyio.cli.plot;

import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The marks of an axis of datetime64 values, at round dates and times. */
final class DateTicks implements Scale {
  private static final double ATTOSECONDS_PER_SECOND = 1e18;
  private static final double SECONDS_PER_DAY = 86_400;
  private static final double SECONDS_PER_MONTH = 2_629_746;
  private static final double SECONDS_PER_YEAR = 31_556_952;
  private static final double MIN_STEP_SECONDS = 1e-9;
  private static final int EPOCH_YEAR = 1970;

  private static final long[] SECONDS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200
  };
  private static final int[] DAYS = {1, 2, 5, 10};
  private static final int[] MONTHS = {1, 2, 3, 6};
  private static final double[] DIGITS = {1, 2, 5, 10};

  private final DateTimeUnit unit;
  private final double count;

  private DateTicks(DateTimeUnit unit, int count) {
    this.unit = unit;
    this.count = count;
  }

  /** {@return the marks for a dtype: numbers unless it holds dates} */
  static Scale of(DType dtype, Scale numbers) {
    return dtype instanceof DType.Temporal temporal
            && !temporal.isDelta()
            && temporal.unit() != DateTimeUnit.GENERIC
        ? new DateTicks(temporal.unit(), temporal.count())
        : numbers;
  }

  @Override
  public int labelWidth() {
    return 14;
  }

  /** Falls back to the plain counts where no calendar reaches. */
  @Override
  public Ticks ticks(Range range, int max) {
    double least =
        Math.max(MIN_STEP_SECONDS, (range.high() - range.low()) / Math.max(1, max) * unitSeconds());
    LocalDateTime first = date(range.low());
    Step step = Step.of(least);
    if (first == null || step == null || date(range.high()) == null) {
      return Scale.INTEGERS.ticks(range, max);
    }
    List<LocalDateTime> dates = new ArrayList<>();
    for (LocalDateTime date = step.floor(first);
        value(date) <= range.high();
        date = step.after(date)) {
      if (value(date) >= range.low()) {
        dates.add(date);
      }
    }
    return labelled(dates, step);
  }

  private Ticks labelled(List<LocalDateTime> dates, Step step) {
    boolean isOneDay =
        step.isOfTime()
            && !dates.isEmpty()
            && dates.get(0).toLocalDate().equals(dates.get(dates.size() - 1).toLocalDate());
    DateTimeFormatter format = step.format(isOneDay);
    List<Tick> ticks = new ArrayList<>();
    dates.forEach(date -> ticks.add(new Tick(value(date), format.format(date))));
    return new Ticks(ticks, isOneDay ? dates.get(0).toLocalDate().toString() : "");
  }

  private double unitSeconds() {
    return unit.attoseconds().doubleValue() / ATTOSECONDS_PER_SECOND * count;
  }

  // ---- counts and dates ---------------------------------------------------------------------

  private @Nullable LocalDateTime date(double value) {
    double seconds = value * unitSeconds();
    if (Math.abs(seconds) > (Year.MAX_VALUE - EPOCH_YEAR - 1) * SECONDS_PER_YEAR) {
      return null;
    }
    return switch (unit) {
      case YEAR -> LocalDate.EPOCH.plusYears((long) Math.floor(value * count)).atStartOfDay();
      case MONTH -> LocalDate.EPOCH.plusMonths((long) Math.floor(value * count)).atStartOfDay();
      default -> {
        double whole = Math.floor(seconds);
        yield LocalDateTime.ofEpochSecond(
            (long) whole, (int) ((seconds - whole) * 1e9), ZoneOffset.UTC);
      }
    };
  }

  private double value(LocalDateTime date) {
    double months = (date.getYear() - EPOCH_YEAR) * 12.0 + date.getMonthValue() - 1;
    return switch (unit) {
      case YEAR -> months / 12 / count;
      case MONTH -> (months + (date.getDayOfMonth() - 1) / 31.0) / count;
      default -> {
        Instant instant = date.toInstant(ZoneOffset.UTC);
        yield (instant.getEpochSecond() + instant.getNano() / 1e9) / unitSeconds();
      }
    };
  }

  /** The distance of two marks: a number of a unit of the calendar. */
  private record Step(ChronoUnit unit, long amount) {
    /** The least step of at least a number of seconds; null if there is none. */
    static @Nullable Step of(double seconds) {
      if (seconds < 1) {
        double power = Math.pow(10, Math.floor(Math.log10(seconds)));
        return new Step(
            ChronoUnit.NANOS, Math.max(1, Math.round(digits(seconds / power) * power * 1e9)));
      }
      for (long each : SECONDS) {
        if (each >= seconds) {
          return new Step(ChronoUnit.SECONDS, each);
        }
      }
      for (int each : DAYS) {
        if (each * SECONDS_PER_DAY >= seconds) {
          return new Step(ChronoUnit.DAYS, each);
        }
      }
      for (int each : MONTHS) {
        if (each * SECONDS_PER_MONTH >= seconds) {
          return new Step(ChronoUnit.MONTHS, each);
        }
      }
      double years = Math.max(1, seconds / SECONDS_PER_YEAR);
      double power = Math.pow(10, Math.floor(Math.log10(years)));
      double amount = digits(years / power) * power;
      return amount < Year.MAX_VALUE ? new Step(ChronoUnit.YEARS, (long) amount) : null;
    }

    private static double digits(double least) {
      for (double each : DIGITS) {
        if (each >= least * (1 - 1e-9)) {
          return each;
        }
      }
      return 10;
    }

    boolean isOfTime() {
      return unit == ChronoUnit.NANOS || unit == ChronoUnit.SECONDS;
    }

    /** The last mark before a date. */
    LocalDateTime floor(LocalDateTime date) {
      LocalDateTime day = date.toLocalDate().atStartOfDay();
      return switch (unit) {
        case YEARS ->
            LocalDate.of((int) (Math.floorDiv(date.getYear(), amount) * amount), 1, 1)
                .atStartOfDay();
        case MONTHS ->
            day.withDayOfMonth(1).minusMonths(Math.floorMod(date.getMonthValue() - 1, amount));
        case DAYS -> day.minusDays((date.getDayOfMonth() - 1) % amount);
        default -> {
          long passed = Duration.between(day, date).toNanos();
          yield day.plusNanos(passed - passed % Duration.of(amount, unit).toNanos());
        }
      };
    }

    LocalDateTime after(LocalDateTime date) {
      LocalDateTime next = date.plus(amount, unit);
      // days start anew with each month, and none comes shortly before its end
      boolean isNew =
          unit == ChronoUnit.DAYS
              && amount > 1
              && (next.getMonthValue() != date.getMonthValue()
                  || next.plusDays(amount / 2).getMonthValue() != date.getMonthValue());
      return isNew ? date.toLocalDate().withDayOfMonth(1).plusMonths(1).atStartOfDay() : next;
    }

    DateTimeFormatter format(boolean isOneDay) {
      String time = timePattern();
      String pattern =
          switch (unit) {
            case YEARS -> "uuuu";
            case MONTHS -> "uuuu-MM";
            case DAYS -> "uuuu-MM-dd";
            default -> isOneDay ? time : "MM-dd " + time;
          };
      return DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    private String timePattern() {
      if (unit == ChronoUnit.SECONDS) {
        return amount % 60 == 0 ? "HH:mm" : "HH:mm:ss";
      }
      int zeros = 0;
      while (zeros < 9 && amount % Math.round(Math.pow(10, zeros + 1)) == 0) {
        zeros++;
      }
      return "HH:mm:ss." + "S".repeat(Math.max(1, 9 - zeros));
    }
  }
}
