package io.npyio.shards;

import io.npyio.file.NpyFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The part of JSON that manifests need: objects as maps, arrays as lists, strings, and integers as
 * {@code Long}.
 */
final class Json {
  private static final int MAX_DEPTH = 16;
  private static final int MAX_DIGITS = 18;
  private static final String HEX = "0123456789abcdef";

  private final String source;
  private final String text;
  private int at;
  private int depth;

  private Json(String source, String text) {
    this.source = source;
    this.text = text;
  }

  /**
   * The value of a file.
   *
   * @param source its name, for messages
   */
  static Object parse(String source, byte[] file) throws NpyFormatException {
    var json = new Json(source, decoded(source, file));
    Object value = json.value();
    json.skipBlanks();
    if (json.at < json.text.length()) {
      throw json.expected("the end");
    }
    return value;
  }

  private static String decoded(String source, byte[] file) throws NpyFormatException {
    ByteBuffer bytes = ByteBuffer.wrap(file);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException malformed) {
      int position = bytes.position();
      throw new NpyFormatException(
          source,
          position,
          "expected UTF-8 but found the byte %02X".formatted(file[position]),
          null);
    }
  }

  // ---- reading -------------------------------------------------------------------------------

  private Object value() throws NpyFormatException {
    skipBlanks();
    if (++depth > MAX_DEPTH) {
      throw problem("expected at most " + MAX_DEPTH + " nested values but found one more");
    }
    Object value =
        switch (peek()) {
          case '{' -> object();
          case '[' -> array();
          case '"' -> string();
          case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> integer();
          default -> throw expected("an object, an array, a string or an integer");
        };
    depth--;
    return value;
  }

  private Map<String, Object> object() throws NpyFormatException {
    Map<String, Object> members = new LinkedHashMap<>();
    at++;
    if (accept('}')) {
      return members;
    }
    do {
      skipBlanks();
      int start = at;
      String key = string();
      require(':');
      if (members.put(key, value()) != null) {
        at = start;
        throw problem("expected each key once but found " + quote(key) + " again");
      }
    } while (accept(','));
    require('}');
    return members;
  }

  private List<Object> array() throws NpyFormatException {
    List<Object> items = new ArrayList<>();
    at++;
    if (accept(']')) {
      return items;
    }
    do {
      items.add(value());
    } while (accept(','));
    require(']');
    return items;
  }

  private String string() throws NpyFormatException {
    require('"');
    var value = new StringBuilder();
    while (peek() != '"') {
      if (peek() < ' ') {
        throw expected("the end of the string");
      }
      char c = text.charAt(at++);
      value.append(c == '\\' ? escaped() : c);
    }
    at++;
    return value.toString();
  }

  private char escaped() throws NpyFormatException {
    int c = peek();
    at++;
    return switch (c) {
      case '"', '\\', '/' -> (char) c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unit();
      default -> {
        at--;
        throw expected("an escape such as \\n");
      }
    };
  }

  private char unit() throws NpyFormatException {
    int unit = 0;
    for (int i = 0; i < 4; i++) {
      int digit = peek() < 0 ? -1 : HEX.indexOf(Character.toLowerCase(peek()));
      if (digit < 0) {
        throw expected("four hexadecimal digits");
      }
      unit = unit << 4 | digit;
      at++;
    }
    return (char) unit;
  }

  private Long integer() throws NpyFormatException {
    int start = at;
    at += peek() == '-' ? 1 : 0;
    int digits = at;
    while (peek() >= '0' && peek() <= '9') {
      at++;
    }
    int count = at - digits;
    boolean isPadded = count > 1 && text.charAt(digits) == '0';
    if (count == 0 || count > MAX_DIGITS || isPadded || ".eE".indexOf(peek()) >= 0) {
      at = start;
      throw expected("an integer of at most " + MAX_DIGITS + " digits");
    }
    return Long.valueOf(text.substring(start, at));
  }

  /** The character here, or -1 at the end. */
  private int peek() {
    return at < text.length() ? text.charAt(at) : -1;
  }

  private void skipBlanks() {
    while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') {
      at++;
    }
  }

  private boolean accept(char c) {
    skipBlanks();
    boolean accepted = peek() == c;
    at += accepted ? 1 : 0;
    return accepted;
  }

  private void require(char c) throws NpyFormatException {
    if (!accept(c)) {
      throw expected("'" + c + "'");
    }
  }

  private NpyFormatException expected(String what) {
    String found = at < text.length() ? quote(text.substring(at, nextCharacter())) : "the end";
    return problem("expected " + what + " but found " + found);
  }

  private int nextCharacter() {
    return text.offsetByCodePoints(at, 1);
  }

  private NpyFormatException problem(String problem) {
    int bytes = text.substring(0, at).getBytes(StandardCharsets.UTF_8).length;
    return new NpyFormatException(source, bytes, problem, null);
  }

  // ---- writing -------------------------------------------------------------------------------

  /** A string in JSON, in ASCII. */
  static String quote(String value) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ' || c > '~') {
        quoted.append("\\u%04x".formatted((int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
