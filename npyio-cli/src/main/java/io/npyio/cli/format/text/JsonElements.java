package io.npyio.cli.format.text;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import tools.jackson.core.JsonGenerator;

/**
 * Elements as JSON: numbers as numbers, NaN and infinities as strings, complex numbers as {@code
 * [re, im]}, bytes as Latin-1, datetimes in ISO 8601, structs as objects.
 */
final class JsonElements {
  private final JsonGenerator json;

  JsonElements(JsonGenerator json) {
    this.json = json;
  }

  /** Writes nested lists, or a single value without axes. */
  void write(NdArray array) {
    if (array.rank() == 0) {
      element(array);
      return;
    }
    json.writeStartArray();
    items(array);
    json.writeEndArray();
  }

  /** Writes the items of the first axis. */
  void items(NdArray array) {
    boolean isRow = array.rank() == 1 && isText(array.dtype());
    for (long i = 0; i < array.shape().length(0); i++) {
      if (isRow) {
        text(array, i);
      } else {
        write(array.at(i));
      }
    }
  }

  /** Whether an element is a single JSON value. */
  private static boolean isText(DType dtype) {
    return dtype.category() != DType.Category.STRUCT && dtype.category() != DType.Category.COMPLEX;
  }

  private void element(NdArray single) {
    switch (single.dtype().category()) {
      case STRUCT -> object(single, (DType.Struct) single.dtype());
      case COMPLEX -> pair(single);
      default -> text(single);
    }
  }

  private void object(NdArray single, DType.Struct struct) {
    json.writeStartObject();
    for (Field field : struct.fields()) {
      json.writeName(field.name());
      write(single.field(field.name()));
    }
    json.writeEndObject();
  }

  private void pair(NdArray complex) {
    json.writeStartArray();
    text(complex.real());
    text(complex.imag());
    json.writeEndArray();
  }

  private void text(NdArray array, long... index) {
    String text = Cells.text(array, index);
    if (Inference.isBool(array.dtype())) {
      json.writeBoolean(array.getBoolean(index));
    } else if (!isNumber(array.dtype()) || text.equals("NaT")) {
      json.writeString(text);
    } else if (Inference.isSpecial(text)) {
      json.writeString(
          text.equals("nan") ? "NaN" : text.startsWith("-") ? "-Infinity" : "Infinity");
    } else {
      json.writeNumber(text);
    }
  }

  private static boolean isNumber(DType dtype) {
    return dtype instanceof DType.Scalar || dtype.category() == DType.Category.TIMEDELTA;
  }
}
