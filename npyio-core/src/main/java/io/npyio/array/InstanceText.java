package io.npyio.array;

import io.npyio.array.ObjectArray.Instance;
import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.Kind;
import java.math.BigInteger;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects of Python classes as Python prints them; those of unknown classes, whose code is not
 * here, as {@code <module.Class(arguments, attribute=value)>}.
 */
final class InstanceText {
  private InstanceText() {}

  static String str(Instance instance) {
    NdArray scalar = instance.scalar();
    if (scalar != null) {
      return scalarText(scalar);
    }
    if (instance.isPath() || instance.isOf("uuid.UUID", String.class)) {
      return String.valueOf(instance.arguments().get(0));
    }
    if (instance.isOf("fractions.Fraction", Number.class, Number.class)) {
      List<?> parts = instance.arguments();
      boolean isWhole = Long.valueOf(1).equals(parts.get(1));
      return isWhole ? String.valueOf(parts.get(0)) : parts.get(0) + "/" + parts.get(1);
    }
    return repr(instance);
  }

  static String repr(Instance instance) {
    NdArray scalar = instance.scalar();
    if (scalar != null) {
      return scalar(instance.className(), scalar);
    }
    String name = instance.className();
    List<@Nullable Object> arguments = instance.arguments();
    return switch (name) {
      case "builtins.bytearray",
          "builtins.slice",
          "fractions.Fraction",
          "collections.defaultdict",
          "uuid.UUID" ->
          call(simple(name), arguments);
      case "types.SimpleNamespace" -> "namespace(" + attributes(instance.state()) + ")";
      case "argparse.Namespace" -> "Namespace(" + keywords(instance.state()) + ")";
      case "zoneinfo.ZoneInfo" -> "zoneinfo.ZoneInfo(key=" + PythonText.list(arguments) + ")";
      default -> instance.isPath() ? path(name, arguments) : container(instance);
    };
  }

  private static String container(Instance instance) {
    List<@Nullable Object> arguments = instance.arguments();
    Object first = arguments.isEmpty() ? null : arguments.get(0);
    if (instance.isOf("builtins.type", String.class)) {
      return type(String.valueOf(first));
    }
    if (instance.isOf("builtins.range", Number.class, Number.class, Number.class)) {
      return range(arguments);
    }
    if (instance.isOf("builtins.frozenset", Set.class)) {
      return first instanceof Set<?> set && set.isEmpty()
          ? "frozenset()"
          : call("frozenset", arguments);
    }
    if (instance.isOf("collections.OrderedDict", Map.class) && first instanceof Map<?, ?> map) {
      return ordered(map);
    }
    if (instance.isOf("collections.Counter", Map.class) && first instanceof Map<?, ?> map) {
      return counts(map);
    }
    boolean isBounded = instance.isOf("collections.deque", List.class, Long.class);
    return isBounded || instance.isOf("collections.deque", List.class)
        ? deque(arguments)
        : time(instance);
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static String call(String name, List<?> arguments) {
    return name + "(" + PythonText.list(arguments) + ")";
  }

  private static String type(String name) {
    if (name.equals("builtins.Ellipsis") || name.equals("builtins.NotImplemented")) {
      return simple(name);
    }
    return "<class '" + (name.startsWith("builtins.") ? simple(name) : name) + "'>";
  }

  private static String range(List<?> arguments) {
    boolean isPlain = Long.valueOf(1).equals(arguments.get(2));
    return call("range", isPlain ? arguments.subList(0, 2) : arguments);
  }

  private static String ordered(Map<?, ?> entries) {
    List<Object> pairs = new ArrayList<>();
    entries.forEach((key, value) -> pairs.add(ObjectArray.Tuple.of(key, value)));
    return "OrderedDict(" + (pairs.isEmpty() ? "" : PythonText.repr(pairs)) + ")";
  }

  /** The most frequent first, as far as the counts are numbers. */
  private static String counts(Map<?, ?> counts) {
    if (counts.isEmpty()) {
      return "Counter()";
    }
    List<Map.Entry<?, ?>> entries = new ArrayList<>(counts.entrySet());
    if (counts.values().stream().allMatch(InstanceText::isInteger)) {
      entries.sort(
          Comparator.comparing((Map.Entry<?, ?> entry) -> integer(entry.getValue())).reversed());
    }
    List<String> texts = new ArrayList<>();
    for (Map.Entry<?, ?> entry : entries) {
      texts.add(PythonText.repr(entry.getKey()) + ": " + PythonText.repr(entry.getValue()));
    }
    return "Counter({" + String.join(", ", texts) + "})";
  }

  private static boolean isInteger(@Nullable Object value) {
    return value instanceof Long || value instanceof BigInteger;
  }

  private static BigInteger integer(Object value) {
    return new BigInteger(value.toString());
  }

  private static String deque(List<?> arguments) {
    String items = PythonText.repr(arguments.get(0));
    return arguments.size() == 1
        ? "deque(" + items + ")"
        : "deque(" + items + ", maxlen=" + PythonText.repr(arguments.get(1)) + ")";
  }

  /** Paths are printed with slashes, those of Windows too. */
  private static String path(String name, List<?> arguments) {
    String text = String.valueOf(arguments.get(0));
    boolean isWindows = name.endsWith("WindowsPath");
    return simple(name) + "(" + PythonText.repr(isWindows ? text.replace('\\', '/') : text) + ")";
  }

  private static String time(Instance instance) {
    List<?> arguments = instance.arguments();
    boolean hasZone = instance.className().startsWith("datetime.") && arguments.size() == 2;
    if (hasZone && arguments.get(0) instanceof LocalDateTime time) {
      return PythonTimes.dateTime(time, PythonText.repr(arguments.get(1)));
    }
    if (hasZone && arguments.get(0) instanceof LocalTime time) {
      return PythonTimes.time(time, PythonText.repr(arguments.get(1)));
    }
    return opaque(instance);
  }

  // ---- attributes ----------------------------------------------------------------------------

  private static String opaque(Instance instance) {
    String arguments = PythonText.list(instance.arguments());
    String state = instance.state() == null ? "" : state(instance.state());
    String between = arguments.isEmpty() || state.isEmpty() ? "" : ", ";
    return "<" + instance.className() + "(" + arguments + between + state + ")>";
  }

  private static String state(Object state) {
    return state instanceof Map<?, ?> attributes
        ? keywords(attributes)
        : "state=" + PythonText.repr(state);
  }

  /** {@code a=1, b=2}, whatever the names. */
  private static String attributes(@Nullable Object attributes) {
    List<String> texts = new ArrayList<>();
    if (attributes instanceof Map<?, ?> map) {
      map.forEach((name, value) -> texts.add(PythonText.str(name) + "=" + PythonText.repr(value)));
    }
    return String.join(", ", texts);
  }

  /** {@code a=1, b=2}, and the keys that are not names in a dictionary behind. */
  private static String keywords(@Nullable Object attributes) {
    List<String> texts = new ArrayList<>();
    Map<Object, @Nullable Object> others = new LinkedHashMap<>();
    if (attributes instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (entry.getKey() instanceof String name && isName(name)) {
          texts.add(name + "=" + PythonText.repr(entry.getValue()));
        } else {
          others.put(entry.getKey(), entry.getValue());
        }
      }
    }
    if (!others.isEmpty()) {
      texts.add("**" + PythonText.map(others));
    }
    return String.join(", ", texts);
  }

  private static boolean isName(String text) {
    return !text.isEmpty()
        && Character.isUnicodeIdentifierStart(text.codePointAt(0))
        && text.codePoints().allMatch(c -> c == '_' || Character.isUnicodeIdentifierPart(c));
  }

  // ---- NumPy's scalars -----------------------------------------------------------------------

  /** NumPy's {@code str} of a scalar. */
  private static String scalarText(NdArray scalar) {
    return switch (scalar.dtype().category()) {
      case BYTES -> PythonText.repr(scalar.getBytes());
      case VOID -> hex(scalar.getBytes());
      default -> scalar.toString();
    };
  }

  private static String scalar(String className, NdArray scalar) {
    String text = scalarText(scalar);
    DType dtype = scalar.dtype();
    return switch (dtype.category()) {
      case NUMBER, COMPLEX -> number(className, dtype, text);
      case UNICODE -> "np.str_(" + PythonText.repr(text) + ")";
      case DATETIME, TIMEDELTA -> time((DType.Temporal) dtype, scalar);
      case VOID -> "np.void(" + text + ")";
      case STRUCT -> "np.void(" + text + ", dtype=" + PythonNames.argument(dtype) + ")";
      case BYTES, SUB_ARRAY, OBJECT -> "np." + simple(className) + "(" + text + ")";
    };
  }

  private static String number(String className, DType dtype, String text) {
    if (className.equals("numpy.bool")) {
      return "np." + text + "_";
    }
    String bare = text.startsWith("(") ? text.substring(1, text.length() - 1) : text;
    boolean isQuoted =
        dtype instanceof DType.Scalar number && number.kind().part() == Kind.LONGDOUBLE;
    return "np." + simple(className) + "(" + (isQuoted ? "'" + bare + "'" : bare) + ")";
  }

  /** NumPy prints all bytes of a void in hexadecimal. */
  private static String hex(byte[] bytes) {
    var text = new StringBuilder("b'");
    for (byte b : bytes) {
      text.append("\\x%02X".formatted(b));
    }
    return text.append("'").toString();
  }

  private static String time(DType.Temporal dtype, NdArray scalar) {
    long count = scalar.getLong();
    String value =
        count == DType.Temporal.NAT
            ? "'NaT'"
            : dtype.isDelta() ? Long.toString(count) : "'" + scalar + "'";
    String unit = unit(dtype, count == DType.Temporal.NAT);
    String name = dtype.isDelta() ? "timedelta64" : "datetime64";
    return "np." + name + "(" + value + (unit.isEmpty() ? "" : ",'" + unit + "'") + ")";
  }

  /** The unit, unless the text of the time or a missing unit says it. */
  private static String unit(DType.Temporal dtype, boolean isNat) {
    boolean isGeneric = dtype.unit() == DateTimeUnit.GENERIC;
    boolean isHours = dtype.unit() == DateTimeUnit.HOUR;
    boolean isImplied = !dtype.isDelta() && !isNat && dtype.count() == 1 && !isHours;
    if (isImplied || (isGeneric && (dtype.isDelta() || !isNat))) {
      return "";
    }
    String symbol = isGeneric ? "generic" : dtype.unit().symbol();
    return (dtype.count() == 1 ? "" : dtype.count()) + symbol;
  }
}
