package io.npyio.view;

import io.npyio.array.NdArray;

/** Elements as {@code npyio cat} prints them, each in one line. */
public final class ElementText {
  private static final String CUT = "…";
  private static final int MAX_LENGTH = 1000;

  private ElementText() {}

  /**
   * {@return the text of an element; of several, if the index has fewer numbers than the array has
   * axes, a list} Beyond 1,000 elements the list has the first and last few.
   */
  public static String of(NdArray array, long... index) {
    return switch (array.dtype().category()) {
      case STRUCT, SUB_ARRAY -> inOneLine(array.at(index));
      default -> index.length < array.rank() ? inOneLine(array.at(index)) : array.getString(index);
    };
  }

  private static String inOneLine(NdArray elements) {
    return elements.toString().replaceAll("\\s*\\n\\s*", " ");
  }

  /** {@return the first 1,000 characters of a text, with a mark if there are more} */
  public static String shortened(String text) {
    return text.length() <= MAX_LENGTH || isShortened(text)
        ? text
        : text.substring(0, MAX_LENGTH) + CUT;
  }

  private static boolean isShortened(String text) {
    return text.length() == MAX_LENGTH + 1 && text.endsWith(CUT);
  }
}
