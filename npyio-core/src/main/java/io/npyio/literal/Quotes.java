package io.npyio.literal;

/** Quotes strings and byte strings as Python's {@code repr} does. */
final class Quotes {
  private Quotes() {}

  /** {@return a string in quotes} A surrogate pair is one character. */
  static String ofStr(String s) {
    return ofStr(s.codePoints().toArray());
  }

  /** {@return a string in quotes} A pair of surrogates stays two characters. */
  static String ofStr(int[] codePoints) {
    char quote = quoteFor(contains(codePoints, '\''), contains(codePoints, '"'));
    StringBuilder out = new StringBuilder(codePoints.length + 2).append(quote);
    for (int c : codePoints) {
      if (c < 0x7F) {
        appendAscii(out, c, quote);
      } else if (isPrintable(c)) {
        out.appendCodePoint(c);
      } else {
        appendEscape(out, c);
      }
    }
    return out.append(quote).toString();
  }

  /** {@return bytes, given as characters of 0 to 255, as {@code b'...'}} */
  static String ofBytes(String latin1) {
    char quote = quoteFor(latin1.indexOf('\'') >= 0, latin1.indexOf('"') >= 0);
    StringBuilder out = new StringBuilder(latin1.length() + 3).append('b').append(quote);
    for (int i = 0; i < latin1.length(); i++) {
      appendAscii(out, latin1.charAt(i), quote);
    }
    return out.append(quote).toString();
  }

  private static char quoteFor(boolean hasSingle, boolean hasDouble) {
    return hasSingle && !hasDouble ? '"' : '\'';
  }

  // a loop: every start of the command quotes a text, and a stream would take a millisecond of it
  private static boolean contains(int[] codePoints, char wanted) {
    for (int c : codePoints) {
      if (c == wanted) {
        return true;
      }
    }
    return false;
  }

  private static void appendAscii(StringBuilder out, int c, char quote) {
    switch (c) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (c == quote || c == '\\') {
          out.append('\\').append((char) c);
        } else if (c >= ' ' && c < 0x7F) {
          out.append((char) c);
        } else {
          appendEscape(out, c);
        }
      }
    }
  }

  private static void appendEscape(StringBuilder out, int c) {
    if (c < 0x100) {
      appendHex(out.append("\\x"), c, 2);
    } else if (c < 0x10000) {
      appendHex(out.append("\\u"), c, 4);
    } else {
      appendHex(out.append("\\U"), c, 8);
    }
  }

  private static void appendHex(StringBuilder out, int c, int digits) {
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
      out.append(Character.forDigit(c >>> shift & 0xF, 16));
    }
  }

  /** Python's {@code str.isprintable} for characters outside ASCII. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
