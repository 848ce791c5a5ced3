package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The conversion between elements of a field and values of one Java type: the dtypes it accepts,
 * and how it reads and writes blocks of values.
 */
sealed interface Cell permits NumberCell, ObjectCell, TextCell, BytesCell, EnumCell, MissableCell {

  /** Whether elements of the dtype can become this type; single values may still not fit it. */
  boolean accepts(DType type);

  /** The default dtype in new arrays; null if the Java type does not determine one. */
  @Nullable DType natural();

  /** Reads blocks of elements of an accepted dtype. */
  Loader loader(DType type);

  /**
   * Reads a single element: slow, but its exception explains why a block could not be loaded.
   *
   * @throws ArithmeticException if the value does not fit the Java type
   * @throws IllegalArgumentException if the value is not one of the Java type
   */
  @Nullable Object get(NdArray element);

  /**
   * A handle from the Java type to the element type of the arrays that {@link NdArray#copyFrom}
   * takes for it: the name of an enum constant, an unboxed number.
   */
  MethodHandle stored(DType type);

  /** Loads blocks of values into Java arrays. */
  interface Loader {
    /**
     * Loads the values of a view, in C order.
     *
     * @param view of the field; for text with one more axis, of its code points or bytes
     * @param count of the values
     * @param old the result for an earlier block of at least the same count, to be reused; or null
     */
    Object load(NdArray view, int count, @Nullable Object old);

    /** A handle from a loaded block and an index to the value, without conversions of types. */
    MethodHandle getter();
  }

  /** The cell of a Java type; null if the type cannot be a field. */
  static @Nullable Cell of(Class<?> type) {
    return type.isEnum() ? new EnumCell(type) : Known.CELLS.get(type);
  }

  /** Whether the dtype is a number other than complex. */
  static boolean isNumber(DType type) {
    return type instanceof DType.Scalar scalar && !scalar.kind().isComplex();
  }

  /** Whether the dtype is flexible and of the given form. */
  static boolean is(DType type, DType.Flexible.Form form) {
    return type instanceof DType.Flexible flexible && flexible.form() == form;
  }

  /** Whether the dtype is {@code U} or {@code S}. */
  static boolean isText(DType type) {
    return is(type, DType.Flexible.Form.UNICODE) || is(type, DType.Flexible.Form.BYTES);
  }

  /** The cells of all types except enums. */
  final class Known {
    static final Map<Class<?>, Cell> CELLS =
        Stream.concat(numbers(), objects())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Known() {}

    private static Stream<Map.Entry<Class<?>, Cell>> numbers() {
      List<NumberCell> primitives =
          List.of(
              new NumberCell(boolean.class, DType.BOOL, NdArray::getBoolean),
              new NumberCell(byte.class, DType.INT8, NdArray::getByte),
              new NumberCell(short.class, DType.INT16, NdArray::getShort),
              new NumberCell(char.class, DType.UINT16, NumberCell::getChar),
              new NumberCell(int.class, DType.INT32, NdArray::getInt),
              new NumberCell(long.class, DType.INT64, NdArray::getLong),
              new NumberCell(float.class, DType.FLOAT32, NdArray::getFloat),
              new NumberCell(double.class, DType.FLOAT64, NdArray::getDouble));
      return primitives.stream()
          .flatMap(
              cell ->
                  Stream.of(Map.entry(cell.type(), cell), Map.entry(cell.boxed(), cell.inBox())));
    }

    private static Stream<Map.Entry<Class<?>, Cell>> objects() {
      return Stream.of(
          Map.entry(String.class, new TextCell()),
          Map.entry(byte[].class, new BytesCell()),
          object(BigInteger.class, null, NdArray::getBigInteger),
          object(BigDecimal.class, null, NdArray::getBigDecimal),
          object(LocalDate.class, DType.datetime64(DateTimeUnit.DAY), NdArray::getLocalDate),
          object(
              LocalDateTime.class,
              DType.datetime64(DateTimeUnit.NANOSECOND),
              NdArray::getLocalDateTime),
          object(Instant.class, DType.datetime64(DateTimeUnit.NANOSECOND), NdArray::getInstant),
          object(Duration.class, DType.timedelta64(DateTimeUnit.NANOSECOND), NdArray::getDuration));
    }

    private static Map.Entry<Class<?>, Cell> object(
        Class<?> type, @Nullable DType natural, Function<NdArray, Object> getter) {
      return Map.entry(type, new ObjectCell(type, natural, getter));
    }
  }

  /** The identity handle. */
  static MethodHandle same(Class<?> type) {
    return MethodHandles.identity(type);
  }
}
