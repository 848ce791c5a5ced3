package io.npyio.view.server;

import io.npyio.dtype.Shape;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The body of an edit.
 *
 * @param field the path of a field; null for the whole element
 * @param old the text that the user saw
 * @param value the new value as the user typed it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CellEdit(long[] index, @Nullable String field, String old, String value) {
  private static final JsonFactory FACTORY = new JsonFactory();
  private static final String FORM =
      "an edit is {\"index\": [1, 2], \"field\": \"p.x\", \"old\": \"1.5\", \"new\": \"2\"},"
          + " where field may be left out";

  /**
   * The edit that a JSON object describes.
   *
   * @throws IllegalArgumentException if it is not such an object
   */
  static CellEdit parse(byte[] body) {
    long[] index = null;
    Map<String, String> texts = new HashMap<>();
    try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), body)) {
      require(json.nextToken() == JsonToken.START_OBJECT);
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("index")) {
          index = index(json);
        } else if (value != JsonToken.VALUE_NULL) {
          require(Set.of("field", "old", "new").contains(name) && value == JsonToken.VALUE_STRING);
          texts.put(name, json.getString());
        }
      }
      require(json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null);
    } catch (JacksonException malformed) {
      throw new IllegalArgumentException(FORM, malformed);
    }
    String old = texts.get("old");
    String value = texts.get("new");
    if (index == null || old == null || value == null) {
      throw new IllegalArgumentException(FORM);
    }
    return new CellEdit(index, texts.get("field"), old, value);
  }

  private static long[] index(JsonParser json) {
    require(json.currentToken() == JsonToken.START_ARRAY);
    LongStream.Builder index = LongStream.builder();
    int axes = 0;
    while (json.nextToken() == JsonToken.VALUE_NUMBER_INT) {
      require(axes++ < Shape.MAX_RANK);
      index.add(json.getLongValue());
    }
    require(json.currentToken() == JsonToken.END_ARRAY);
    return index.build().toArray();
  }

  private static void require(boolean isSo) {
    if (!isSo) {
      throw new IllegalArgumentException(FORM);
    }
  }
}
