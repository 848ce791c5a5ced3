package io.npyio.cli.format.text;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The findings about JSON values: the lengths of their nested lists, the dtype of the elements. */
final class JsonSurvey {
  private final List<Long> lengths = new ArrayList<>();
  private final Inference elements = new Inference();
  private final Map<String, JsonSurvey> fields = new LinkedHashMap<>();
  private int rank = -1;
  private boolean hasElements;
  private boolean hasObjects;

  /** Takes the value at the current token into account. */
  void see(JsonParser in) {
    see(in, 0);
  }

  /** Takes the remaining values of a file into account, a line each, as the items of a list. */
  void seeLines(JsonParser in) {
    long length = 0;
    int line = 0;
    while (in.nextToken() != null) {
      if (in.currentTokenLocation().getLineNr() == line) {
        throw JsonFault.expected(in, "the end of the line");
      }
      see(in, 1);
      line = in.currentTokenLocation().getLineNr();
      length++;
    }
    setLength(in, 0, length);
  }

  private void see(JsonParser in, int depth) {
    if (in.currentToken() == JsonToken.START_ARRAY) {
      seeList(in, depth);
      return;
    }
    if (hasElements && depth != rank) {
      throw JsonFault.expected(in, "lists of equal depth");
    }
    boolean isObject = in.currentToken() == JsonToken.START_OBJECT;
    if (hasElements && isObject != hasObjects) {
      throw JsonFault.expected(in, hasObjects ? "an object, as before," : "a value, as before,");
    }
    rank = depth;
    if (isObject) {
      seeFields(in);
    } else {
      seeElement(in);
    }
    hasElements = true;
    hasObjects = isObject;
  }

  private void seeList(JsonParser in, int depth) {
    if (hasElements && depth >= rank) {
      throw JsonFault.expected(in, "lists of equal depth");
    }
    long length = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      see(in, depth + 1);
      length++;
    }
    setLength(in, depth, length);
  }

  private void setLength(JsonParser in, int depth, long length) {
    while (lengths.size() <= depth) {
      lengths.add(-1L);
    }
    if (lengths.get(depth) >= 0 && lengths.get(depth) != length) {
      throw JsonFault.expected(
          in, "a list of %d, as before, and not of %d".formatted(lengths.get(depth), length));
    }
    lengths.set(depth, length);
  }

  /** Every object has the fields of the first one. */
  private void seeFields(JsonParser in) {
    Set<String> seen = new HashSet<>();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      if (hasElements && !fields.containsKey(name)) {
        throw JsonFault.expected(in, "the fields " + fields.keySet() + ", as before,");
      }
      seen.add(name);
      in.nextToken();
      fields.computeIfAbsent(name, field -> new JsonSurvey()).see(in);
    }
    for (String name : fields.keySet()) {
      if (!seen.contains(name)) {
        throw JsonFault.expected(in, "the field '" + name + "', as before,");
      }
    }
  }

  private void seeElement(JsonParser in) {
    if (in.currentToken() == null) {
      throw JsonFault.expected(in, "a value");
    }
    String text = in.getString();
    switch (in.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> elements.seeNumber(text);
      case VALUE_TRUE, VALUE_FALSE -> elements.seeLogical();
      case VALUE_STRING -> {
        if (Inference.isSpecial(text)) {
          elements.seeNumber(text);
        } else {
          elements.seeText(text);
        }
      }
      default -> throw JsonFault.expected(in, "a value");
    }
  }

  long[] lengths() {
    return lengths.stream().mapToLong(length -> Math.max(length, 0)).toArray();
  }

  /** The dtype of the elements, which may be wanted. */
  DType dtype(@Nullable DType wanted) {
    if (wanted != null || fields.isEmpty()) {
      return elements.dtype(wanted);
    }
    return DType.struct(
        fields.entrySet().stream()
            .map(field -> Field.of(field.getKey(), field.getValue().fieldType()))
            .toArray(Field[]::new));
  }

  private DType fieldType() {
    DType base = dtype(null);
    return lengths.isEmpty() ? base : new DType.SubArray(base, Shape.of(lengths()));
  }
}
