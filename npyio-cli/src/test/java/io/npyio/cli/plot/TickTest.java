package io.npyio.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        Tick.of(Range.parse(range), most, isWhole).stream()
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
      var ticks = Tick.of(new Range(low, high), most, false);
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
}
