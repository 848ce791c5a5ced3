package io.npyio.dtype;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TimeStepTest {
  private static void assertRefused(
      Class<? extends RuntimeException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  private static void assertBadStep(String body, String message) {
    assertRefused(IllegalArgumentException.class, message, () -> TimeStep.parse(body));
  }

  @Test
  void stepsReadCountsDivisorsAndGreekMu() {
    assertEquals("[25s]", TimeStep.parse("25s").toString());
    assertEquals("[D]", TimeStep.parse("D").toString());
    assertEquals("[h]", TimeStep.parse("D/24").toString());
    assertEquals("[288m]", TimeStep.parse("D/5").toString());
    assertEquals("[3M]", TimeStep.parse("Y/4").toString());
    assertEquals("[500ms]", TimeStep.parse("2s/4").toString());
    assertEquals("[us]", TimeStep.parse("μs").toString());
    assertEquals("[5s]", TimeStep.parse(" +5s").toString());
    assertEquals("[0s]", TimeStep.parse("0s").toString());
    assertEquals("[as]", TimeStep.parse("fs/1000").toString());
    assertEquals("[D]", TimeStep.parse("W/7").toString());
    assertEquals("", TimeStep.parse("generic").toString());
    assertEquals(new TimeStep(1, DateTimeUnit.GENERIC), TimeStep.parse("5generic"));
  }

  @Test
  void stepsRefuseWhatNumPyRefuses() {
    String form =
        " is not a datetime unit; expected a unit, perhaps with a count before it or a"
            + " divisor after it: s, 25s, D/24";
    assertBadStep("", "''" + form);
    assertBadStep("5 s", "'5 s'" + form);
    assertBadStep("s/", "'s/'" + form);
    assertBadStep("25s//event", "'25s//event'" + form);
    String units = " in Y, M, W, D, h, m, s, ms, us, ns, ps, fs, as, generic";
    assertBadStep("q", "'q': no unit 'q'" + units);
    assertBadStep("-5s", "'-5s': expected a number from 0 to 2147483647 but found -5");
    assertBadStep(
        "2147483648s",
        "'2147483648s': expected a number from 0 to 2147483647 but found 2147483648");
    assertBadStep("s/0", "'s/0': expected a number from 1 to 2147483647 but found 0");
    assertBadStep("D/7", "'D/7': 7 divides no finer unit of D evenly");
    assertBadStep("W/11", "'W/11': 11 divides no finer unit of W evenly");
    assertBadStep("as/2", "'as/2': 2 divides no finer unit of as evenly");
    assertBadStep("generic/2", "'generic/2': 2 divides no finer unit of generic evenly");
    assertBadStep(
        "2147483647Y/4",
        "'2147483647Y/4': expected a number from 0 to 2147483647 but found 6442450941");
    assertRefused(
        IllegalArgumentException.class,
        "a count of units cannot be negative: -1",
        () -> new TimeStep(-1, DateTimeUnit.DAY));
  }
}
