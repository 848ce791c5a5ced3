package io.npyio.cli.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.cli.console.Terminal.Colours;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The size and the colours of the terminal. */
class TerminalTest {
  private static final Map<String, String> COLOUR = Map.of("COLORTERM", "truecolor");

  @Test
  void sttyAnswersWithRowsAndColumns() {
    assertEquals(new TerminalSize(132, 50), TerminalSize.parse("50 132\n"));
    assertEquals(new TerminalSize(80, 50), TerminalSize.parse("50 0"));
  }

  @Test
  void aTerminalThatDoesNotTellHasTheUsualSize() {
    TerminalSize usual = new TerminalSize(80, 24);
    assertEquals(usual, TerminalSize.parse("0 0\n"));
    assertEquals(usual, TerminalSize.parse(""));
    assertEquals(usual, TerminalSize.parse("stty: 'standard input': not a tty\n"));
    assertEquals(usual, TerminalSize.parse(null));
  }

  @Test
  void onlyATerminalHasColours() {
    TerminalSize size = new TerminalSize(132, 50);
    assertEquals(new Terminal(132, 50, true, Colours.ALL), Terminal.of(size, COLOUR));
    assertEquals(new Terminal(80, 24, false, Colours.NONE), Terminal.of(null, COLOUR));
    assertEquals(
        new Terminal(132, 50, true, Colours.NONE), Terminal.of(size, Map.of("COLORTERM", "yes")));
    assertEquals(
        new Terminal(132, 50, true, Colours.NONE),
        Terminal.of(size, Map.of("COLORTERM", "24bit", "NO_COLOR", "1")));
  }

  @Test
  void aTerminalOf256ColoursSaysSoByItsName() {
    TerminalSize size = new TerminalSize(80, 24);
    Map<String, String> xterm = Map.of("TERM", "xterm-256color");
    assertEquals(new Terminal(80, 24, true, Colours.INDEXED), Terminal.of(size, xterm));
    assertEquals(new Terminal(80, 24, false, Colours.NONE), Terminal.of(null, xterm));
    assertEquals(
        new Terminal(80, 24, true, Colours.NONE),
        Terminal.of(size, Map.of("TERM", "screen-256color", "NO_COLOR", "1")));
    assertEquals(
        new Terminal(80, 24, true, Colours.NONE), Terminal.of(size, Map.of("TERM", "vt100")));
  }

  @Test
  void theEnvironmentMaySetTheSize() {
    assertEquals(
        new Terminal(100, 24, false, Colours.NONE), Terminal.of(null, Map.of("COLUMNS", "100")));
    assertEquals(
        new Terminal(132, 7, true, Colours.NONE),
        Terminal.of(new TerminalSize(132, 50), Map.of("LINES", "7")));
  }
}
