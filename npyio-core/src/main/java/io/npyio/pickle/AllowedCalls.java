package io.npyio.pickle;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
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
      case RECONSTRUCT -> PendingArray.of(given);
      case FROMBUFFER -> PendingArray.ofBuffer(given);
      case SCALAR -> scalar(given);
      case DTYPE -> PendingDType.of(given);
      case STRING_DTYPE -> PendingDType.ofStrings(given);
      case NDARRAY, RECARRAY, RECORD ->
          throw new IllegalArgumentException("'%s' is called".formatted(function));
      case BYTES, BYTEARRAY -> bytes(given);
      case ENCODE -> encoded(given.requireSize(2, 2));
      case SET -> members(PendingSet.set(given.values()), given);
      case FROZENSET -> members(PendingSet.frozen(given.values()), given);
      case ORDERED_DICT -> dictionary(given.requireSize(0, 1));
      default -> value(function, given);
    };
  }

  private static Object value(AllowedName function, Arguments given) throws PickleException {
    return switch (function) {
      case COMPLEX -> {
        given.requireSize(2, 2);
        yield new ObjectArray.Complex(given.real(0), given.real(1));
      }
      case DECIMAL -> decimal(given.requireSize(1, 1).text(0));
      case DATE -> Times.date(given.requireSize(1, 1).bytes(0, 4));
      case DATETIME -> {
        LocalDateTime time = Times.dateTime(given.requireSize(1, 2).bytes(0, 10));
        yield given.size() == 1 ? time : time.atOffset(zone(given, 1));
      }
      case TIME -> {
        LocalTime time = Times.time(given.requireSize(1, 2).bytes(0, 6));
        yield given.size() == 1 ? time : time.atOffset(zone(given, 1));
      }
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
      default -> throw new IllegalStateException(function.name());
    };
  }

  private static ZoneOffset zone(Arguments given, int i) {
    if (given.item(i) instanceof ZoneOffset zone) {
      return zone;
    }
    throw given.unexpected(i, "a timezone");
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

  private static PendingSet members(PendingSet set, Arguments given) throws PickleException {
    return set.addAll(items(given, set));
  }

  /** Python 2 passes a list of pairs, Python 3 sets the items one by one. */
  private static PendingDict dictionary(Arguments given) throws PickleException {
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
    if (isScalarArray(dtype)) {
      return array;
    }
    return dtype instanceof DType.Scalar scalar && scalar.kind().isComplex()
        ? new ObjectArray.Complex(array.real().getDouble(), array.imag().getDouble())
        : array.get(); // text without trailing zeros, as in NumPy
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
