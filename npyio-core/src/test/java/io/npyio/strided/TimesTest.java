package io.npyio.strided;

import static io.npyio.dtype.DType.Temporal.NAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.TimeStep;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.Year;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TimesTest {
  private static final List<DateTimeUnit> UNITS = List.of(DateTimeUnit.values());

  private static TimeStep step(String body) {
    return ((DType.Temporal) DType.of("M8[" + body + "]")).step();
  }

  private static void assertRefused(
      Class<? extends RuntimeException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  private static void assertInexact(String message, Executable call) {
    assertRefused(ArithmeticException.class, message, call);
  }

  @Test
  void isoTextGoesAsFarAsTheUnit() {
    String[] expected = {
      "1970",
      "1970-01",
      "1970-01-01",
      "1970-01-01",
      "1970-01-01T00",
      "1970-01-01T00:00",
      "1970-01-01T00:00:00",
      "1970-01-01T00:00:00.000",
      "1970-01-01T00:00:00.000000",
      "1970-01-01T00:00:00.000000000",
      "1970-01-01T00:00:00.000000000000",
      "1970-01-01T00:00:00.000000000000000",
      "1970-01-01T00:00:00.000000000000000000",
      "0"
    };
    DateTimeUnit[] units = DateTimeUnit.values();
    for (int i = 0; i < units.length; i++) {
      assertEquals(expected[i], TimeText.iso(0, new TimeStep(1, units[i])));
      assertEquals("NaT", TimeText.iso(NAT, new TimeStep(1, units[i])));
    }
  }

  @Test
  void isoYearsAreAstronomicalAndFourCharactersWide() {
    assertEquals("0000", TimeText.iso(-1970, step("Y")));
    assertEquals("-001", TimeText.iso(-1971, step("Y")));
    assertEquals("-221", TimeText.iso(-2191, step("Y")));
    assertEquals(
        "12020-02-29", TimeText.iso(TimeText.parseIso("12020-02-29", step("D")), step("D")));
    assertEquals("0000-01-01", TimeText.iso(-719528, step("D")));
    assertEquals("292277026596-12-04T15:30:07", TimeText.iso(Long.MAX_VALUE, step("s")));
    assertEquals("1969-12-31T23:59:50.776627963145224193", TimeText.iso(NAT + 1, step("as")));
  }

  @Test
  void isoTextCountsMultiples() {
    assertEquals("1969-12-31T23:59:35", TimeText.iso(-1, step("25s")));
    assertEquals("1970-01-15", TimeText.iso(1, step("2W")));
    assertEquals("-5", TimeText.iso(-5, step("generic")));
  }

  @Test
  void deltaTextNamesTheUnit() {
    assertEquals("5 seconds", TimeText.delta(5, step("s")));
    assertEquals("-14 weeks", TimeText.delta(-2, step("7W")));
    assertEquals("1 generic time units", TimeText.delta(1, step("generic")));
    assertEquals("NaT", TimeText.delta(NAT, step("s")));
  }

  @Test
  void isoTextParsesInItsCommonForms() {
    assertEquals(50, TimeText.parseIso("2020", step("Y")));
    assertEquals(600, TimeText.parseIso("2020-01", step("M")));
    assertEquals(18262, TimeText.parseIso("2020-01-01", step("D")));
    assertEquals(18262 * 24 + 12, TimeText.parseIso("2020-01-01T12", step("h")));
    assertEquals(26298090, TimeText.parseIso("2020-01-01 13:30", step("m")));
    assertEquals(1577881815, TimeText.parseIso("2020-01-01T12:30:15Z", step("s")));
    assertEquals(
        1577881815123456789L, TimeText.parseIso("2020-01-01T12:30:15.123456789", step("ns")));
    assertEquals(1577881815500L, TimeText.parseIso(" 2020-01-01T12:30:15.5", step("ms")));
    assertEquals(-719528, TimeText.parseIso("0000", step("D")));
    assertEquals(-1971, TimeText.parseIso("-001", step("Y")));
    assertEquals(NAT, TimeText.parseIso("NaT", step("D")));
    assertEquals(-7, TimeText.parseIso("-7", step("generic")));
    assertEquals(5, TimeText.parseIso("1970-01-01T00:02:05", step("25s")));
    assertEquals(-1, TimeText.parseIso("1969-12-31T23:59:59.999999999999999999", step("as")));
  }

  @Test
  void isoTextThatIsNotADateTimeIsRefused() {
    String[] wrong = {
      "",
      "x",
      "2020-13",
      "2020-00",
      "2020-1",
      "2021-02-29",
      "2020-01-32",
      "2020-01-00",
      "2020-01-01T24",
      "2020-01-01T12:60",
      "2020-01-01T12:00:60",
      "2020-01-01T",
      "2020Z",
      "2020-01-01T12:00+01:00",
      "2020-01-01T00:00:00.1234567890123456789"
    };
    for (String text : wrong) {
      assertRefused(
          IllegalArgumentException.class,
          "'"
              + text
              + "' is not a datetime; expected the form 2020-01-31T23:59:59.123, a leading"
              + " part of it, or NaT",
          () -> TimeText.parseIso(text, step("ns")));
    }
  }

  @Test
  void dateTimesWithoutUnitParseAsNumbersOnly() {
    assertRefused(
        IllegalArgumentException.class,
        "'2020-01' is not a 64-bit number, as a datetime without a unit must be",
        () -> TimeText.parseIso("2020-01", step("generic")));
  }

  @Test
  void isoTextThatTheStepCannotHoldIsRefused() {
    assertInexact(
        "'2020-01-01T12' is not a whole count of [D]",
        () -> TimeText.parseIso("2020-01-01T12", step("D")));
    assertInexact(
        "'2020-01-02' is not a whole count of [M]",
        () -> TimeText.parseIso("2020-01-02", step("M")));
    assertInexact(
        "'2020-02' is not a whole count of [Y]", () -> TimeText.parseIso("2020-02", step("Y")));
    assertInexact(
        "'2020-01-01' is not a whole count of [0s]",
        () -> TimeText.parseIso("2020-01-01", step("0s")));
    assertInexact(
        "'3000' does not fit in 64 bits as a count of [ns]",
        () -> TimeText.parseIso("3000", step("ns")));
    String nat = "1677-09-21T00:12:43.145224192";
    assertInexact(
        "'" + nat + "' does not fit in 64 bits as a count of [ns]",
        () -> TimeText.parseIso(nat, step("ns")));
  }

  @Test
  void everyPrintedDateTimeParsesBack() {
    long seed = 8601;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      TimeStep step = new TimeStep(1, UNITS.get(random.nextInt(14)));
      boolean bounded = step.unit().compareTo(DateTimeUnit.DAY) < 0;
      long value = random.nextLong() >> ((bounded ? 6 : 0) + random.nextInt(58));
      String text = TimeText.iso(value, step);
      assertEquals(value, TimeText.parseIso(text, step), () -> text + step + ", seed " + seed);
    }
  }

  private static void assertConverts(long expected, long value, String from, String to) {
    assertEquals(expected, TimeCast.convert(value, step(from), step(to), false));
  }

  private static void assertDelta(long expected, long value, String from, String to) {
    assertEquals(expected, TimeCast.convert(value, step(from), step(to), true));
  }

  @Test
  void datetimesFloorToCoarserUnits() {
    assertConverts(-1, -1, "s", "D");
    assertConverts(-1, -1, "D", "M");
    assertConverts(-1, -1, "D", "W");
    assertConverts(-1, -1, "M", "Y");
    assertConverts(2, 59, "D", "M");
    assertConverts(-3, -59, "25s", "10m");
  }

  @Test
  void datetimesFollowTheCalendarToFinerUnits() {
    assertConverts(365, 1, "Y", "D");
    assertConverts(59, 2, "M", "D");
    assertConverts(24, 2, "Y", "M");
    assertConverts(52, 1, "Y", "W");
    assertConverts(86_400_000_000_000L, 1, "D", "ns");
    assertConverts(3, 7, "Y", "2Y");
  }

  @Test
  void conversionWrapsLikeNumPy() {
    assertConverts(-1166744073709551616L, 200_000, "D", "ns");
    assertConverts(0, 1L << 62, "D", "ns");
    assertConverts(-4389808147419103232L, 1030, "Y", "ns");
  }

  @Test
  void notATimeStaysSoAndNumbersWithoutUnitTakeAny() {
    assertConverts(NAT, NAT, "Y", "D");
    assertConverts(NAT, NAT, "s", "ns");
    assertDelta(NAT, NAT, "s", "D");
    assertConverts(5, 5, "generic", "3Y");
    assertConverts(5, 5, "generic", "generic");
    assertConverts(5, 5, "0s", "0s");
  }

  @Test
  void timedeltasTakeYearsAndMonthsAtTheirAverage() {
    assertDelta(12, 1, "Y", "M");
    assertDelta(365, 1, "Y", "D");
    assertDelta(1460, 4, "Y", "D");
    assertDelta(30, 1, "M", "D");
    assertDelta(365, 12, "M", "D");
    assertDelta(-1, -59, "s", "m");
    assertDelta(63_113_904_000_000_000L, 1, "2Y", "ns"); // NumPy's factor overflows here
  }

  @Test
  void impossibleConversionsAreRefused() {
    assertRefused(
        IllegalArgumentException.class,
        "a datetime in [s] cannot lose its unit",
        () -> TimeCast.convert(1, step("s"), step("generic"), true));
    assertInexact(
        "a step of 0 units cannot be converted: [0s] to [D]",
        () -> TimeCast.convert(1, step("0s"), step("D"), false));
    assertInexact(
        "the factor between [D] and [fs] does not fit in 64 bits",
        () -> TimeCast.convert(1, step("D"), step("fs"), false));
    assertInexact(
        "the factor between [M] and [fs] does not fit in 64 bits",
        () -> TimeCast.convert(1, step("M"), step("1000fs"), false));
  }

  @Test
  void datetimesAreJavaTimes() {
    assertEquals(
        LocalDateTime.parse("2020-02-29T12:30:15.123456789"),
        JavaTimes.toLocalDateTime(1582979415123456789L, step("ns")));
    assertEquals(LocalDate.of(1969, 12, 1), JavaTimes.toLocalDate(-1, step("M")));
    assertEquals(LocalDate.of(1968, 1, 1), JavaTimes.toLocalDate(-1, step("2Y")));
    assertEquals(LocalDate.of(1969, 12, 25), JavaTimes.toLocalDate(-1, step("W")));
    assertEquals(Instant.parse("1969-12-31T23:59:59.999Z"), JavaTimes.toInstant(-1, step("ms")));
    assertEquals(Instant.ofEpochSecond(0, 1), JavaTimes.toInstant(1000, step("ps")));
    assertEquals(LocalDate.of(1970, 1, 2), JavaTimes.toLocalDate(86_400, step("s")));
    assertEquals(LocalDate.of(Year.MAX_VALUE, 1, 1), JavaTimes.toLocalDate(999_998_029, step("Y")));
  }

  @Test
  void timedeltasAreDurations() {
    assertEquals(Duration.ofDays(14), JavaTimes.toDuration(2, step("W")));
    assertEquals(Duration.ofMillis(-1), JavaTimes.toDuration(-1, step("ms")));
    assertEquals(Duration.ofSeconds(50), JavaTimes.toDuration(2, step("25s")));
    assertEquals(
        Duration.ofNanos(Long.MAX_VALUE), JavaTimes.toDuration(Long.MAX_VALUE, step("ns")));
    assertEquals(Duration.ofNanos(-2), JavaTimes.toDuration(-2_000_000_000, step("as")));
  }

  @Test
  void javaTimesThatWouldLoseSomethingAreRefused() {
    assertInexact("NaT has no Instant", () -> JavaTimes.toInstant(NAT, step("s")));
    assertInexact("NaT has no LocalDateTime", () -> JavaTimes.toLocalDateTime(NAT, step("s")));
    assertInexact("NaT has no LocalDate", () -> JavaTimes.toLocalDate(NAT, step("D")));
    assertInexact("NaT has no Duration", () -> JavaTimes.toDuration(NAT, step("s")));
    assertInexact(
        "1970-01-01T00:00:00.000000000001 is not a whole number of nanoseconds, as LocalDateTime"
            + " counts",
        () -> JavaTimes.toLocalDateTime(1, step("ps")));
    assertInexact(
        "1 attoseconds is not a whole number of nanoseconds, as Duration counts",
        () -> JavaTimes.toDuration(1, step("as")));
    assertInexact(
        "1970-01-01T12 has a time of day; a LocalDate has none",
        () -> JavaTimes.toLocalDate(12, step("h")));
    assertInexact(
        "1000000000-01-01 is beyond the range of LocalDate",
        () -> JavaTimes.toLocalDate(TimeText.parseIso("1000000000", step("D")), step("D")));
    assertInexact(
        "292277026596-12-04T15:30:07 is beyond the range of Instant",
        () -> JavaTimes.toInstant(Long.MAX_VALUE, step("s")));
    assertInexact(
        "9223372036854775807 days is beyond the range of Duration",
        () -> JavaTimes.toDuration(Long.MAX_VALUE, step("D")));
  }

  @Test
  void valuesWithoutFixedLengthOrUnitAreRefused() {
    String pointless = "a datetime without a unit is a number, not a point in time";
    assertInexact(pointless, () -> JavaTimes.toInstant(1, step("generic")));
    assertInexact(pointless, () -> JavaTimes.fromInstant(Instant.EPOCH, step("generic")));
    assertInexact(
        "a timedelta in months has no fixed length, as a Duration has",
        () -> JavaTimes.toDuration(1, step("M")));
    assertInexact(
        "a timedelta in generic time units has no fixed length, as a Duration has",
        () -> JavaTimes.fromDuration(Duration.ZERO, step("generic")));
  }

  @Test
  void javaTimesThatTheStepCannotHoldAreRefused() {
    assertInexact(
        "1970-01-01T00:00:00.000000001Z is not a whole count of [us]",
        () -> JavaTimes.fromInstant(Instant.ofEpochSecond(0, 1), step("us")));
    assertInexact(
        "1970-01-02 is not a whole count of [W]",
        () -> JavaTimes.fromLocalDate(LocalDate.of(1970, 1, 2), step("W")));
    assertInexact(
        "2300-01-01T00:00 does not fit in 64 bits as a count of [ns]",
        () -> JavaTimes.fromLocalDateTime(LocalDateTime.of(2300, 1, 1, 0, 0), step("ns")));
    assertInexact(
        "PT1.5S is not a whole count of [s]",
        () -> JavaTimes.fromDuration(Duration.ofMillis(1500), step("s")));
    assertInexact(
        Instant.MAX + " is beyond the range of LocalDateTime",
        () -> JavaTimes.fromInstant(Instant.MAX, step("s")));
  }

  @Test
  void javaTimesComeBack() {
    long seed = 310;
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      TimeStep step = new TimeStep(1 + random.nextInt(100), UNITS.get(random.nextInt(10)));
      long value = random.nextLong() >> (40 + random.nextInt(24));
      LocalDateTime dateTime = JavaTimes.toLocalDateTime(value, step);
      assertEquals(value, JavaTimes.fromLocalDateTime(dateTime, step), () -> "seed " + seed);
      Instant instant = JavaTimes.toInstant(value, step);
      assertEquals(value, JavaTimes.fromInstant(instant, step), () -> "seed " + seed);
      if (!step.unit().isCalendar()) {
        Duration duration = JavaTimes.toDuration(value, step);
        assertEquals(value, JavaTimes.fromDuration(duration, step), () -> "seed " + seed);
      } else {
        LocalDate date = JavaTimes.toLocalDate(value, step);
        assertEquals(value, JavaTimes.fromLocalDate(date, step), () -> "seed " + seed);
      }
    }
  }
}
