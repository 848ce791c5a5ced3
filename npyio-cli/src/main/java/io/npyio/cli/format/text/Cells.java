package io.npyio.cli.format.text;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.io.NumberInput;

/**
 * Single elements as text and back, without loss: numbers as the shortest text that reads as the
 * same number, bytes as Latin-1, timedeltas as counts.
 */
public final class Cells {
  private Cells() {}

  static String text(NdArray array, long... index) {
    DType dtype = array.dtype();
    return switch (dtype.category()) {
      case TIMEDELTA -> count(array.getLong(index));
      case BYTES, VOID -> new String((byte[]) array.get(index), StandardCharsets.ISO_8859_1);
      default -> array.getString(index);
    };
  }

  private static String count(long steps) {
    return steps == DType.Temporal.NAT ? "NaT" : Long.toString(steps);
  }

  private static boolean isBytes(DType dtype) {
    return dtype.category() == DType.Category.BYTES || dtype.category() == DType.Category.VOID;
  }

  /** Sets an element from its text; empty text is NaN if the element can be NaN. */
  static void set(NdArray array, String text, long... index) {
    DType dtype = array.dtype();
    if (dtype.equals(DType.INT64)) {
      array.setLong(wholeNumber(text), index);
    } else if (dtype.equals(DType.FLOAT64) && Inference.isDecimal(text.strip())) {
      array.setDouble(NumberInput.parseDouble(text.strip(), true), index);
    } else if (text.isBlank()
        && dtype instanceof DType.Scalar scalar
        && scalar.kind().isFloating()) {
      array.set("nan", index);
    } else {
      array.set(object(dtype, text), index);
    }
  }

  private static long wholeNumber(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException notWhole) {
      throw new IllegalArgumentException("'" + text + "' is not a valid int64", notWhole);
    }
  }

  /**
   * {@return a value of text, booleans, lists and maps as the object by which core sets an element
   * of a dtype}
   */
  public static Object object(DType dtype, Object value) {
    if (value instanceof String text && isBytes(dtype)) {
      return latin1(text);
    }
    if (value instanceof Map<?, ?> map && dtype instanceof DType.Struct struct) {
      Map<String, Object> fields = new LinkedHashMap<>();
      map.forEach(
          (name, item) -> {
            Field field = struct.field(String.valueOf(name));
            fields.put(field.name(), object(field.type(), item));
          });
      return fields;
    }
    if (value instanceof List<?> list) {
      return list(dtype, list);
    }
    return value;
  }

  private static List<Object> list(DType dtype, List<?> items) {
    List<Object> objects = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      DType type = dtype;
      if (dtype instanceof DType.Struct struct && i < struct.fields().size()) {
        type = struct.fields().get(i).type();
      } else if (dtype instanceof DType.SubArray array) {
        type = array.base();
      }
      objects.add(object(type, items.get(i)));
    }
    return objects;
  }

  /**
   * Sets all elements from a text: one element, or nested JSON lists of the same shape. A struct is
   * a JSON list or object. Nothing is set if any element cannot be.
   *
   * @throws IllegalArgumentException if the text cannot be read
   */
  public static void assign(NdArray array, String text) {
    boolean isJson = text.startsWith("[") || text.startsWith("{");
    if (isJson && (array.rank() > 0 || !Inference.isText(array.dtype()))) {
      NdArray staged = array.copy(Order.C);
      assign(staged, JsonValue.parse(text));
      array.copyFrom(staged);
    } else {
      array.fill(object(array.dtype(), text));
    }
  }

  private static void assign(NdArray array, Object value) {
    long length = array.rank() == 0 ? -1 : array.shape().length(0);
    if (value instanceof List<?> items && length >= 0) {
      if (items.size() != length) {
        throw new IllegalArgumentException(
            "%d items do not fill the shape %s".formatted(items.size(), array.shape()));
      }
      for (int i = 0; i < length; i++) {
        assign(array.at(i), items.get(i));
      }
    } else if (length >= 0) {
      for (long i = 0; i < length; i++) {
        assign(array.at(i), value);
      }
    } else {
      array.set(object(array.dtype(), value));
    }
  }

  private static byte[] latin1(String text) {
    if (!StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "'" + text + "' is not Latin-1 text, from which bytes are read");
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
