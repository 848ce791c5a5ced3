package io.npyio.cli.format.text;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import java.math.BigDecimal;
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
  private static final int MAX_NUMBER_LENGTH = 100;

  /** Those of the largest integer of 64 bits. */
  private static final int MAX_DIGITS = 20;

  private Cells() {}

  /** {@return the text of an element} */
  public static String text(NdArray array, long... index) {
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

  /** Whether empty text is an element of a dtype: NaN, NaT or no characters. */
  static boolean canBeMissing(DType dtype) {
    return isFloating(dtype) || dtype instanceof DType.Temporal || Inference.isText(dtype);
  }

  private static boolean isFloating(DType dtype) {
    return dtype instanceof DType.Scalar scalar && scalar.kind().part().isFloating();
  }

  /** Sets an element from its text; empty text is NaN or NaT if the element can be that. */
  static void set(NdArray array, String text, long... index) {
    DType dtype = array.dtype();
    if (dtype.equals(DType.INT64)) {
      array.setLong(wholeNumber(text), index);
    } else if (dtype.equals(DType.FLOAT64) && Inference.isDecimal(text.strip())) {
      array.setDouble(NumberInput.parseDouble(text.strip(), true), index);
    } else if (text.isBlank() && isFloating(dtype)) {
      array.set("nan", index);
    } else if (text.isBlank() && dtype instanceof DType.Temporal) {
      array.set("NaT", index);
    } else {
      array.set(object(dtype, isInteger(dtype) ? wholeText(text) : text), index);
    }
  }

  private static boolean isInteger(DType dtype) {
    return dtype instanceof DType.Scalar && !isFloating(dtype);
  }

  private static long wholeNumber(String text) {
    try {
      return Long.parseLong(text.strip());
    } catch (NumberFormatException notDigits) {
      try {
        return Long.parseLong(wholeText(text));
      } catch (NumberFormatException notWhole) {
        throw new IllegalArgumentException("'" + text + "' is not a valid int64", notWhole);
      }
    }
  }

  /** The digits of a whole number that has a point or an exponent, as in 1.0e+00; or the text. */
  private static String wholeText(String text) {
    String bare = text.strip();
    if (bare.length() > MAX_NUMBER_LENGTH
        || !Inference.isDecimal(bare)
        || bare.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E')) {
      return text;
    }
    try {
      BigDecimal value = new BigDecimal(bare).stripTrailingZeros();
      boolean isSmall = (long) value.precision() - value.scale() <= MAX_DIGITS;
      return isSmall && value.scale() <= 0 ? value.toPlainString() : text;
    } catch (NumberFormatException hugeExponent) {
      return text;
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
