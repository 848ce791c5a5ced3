package io.npyio.cli.format.text;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.array.ObjectArray.Instance;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Python objects as JSON: dictionaries as objects with keys of text, lists, tuples and sets as
 * lists, numbers and arrays as elsewhere, times and paths as text. An object of a class without a
 * plain value becomes {@code {"class": ..., "args": [...], "state": ...}}.
 */
final class JsonObjects {
  private final JsonGenerator json;

  JsonObjects(JsonGenerator json) {
    this.json = json;
  }

  /** Writes nested lists of the elements, or a single element without axes. */
  void write(ObjectArray array) {
    long[] lengths = array.shape().lengths();
    int unused = write(array, lengths, 0, 0);
  }

  /** Writes the items of the first axis, or a single element without axes. */
  void writeItems(ObjectArray array) {
    long[] lengths = array.shape().lengths();
    int at = 0;
    for (long i = 0; i < (lengths.length == 0 ? 1 : lengths[0]); i++) {
      at = write(array, lengths, Math.min(1, lengths.length), at);
    }
  }

  /** Writes the elements from a position on, and returns the position behind them. */
  private int write(ObjectArray array, long[] lengths, int axis, int from) {
    if (axis == lengths.length) {
      element(array, array.elements().get(from));
      return from + 1;
    }
    json.writeStartArray();
    int at = from;
    for (long i = 0; i < lengths[axis]; i++) {
      at = write(array, lengths, axis + 1, at);
    }
    json.writeEndArray();
    return at;
  }

  private void element(ObjectArray array, @Nullable Object element) {
    if (array.dtype() instanceof DType.Struct struct && element instanceof List<?> values) {
      json.writeStartObject();
      for (int i = 0; i < values.size(); i++) {
        Field field = struct.fields().get(i);
        json.writeName(field.name());
        value(values.get(i));
      }
      json.writeEndObject();
    } else {
      value(element);
    }
  }

  private void value(@Nullable Object value) {
    Object plain = value instanceof Instance instance ? instance.plainValue() : value;
    if (plain instanceof Instance instance) {
      object(instance);
    } else if (plain instanceof Map<?, ?> map) {
      dictionary(map);
    } else if (plain instanceof Collection<?> items) {
      json.writeStartArray();
      items.forEach(this::value);
      json.writeEndArray();
    } else if (plain instanceof NdArray array) {
      new JsonElements(json).write(array);
    } else if (plain instanceof ObjectArray array) {
      write(array);
    } else {
      scalar(plain);
    }
  }

  private void dictionary(Map<?, ?> map) {
    json.writeStartObject();
    map.forEach(
        (key, value) -> {
          json.writeName(ObjectArray.str(key));
          value(value);
        });
    json.writeEndObject();
  }

  private void object(Instance instance) {
    if (instance.className().equals("fractions.Fraction")) {
      json.writeString(ObjectArray.str(instance));
      return;
    }
    json.writeStartObject().writeStringProperty("class", instance.className());
    json.writeName("args");
    value(instance.arguments());
    json.writeName("state");
    value(instance.state());
    json.writeEndObject();
  }

  private void scalar(@Nullable Object value) {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value instanceof Double || value instanceof Float) {
      new JsonElements(json).write(NdArray.of(value));
    } else if (value instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (value instanceof Number integer) {
      json.writeNumber(new BigInteger(integer.toString()));
    } else if (value instanceof ObjectArray.Complex complex) {
      json.writeStartArray();
      scalar(complex.re());
      scalar(complex.im());
      json.writeEndArray();
    } else if (value instanceof byte[] bytes) {
      json.writeString(new String(bytes, StandardCharsets.ISO_8859_1));
    } else if (value instanceof ByteBuffer bytes) {
      json.writeString(StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString());
    } else {
      json.writeString(text(value));
    }
  }

  /** Times in ISO 8601; other values as Python's {@code str}. */
  private static String text(Object value) {
    return value instanceof java.time.temporal.Temporal
        ? ObjectArray.str(value).replaceFirst("^(\\d+-\\d\\d-\\d\\d) ", "$1T")
        : ObjectArray.str(value);
  }
}
