package io.npyio.array;

import io.npyio.dtype.DType;
import io.npyio.literal.PyLiteral;
import io.npyio.number.FloatText;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The values of an {@link ObjectArray} as Python prints them: its {@code repr} and {@code str}. */
final class PythonText {
  private PythonText() {}

  /** Python's {@code str}: text without quotes, dates in ISO 8601; others as {@link #repr}. */
  static String str(@Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof NdArray array) {
      return array.toString();
    }
    if (value instanceof ObjectArray array) {
      return array.toString();
    }
    if (value instanceof DType dtype) {
      return PythonNames.str(dtype);
    }
    if (value instanceof ObjectArray.Instance instance) {
      return InstanceText.str(instance);
    }
    if (value instanceof BigDecimal decimal) {
      return decimal.toString();
    }
    String time = value == null ? null : PythonTimes.str(value);
    return time == null ? repr(value) : time;
  }

  /** Python's {@code repr}. */
  static String repr(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    if (value instanceof Boolean bool) {
      return bool ? "True" : "False";
    }
    if (value instanceof String text) {
      return PyLiteral.quote(text);
    }
    if (value instanceof byte[] bytes) {
      return bytes(ByteBuffer.wrap(bytes));
    }
    if (value instanceof ByteBuffer bytes) {
      return bytes(bytes);
    }
    return value instanceof Number number ? number(number) : composed(value);
  }

  private static String bytes(ByteBuffer bytes) {
    String latin1 = StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    return new PyLiteral.Bytes(latin1, 0).text();
  }

  private static String number(Number number) {
    if (number instanceof Double real) {
      return FloatText.scalar(real.doubleValue());
    }
    if (number instanceof Float real) {
      return FloatText.scalar(real.floatValue());
    }
    return number instanceof BigDecimal decimal ? "Decimal('" + decimal + "')" : number.toString();
  }

  private static String composed(Object value) {
    if (value instanceof ObjectArray.Tuple tuple) {
      return tuple.size() == 1 ? "(" + repr(tuple.get(0)) + ",)" : items("(", tuple, ")");
    }
    if (value instanceof List<?> list) {
      return items("[", list, "]");
    }
    if (value instanceof Map<?, ?> map) {
      return map(map);
    }
    if (value instanceof Set<?> set) {
      return set.isEmpty() ? "set()" : items("{", set, "}");
    }
    if (value instanceof ObjectArray.Complex complex) {
      return complex(complex);
    }
    return named(value);
  }

  private static String named(Object value) {
    if (value instanceof ObjectArray.Instance instance) {
      return InstanceText.repr(instance);
    }
    if (value instanceof NdArray array) {
      return array.repr();
    }
    if (value instanceof ObjectArray array) {
      return array.repr();
    }
    if (value instanceof DType dtype) {
      return PythonNames.repr(dtype);
    }
    if (value instanceof UUID uuid) {
      return "UUID('" + uuid + "')";
    }
    String time = PythonTimes.repr(value);
    return time == null ? value.toString() : time;
  }

  static String items(String open, Collection<?> items, String close) {
    return open + list(items) + close;
  }

  /** The items, with commas between. */
  static String list(Collection<?> items) {
    List<String> texts = new ArrayList<>(items.size());
    for (Object item : items) {
      texts.add(repr(item));
    }
    return String.join(", ", texts);
  }

  static String map(Map<?, ?> map) {
    List<String> texts = new ArrayList<>(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      texts.add(repr(entry.getKey()) + ": " + repr(entry.getValue()));
    }
    return "{" + String.join(", ", texts) + "}";
  }

  /** A real part of 0 is not printed; its sign is, if it is negative. */
  private static String complex(ObjectArray.Complex complex) {
    String imaginary = part(complex.im());
    if (complex.re() == 0 && 1 / complex.re() > 0) {
      return imaginary + "j";
    }
    boolean hasSign = imaginary.startsWith("-");
    return "(" + part(complex.re()) + (hasSign ? "" : "+") + imaginary + "j)";
  }

  private static String part(double value) {
    String text = FloatText.scalar(value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
