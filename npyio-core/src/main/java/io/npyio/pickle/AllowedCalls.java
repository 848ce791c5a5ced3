package io.npyio.pickle;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The Java values that a pickle's calls produce: {@code Decimal('1.5')} is a {@link BigDecimal}.
 */
final class AllowedCalls {
  /** Java parses decimal digits in quadratic time. */
  private static final int MAX_DIGITS = 10_000;

  private static final Set<String> LATIN_1 = Set.of("latin1", "latin-1");

  private AllowedCalls() {}

  static Object call(AllowedName function, Arguments given) throws PickleException {
    given.values().allocate(Allowance.OBJECT_BYTES);
    return switch (function) {
      case RECONSTRUCT -> array(given);
      case FROMBUFFER -> PendingArray.ofBuffer(given);
      case SCALAR -> scalar(given);
      case DTYPE -> PendingDType.of(given);
      case STRING_DTYPE -> PendingDType.ofStrings(given);
      case NDARRAY, RECARRAY, MATRIX, MEMMAP, CHARARRAY, RECORD ->
          throw new IllegalArgumentException("'%s' is called".formatted(function));
      case GETATTR -> attribute(given.requireSize(2, 2));
      case RECONSTRUCTOR -> reconstructed(given.requireSize(3, 3));
      case BYTES -> bytes(given);
      case BYTEARRAY -> given.values().byteArray(bytes(given));
      case ENCODE -> encoded(given.requireSize(2, 2));
      case SET -> members(PendingSet.set(given.values()), given);
      case FROZENSET -> members(PendingSet.frozen(given.values()), given);
      case COMPLEX,
          DECIMAL,
          DATE,
          DATETIME,
          TIME,
          TIMEDELTA,
          TIMEZONE,
          ZONE_INFO,
          ZONE_INFO_CLASS ->
          value(function, given);
      case ORDERED_DICT,
          DEFAULTDICT,
          COUNTER,
          DEQUE,
          RANGE,
          SLICE,
          SIMPLE_NAMESPACE,
          NAMESPACE,
          POSIX_PATH,
          WINDOWS_PATH,
          PURE_POSIX_PATH,
          PURE_WINDOWS_PATH,
          UUID,
          FRACTION ->
          KnownClasses.call(function, given);
    };
  }

  private static Unfinished array(Arguments given) throws PickleException {
    return given.requireSize(3, 3).item(0) instanceof ClassName subclass
            && given.values().readsUnknownClasses()
        ? PendingInstance.ofArray(subclass.name(), given)
        : PendingArray.of(given);
  }

  /** The method of a class that Python 3 names in pickles of old protocols. */
  private static Object attribute(Arguments given) throws PickleException {
    String name = given.text(1);
    Object owner = given.item(0);
    if (owner instanceof AllowedName type) {
      AllowedName allowed = AllowedName.of(type.toString(), name);
      return allowed == null ? given.values().named(type.toString(), name) : allowed;
    }
    if (owner instanceof ClassName type) {
      return given.values().named(type.name(), name);
    }
    throw given.unexpected(0, "a class");
  }

  /** An object of a class of the old protocols: class, base class, and the value of the base. */
  private static Object reconstructed(Arguments given) throws PickleException {
    Object type = given.item(0);
    List<@Nullable Object> base =
        given.item(2) == null ? List.of() : Collections.singletonList(given.item(2));
    Arguments arguments = new Arguments("'" + type + "'", base, given.values());
    if (type instanceof ClassName named && given.values().readsUnknownClasses()) {
      return PendingInstance.of(named.name(), arguments);
    }
    if (type instanceof AllowedName allowed && allowed != AllowedName.RECONSTRUCTOR) {
      return call(allowed, arguments);
    }
    throw given.unexpected(0, "a class");
  }

  private static Object value(AllowedName function, Arguments given) throws PickleException {
    return switch (function) {
      case COMPLEX -> {
        given.requireSize(2, 2);
        yield new ObjectArray.Complex(given.real(0), given.real(1));
      }
      case DECIMAL -> decimal(given.requireSize(1, 1).text(0));
      case DATE -> Times.date(given.requireSize(1, 1).bytes(0, 4));
      case DATETIME -> dateTime(given.requireSize(1, 2));
      case TIME -> time(given.requireSize(1, 2));
      case TIMEDELTA -> {
        given.requireSize(3, 3);
        yield Times.duration(given.integer(0), given.integer(1), given.integer(2));
      }
      case TIMEZONE -> {
        if (!(given.requireSize(1, 2).item(0) instanceof Duration offset)) {
          throw given.unexpected(0, "a timedelta");
        }
        yield Times.zone(offset);
      }
      case ZONE_INFO, ZONE_INFO_CLASS -> zone(given.requireSize(1, 2).text(0), given.values());
      default -> throw new IllegalStateException(function.name());
    };
  }

  private static Object dateTime(Arguments given) throws PickleException {
    LocalDateTime time = Times.dateTime(given.bytes(0, 10));
    if (given.size() == 1) {
      return time;
    }
    if (given.item(1) instanceof ZoneOffset offset) {
      return time.atOffset(offset);
    }
    return given.item(1) instanceof ZoneId zone
        ? time.atZone(zone)
        : withZone(AllowedName.DATETIME, time, given);
  }

  private static Object time(Arguments given) throws PickleException {
    LocalTime time = Times.time(given.bytes(0, 6));
    if (given.size() == 1) {
      return time;
    }
    return given.item(1) instanceof ZoneOffset offset
        ? time.atOffset(offset)
        : withZone(AllowedName.TIME, time, given);
  }

  /** A time in a zone that Java does not have. */
  private static Object withZone(AllowedName type, Object time, Arguments given)
      throws PickleException {
    if (!given.values().readsUnknownClasses()) {
      throw given.unexpected(1, "a timezone");
    }
    Arguments both =
        new Arguments(type.toString(), Arrays.asList(time, given.item(1)), given.values());
    return PendingInstance.of(type.toString(), both);
  }

  private static Object zone(String key, ValueFactory values) {
    try {
      return ZoneId.of(key);
    } catch (DateTimeException unknown) {
      if (values.readsUnknownClasses()) {
        return new ObjectArray.Instance(
            AllowedName.ZONE_INFO_CLASS.toString(), ObjectArray.Tuple.of(key), null);
      }
      throw unknown;
    }
  }

  /** No argument, bytes, or text and an encoding. */
  private static byte[] bytes(Arguments given) throws PickleException {
    return switch (given.requireSize(0, 2).size()) {
      case 0 -> new byte[0];
      case 1 -> given.bytes(0).clone();
      default -> encoded(given);
    };
  }

  /** Bytes as Python 3 writes them in protocols without an instruction for them. */
  private static byte[] encoded(Arguments given) throws PickleException {
    if (!LATIN_1.contains(given.text(1))) {
      throw new IllegalArgumentException("text is encoded as something other than latin1");
    }
    String text = given.text(0);
    given.values().allocate(text.length());
    if (text.chars().anyMatch(c -> c > 0xFF)) {
      throw new IllegalArgumentException("text has characters outside latin1");
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * The single argument, a list, or nothing. The list is closed and counted as held by another
   * value.
   */
  private static List<@Nullable Object> items(Arguments given, Unfinished holder)
      throws PickleException {
    if (given.requireSize(0, 1).size() == 0) {
      return List.of();
    }
    if (given.item(0) instanceof PendingList list) {
      list.value();
      holder.hold(list);
      return list.items();
    }
    throw given.unexpected(0, "a list");
  }

  /** The items of a list or tuple. */
  static List<@Nullable Object> sequence(Arguments given, int i) throws PickleException {
    if (given.item(i) instanceof PendingList list) {
      list.value();
      return list.items();
    }
    if (given.item(i) instanceof PendingTuple tuple) {
      return tuple.items();
    }
    throw given.unexpected(i, "a list");
  }

  private static PendingSet members(PendingSet set, Arguments given) throws PickleException {
    return set.addAll(items(given, set));
  }

  /** Python 2 passes a list of pairs, Python 3 sets the items one by one. */
  static PendingDict dictionary(Arguments given) throws PickleException {
    if (given.requireSize(0, 1).size() == 1 && given.item(0) instanceof PendingDict entries) {
      return entries;
    }
    var made = new PendingDict(given.values());
    for (Object pair : items(given, made)) {
      if (!(pair instanceof List<?> entry) || entry.size() != 2) {
        throw given.unexpected(0, "a list of pairs");
      }
      made.put(entry.get(0), entry.get(1));
    }
    return made;
  }

  /** A BigDecimal cannot be infinite or NaN; a double can. */
  private static Number decimal(String text) {
    if (text.length() > MAX_DIGITS) {
      throw new IllegalArgumentException(
          "a Decimal of more than " + MAX_DIGITS + " characters is too long");
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan", "-nan" -> Double.NaN;
      case "infinity", "inf" -> Double.POSITIVE_INFINITY;
      case "-infinity", "-inf" -> Double.NEGATIVE_INFINITY;
      default -> finite(text);
    };
  }

  private static BigDecimal finite(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException unreadable) {
      throw new IllegalArgumentException("a Decimal that is not a Java BigDecimal", unreadable);
    }
  }

  /**
   * A NumPy scalar: a Java value if an exact one exists, otherwise an array of shape {@code ()}.
   */
  private static Object scalar(Arguments given) throws PickleException {
    DType dtype = given.requireSize(2, 2).dtype(0).dtype();
    byte[] bytes = given.bytes(1);
    NdArray array = PendingArray.numeric(dtype, Shape.of(), Order.C, bytes);
    return given.values().known("numpy." + scalarName(dtype), array);
  }

  /** The name of NumPy's scalar type. */
  private static String scalarName(DType dtype) {
    return switch (dtype.category()) {
      case BYTES -> "bytes_";
      case UNICODE -> "str_";
      case DATETIME -> "datetime64";
      case TIMEDELTA -> "timedelta64";
      case VOID, STRUCT, SUB_ARRAY, OBJECT -> "void";
      case NUMBER, COMPLEX -> numberName(((DType.Scalar) dtype).kind());
    };
  }

  /** Long doubles have the name of C's type, as their size depends on the machine. */
  private static String numberName(Kind kind) {
    return switch (kind) {
      case LONGDOUBLE -> "longdouble";
      case CLONGDOUBLE -> "clongdouble";
      default -> kind.numpyName();
    };
  }

  /** Scalars without an exact Java value: they stay arrays of shape {@code ()}. */
  static boolean isScalarArray(DType dtype) {
    if (dtype instanceof DType.Scalar scalar) {
      return scalar.kind() == Kind.LONGDOUBLE || scalar.kind() == Kind.CLONGDOUBLE;
    }
    return !(dtype instanceof DType.Flexible flexible)
        || flexible.form() == DType.Flexible.Form.VOID;
  }
}
