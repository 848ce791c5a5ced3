package io.npyio.cli;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How wide the terminal is at which the command was called. */
final class TerminalSize {
  private static final int USUAL = 80;

  private TerminalSize() {}

  /** The width in characters, or the usual one where it cannot be found out. */
  static int columns() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      int columns = Integer.parseInt(size.strip().substring(size.indexOf(' ') + 1));
      return columns > 0 ? columns : USUAL;
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException unknown) {
      return USUAL;
    }
  }
}
