package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.array.ObjectArray.Instance;
import io.npyio.cli.scan.Difference.ElementPair;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The difference of two arrays of Python objects, compared as plain values. */
public final class ObjectDifference {
  private ObjectDifference() {}

  /** {@return the difference of two arrays of one shape} */
  public static Difference of(ObjectArray a, ObjectArray b) {
    long count = 0;
    int first = -1;
    int size = a.elements().size();
    for (int i = size - 1; i >= 0; i--) {
      if (!areEqual(a.elements().get(i), b.elements().get(i))) {
        count++;
        first = i;
      }
    }
    return new Difference("", size, count, first < 0 ? null : pair(first, a, b), null, null, 0);
  }

  private static ElementPair pair(int at, ObjectArray a, ObjectArray b) {
    List<Long> index = Arrays.stream(a.shape().unravel(at)).boxed().toList();
    return new ElementPair(index, text(a.elements().get(at)), text(b.elements().get(at)));
  }

  private static NdArray text(@Nullable Object value) {
    return NdArray.of(ObjectArray.repr(value));
  }

  /** Objects of known classes are compared as plain values; a numpy.float64 equals a float. */
  private static boolean areEqual(@Nullable Object a, @Nullable Object b) {
    return arePlainEqual(plain(a), plain(b));
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return value instanceof Instance instance ? instance.plainValue() : value;
  }

  private static boolean arePlainEqual(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Instance x && b instanceof Instance y) {
      return x.className().equals(y.className())
          && areEqual(x.arguments(), y.arguments())
          && areEqual(x.state(), y.state());
    }
    if (a instanceof Number x && b instanceof Number y) {
      return areEqualNumbers(x, y);
    }
    if (a instanceof byte[] x && b instanceof byte[] y) {
      return Arrays.equals(x, y);
    }
    if (a instanceof NdArray x && b instanceof NdArray y) {
      return x.contentEquals(y);
    }
    if (a instanceof ObjectArray x && b instanceof ObjectArray y) {
      return x.shape().equals(y.shape()) && areEqualItems(x.elements(), y.elements());
    }
    if (a instanceof List<?> x && b instanceof List<?> y) {
      return (x instanceof ObjectArray.Tuple) == (y instanceof ObjectArray.Tuple)
          && areEqualItems(x, y);
    }
    if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
      return areEqualEntries(plainKeys(x), plainKeys(y));
    }
    if (a instanceof Set<?> x && b instanceof Set<?> y) {
      return plainMembers(x).equals(plainMembers(y));
    }
    return a == null ? b == null : a.equals(b);
  }

  private static boolean areEqualEntries(Map<?, ?> a, Map<?, ?> b) {
    return a.keySet().equals(b.keySet())
        && a.keySet().stream().allMatch(key -> areEqual(a.get(key), b.get(key)));
  }

  private static Map<@Nullable Object, @Nullable Object> plainKeys(Map<?, ?> map) {
    Map<@Nullable Object, @Nullable Object> plain = new HashMap<>();
    map.forEach((key, value) -> plain.put(plain(key), value));
    return plain;
  }

  private static Set<@Nullable Object> plainMembers(Set<?> set) {
    Set<@Nullable Object> plain = new HashSet<>();
    set.forEach(member -> plain.add(plain(member)));
    return plain;
  }

  /** As in Python, where 1 equals 1.0, and NaN does not equal NaN. */
  private static boolean areEqualNumbers(Number a, Number b) {
    return a.getClass() == b.getClass() && !(a instanceof Double)
        ? a.equals(b)
        : a.doubleValue() == b.doubleValue();
  }

  private static boolean areEqualItems(Collection<?> a, Collection<?> b) {
    Iterator<?> others = b.iterator();
    return a.size() == b.size() && a.stream().allMatch(item -> areEqual(item, others.next()));
  }
}
