package io.npyio.array;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Times as Python's module {@code datetime} prints them. */
final class PythonTimes {
  private static final String MODULE = "datetime.";
  private static final int NANOS_PER_MICRO = 1000;

  private PythonTimes() {}

  /** Python's {@code repr}; null if the value is not a time. */
  static @Nullable String repr(Object value) {
    if (value instanceof LocalDate date) {
      return MODULE + "date(" + fields(date) + ")";
    }
    if (value instanceof LocalDateTime time) {
      return dateTime(time, null);
    }
    if (value instanceof OffsetDateTime time) {
      return dateTime(time.toLocalDateTime(), reprOf(time.getOffset()));
    }
    if (value instanceof ZonedDateTime time) {
      return dateTime(time.toLocalDateTime(), reprOf(time.getZone()));
    }
    if (value instanceof LocalTime time) {
      return time(time, null);
    }
    if (value instanceof OffsetTime time) {
      return time(time.toLocalTime(), reprOf(time.getOffset()));
    }
    if (value instanceof Duration duration) {
      return reprOf(duration);
    }
    return value instanceof ZoneId zone ? reprOf(zone) : null;
  }

  /** A datetime with the text of its zone, or null. */
  static String dateTime(LocalDateTime time, @Nullable String zone) {
    String fields = fields(time.toLocalDate()) + ", " + fields(time.toLocalTime());
    return MODULE + "datetime(" + fields + zone(zone) + ")";
  }

  /** A time of day with the text of its zone, or null. */
  static String time(LocalTime time, @Nullable String zone) {
    return MODULE + "time(" + fields(time) + zone(zone) + ")";
  }

  private static String zone(@Nullable String zone) {
    return zone == null ? "" : ", tzinfo=" + zone;
  }

  private static String fields(LocalDate date) {
    return "%d, %d, %d".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
  }

  /** Hours and minutes, then seconds and microseconds unless they are 0. */
  private static String fields(LocalTime time) {
    int micros = time.getNano() / NANOS_PER_MICRO;
    String text = time.getHour() + ", " + time.getMinute();
    if (time.getSecond() > 0 || micros > 0) {
      text += ", " + time.getSecond();
    }
    return micros > 0 ? text + ", " + micros : text;
  }

  private static String reprOf(ZoneId zone) {
    if (!(zone instanceof ZoneOffset offset)) {
      return "zoneinfo.ZoneInfo(key='" + zone.getId() + "')";
    }
    return offset.equals(ZoneOffset.UTC)
        ? MODULE + "timezone.utc"
        : MODULE + "timezone(" + reprOf(Duration.ofSeconds(offset.getTotalSeconds())) + ")";
  }

  private static String reprOf(Duration duration) {
    List<String> parts = new ArrayList<>();
    add(parts, "days", days(duration));
    add(parts, "seconds", Math.floorMod(duration.toSeconds(), 86_400L));
    add(parts, "microseconds", duration.toNanosPart() / NANOS_PER_MICRO);
    return MODULE + "timedelta(" + (parts.isEmpty() ? "0" : String.join(", ", parts)) + ")";
  }

  private static void add(List<String> parts, String name, long count) {
    if (count != 0) {
      parts.add(name + "=" + count);
    }
  }

  private static long days(Duration duration) {
    return Math.floorDiv(duration.toSeconds(), 86_400L);
  }

  // ---- str -----------------------------------------------------------------------------------

  /** Python's {@code str}; null if the value is not a time. */
  static @Nullable String str(Object value) {
    if (value instanceof LocalDate) {
      return value.toString();
    }
    if (value instanceof LocalDateTime time) {
      return iso(time);
    }
    if (value instanceof OffsetDateTime time) {
      return iso(time.toLocalDateTime()) + suffix(time.getOffset());
    }
    if (value instanceof ZonedDateTime time) {
      return iso(time.toLocalDateTime()) + suffix(time.getOffset());
    }
    if (value instanceof LocalTime time) {
      return iso(time);
    }
    if (value instanceof OffsetTime time) {
      return iso(time.toLocalTime()) + suffix(time.getOffset());
    }
    if (value instanceof Duration duration) {
      return spoken(duration);
    }
    return value instanceof ZoneId zone ? name(zone) : null;
  }

  private static String iso(LocalDateTime time) {
    return time.toLocalDate() + " " + iso(time.toLocalTime());
  }

  private static String iso(LocalTime time) {
    int micros = time.getNano() / NANOS_PER_MICRO;
    String text = "%02d:%02d:%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
    return micros == 0 ? text : text + ".%06d".formatted(micros);
  }

  private static String suffix(ZoneOffset offset) {
    return offset.equals(ZoneOffset.UTC) ? "+00:00" : offset.getId();
  }

  private static String name(ZoneId zone) {
    if (!(zone instanceof ZoneOffset offset)) {
      return zone.getId();
    }
    return offset.equals(ZoneOffset.UTC) ? "UTC" : "UTC" + offset.getId();
  }

  private static String spoken(Duration duration) {
    long days = days(duration);
    long seconds = Math.floorMod(duration.toSeconds(), 86_400L);
    int micros = duration.toNanosPart() / NANOS_PER_MICRO;
    String text =
        "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)
            + (micros == 0 ? "" : ".%06d".formatted(micros));
    if (days == 0) {
      return text;
    }
    return days + (Math.abs(days) == 1 ? " day, " : " days, ") + text;
  }
}
