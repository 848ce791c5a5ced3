package io.npyio.strided;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.Field;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Shape;
import io.npyio.dtype.TimeStep;
import io.npyio.memory.Memory;
import io.npyio.number.X87;
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
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one element of any dtype as a Java object or as text; {@link NumberAccess} does
 * numbers.
 */
public final class Elements {
  private Elements() {}

  // ---- reading -------------------------------------------------------------------------------

  /** The element as {@code NdArray.get} returns it. */
  public static Object get(Memory memory, long position, DType type) {
    return switch (type.category()) {
      case NUMBER -> number(memory, position, (DType.Scalar) type);
      case COMPLEX -> parts(memory, position, (DType.Scalar) type);
      case DATETIME, TIMEDELTA -> memory.getLong(position, ((DType.Temporal) type).order());
      case BYTES -> FlexibleAccess.stripped(memory, position, type.itemSize());
      case UNICODE -> FlexibleAccess.string(memory, position, (DType.Flexible) type);
      case VOID -> FlexibleAccess.bytes(memory, position, type.itemSize());
      case STRUCT -> fields(memory, position, (DType.Struct) type);
      case SUB_ARRAY -> list(memory, position, (DType.SubArray) type);
      case OBJECT -> throw objects();
    };
  }

  private static List<Object> parts(Memory memory, long position, DType.Scalar type) {
    DType.Scalar part = new DType.Scalar(type.kind().part(), type.order());
    return List.of(
        number(memory, position, part), number(memory, position + part.itemSize(), part));
  }

  private static Map<String, Object> fields(Memory memory, long position, DType.Struct struct) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Field field : struct.fields()) {
      values.put(field.name(), get(memory, position + field.offset(), field.type()));
    }
    return values;
  }

  private static Object number(Memory memory, long position, DType.Scalar type) {
    Kind kind = type.kind();
    if (kind == Kind.LONGDOUBLE) {
      X87 value = Carriers.getX87(memory, position, type.order());
      boolean isFinite = !value.isNaN() && !value.isInfinite();
      // a BigDecimal has no negative zero
      return isFinite && value.significand() != 0
          ? value.toBigDecimal()
          : (Object) value.toDouble();
    }
    if (kind.isFloating()) {
      double value = NumberAccess.floating(memory, position, kind, type.order());
      return kind == Kind.FLOAT64 ? (Object) value : (Object) (float) value;
    }
    long value = NumberAccess.integer(memory, position, kind, type.order());
    return switch (kind) {
      case BOOL -> value != 0;
      case INT8, INT4, UINT4 -> (byte) value;
      case UINT8, INT16 -> (short) value;
      case UINT16, INT32 -> (int) value;
      case UINT64 -> NumberCast.unsigned(value);
      default -> value;
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

  /** The type of an item, at one index of the first axis. */
  private static DType item(DType.SubArray array) {
    Shape shape = array.shape();
    return shape.rank() == 1
        ? array.base()
        : DType.subArray(array.base(), Arrays.copyOfRange(shape.lengths(), 1, shape.rank()));
  }

  /** The element as NumPy's {@code str} shows it. */
  public static String text(Memory memory, long position, DType type) {
    return switch (type.category()) {
      case NUMBER, COMPLEX -> NumberAccess.text(memory, position, (DType.Scalar) type);
      case DATETIME, TIMEDELTA -> timeText(memory, position, (DType.Temporal) type);
      case BYTES ->
          new String(
              FlexibleAccess.stripped(memory, position, type.itemSize()),
              StandardCharsets.ISO_8859_1);
      case UNICODE -> FlexibleAccess.string(memory, position, (DType.Flexible) type);
      case VOID -> FlexibleAccess.escaped(FlexibleAccess.bytes(memory, position, type.itemSize()));
      case STRUCT, SUB_ARRAY, OBJECT ->
          throw type.hasObjects()
              ? objects()
              : new IllegalArgumentException(
                  "an element of " + type + " is not one text; take its fields");
    };
  }

  private static String timeText(Memory memory, long position, DType.Temporal type) {
    long value = memory.getLong(position, type.order());
    return type.isDelta() ? TimeText.delta(value, type.step()) : TimeText.iso(value, type.step());
  }

  /** Whether elements are bytes: {@code S} or {@code V}. */
  public static boolean isBytes(DType type) {
    return type.category() == DType.Category.BYTES || type.category() == DType.Category.VOID;
  }

  // ---- as numbers and times --------------------------------------------------------------------

  /**
   * The type of the elements as single numbers: for datetime64 and timedelta64 that of their
   * counts, null if they are not single numbers, as complex numbers are not.
   */
  static DType.@Nullable Scalar numberTypeOrNull(DType type) {
    if (type instanceof DType.Scalar scalar) {
      return scalar.kind().isComplex() ? null : scalar;
    }
    return type instanceof DType.Temporal temporal
        ? new DType.Scalar(Kind.INT64, temporal.order())
        : null;
  }

  /**
   * The type of an element as a single number.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static DType.Scalar numberType(DType type) {
    DType.Scalar number = numberTypeOrNull(type);
    if (number == null) {
      throw type.hasObjects()
          ? objects()
          : new IllegalArgumentException("an element of " + type + " is not a single number");
    }
    return number;
  }

  /** The date of a datetime64. */
  public static LocalDate getLocalDate(Memory memory, long position, DType type) {
    DType.Temporal datetime = temporal(type, false);
    return JavaTimes.toLocalDate(memory.getLong(position, datetime.order()), datetime.step());
  }

  /** The date and time of a datetime64. */
  public static LocalDateTime getLocalDateTime(Memory memory, long position, DType type) {
    DType.Temporal datetime = temporal(type, false);
    return JavaTimes.toLocalDateTime(memory.getLong(position, datetime.order()), datetime.step());
  }

  /** The instant of a datetime64 in UTC. */
  public static Instant getInstant(Memory memory, long position, DType type) {
    DType.Temporal datetime = temporal(type, false);
    return JavaTimes.toInstant(memory.getLong(position, datetime.order()), datetime.step());
  }

  /** The length of a timedelta64. */
  public static Duration getDuration(Memory memory, long position, DType type) {
    DType.Temporal timedelta = temporal(type, true);
    return JavaTimes.toDuration(memory.getLong(position, timedelta.order()), timedelta.step());
  }

  private static DType.Temporal temporal(DType type, boolean isDelta) {
    if (type instanceof DType.Temporal temporal && temporal.isDelta() == isDelta) {
      return temporal;
    }
    throw new IllegalArgumentException(
        "an element of " + type + " is not a " + (isDelta ? "timedelta64" : "datetime64"));
  }

  // ---- writing -------------------------------------------------------------------------------

  /**
   * Sets an element, as {@code NdArray.set} does.
   *
   * @throws IllegalArgumentException if the dtype cannot hold such an object
   * @throws ArithmeticException if it is a number that does not fit
   */
  public static void set(Memory memory, long position, DType type, Object value) {
    switch (type.category()) {
      case NUMBER -> setNumber(memory, position, (DType.Scalar) type, value);
      case COMPLEX -> setComplex(memory, position, (DType.Scalar) type, value);
      case DATETIME, TIMEDELTA -> setTime(memory, position, (DType.Temporal) type, value);
      case BYTES, UNICODE, VOID ->
          FlexibleAccess.set(memory, position, (DType.Flexible) type, value);
      case STRUCT -> setFields(memory, position, (DType.Struct) type, value);
      case SUB_ARRAY -> setItems(memory, position, (DType.SubArray) type, value);
      case OBJECT -> throw objects();
    }
  }

  /**
   * Sets an element; null is a missing value: NaT, or NaN of real and complex floating-point kinds.
   *
   * @throws IllegalArgumentException also for null if the dtype has no missing value; names the
   *     element by its position in C order
   */
  static void setNullable(
      Memory memory,
      long position,
      DType type,
      @Nullable Object value,
      LongFunction<String> index,
      long flat) {
    if (value != null) {
      set(memory, position, type, value);
    } else if (type instanceof DType.Temporal temporal) {
      memory.putLong(position, temporal.order(), DType.Temporal.NAT);
    } else if (type instanceof DType.Scalar scalar && scalar.kind().part().isFloating()) {
      set(memory, position, type, Double.NaN);
    } else {
      throw new IllegalArgumentException(
          "null at %s: %s has no missing value; times have NaT, floating-point numbers NaN"
              .formatted(index.apply(flat), type.name()));
    }
  }

  private static void setTime(Memory memory, long position, DType.Temporal type, Object value) {
    memory.putLong(position, type.order(), count(type, value));
  }

  private static void setNumber(Memory memory, long position, DType.Scalar type, Object value) {
    if (value instanceof Boolean bool) {
      NumberAccess.setLong(memory, position, type, bool ? 1 : 0);
    } else if (value instanceof Double || value instanceof Float) {
      NumberAccess.setDouble(memory, position, type, ((Number) value).doubleValue());
    } else if (value instanceof BigDecimal decimal) {
      NumberAccess.setBigDecimal(memory, position, type, decimal);
    } else if (value instanceof BigInteger integer) {
      NumberAccess.setBigDecimal(memory, position, type, new BigDecimal(integer));
    } else if (value instanceof Number number) {
      NumberAccess.setLong(memory, position, type, number.longValue());
    } else if (value instanceof Character character) {
      NumberAccess.setLong(memory, position, type, character);
    } else if (value instanceof CharSequence text) {
      setNumber(memory, position, type, NumberText.parse(text.toString(), type));
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
      String[] parts = NumberText.complexParts(text.toString(), type);
      real = parts[0];
      imaginary = parts[1];
    }
    setNumber(memory, position, part, real);
    setNumber(memory, position + part.itemSize(), part, imaginary);
  }

  private static Object present(Object value, DType type) {
    if (value == null) {
      throw new IllegalArgumentException("null is not a valid " + type.name());
    }
    return value;
  }

  private static long count(DType.Temporal type, Object value) {
    TimeStep step = type.step();
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      return ((Number) value).longValue();
    }
    if (value instanceof CharSequence text) {
      return parseTime(type, text.toString().strip());
    }
    if (type.isDelta()) {
      if (value instanceof Duration duration) {
        return JavaTimes.fromDuration(duration, step);
      }
    } else if (value instanceof LocalDateTime dateTime) {
      return JavaTimes.fromLocalDateTime(dateTime, step);
    } else if (value instanceof LocalDate date) {
      return JavaTimes.fromLocalDate(date, step);
    } else if (value instanceof Instant instant) {
      return JavaTimes.fromInstant(instant, step);
    }
    throw notA(type, value);
  }

  static long parseTime(DType.Temporal type, String text) {
    if (text.equals("NaT")) {
      return DType.Temporal.NAT;
    }
    if (!type.isDelta() && type.unit() != DateTimeUnit.GENERIC) {
      return TimeText.parseIso(text, type.step());
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notNumber) {
      throw notA(type, text);
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
      NestedArrays.write(value, Strided.of(memory, position, ArrayLayout.of(type)), 1);
    } else {
      throw notA(type, value);
    }
  }

  static IllegalArgumentException notA(DType type, Object value) {
    String shown =
        value instanceof CharSequence
            ? "'" + value + "'"
            : value instanceof Number ? value.toString() : value.getClass().getSimpleName();
    return new IllegalArgumentException(shown + " is not a valid " + type.name());
  }

  /** The exception for elements that are Python objects. */
  public static IllegalArgumentException objects() {
    return new IllegalArgumentException(
        "elements of dtype object are references to Python objects; Npy.loadObjects reads them");
  }
}
