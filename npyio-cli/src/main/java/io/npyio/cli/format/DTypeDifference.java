package io.npyio.cli.format;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How two dtypes differ, in a few words however many fields they have. */
final class DTypeDifference {
  private static final int MAX_SHOWN_CHARACTERS = 80;

  private DTypeDifference() {}

  /** A dtype, or what it is if its text is long. */
  static String brief(DType dtype) {
    String text = dtype.toString();
    if (text.length() <= MAX_SHOWN_CHARACTERS) {
      return text;
    }
    return dtype instanceof DType.Struct struct
        ? "struct of %d fields".formatted(struct.fields().size())
        : text.substring(0, MAX_SHOWN_CHARACTERS - 3) + "...";
  }

  /**
   * The first difference between two structs, with a colon before it; nothing if they are equal but
   * for the byte order, or are not structs.
   */
  static String of(DType dtype, DType other) {
    return dtype instanceof DType.Struct a
            && other instanceof DType.Struct b
            && !DType.equalsIgnoringByteOrder(dtype, other)
        ? ": " + ofStructs(a, b, "")
        : "";
  }

  private static String ofStructs(DType.Struct struct, DType.Struct other, String path) {
    Map<String, Field> fields = byName(struct);
    Map<String, Field> others = byName(other);
    for (Field field : struct.fields()) {
      Field same = others.get(field.name());
      if (same == null) {
        return "it has the field '%s%s' more".formatted(path, field.name());
      }
      if (!DType.equalsIgnoringByteOrder(field.type(), same.type())) {
        return ofTypes(field.type(), same.type(), path + field.name());
      }
    }
    for (Field field : other.fields()) {
      if (!fields.containsKey(field.name())) {
        return "it lacks the field '%s%s'".formatted(path, field.name());
      }
    }
    return ofPlaces(struct, other, path);
  }

  private static Map<String, Field> byName(DType.Struct struct) {
    Map<String, Field> fields = new LinkedHashMap<>();
    struct.fields().forEach(field -> fields.put(field.name(), field));
    return fields;
  }

  private static String ofTypes(DType type, DType other, String name) {
    return type instanceof DType.Struct a && other instanceof DType.Struct b
        ? ofStructs(a, b, name + ".")
        : "its field '%s' is %s, not %s".formatted(name, brief(type), brief(other));
  }

  /** Equal fields may have another order, other offsets, or other titles. */
  private static String ofPlaces(DType.Struct struct, DType.Struct other, String path) {
    List<Field> fields = struct.fields();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      Field same = other.fields().get(i);
      String name = path + field.name();
      if (!field.name().equals(same.name())) {
        return "its field '%s' is where '%s%s' is expected".formatted(name, path, same.name());
      }
      if (field.offset() != same.offset()) {
        return "its field '%s' is at byte %d of an element, not %d"
            .formatted(name, field.offset(), same.offset());
      }
      if (!String.valueOf(field.title()).equals(String.valueOf(same.title()))) {
        return "its field '%s' has the title %s, not %s"
            .formatted(name, title(field.title()), title(same.title()));
      }
    }
    return "its elements have %d bytes, not %d".formatted(struct.itemSize(), other.itemSize());
  }

  private static String title(@Nullable String title) {
    return title == null ? "none" : "'" + title + "'";
  }
}
