package io.npyio.cli.verb;

import io.npyio.cli.format.FileKind;
import io.npyio.cli.format.text.ShapeText;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.NpyVersion;
import io.npyio.shards.ShardOrder;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;

/**
 * How an option reads its value.
 *
 * @param type of the value
 * @param converter from text; the message of its exception says what it expected
 * @param words that a shell completes and a misspelt one is compared with; empty if any text will
 *     do
 */
record OptionType<T>(Class<T> type, ITypeConverter<T> converter, List<String> words) {
  static final OptionType<String> TEXT = of(String.class, text -> text);

  static final OptionType<DType> DTYPE =
      new OptionType<>(
          DType.class,
          DType::of,
          List.of(
              ("bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64"
                      + " longdouble complex64 complex128 clongdouble str bytes object"
                      + " datetime64[D] datetime64[s] datetime64[ms] datetime64[us] datetime64[ns]"
                      + " timedelta64[s] timedelta64[ms] timedelta64[us] timedelta64[ns]"
                      + " bfloat16 float8_e4m3fn float8_e5m2 float8_e4m3fnuz float8_e5m2fnuz"
                      + " float8_e4m3b11fnuz float8_e8m0fnu int4 uint4")
                  .split(" ", -1)));

  static final OptionType<ShapeText> SHAPE = of(ShapeText.class, ShapeText::parse);

  static final OptionType<Order> ORDER =
      oneOf(Order.class, "an order: C or F", Order::name, List.of(Order.values()));

  static final OptionType<ByteOrder> BYTE_ORDER =
      oneOf(
          ByteOrder.class,
          "a byte order: little or big",
          order -> order == ByteOrder.BIG_ENDIAN ? "big" : "little",
          List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN));

  static final OptionType<NpyVersion> VERSION =
      oneOf(
          NpyVersion.class,
          "a version: 1.0, 2.0, 3.0",
          NpyVersion::toString,
          List.of(NpyVersion.values()));

  static final OptionType<FileKind> KIND =
      oneOf(
          FileKind.class,
          "a kind of file: " + FileKind.words(),
          FileKind::word,
          List.of(FileKind.values()));

  static final OptionType<ShardOrder> SHARD_ORDER =
      oneOf(
          ShardOrder.class,
          "an order of shards: natural or name",
          OptionType::word,
          List.of(ShardOrder.NATURAL, ShardOrder.NAME));

  /** A number that is not negative. */
  static final OptionType<Integer> COUNT = integer(0, Integer.MAX_VALUE, "a count");

  /** The index of an axis, which may count from the last one. */
  static final OptionType<Integer> AXIS = integer(Integer.MIN_VALUE, Integer.MAX_VALUE, "an axis");

  /** A type whose values cannot be listed. */
  static <T> OptionType<T> of(Class<T> type, ITypeConverter<T> converter) {
    return new OptionType<>(type, converter, List.of());
  }

  /**
   * Whole numbers in a range.
   *
   * @param expected what other text is not, in its message
   */
  static OptionType<Integer> integer(int least, int most, String expected) {
    return of(Integer.class, text -> (int) number(text, least, most, expected));
  }

  /** As {@link #integer}, without an upper bound. */
  static OptionType<Long> longInteger(long least, String expected) {
    return of(Long.class, text -> number(text, least, Long.MAX_VALUE, expected));
  }

  private static long number(String text, long least, long most, String expected) {
    try {
      long number = Long.parseLong(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException notNumber) {
      // refused as one out of range is
    }
    throw notOne(text, expected);
  }

  /** The constants of an enum by their names in lower case. */
  static <E extends Enum<E>> OptionType<E> oneOf(Class<E> type, String expected) {
    return oneOf(type, expected, OptionType::word, List.of(type.getEnumConstants()));
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <T> OptionType<T> oneOf(
      Class<T> type, String expected, Function<T, String> word, List<T> values) {
    Map<String, T> byWord = new LinkedHashMap<>();
    values.forEach(value -> byWord.put(word.apply(value), value));
    return new OptionType<>(
        type,
        text -> {
          T value = byWord.get(text);
          if (value == null) {
            throw notOne(text, expected);
          }
          return value;
        },
        List.copyOf(byWord.keySet()));
  }

  private static IllegalArgumentException notOne(String text, String expected) {
    return new IllegalArgumentException("'" + text + "' is not " + expected);
  }
}
