package io.npyio.pickle;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/**
 * Converts between {@code java.time} and the bytes of Python's {@code datetime} values. The bit
 * {@code fold}, which marks the repeated hour when clocks are set back, is dropped.
 */
final class Times {
  private static final int NANOS_PER_MICRO = 1000;
  private static final long MAX_DAYS = 999_999_999;
  private static final int SECONDS_PER_DAY = 86_400;

  private Times() {}

  static LocalDate date(byte[] bytes) {
    return date(bytes, 0);
  }

  private static LocalDate date(byte[] bytes, int mask) {
    int year = (bytes[0] & 0xFF) << 8 | bytes[1] & 0xFF;
    return LocalDate.of(year, bytes[2] & 0xFF & ~mask, bytes[3] & 0xFF);
  }

  static LocalDateTime dateTime(byte[] bytes) {
    return date(bytes, 0x80).atTime(time(bytes, 4));
  }

  static LocalTime time(byte[] bytes) {
    byte[] copy = bytes.clone();
    copy[0] &= 0x7F;
    return time(copy, 0);
  }

  private static LocalTime time(byte[] bytes, int at) {
    int micros = (bytes[at + 3] & 0xFF) << 16 | (bytes[at + 4] & 0xFF) << 8 | bytes[at + 5] & 0xFF;
    return LocalTime.of(
        bytes[at], bytes[at + 1], bytes[at + 2], Math.multiplyExact(micros, NANOS_PER_MICRO));
  }

  static Duration duration(long days, long seconds, long micros) {
    if (Math.abs(days) > MAX_DAYS) {
      throw new IllegalArgumentException(days + " days are more than a timedelta holds");
    }
    return Duration.ofDays(days)
        .plusSeconds(seconds)
        .plusNanos(Math.multiplyExact(micros, NANOS_PER_MICRO));
  }

  static ZoneOffset zone(Duration offset) {
    if (offset.getNano() != 0 || Math.abs(offset.getSeconds()) > SECONDS_PER_DAY) {
      throw new IllegalArgumentException("Java has no time zone " + offset + " from UTC");
    }
    return ZoneOffset.ofTotalSeconds((int) offset.getSeconds());
  }

  static byte[] bytes(LocalDate date) {
    if (date.getYear() < 1 || date.getYear() > 9999) {
      throw new IllegalArgumentException("Python has no date " + date);
    }
    return new byte[] {
      (byte) (date.getYear() >> 8),
      (byte) date.getYear(),
      (byte) date.getMonthValue(),
      (byte) date.getDayOfMonth()
    };
  }

  static byte[] bytes(LocalTime time) {
    int micros = micros(time.getNano(), time);
    return new byte[] {
      (byte) time.getHour(),
      (byte) time.getMinute(),
      (byte) time.getSecond(),
      (byte) (micros >> 16),
      (byte) (micros >> 8),
      (byte) micros
    };
  }

  static byte[] bytes(LocalDateTime time) {
    byte[] bytes = new byte[10];
    System.arraycopy(bytes(time.toLocalDate()), 0, bytes, 0, 4);
    System.arraycopy(bytes(time.toLocalTime()), 0, bytes, 4, 6);
    return bytes;
  }

  /** Days, seconds and microseconds, as in a timedelta. */
  static long[] parts(Duration duration) {
    long days = Math.floorDiv(duration.getSeconds(), SECONDS_PER_DAY);
    if (Math.abs(days) > MAX_DAYS) {
      throw new IllegalArgumentException("Python has no timedelta " + duration);
    }
    return new long[] {
      days,
      Math.floorMod(duration.getSeconds(), SECONDS_PER_DAY),
      micros(duration.getNano(), duration)
    };
  }

  private static int micros(int nanos, Object time) {
    if (nanos % NANOS_PER_MICRO != 0) {
      throw new IllegalArgumentException(
          time + " is finer than Python's microseconds; truncate it, or use a datetime64 array");
    }
    return nanos / NANOS_PER_MICRO;
  }
}
