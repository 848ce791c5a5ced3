package io.npyio.view.server;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.util.List;

/** The first characters of long texts. */
final class TextStart {
  /** One more than are shown, so that it is seen that there are more. */
  private static final int CHARACTERS = 1001;

  private TextStart() {}

  /** A view of the first characters of texts, so that no more is read than is shown. */
  static NdArray of(NdArray array) {
    if (!(array.dtype() instanceof DType.Flexible type) || type.length() <= CHARACTERS) {
      return array;
    }
    var start = new DType.Flexible(type.form(), CHARACTERS, type.order());
    var element = new DType.Struct(List.of(Field.of("start", start)), type.itemSize());
    return array.view(element).field("start");
  }
}
