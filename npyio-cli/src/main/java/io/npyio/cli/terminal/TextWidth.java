package io.npyio.cli.terminal;

/** The width of texts on a terminal, where some characters take two columns, and some none. */
final class TextWidth {
  private static final String CUT = "…";

  /** First and last of the ranges that are wide by Unicode's East Asian Width, without gaps. */
  private static final int[][] WIDE = {
    {0x1100, 0x115F},
    {0x231A, 0x231B},
    {0x23E9, 0x23EC},
    {0x2E80, 0x303E},
    {0x3041, 0xA4CF},
    {0xA960, 0xA97C},
    {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},
    {0xFE30, 0xFE6B},
    {0xFF01, 0xFF60},
    {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FC},
    {0x1F900, 0x1FAFF},
    {0x20000, 0x3FFFD}
  };

  private TextWidth() {}

  /** {@return the columns that a text takes} */
  static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  private static int of(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> 0;
      default -> isWide(character) ? 2 : 1;
    };
  }

  private static boolean isWide(int character) {
    for (int[] range : WIDE) {
      if (character <= range[1]) {
        return character >= range[0];
      }
    }
    return false;
  }

  /** {@return a text, or its beginning with a mark if it takes more columns} */
  static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    int end = 0;
    for (int used = 1; end < text.length(); end = text.offsetByCodePoints(end, 1)) {
      used += of(text.codePointAt(end));
      if (used > columns) {
        break;
      }
    }
    return text.substring(0, end) + CUT;
  }

  /** {@return a text with blanks beside it, so that it takes a number of columns} */
  static String padded(String text, int columns, boolean isOnLeft) {
    String blanks = " ".repeat(Math.max(0, columns - of(text)));
    return isOnLeft ? text + blanks : blanks + text;
  }
}
