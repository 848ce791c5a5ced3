package io.npyio.cli.format.text;

/**
 * Text from files and arguments, made safe to show: characters that would control a terminal, or
 * change the order of the text around them, are escaped as Python's {@code repr} does it.
 */
public final class Printable {
  private Printable() {}

  /** {@return a text with {@code \\x1b} in place of such a character} */
  public static String of(String text) {
    if (isPrintable(text)) {
      return text;
    }
    var shown = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            c -> {
              if (isPrintable(c)) {
                shown.appendCodePoint(c);
              } else {
                shown.append(escape(c));
              }
            });
    return shown.toString();
  }

  /** {@return lines that may be indented by a tab, each {@linkplain #of made printable}} */
  public static String lines(String text) {
    var shown = new StringBuilder(text.length());
    text.lines()
        .forEach(
            line -> {
              boolean isIndented = line.startsWith("\t");
              shown.append(isIndented ? "\t" : "").append(of(line.substring(isIndented ? 1 : 0)));
              shown.append('\n');
            });
    return shown.toString();
  }

  // a loop: every start of the command shows a text, and a stream would take a millisecond of it
  private static boolean isPrintable(String text) {
    int next = 0;
    while (next < text.length() && isPrintable(text.codePointAt(next))) {
      next += Character.charCount(text.codePointAt(next));
    }
    return next == text.length();
  }

  static boolean isPrintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }

  private static String escape(int c) {
    return switch (c) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> (c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x").formatted(c);
    };
  }
}
