package io.npyio.cli.console;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Standard output as a place to draw on.
 *
 * @param columns characters in a line
 * @param rows lines
 * @param isThere whether it is a terminal
 * @param colours that it shows
 */
public record Terminal(int columns, int rows, boolean isThere, Colours colours) {
  /** How many colours a terminal shows. */
  public enum Colours {
    /** None. */
    NONE,
    /** 256, by their numbers. */
    INDEXED,
    /** Any colour. */
    ALL
  }

  private static final Set<String> COLOURFUL = Set.of("truecolor", "24bit");

  private static final int TEXT_COLUMNS = 80;

  /** {@return the characters in a line of text: what the variable {@code COLUMNS} says, or 80} */
  public static int textColumns() {
    return TerminalSize.number(System.getenv("COLUMNS"), TEXT_COLUMNS);
  }

  /** {@return the terminal of this process} */
  public static Terminal find() {
    return of(TerminalSize.ofStdout(), System.getenv());
  }

  /** A terminal of a size, null without one; {@code COLUMNS} and {@code LINES} take precedence. */
  static Terminal of(@Nullable TerminalSize found, Map<String, String> environment) {
    TerminalSize size = found == null ? TerminalSize.parse(null) : found;
    return new Terminal(
        TerminalSize.number(environment.get("COLUMNS"), size.columns()),
        TerminalSize.number(environment.get("LINES"), size.rows()),
        found != null,
        found == null ? Colours.NONE : colours(environment));
  }

  private static Colours colours(Map<String, String> environment) {
    if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
      return Colours.NONE;
    }
    if (COLOURFUL.contains(environment.getOrDefault("COLORTERM", ""))) {
      return Colours.ALL;
    }
    boolean isIndexed = environment.getOrDefault("TERM", "").contains("256color");
    return isIndexed ? Colours.INDEXED : Colours.NONE;
  }
}
