package io.npyio.dtype;

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * NumPy's type strings and names: {@code <f4}, {@code |S5}, {@code >M8[25us]}, {@code float32}.
 *
 * <p>Reads every string that {@code numpy.dtype} accepts; a byte order of {@code =} or {@code |} or
 * none is little-endian. {@link CommaString} reads comma strings.
 */
final class TypeString {
  private static final String ORDERS = "<>=|";
  private static final Map<String, DType> WORDS = words();
  private static final List<String> TIMES = List.of("M8", "m8", "datetime64", "timedelta64");

  private TypeString() {}

  static DType parse(String text) {
    DType known = WORDS.get(text);
    if (known != null) {
      return known;
    }
    return CommaString.is(text) ? CommaString.parse(text) : parseOne(text);
  }

  /** A type string that is not a comma string. */
  static DType parseOne(String text) {
    boolean ordered = !text.isEmpty() && ORDERS.indexOf(text.charAt(0)) >= 0;
    ByteOrder order =
        ordered && text.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    String body = ordered ? text.substring(1) : text;
    DType type = ordered && body.length() > 2 && !isSized(body) ? null : WORDS.get(body);
    if (type == null) {
      type = parseTime(text, body);
    }
    if (type == null) {
      type = parseSized(text, body);
    }
    return type.withByteOrder(order);
  }

  static String orderSign(ByteOrder order, boolean matters) {
    return !matters ? "|" : order == ByteOrder.BIG_ENDIAN ? ">" : "<";
  }

  /** A kind letter and digits: the words that may follow an order character. */
  private static boolean isSized(String body) {
    return Character.isDigit(body.charAt(body.length() - 1)) && Character.isDigit(body.charAt(1));
  }

  private static @Nullable DType parseTime(String text, String body) {
    for (String prefix : TIMES) {
      if (!body.startsWith(prefix)) {
        continue;
      }
      String unit = body.substring(prefix.length());
      boolean isDelta = prefix.charAt(0) == 'm' || prefix.charAt(0) == 't';
      if (unit.isEmpty()) {
        return new DType.Temporal(isDelta, 1, DateTimeUnit.GENERIC, ByteOrder.LITTLE_ENDIAN);
      }
      if (unit.length() < 3 || !unit.startsWith("[") || !unit.endsWith("]")) {
        throw refused(text, "a unit is written in brackets, as in " + prefix + "[ms]");
      }
      try {
        TimeStep step = TimeStep.parse(unit.substring(1, unit.length() - 1));
        return new DType.Temporal(isDelta, step.count(), step.unit(), ByteOrder.LITTLE_ENDIAN);
      } catch (IllegalArgumentException bad) {
        throw refused(text, String.valueOf(bad.getMessage()));
      }
    }
    return null;
  }

  private static DType parseSized(String text, String body) {
    if (body.length() < 2) {
      throw refused(text, "no type has that name");
    }
    char letter = body.charAt(0);
    if ("SUVabiufcOMm".indexOf(letter) < 0) {
      throw refused(text, "no type has that name");
    }
    long number = number(body.substring(1), text);
    return switch (letter) {
      case 'S', 'a' -> DType.bytes(length(number, letter, text));
      case 'U' -> DType.unicode(length(number, letter, text));
      case 'V' -> DType.raw(length(number, letter, text));
      default -> sized(text, letter, number);
    };
  }

  private static DType sized(String text, char letter, long number) {
    DType type = WORDS.get("" + letter + number);
    if (type == null) {
      throw refused(text, sizes(letter));
    }
    return type;
  }

  private static String sizes(char letter) {
    return switch (letter) {
      case 'b' -> "booleans have 1 byte";
      case 'i' -> "integers have 1, 2, 4 or 8 bytes";
      case 'u' -> "unsigned integers have 1, 2, 4 or 8 bytes";
      case 'f' -> "floats have 2, 4, 8 or 16 bytes";
      case 'c' -> "complex numbers have 8, 16 or 32 bytes";
      case 'O' -> "objects are written O";
      default -> "times have 8 bytes";
    };
  }

  private static int length(long number, char letter, String text) {
    long most = letter == 'U' ? DType.MAX_ITEM_SIZE / Integer.BYTES : DType.MAX_ITEM_SIZE;
    if (number > most) {
      throw refused(text, "the length of '" + letter + "' is at most " + most);
    }
    return (int) number;
  }

  /** A number as C's strtol reads it, with leading blanks and a sign. */
  private static long number(String digits, String text) {
    String bare = digits.replaceFirst("^[ \\t-\\r]+", "");
    int from = bare.startsWith("+") || bare.startsWith("-") ? 1 : 0;
    boolean isNumber =
        bare.length() > from
            && bare.chars().skip(from).allMatch(c -> c >= '0' && c <= '9')
            && bare.length() < 19; // and so less than 2^63
    if (!isNumber) {
      throw refused(text, "no type has that name");
    }
    long number = Long.parseLong(bare);
    if (number < 0) {
      throw refused(text, "the size is negative");
    }
    return number;
  }

  static IllegalArgumentException refused(String text, String why) {
    return new IllegalArgumentException("'" + text + "' is not a dtype: " + why);
  }

  private static Map<String, DType> words() {
    Map<String, DType> words = new HashMap<>();
    for (Kind kind : Kind.values()) {
      DType type = DType.Scalar.of(kind);
      words.put(kind.numpyName(), type);
      if (!kind.isExtension()) {
        words.put("" + kind.letter() + kind.size(), type);
        words.put(type.toString(), type);
      }
    }
    alias(words, DType.BOOL, "? bool_ bool8");
    alias(words, DType.INT8, "b byte");
    alias(words, DType.UINT8, "B ubyte");
    alias(words, DType.INT16, "h short");
    alias(words, DType.UINT16, "H ushort");
    alias(words, DType.INT32, "i intc");
    alias(words, DType.UINT32, "I uintc");
    alias(words, DType.INT64, "l q p n long longlong intp int_ int int0");
    alias(words, DType.UINT64, "L Q P N ulong ulonglong uintp uint uint0");
    alias(words, DType.FLOAT16, "e half");
    alias(words, DType.FLOAT32, "f single");
    alias(words, DType.FLOAT64, "d double float float_");
    alias(words, DType.LONGDOUBLE, "g longdouble longfloat");
    alias(words, DType.raw(1), "f1"); // the name of ml_dtypes' float8 types in older files
    alias(words, DType.COMPLEX64, "F csingle singlecomplex");
    alias(words, DType.COMPLEX128, "D cdouble complex complex_ cfloat");
    alias(words, DType.CLONGDOUBLE, "G clongdouble clongfloat longcomplex");
    alias(words, DType.bytes(0), "S a bytes bytes_ string_ bytes0");
    alias(words, DType.bytes(1), "c");
    alias(words, DType.unicode(0), "U str str_ unicode unicode_ str0");
    alias(words, DType.raw(0), "V void void0");
    alias(words, DType.OBJECT, "O O4 O8 object object_ object0 T");
    alias(words, DType.datetime64(DateTimeUnit.GENERIC), "M M8 datetime64");
    alias(words, DType.timedelta64(DateTimeUnit.GENERIC), "m m8 timedelta64");
    return Map.copyOf(words);
  }

  private static void alias(Map<String, DType> words, DType type, String names) {
    for (String name : names.split(" ", -1)) {
      words.put(name, type);
    }
  }

  /** NumPy's comma strings, {@code i4,(2,3)f8}: a struct of fields f0, f1, … */
  private static final class CommaString {
    /** NumPy's own pattern: a unit with a divisor, [D/24], does not match. */
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9.?]*(\\[[a-zA-Z0-9,.]*\\])?");

    private CommaString() {}

    static boolean is(String text) {
      if (text.isEmpty()) {
        return false;
      }
      int at = ORDERS.indexOf(text.charAt(0)) >= 0 ? 1 : 0;
      boolean repeated =
          at < text.length() && Character.isDigit(text.charAt(at)) || text.startsWith("()", at);
      return repeated || text.replaceAll("\\[[^\\]]*\\]", "").contains(",");
    }

    static DType parse(String text) {
      if (Character.isWhitespace(text.charAt(0))) {
        throw refused(text, "it starts with a blank");
      }
      List<String> items = split(text);
      boolean single = items.size() == 1;
      boolean trailing = items.get(items.size() - 1).isBlank();
      if (trailing) {
        items = items.subList(0, items.size() - 1);
      }
      List<DType> types = items.stream().map(item -> item(item.strip(), text)).toList();
      if (single) {
        return types.get(0);
      }
      Field[] fields = new Field[types.size()];
      for (int i = 0; i < fields.length; i++) {
        fields[i] = Field.of("f" + i, types.get(i));
      }
      return DType.struct(fields);
    }

    /** Splits at the commas outside brackets. */
    private static List<String> split(String text) {
      int depth = 0;
      var marked = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
        marked.append(c == ',' && depth == 0 ? '\n' : c);
      }
      return List.of(marked.toString().split("\n", -1));
    }

    /** {@code [order] [repeat] [order] type}. */
    private static DType item(String item, String text) {
      if (item.isEmpty()) {
        throw refused(text, "there is nothing between two commas");
      }
      String first = ORDERS.indexOf(item.charAt(0)) >= 0 ? item.substring(0, 1) : "";
      String rest = item.substring(first.length()).stripLeading();
      int end = rest.startsWith("(") ? rest.indexOf(')') + 1 : digits(rest);
      String repeat = rest.substring(0, end);
      String type = rest.substring(end).stripLeading();
      String second =
          !type.isEmpty() && ORDERS.indexOf(type.charAt(0)) >= 0 ? type.substring(0, 1) : "";
      if (!first.isEmpty() && !second.isEmpty() && !known(first).equals(known(second))) {
        throw refused(text, "'" + item + "' has two byte orders");
      }
      if (!TYPE.matcher(type.substring(second.length())).matches()) {
        throw refused(text, "no type has that name");
      }
      DType base = parseOne((second.isEmpty() ? first : "") + type);
      long[] shape = shape(repeat, text);
      if (shape.length == 0) {
        return base;
      }
      return base instanceof DType.Flexible flexible && base.itemSize() == 0
          ? ofLength(flexible, repeat, shape[0], text)
          : DType.subArray(base, shape);
    }

    /** NumPy reads a number before text without a length as its length: {@code 3S} is S3. */
    private static DType ofLength(DType.Flexible type, String repeat, long length, String text) {
      if (repeat.startsWith("(")) {
        throw refused(text, "the length of " + type + " must be one number");
      }
      if (length > DType.MAX_ITEM_SIZE / type.form().width()) {
        throw refused(text, "'" + repeat + "' is too long");
      }
      return new DType.Flexible(type.form(), (int) length, type.order());
    }

    private static String known(String order) {
      return order.equals("=") ? "<" : order;
    }

    private static int digits(String text) {
      int end = 0;
      while (end < text.length() && Character.isDigit(text.charAt(end))) {
        end++;
      }
      return end;
    }

    private static long[] shape(String repeat, String text) {
      String inner = repeat.replaceAll("[()\\s]", "");
      String list = inner.endsWith(",") ? inner.substring(0, inner.length() - 1) : inner;
      if (inner.isEmpty()) {
        return new long[0];
      }
      String[] parts = list.split(",", -1);
      long[] shape = new long[parts.length];
      for (int i = 0; i < parts.length; i++) {
        if (parts[i].matches("0+[1-9][0-9]*")) {
          throw refused(text, "'" + parts[i] + "' is not a number in Python");
        }
        shape[i] = number(parts[i], text);
      }
      return shape;
    }
  }
}
