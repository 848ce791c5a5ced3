package io.npyio.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.dtype.DType;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ticks of axes. */
class TickTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0,10        | 5 | false | 0 2 4 6 8 10
          -0.5,2.5    | 9 | true  | 0 1 2
          -1,1        | 4 | false | -1.0 -0.5 0 0.5 1.0
          0,0.001     | 5 | false | 0 0.0002 0.0004 0.0006 0.0008 0.0010
          0,1e-7      | 2 | false | 0 0.5e-7 1.0e-7
          0,3e9       | 3 | false | 0 1e9 2e9 3e9
          999,1001    | 2 | false | 999 1000 1001
          1e6,1000002 | 2 | true  | 1000000 1000001 1000002
          """)
  void ticksAreAtRoundNumbers(String range, int most, boolean isWhole, String expected) {
    assertEquals(
        expected,
        ticks(Range.parse(range), most, isWhole).list().stream()
            .map(Tick::label)
            .collect(Collectors.joining(" ")));
  }

  @Test
  void thereAreSomeTicksAndNotManyInAnyRange() {
    long seed = System.nanoTime() % 1_000_000;
    Random random = new Random(seed);
    for (int i = 0; i < 2000; i++) {
      double low = random.nextGaussian() * Math.pow(10, random.nextInt(-300, 300));
      double high = low + Math.abs(low) * Math.pow(10, random.nextInt(-9, 3));
      int most = 4 + random.nextInt(10);
      var ticks = ticks(new Range(low, high), most, false).list();
      String what = "seed %d: %s to %s: %s".formatted(seed, low, high, ticks);
      assertTrue(ticks.size() > 0 && ticks.size() <= most + 1, what);
      ticks.forEach(tick -> assertTrue(tick.value() >= low && tick.value() <= high, what));
      assertEquals(ticks.size(), ticks.stream().map(Tick::label).distinct().count(), what);
    }
  }

  @Test
  void numbersHaveFewDigits() {
    assertEquals("0", Tick.text(0));
    assertEquals("-0.3333", Tick.text(-1 / 3.0));
    assertEquals("123500", Tick.text(123456));
    assertEquals("1.235e7", Tick.text(12345678));
    assertEquals("1e-9", Tick.text(1e-9));
  }

  private static Ticks ticks(Range range, int most, boolean isWhole) {
    return (isWhole ? Scale.INTEGERS : Scale.NUMBERS).ticks(range, most);
  }

  private static String shown(Ticks ticks) {
    return ticks.list().stream().map(Tick::label).collect(Collectors.joining(" "))
        + (ticks.start().isEmpty() ? "" : " from " + ticks.start());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1e9,1000000010               | 5 | 0 2 4 6 8 10 from 1e9
          0.9999999999999998,1.0000000000000002 | 4 | -2e-16 0 2e-16 from 1
          1000000,1000000.00000005     | 5 | 0 1e-8 2e-8 3e-8 4e-8 5e-8 from 1000000
          1234567.8901,1234567.8904    | 3 | -0.1099 -0.1098 -0.1097 -0.1096 from 1234568
          -1000000000.5,-1000000000.0  | 5 | -0.5 -0.4 -0.3 -0.2 -0.1 0 from -1e9
          """)
  void longLabelsStartFromARoundNumber(String range, int most, String expected) {
    assertEquals(expected, shown(ticks(Range.parse(range), most, false)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          M8[D]  | 0,1000      | 6 | 1970-01 1970-07 1971-01 1971-07 1972-01 1972-07
          M8[D]  | 18262,18292 | 6 | 2020-01-01 2020-01-06 2020-01-11 2020-01-16 2020-01-21 2020-01-26
          M8[Y]  | -70,50      | 6 | 1900 1920 1940 1960 1980 2000 2020
          M8[M]  | 0,23        | 4 | 1970-01 1970-07 1971-01 1971-07
          M8[s]  | 0,7200      | 4 | 00:00 00:30 01:00 01:30 02:00 from 1970-01-01
          M8[h]  | 0,48        | 4 | 01-01 00:00 01-01 12:00 01-02 00:00 01-02 12:00 01-03 00:00
          M8[ms] | 0,1000      | 5 | 00:00:00.0 00:00:00.2 00:00:00.4 00:00:00.6 00:00:00.8 00:00:01.0 from 1970-01-01
          M8[25s] | 0,4        | 2 | 00:00 00:01 from 1970-01-01
          M8[D]  | -1e15,1e15  | 2 | -1e15 0 1e15
          M8     | 0,10        | 2 | 0 5 10
          """)
  void datesAreMarkedByTheCalendar(String dtype, String range, int most, String expected) {
    Scale scale = DateTicks.of(DType.of(dtype), Scale.INTEGERS);
    assertEquals(expected, shown(scale.ticks(Range.parse(range), most)));
  }
}
