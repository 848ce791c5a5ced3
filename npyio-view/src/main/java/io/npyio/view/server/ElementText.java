package io.npyio.view.server;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.util.List;

/** Elements as {@code npyio cat} prints them one by one, cut where they are long. */
final class ElementText {
  private static final int MAX_CHARACTERS = 1000;

  private ElementText() {}

  /** The text of an element. */
  static String of(NdArray array, long... index) {
    return cut(
        switch (array.dtype().category()) {
          case STRUCT, SUB_ARRAY -> printed(array.at(index));
          default -> array.getString(index);
        });
  }

  /**
   * The text of an array in one line; beyond 1,000 elements NumPy prints the first and last few.
   */
  static String printed(NdArray array) {
    return cut(array.toString().replaceAll("\\s*\\n\\s*", " "));
  }

  /** The first 1,000 characters of a text, and a mark if there are more. */
  static String cut(String text) {
    return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + "…";
  }

  /** A view of the first characters of long texts, so that only as much is read as is shown. */
  static NdArray startsOf(NdArray array) {
    if (!(array.dtype() instanceof DType.Flexible type) || type.length() <= MAX_CHARACTERS + 1) {
      return array;
    }
    var start = new DType.Flexible(type.form(), MAX_CHARACTERS + 1, type.order());
    var element = new DType.Struct(List.of(Field.of("start", start)), type.itemSize());
    return array.view(element).field("start");
  }
}
