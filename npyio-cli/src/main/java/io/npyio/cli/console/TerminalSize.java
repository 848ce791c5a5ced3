package io.npyio.cli.console;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The size of a terminal, as {@code stty} reports it.
 *
 * @param columns characters in a line
 * @param rows lines
 */
public record TerminalSize(int columns, int rows) {
  /** The size to assume of a terminal that does not tell. */
  private static final TerminalSize USUAL = new TerminalSize(80, 24);

  private static final Pattern ROWS_AND_COLUMNS = Pattern.compile("(\\d+) (\\d+)");

  /** The shell sends the answer to standard error, as standard output has to stay the terminal. */
  private static final String ASK_CONTROLLER = "stty size </dev/tty >&2";

  private static final String ASK_STDOUT = "test -t 1 && { stty size <&1 >&2 || :; }";

  /** {@return the size of the terminal from which the command was called} */
  public static TerminalSize ofController() {
    return parse(answer(ASK_CONTROLLER));
  }

  /** The size of the terminal that standard output is; null if it is not one. */
  static @Nullable TerminalSize ofStdout() {
    String answer = answer(ASK_STDOUT);
    return answer == null ? null : parse(answer);
  }

  /** The size in an answer of {@code stty}; a number that is missing or 0 becomes the usual one. */
  static TerminalSize parse(@Nullable String answer) {
    Matcher size = ROWS_AND_COLUMNS.matcher(answer == null ? "" : answer.strip());
    return size.matches()
        ? new TerminalSize(number(size.group(2), USUAL.columns), number(size.group(1), USUAL.rows))
        : USUAL;
  }

  /** A positive number of at most five digits, or else the default. */
  static int number(@Nullable String text, int otherwise) {
    boolean isNumber = text != null && text.matches("[1-9][0-9]{0,4}");
    return isNumber ? Integer.parseInt(text) : otherwise;
  }

  private static @Nullable String answer(String shellCommand) {
    try {
      Process process =
          new ProcessBuilder("sh", "-c", shellCommand)
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
