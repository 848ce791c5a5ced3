package io.npyio.record;

import io.npyio.array.DType;
import io.npyio.array.DateTimeUnit;
import io.npyio.array.NdArray;
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
 * A Java type that one element of a field becomes: which dtypes it takes, and how blocks of its
 * values are read and written.
 */
sealed interface Cell permits NumberCell, ObjectCell, TextCell, BytesCell, EnumCell, MissableCell {

  /** Whether values of the dtype can become this type, those that do not fit it aside. */
  boolean accepts(DType type);

  /** The dtype that new arrays get; null if the type alone does not say it. */
  @Nullable DType natural();

  /** How blocks of values of a dtype that is accepted are read. */
  Loader loader(DType type);

  /**
   * One value by itself, which explains what did not fit in a block.
   *
   * @throws ArithmeticException or IllegalArgumentException, saying what does not fit
   */
  @Nullable Object get(NdArray element);

  /**
   * What stands for a value in the arrays from which {@link NdArray#copyFrom} writes: a handle from
   * the Java type to the type of their elements.
   */
  MethodHandle stored(DType type);

  /** How a block of values comes to Java. */
  interface Loader {
    /**
     * The values of the view, in C order, in a Java array.
     *
     * @param view of the field; text has one more axis, of its units
     * @param count of the values
     * @param old what was returned for the block before, for the same or a larger count
     */
    Object load(NdArray view, int count, @Nullable Object old);

    /** From that array and an index to the value, of exact types. */
    MethodHandle getter();
  }

  /** The cell of the type; null if there is none. */
  static @Nullable Cell of(Class<?> type) {
    return type.isEnum() ? new EnumCell(type) : Known.CELLS.get(type);
  }

  /** Whether the dtype is a number that is not complex. */
  static boolean isNumber(DType type) {
    return type instanceof DType.Scalar scalar && !scalar.kind().isComplex();
  }

  /** Whether the dtype is text of that form. */
  static boolean is(DType type, DType.Flexible.Form form) {
    return type instanceof DType.Flexible flexible && flexible.form() == form;
  }

  /** Whether the dtype is {@code U} or {@code S}. */
  static boolean isText(DType type) {
    return is(type, DType.Flexible.Form.UNICODE) || is(type, DType.Flexible.Form.BYTES);
  }

  /** The table of all types but enums. */
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

  /** A handle that changes nothing. */
  static MethodHandle same(Class<?> type) {
    return MethodHandles.identity(type);
  }
}
