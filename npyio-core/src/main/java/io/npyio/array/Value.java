package io.npyio.array;

import io.npyio.memory.Memory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One element of any dtype as a Java object or as text, both ways. */
final class Value {
  private Value() {}

  // ---- reading -------------------------------------------------------------------------------

  static Object get(Memory memory, long position, DType type) {
    if (type instanceof DType.Scalar scalar) {
      return number(memory, position, scalar);
    }
    if (type instanceof DType.Temporal temporal) {
      return memory.getLong(position, temporal.order());
    }
    if (type instanceof DType.Flexible flexible) {
      return flexible(memory, position, flexible);
    }
    if (type instanceof DType.Struct struct) {
      Map<String, Object> values = new LinkedHashMap<>();
      for (Field field : struct.fields()) {
        values.put(field.name(), get(memory, position + field.offset(), field.type()));
      }
      return values;
    }
    if (type instanceof DType.SubArray array) {
      return list(memory, position, array);
    }
    throw objects();
  }

  private static Object number(Memory memory, long position, DType.Scalar type) {
    Kind kind = type.kind();
    if (kind.isComplex()) {
      DType.Scalar part = new DType.Scalar(kind.part(), type.order());
      return List.of(
          number(memory, position, part), number(memory, position + part.itemSize(), part));
    }
    if (kind == Kind.LONGDOUBLE) {
      X87 value = Raw.getX87(memory, position, type.order());
      boolean isFinite = !value.isNaN() && !value.isInfinite();
      // a BigDecimal has no negative zero
      return isFinite && value.significand() != 0
          ? value.toBigDecimal()
          : (Object) value.toDouble();
    }
    if (kind.isFloating()) {
      double value = Element.floating(memory, position, kind, type.order());
      return kind == Kind.FLOAT64 ? (Object) value : (Object) (float) value;
    }
    long value = Element.integer(memory, position, kind, type.order());
    return switch (kind) {
      case BOOL -> value != 0;
      case INT8 -> (byte) value;
      case UINT8, INT16 -> (short) value;
      case UINT16, INT32 -> (int) value;
      case UINT64 -> Conversion.unsigned(value);
      default -> value;
    };
  }

  private static Object flexible(Memory memory, long position, DType.Flexible type) {
    return switch (type.form()) {
      case BYTES -> Element.stripped(memory, position, type.length());
      case UNICODE -> Element.string(Element.codePoints(memory, position, type));
      case VOID -> Element.bytes(memory, position, type.length());
    };
  }

  private static List<Object> list(Memory memory, long position, DType.SubArray array) {
    DType item = item(array);
    List<Object> values = new ArrayList<>();
    for (long i = 0; i < array.shape().length(0); i++) {
      values.add(get(memory, position + i * item.itemSize(), item));
    }
    return values;
  }

  /** The type of what is at one index of the first axis. */
  private static DType item(DType.SubArray array) {
    Shape shape = array.shape();
    return shape.rank() == 1
        ? array.base()
        : DType.subArray(array.base(), Arrays.copyOfRange(shape.lengths(), 1, shape.rank()));
  }

  /** The element as NumPy's {@code str} shows it. */
  static String text(Memory memory, long position, DType type) {
    if (type instanceof DType.Scalar scalar) {
      return Element.text(memory, position, scalar);
    }
    if (type instanceof DType.Temporal temporal) {
      long value = memory.getLong(position, temporal.order());
      return temporal.isDelta()
          ? DateTimes.delta(value, temporal.step())
          : DateTimes.iso(value, temporal.step());
    }
    if (type instanceof DType.Flexible flexible) {
      Object value = flexible(memory, position, flexible);
      return switch (flexible.form()) {
        case BYTES -> new String((byte[]) value, StandardCharsets.ISO_8859_1);
        case UNICODE -> (String) value;
        case VOID -> escaped((byte[]) value);
      };
    }
    throw type.hasObjects()
        ? objects()
        : new IllegalArgumentException(
            "an element of " + type + " is not one text; take its fields");
  }

  /** NumPy's {@code str} of a void: every byte as an upper-case escape. */
  static String escaped(byte[] bytes) {
    var text = new StringBuilder("b'");
    for (byte b : bytes) {
      text.append("\\x%02X".formatted(b));
    }
    return text.append('\'').toString();
  }

  // ---- writing -------------------------------------------------------------------------------

  static void set(Memory memory, long position, DType type, Object value) {
    if (type instanceof DType.Scalar scalar) {
      setNumber(memory, position, scalar, value);
    } else if (type instanceof DType.Temporal temporal) {
      memory.putLong(position, temporal.order(), count(temporal, value));
    } else if (type instanceof DType.Flexible flexible) {
      setFlexible(memory, position, flexible, value);
    } else if (type instanceof DType.Struct struct) {
      setFields(memory, position, struct, value);
    } else if (type instanceof DType.SubArray array) {
      setItems(memory, position, array, value);
    } else {
      throw objects();
    }
  }

  private static void setNumber(Memory memory, long position, DType.Scalar type, Object value) {
    if (type.kind().isComplex()) {
      setComplex(memory, position, type, value);
    } else if (value instanceof Boolean bool) {
      Element.setLong(memory, position, type, bool ? 1 : 0);
    } else if (value instanceof Double || value instanceof Float) {
      Element.setDouble(memory, position, type, ((Number) value).doubleValue());
    } else if (value instanceof BigDecimal decimal) {
      Element.setBigDecimal(memory, position, type, decimal);
    } else if (value instanceof BigInteger integer) {
      Element.setBigDecimal(memory, position, type, new BigDecimal(integer));
    } else if (value instanceof Number number) {
      Element.setLong(memory, position, type, number.longValue());
    } else if (value instanceof Character character) {
      Element.setLong(memory, position, type, character);
    } else if (value instanceof CharSequence text) {
      setNumber(memory, position, type, parse(text.toString(), type));
    } else {
      throw notA(type, value);
    }
  }

  private static void setComplex(Memory memory, long position, DType.Scalar type, Object value) {
    DType.Scalar part = new DType.Scalar(type.kind().part(), type.order());
    Object real = value;
    Object imaginary = 0;
    if (value instanceof List<?> pair && pair.size() == 2) {
      real = present(pair.get(0), type);
      imaginary = present(pair.get(1), type);
    } else if (value instanceof CharSequence text) {
      String[] parts = complexParts(text.toString(), type);
      real = parts[0];
      imaginary = parts[1];
    }
    setNumber(memory, position, part, real);
    setNumber(memory, position + part.itemSize(), part, imaginary);
  }

  private static Object present(Object value, DType type) {
    if (value == null) {
      throw new IllegalArgumentException("null is no " + type.name());
    }
    return value;
  }

  /** Python's complex text, {@code 1+2j} in brackets or not, cut into its two numbers. */
  static String[] complexParts(String text, DType type) {
    String bare = text.strip();
    if (bare.startsWith("(") && bare.endsWith(")")) {
      bare = bare.substring(1, bare.length() - 1).strip();
    }
    if (!bare.endsWith("j") && !bare.endsWith("J")) {
      return new String[] {bare, "0"};
    }
    String body = bare.substring(0, bare.length() - 1);
    int cut = body.length() - 1;
    while (cut > 0 && !isSignOfPart(body, cut)) {
      cut--;
    }
    String real = cut <= 0 ? "0" : body.substring(0, cut);
    String imaginary = body.substring(Math.max(cut, 0));
    if (imaginary.isEmpty() || imaginary.equals("+") || imaginary.equals("-")) {
      imaginary += "1";
    }
    if (real.isEmpty()) {
      throw notA(type, text);
    }
    return new String[] {real, imaginary};
  }

  private static boolean isSignOfPart(String body, int at) {
    char c = body.charAt(at);
    char before = body.charAt(at - 1);
    return (c == '+' || c == '-') && before != 'e' && before != 'E';
  }

  /**
   * The number that the text is in Python's syntax, with blanks around it and underscores between
   * digits: a BigDecimal, or a Double for NaN, infinity and negative zero. For integer kinds only
   * digits with a sign; for bool also {@code True} and {@code False}.
   */
  static Number parse(String text, DType.Scalar type) {
    String bare = text.strip().replaceAll("(?<=[0-9])_(?=[0-9])", "").toLowerCase(Locale.ROOT);
    if (!type.kind().part().isFloating()) {
      return parseInteger(bare, text, type);
    }
    boolean isNegative = bare.startsWith("-");
    String unsigned = isNegative || bare.startsWith("+") ? bare.substring(1) : bare;
    if (unsigned.equals("nan")) {
      return Double.NaN;
    }
    if (unsigned.equals("inf") || unsigned.equals("infinity")) {
      return isNegative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    BigDecimal value = decimal(bare, text, type);
    return value.signum() == 0 && isNegative ? (Number) (-0.0) : value;
  }

  private static BigDecimal parseInteger(String bare, String text, DType.Scalar type) {
    if (type.kind() == Kind.BOOL && (bare.equals("true") || bare.equals("false"))) {
      return bare.equals("true") ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (!bare.matches("[+-]?[0-9]+")) {
      throw notA(type, text);
    }
    return decimal(bare, text, type);
  }

  private static BigDecimal decimal(String bare, String text, DType.Scalar type) {
    try {
      return new BigDecimal(bare);
    } catch (NumberFormatException notNumber) {
      throw notA(type, text);
    }
  }

  private static long count(DType.Temporal type, Object value) {
    DateTimes.Step step = type.step();
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      return ((Number) value).longValue();
    }
    if (value instanceof CharSequence text) {
      return parseTime(type, text.toString().strip());
    }
    if (type.isDelta()) {
      if (value instanceof Duration duration) {
        return DateTimes.fromDuration(duration, step);
      }
    } else if (value instanceof LocalDateTime dateTime) {
      return DateTimes.fromLocalDateTime(dateTime, step);
    } else if (value instanceof LocalDate date) {
      return DateTimes.fromLocalDate(date, step);
    } else if (value instanceof Instant instant) {
      return DateTimes.fromInstant(instant, step);
    }
    throw notA(type, value);
  }

  static long parseTime(DType.Temporal type, String text) {
    if (text.equals("NaT")) {
      return DType.Temporal.NAT;
    }
    if (!type.isDelta() && type.unit() != DateTimeUnit.GENERIC) {
      return DateTimes.parseIso(text, type.step());
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notNumber) {
      throw notA(type, text);
    }
  }

  private static void setFlexible(Memory memory, long position, DType.Flexible type, Object value) {
    if (value instanceof CharSequence text && type.form() == DType.Flexible.Form.UNICODE) {
      putCodePoints(memory, position, type, text.codePoints().toArray());
    } else if (value instanceof CharSequence text && type.form() == DType.Flexible.Form.BYTES) {
      putBytes(memory, position, type, ascii(text.toString()));
    } else if (value instanceof byte[] bytes && type.form() != DType.Flexible.Form.UNICODE) {
      putBytes(memory, position, type, bytes);
    } else {
      throw notA(type, value);
    }
  }

  static byte[] ascii(String text) {
    int first = 0;
    while (first < text.length() && text.charAt(first) < 0x80) {
      first++;
    }
    if (first < text.length()) {
      throw new IllegalArgumentException(
          "'%s' is not ASCII (U+%04X at index %d); bytes elements hold ASCII, or any byte[]"
              .formatted(text, text.codePointAt(first), first));
    }
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void putCodePoints(
      Memory memory, long position, DType.Flexible type, int[] codePoints) {
    requireRoom(codePoints.length, type);
    memory.put(
        position,
        Integer.BYTES,
        type.order(),
        Arrays.copyOf(codePoints, type.length()),
        0,
        type.length());
  }

  private static void putBytes(Memory memory, long position, DType.Flexible type, byte[] bytes) {
    requireRoom(bytes.length, type);
    memory.put(position, 1, Arrays.copyOf(bytes, type.length()), 0, type.length());
  }

  private static void requireRoom(int length, DType.Flexible type) {
    if (length > type.length()) {
      throw new IllegalArgumentException(
          "%d %s do not fit '%s'; astype cuts them off"
              .formatted(
                  length,
                  type.form() == DType.Flexible.Form.UNICODE ? "code points" : "bytes",
                  type));
    }
  }

  private static void setFields(Memory memory, long position, DType.Struct type, Object value) {
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        Field field = type.field(String.valueOf(entry.getKey()));
        set(memory, position + field.offset(), field.type(), present(entry.getValue(), type));
      }
      return;
    }
    List<?> values =
        value instanceof List<?> list
            ? list
            : value instanceof Object[] array ? Arrays.asList(array) : List.of();
    if (values.size() != type.fields().size()) {
      throw notA(type, value);
    }
    for (int i = 0; i < values.size(); i++) {
      Field field = type.fields().get(i);
      set(memory, position + field.offset(), field.type(), present(values.get(i), type));
    }
  }

  private static void setItems(Memory memory, long position, DType.SubArray type, Object value) {
    if (value instanceof List<?> list && list.size() == type.shape().length(0)) {
      DType item = item(type);
      for (int i = 0; i < list.size(); i++) {
        set(memory, position + (long) i * item.itemSize(), item, present(list.get(i), type));
      }
    } else if (value.getClass().isArray()) {
      NdArray.over(memory, position, new ArrayLayout(type, Shape.of(), Order.C)).copyFrom(value);
    } else {
      throw notA(type, value);
    }
  }

  private static IllegalArgumentException notA(DType type, Object value) {
    String shown =
        value instanceof CharSequence
            ? "'" + value + "'"
            : value instanceof Number ? value.toString() : value.getClass().getSimpleName();
    return new IllegalArgumentException(shown + " is no " + type.name());
  }

  static IllegalArgumentException objects() {
    return new IllegalArgumentException(
        "elements of dtype object are references to Python objects; Npy.loadObjects reads them");
  }
}
