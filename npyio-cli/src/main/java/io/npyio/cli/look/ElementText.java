package io.npyio.cli.look;

import io.npyio.array.NdArray;

/** An element as {@code npyio cat} prints it, in one line. */
public final class ElementText {
  private static final String CUT = "…";
  private static final int MAX_LENGTH = 1000;

  private ElementText() {}

  /** {@return the start of a text that is too long to show} */
  static String shortened(String text) {
    return text.length() <= MAX_LENGTH || isShortened(text)
        ? text
        : text.substring(0, MAX_LENGTH) + CUT;
  }

  private static boolean isShortened(String text) {
    return text.length() == MAX_LENGTH + 1 && text.endsWith(CUT);
  }

  /** {@return the text of an element; of several, as of a field that is an array, a list} */
  public static String of(NdArray array, long... index) {
    return switch (array.dtype().category()) {
      case STRUCT, SUB_ARRAY -> inOneLine(array.at(index));
      default -> index.length < array.rank() ? inOneLine(array.at(index)) : array.getString(index);
    };
  }

  private static String inOneLine(NdArray elements) {
    return elements.toString().replaceAll("\\s*\\n\\s*", " ");
  }
}
