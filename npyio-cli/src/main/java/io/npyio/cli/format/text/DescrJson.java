package io.npyio.cli.format.text;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.util.Objects;
import java.util.StringJoiner;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/**
 * NumPy's descr in JSON: a string, or for structs nested lists in place of Python's lists of
 * tuples.
 */
public final class DescrJson {
  private DescrJson() {}

  /** Writes the descr of a dtype. */
  public static void write(JsonGenerator json, DType dtype) {
    if (dtype instanceof DType.Struct struct) {
      writeFields(json, struct);
    } else {
      json.writeString(dtype.toString());
    }
  }

  private static void writeFields(JsonGenerator json, DType.Struct struct) {
    Objects.requireNonNull(struct.descr(), "fields that overlap have none");
    json.writeStartArray();
    int end = 0;
    for (Field field : struct.fields()) {
      writePadding(json, field.offset() - end);
      writeField(json, field);
      end = field.offset() + field.type().itemSize();
    }
    writePadding(json, struct.itemSize() - end);
    json.writeEndArray();
  }

  private static void writePadding(JsonGenerator json, int bytes) {
    if (bytes > 0) {
      json.writeStartArray().writeString("").writeString("|V" + bytes).writeEndArray();
    }
  }

  private static void writeField(JsonGenerator json, Field field) {
    json.writeStartArray();
    if (field.title() == null) {
      json.writeString(field.name());
    } else {
      json.writeStartArray().writeString(field.title()).writeString(field.name()).writeEndArray();
    }
    writeType(json, field.type());
    json.writeEndArray();
  }

  /** Writes a type, followed by the shape of a sub-array; a sub-array of sub-arrays is a pair. */
  private static void writeType(JsonGenerator json, DType type) {
    if (!(type instanceof DType.SubArray array)) {
      write(json, type);
      return;
    }
    boolean isNested = array.base() instanceof DType.SubArray;
    if (isNested) {
      json.writeStartArray();
    }
    writeType(json, array.base());
    if (isNested) {
      json.writeEndArray();
    }
    json.writeStartArray();
    for (long length : array.shape().lengths()) {
      json.writeNumber(length);
    }
    json.writeEndArray();
  }

  /**
   * {@return the dtype that JSON names} A string may be any of NumPy's words.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static DType read(JsonNode node) {
    return DType.of(node.isString() ? node.stringValue() : fields(node));
  }

  private static String fields(JsonNode node) {
    if (!node.isArray()) {
      throw new IllegalArgumentException("expected a dtype but found " + node);
    }
    StringJoiner text = new StringJoiner(", ", "[", "]");
    node.forEach(field -> text.add(tuple(field)));
    return text.toString();
  }

  /** A field, or an item of one. */
  private static String tuple(JsonNode node) {
    StringJoiner text = new StringJoiner(", ", "(", ",)");
    for (int i = 0; i < node.size(); i++) {
      JsonNode item = node.get(i);
      if (!item.isArray()) {
        text.add(item.isString() ? quoted(item.stringValue()) : item.toString());
      } else {
        text.add(isFields(item) ? fields(item) : tuple(item));
      }
    }
    return text.toString();
  }

  /** Whether a list is one of fields: all its items are lists that do not start with a number. */
  private static boolean isFields(JsonNode node) {
    for (JsonNode item : node) {
      if (!item.isArray() || item.isEmpty() || item.get(0).isNumber()) {
        return false;
      }
    }
    return true;
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("'");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '\'' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
              } else if (c < ' ') {
                quoted.append("\\x%02x".formatted(c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('\'').toString();
  }
}
