package io.npyio.cli.plot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The terminal that standard output may be.
 *
 * @param columns characters in a line
 * @param rows lines
 * @param isThere whether it is one
 * @param hasColours whether it shows any colour
 */
public record Terminal(int columns, int rows, boolean isThere, boolean hasColours) {
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;
  private static final Set<String> COLOURFUL = Set.of("truecolor", "24bit");

  /** Whether standard output is a terminal, and if so its size, on standard error. */
  private static final String ASK = "test -t 1 && { stty size <&1 >&2 || :; }";

  /** {@return what is found} */
  public static Terminal find() {
    return of(ask(), System.getenv());
  }

  /** The terminal that answered, with what the environment says of it. */
  static Terminal of(@Nullable String answer, Map<String, String> environment) {
    String[] size = answer == null ? new String[0] : answer.strip().split(" ", -1);
    boolean isKnown = size.length == 2;
    boolean isColourful = COLOURFUL.contains(environment.getOrDefault("COLORTERM", ""));
    return new Terminal(
        number(environment.get("COLUMNS"), isKnown ? number(size[1], COLUMNS) : COLUMNS),
        number(environment.get("LINES"), isKnown ? number(size[0], ROWS) : ROWS),
        answer != null,
        answer != null && isColourful && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  private static int number(@Nullable String text, int otherwise) {
    boolean isNumber = text != null && text.matches("[1-9][0-9]{0,4}");
    return isNumber ? Integer.parseInt(text) : otherwise;
  }

  private static @Nullable String ask() {
    try {
      Process process =
          new ProcessBuilder("sh", "-c", ASK)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectOutput(ProcessBuilder.Redirect.INHERIT)
              .start();
      String answer =
          new String(process.getErrorStream().readAllBytes(), StandardCharsets.US_ASCII);
      return process.waitFor() == 0 ? answer : null;
    } catch (IOException noShell) {
      return null;
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
