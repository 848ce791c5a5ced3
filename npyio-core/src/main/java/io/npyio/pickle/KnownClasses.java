package io.npyio.pickle;

import io.npyio.array.ObjectArray;
import java.math.BigInteger;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Classes of Python's library whose objects are plain values: {@code defaultdict}, {@code range},
 * {@code PosixPath}. Where the caller asks for class names, each is an {@link
 * ObjectArray.Instance}.
 */
final class KnownClasses {
  private static final int MAX_DIGITS = 4300; // Python's own limit: parsing takes quadratic time
  private static final Set<AllowedName> WRITTEN =
      EnumSet.of(
          AllowedName.BYTEARRAY,
          AllowedName.RANGE,
          AllowedName.SLICE,
          AllowedName.ORDERED_DICT,
          AllowedName.DEFAULTDICT,
          AllowedName.COUNTER,
          AllowedName.DEQUE,
          AllowedName.SIMPLE_NAMESPACE,
          AllowedName.NAMESPACE,
          AllowedName.POSIX_PATH,
          AllowedName.WINDOWS_PATH,
          AllowedName.PURE_POSIX_PATH,
          AllowedName.PURE_WINDOWS_PATH,
          AllowedName.UUID,
          AllowedName.FRACTION,
          AllowedName.ZONE_INFO_CLASS);

  private static final Pattern FRACTION = Pattern.compile("([+-]?[0-9]+)(?:/([0-9]+))?");

  private KnownClasses() {}

  static Object call(AllowedName type, Arguments given) throws PickleException {
    return switch (type) {
      case ORDERED_DICT -> entries(type, none(given), AllowedCalls.dictionary(given));
      case DEFAULTDICT -> defaultDict(given.requireSize(0, 2));
      case COUNTER -> entries(type, none(given), counts(given));
      case DEQUE -> deque(given);
      case RANGE -> range(given.requireSize(3, 3));
      case SLICE -> instance(type, given.requireSize(3, 3));
      case POSIX_PATH, PURE_POSIX_PATH -> path(type, given, "/");
      case WINDOWS_PATH, PURE_WINDOWS_PATH -> path(type, given, "\\");
      case FRACTION -> fraction(given);
      default -> PendingInstance.of(type.toString(), given);
    };
  }

  /**
   * {@return the class of that name}
   *
   * @throws IllegalArgumentException if its objects are not written
   */
  static AllowedName require(String className) {
    int dot = className.lastIndexOf('.');
    AllowedName known =
        dot < 0 ? null : AllowedName.of(className.substring(0, dot), className.substring(dot + 1));
    if (known == null || !WRITTEN.contains(known)) {
      throw new IllegalArgumentException(
          "npyio does not write objects of the Python class " + className);
    }
    return known;
  }

  /**
   * {@return the name of a class that is written as a value}
   *
   * @throws IllegalArgumentException if it is not one of Python's or NumPy's own types
   */
  static String requireType(String name) {
    int dot = name.lastIndexOf('.');
    boolean isKnown =
        dot > 0
            && (new ClassName(name).isPlainType()
                || AllowedName.of(name.substring(0, dot), name.substring(dot + 1)) != null);
    if (!isKnown) {
      throw new IllegalArgumentException("npyio does not write the Python class " + name);
    }
    return name;
  }

  private static Arguments none(Arguments given) {
    return new Arguments("", List.of(), given.values());
  }

  private static Unfinished entries(AllowedName type, Arguments given, PendingDict entries)
      throws PickleException {
    return given.values().keepsClassNames()
        ? PendingInstance.of(type.toString(), given, entries)
        : entries;
  }

  /** A factory, left out if it is None, and perhaps the entries. */
  private static Unfinished defaultDict(Arguments given) throws PickleException {
    PendingDict entries =
        given.size() == 2 ? dictionary(given, 1) : new PendingDict(given.values());
    Object factory = given.size() == 0 ? null : given.item(0);
    Arguments kept = new Arguments("", Collections.singletonList(factory), given.values());
    return entries(AllowedName.DEFAULTDICT, kept, entries);
  }

  private static PendingDict dictionary(Arguments given, int i) {
    if (given.item(i) instanceof PendingDict entries) {
      return entries;
    }
    throw given.unexpected(i, "a dict");
  }

  private static PendingDict counts(Arguments given) throws PickleException {
    if (given.requireSize(0, 1).size() == 0) {
      return new PendingDict(given.values());
    }
    return dictionary(given, 0);
  }

  /** The arguments are the first items, a list or tuple, and perhaps the greatest length. */
  private static Unfinished deque(Arguments given) throws PickleException {
    var items = new PendingList(given.values());
    if (given.requireSize(0, 2).size() > 0 && given.item(0) != null) {
      for (Object item : AllowedCalls.sequence(given, 0)) {
        items.append(item);
      }
    }
    if (!given.values().keepsClassNames()) {
      return items;
    }
    return PendingInstance.ofDeque(items, given.size() == 2 ? given.item(1) : null);
  }

  private static Object range(Arguments given) throws PickleException {
    for (int i = 0; i < given.size(); i++) {
      Object unused = given.number(i);
    }
    if (Long.valueOf(0).equals(given.item(2))) {
      throw new IllegalArgumentException("the step of a range is 0");
    }
    return PendingInstance.ofRange(given);
  }

  private static PendingInstance instance(AllowedName type, Arguments given)
      throws PickleException {
    return PendingInstance.of(type.toString(), given);
  }

  /** The arguments are the parts of the path; the first may be its root. */
  private static Object path(AllowedName type, Arguments parts, String separator)
      throws PickleException {
    var joined = new StringJoiner(separator);
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.text(i);
      parts.values().allocate(part.length());
      boolean isRoot = i == 0 && part.endsWith(separator) && parts.size() > 1;
      joined.add(isRoot ? part.substring(0, part.length() - separator.length()) : part);
    }
    String text = parts.size() == 0 ? "." : joined.toString();
    return parts.values().known(type.toString(), text);
  }

  private static ObjectArray.Instance fraction(Arguments given) {
    if (given.requireSize(1, 2).size() == 2) {
      return fraction(given.number(0), given.number(1));
    }
    String text = given.text(0);
    Matcher found = FRACTION.matcher(text);
    if (text.length() > MAX_DIGITS || !found.matches()) {
      throw new IllegalArgumentException("expected a fraction but found other text");
    }
    return fraction(
        whole(found.group(1)), found.group(2) == null ? (Object) 1L : whole(found.group(2)));
  }

  private static ObjectArray.Instance fraction(Object numerator, Object denominator) {
    return new ObjectArray.Instance(
        AllowedName.FRACTION.toString(), ObjectArray.Tuple.of(numerator, denominator), null);
  }

  private static Object whole(String digits) {
    return Machine.small(new BigInteger(digits));
  }
}
