package io.npyio.spark;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.NpyHeader;
import io.npyio.file.ReadOptions;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The options of {@code spark.read()} and {@code df.write()} that are this format's own; case does
 * not matter in their names.
 *
 * @param member of the {@code .npz} archives; not needed for archives of one array
 * @param dtype of raw files
 * @param shape of raw files; its first length may be -1, the number of rows that a file has
 * @param order of raw files, C or F
 * @param offset of the data in raw files
 * @param view the dtype, of as many bytes, as which stored elements are read
 * @param headerLimit the characters that a header may have
 * @param rowShape the lengths of the rows' axes, which files must have, with rows or without
 */
record NpyOptions(
    @Nullable String member,
    @Nullable String dtype,
    @Nullable String shape,
    Order order,
    long offset,
    @Nullable String view,
    int headerLimit,
    @Nullable String rowShape)
    implements Serializable {

  static NpyOptions of(Map<String, String> given) {
    Map<String, String> options = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    options.putAll(given);
    if (options.containsKey("mode")) {
      throw new IllegalArgumentException(
          "the option mode is for text, which may have bad lines; an array is read whole or refused."
              + " Leave it out, or set spark.sql.files.ignoreCorruptFiles");
    }
    NpyOptions result =
        new NpyOptions(
            options.get("member"),
            options.get("dtype"),
            options.get("shape"),
            order(options.getOrDefault("order", "C")),
            number("offset", options.getOrDefault("offset", "0"), Long.MAX_VALUE),
            options.get("view"),
            (int)
                number(
                    "headerLimit",
                    options.getOrDefault("headerLimit", "" + NpyHeader.MAX_HEADER_SIZE),
                    Integer.MAX_VALUE),
            options.get("rowShape"));
    result.requireConsistent(options.containsKey("offset") || options.containsKey("order"));
    return result;
  }

  private void requireConsistent(boolean hasPlace) {
    if ((shape != null || hasPlace) && dtype == null) {
      throw new IllegalArgumentException(
          "the options shape, order and offset describe raw files, and need the option dtype;"
              + " .npy files say themselves what they are");
    }
    if (dtype != null && member != null) {
      throw new IllegalArgumentException(
          "the options dtype and member exclude each other: a raw file has no members");
    }
    rawShape(); // refuses a text that is not a shape
    boolean isShape =
        LongStream.of(axes("rowShape", rowShape)).allMatch(n -> n >= 0 && n <= Integer.MAX_VALUE);
    if (!isShape) {
      throw new IllegalArgumentException(
          "the option rowShape: expected lengths from 0 to %d, found %s"
              .formatted(Integer.MAX_VALUE, rowShape));
    }
  }

  private static Order order(String text) {
    return switch (text) {
      case "C", "c" -> Order.C;
      case "F", "f" -> Order.F;
      default ->
          throw new IllegalArgumentException("the option order: expected C or F, found " + text);
    };
  }

  private static long number(String option, String text, long most) {
    try {
      long value = Long.parseLong(text.strip());
      if (value >= 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException notOne) {
      // refused below
    }
    throw new IllegalArgumentException(
        "the option %s: expected a number from 0 to %d, found %s".formatted(option, most, text));
  }

  /** The lengths of an option such as {@code (-1, 768)} or {@code 768}. */
  private static long[] axes(String option, @Nullable String text) {
    String list = text == null ? "" : text.strip().replaceAll("^\\(|,?\\s*\\)$", "");
    try {
      return Arrays.stream(list.split(","))
          .map(String::strip)
          .filter(n -> !n.isEmpty())
          .mapToLong(Long::parseLong)
          .toArray();
    } catch (NumberFormatException bad) {
      throw new IllegalArgumentException(
          "the option %s: expected lengths such as (3, 4), found %s".formatted(option, text), bad);
    }
  }

  /** Whether files have no header. */
  boolean isRaw() {
    return dtype != null;
  }

  ReadOptions reading() {
    return ReadOptions.DEFAULT.withMaxHeaderSize(headerLimit);
  }

  /**
   * The shape of raw files; the first length is -1 where each file tells the number of its rows.
   */
  private long[] rawShape() {
    long[] lengths = axes("shape", shape == null ? "-1" : shape);
    boolean isWhole = LongStream.of(lengths).skip(1).allMatch(length -> length >= 0);
    if (!isWhole || (lengths.length > 0 && lengths[0] < -1)) {
      throw new IllegalArgumentException(
          "the option shape: only the first length may be -1, found " + shape);
    }
    return lengths;
  }

  /** The layout of a raw file of {@code size} bytes. */
  ArrayLayout rawLayout(String name, long size) {
    long[] lengths = rawShape();
    if (lengths.length == 0 || lengths[0] >= 0) {
      return rawLayout(lengths);
    }
    lengths[0] = 1;
    ArrayLayout row = rawLayout(lengths);
    long data = size - offset;
    if (row.nbytes() == 0 || data < 0 || data % row.nbytes() != 0) {
      throw new IllegalArgumentException(
          "%s: expected whole rows of %d bytes from byte %d on, found %d bytes"
              .formatted(name, row.nbytes(), offset, Math.max(0, data)));
    }
    return row.withLength(0, data / row.nbytes());
  }

  private ArrayLayout rawLayout(long... lengths) {
    DType type = DType.of(Objects.requireNonNull(dtype));
    try {
      return new ArrayLayout(type, Shape.of(lengths), order);
    } catch (IllegalArgumentException tooLarge) {
      throw new IllegalArgumentException("the option shape: " + tooLarge.getMessage(), tooLarge);
    }
  }

  /** The axes of a row as the option rowShape tells them, or null. */
  long @Nullable [] rowLengths() {
    return rowShape == null ? null : axes("rowShape", rowShape);
  }

  /** Refuses what only describes files that exist. */
  void requireWritable() {
    if (member != null || isRaw() || view != null) {
      String given = member != null ? "member" : isRaw() ? "dtype" : "view";
      throw new IllegalArgumentException(
          "the option %s is for reading: expected none of member, dtype and view, as .npy files are written;"
                  .formatted(given)
              + " cast the columns to the types that the files shall have");
    }
  }
}
