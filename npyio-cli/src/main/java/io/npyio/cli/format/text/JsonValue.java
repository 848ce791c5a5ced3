package io.npyio.cli.format.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** JSON as the objects from which elements are set. */
public final class JsonValue {
  private JsonValue() {}

  /**
   * {@return the value of a text: text for strings and, without loss of digits, for numbers;
   * booleans, lists and maps}
   *
   * @throws IllegalArgumentException if the text is not JSON
   */
  public static Object parse(String text) {
    try (JsonParser in = JsonMapper.shared().createParser(text)) {
      in.nextToken();
      Object value = of(in);
      if (in.nextToken() != null) {
        throw new IllegalArgumentException("'" + text + "' is not JSON: something follows its end");
      }
      return value;
    } catch (JacksonException problem) {
      throw new IllegalArgumentException(
          "'" + text + "' is not JSON: " + JsonFault.text(problem), problem);
    }
  }

  /** The value that begins at the current token. */
  static Object of(JsonParser in) {
    JsonToken token = in.currentToken();
    if (token == JsonToken.START_ARRAY) {
      List<Object> items = new ArrayList<>();
      while (in.nextToken() != JsonToken.END_ARRAY) {
        items.add(of(in));
      }
      return items;
    }
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> fields = new LinkedHashMap<>();
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = in.currentName();
        in.nextToken();
        fields.put(name, of(in));
      }
      return fields;
    }
    if (token == null || token == JsonToken.VALUE_NULL) {
      throw new IllegalArgumentException("null is not an element");
    }
    return token.isBoolean() ? (Object) (token == JsonToken.VALUE_TRUE) : in.getString();
  }
}
