package io.npyio.print;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.literal.PyLiteral;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Dtypes as written at the end of a {@code repr}. */
final class DTypeText {
  private DTypeText() {}

  /** Whether the elements alone imply the dtype. */
  static boolean isImplied(DType type) {
    return List.of(DType.BOOL, DType.INT64, DType.FLOAT64, DType.COMPLEX128).contains(type);
  }

  /** {@code int32}, {@code '>i4'}, {@code '<U3'}, {@code 'datetime64[D]'}, or the fields. */
  static String argument(DType type) {
    if (type instanceof DType.Struct struct) {
      return fields(struct);
    }
    if (type instanceof DType.Flexible || !isNative(type)) {
      return "'" + type + "'";
    }
    String name = type.name();
    return name.endsWith("]") ? "'" + name + "'" : name;
  }

  private static boolean isNative(DType type) {
    return type.equals(type.withByteOrder(ByteOrder.LITTLE_ENDIAN));
  }

  private static String fields(DType.Struct type) {
    return isPacked(type)
        ? list(type.fields(), DTypeText::entry)
        : "{'names': "
            + list(type.fields(), field -> PyLiteral.quote(field.name()))
            + ", 'formats': "
            + list(type.fields(), field -> format(field.type()))
            + ", 'offsets': "
            + list(type.fields(), field -> Integer.toString(field.offset()))
            + titles(type)
            + ", 'itemsize': "
            + type.itemSize()
            + "}";
  }

  private static boolean isPacked(DType.Struct type) {
    long end = 0;
    for (Field field : type.fields()) {
      if (field.offset() != end) {
        return false;
      }
      end = (long) field.offset() + field.type().itemSize();
    }
    return end == type.itemSize();
  }

  private static String list(List<Field> fields, Function<Field, String> text) {
    return fields.stream().map(text).collect(Collectors.joining(", ", "[", "]"));
  }

  private static String titles(DType.Struct type) {
    boolean hasTitles = type.fields().stream().map(Field::title).anyMatch(Objects::nonNull);
    return hasTitles ? ", 'titles': " + list(type.fields(), DTypeText::title) : "";
  }

  private static String title(Field field) {
    String title = field.title();
    return title == null ? "None" : PyLiteral.quote(title);
  }

  private static String entry(Field field) {
    String name = PyLiteral.quote(field.name());
    String names = field.title() == null ? name : "(" + title(field) + ", " + name + ")";
    String format = format(field.type());
    // for a sub-array (base, shape), here without the brackets
    boolean isArray = field.type() instanceof DType.SubArray;
    String bare = isArray ? format.substring(1, format.length() - 1) : format;
    return "(" + names + ", " + bare + ")";
  }

  /** The type of a field: shorter than its type string, with neither {@code |} nor length 0. */
  private static String format(DType type) {
    if (type instanceof DType.Struct struct) {
      return fields(struct);
    }
    if (type instanceof DType.SubArray array) {
      return "(" + format(array.base()) + ", " + array.shape() + ")";
    }
    if (type.equals(DType.BOOL)) {
      return "'?'";
    }
    String text = type.toString();
    String bare = text.startsWith("|") ? text.substring(1) : text;
    boolean isUnsized = type instanceof DType.Flexible flexible && flexible.length() == 0;
    return "'" + (isUnsized ? bare.substring(0, bare.length() - 1) : bare) + "'";
  }
}
