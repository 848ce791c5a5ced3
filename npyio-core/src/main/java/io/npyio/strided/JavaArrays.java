package io.npyio.strided;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.lang.reflect.Array;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shapes of Java arrays and lists, flat or nested, and the dtypes of their elements. */
public final class JavaArrays {
  /** The default dtypes of classes; that of {@code String} depends on the length. */
  private static final Map<Class<?>, DType> DTYPES =
      Map.ofEntries(
          Map.entry(boolean.class, DType.BOOL),
          Map.entry(byte.class, DType.INT8),
          Map.entry(short.class, DType.INT16),
          Map.entry(char.class, DType.UINT16),
          Map.entry(int.class, DType.INT32),
          Map.entry(long.class, DType.INT64),
          Map.entry(float.class, DType.FLOAT32),
          Map.entry(double.class, DType.FLOAT64),
          Map.entry(Boolean.class, DType.BOOL),
          Map.entry(Byte.class, DType.INT8),
          Map.entry(Short.class, DType.INT16),
          Map.entry(Character.class, DType.UINT16),
          Map.entry(Integer.class, DType.INT32),
          Map.entry(Long.class, DType.INT64),
          Map.entry(Float.class, DType.FLOAT32),
          Map.entry(Double.class, DType.FLOAT64),
          Map.entry(LocalDate.class, DType.datetime64(DateTimeUnit.DAY)),
          Map.entry(LocalDateTime.class, DType.datetime64(DateTimeUnit.NANOSECOND)),
          Map.entry(Instant.class, DType.datetime64(DateTimeUnit.NANOSECOND)),
          Map.entry(Duration.class, DType.timedelta64(DateTimeUnit.NANOSECOND)));

  private JavaArrays() {}

  /** The class of the elements of the innermost arrays. */
  public static Class<?> component(Class<?> type) {
    Class<?> component = type;
    while (component.isArray()) {
      component = component.getComponentType();
    }
    return component;
  }

  /** The number of array levels of a class. */
  public static int depth(Class<?> type) {
    int depth = 0;
    for (Class<?> t = type; t.isArray(); t = t.getComponentType()) {
      depth++;
    }
    return depth;
  }

  /** The kind of number that a primitive holds; null for other classes. */
  public static @Nullable Kind kind(Class<?> primitive) {
    return primitive.isPrimitive() && DTYPES.get(primitive) instanceof DType.Scalar scalar
        ? scalar.kind()
        : null;
  }

  /**
   * The default dtype of a Java value, array or nested array.
   *
   * @throws IllegalArgumentException if its class has none
   */
  public static DType dtypeOf(Object array) {
    Class<?> component = component(array.getClass());
    DType dtype = component == String.class ? DType.unicode(longest(array)) : DTYPES.get(component);
    if (dtype == null) {
      throw new IllegalArgumentException(
          "no dtype for %s; name one: of(%s, dtype)"
              .formatted(
                  array.getClass().getSimpleName(),
                  array.getClass().isArray() ? "array" : "value"));
    }
    return dtype;
  }

  private static int longest(Object array) {
    if (array instanceof String text) {
      return Math.max(1, text.codePointCount(0, text.length())); // as in NumPy, which makes no U0
    }
    int longest = 1;
    for (Object row : (Object[]) array) {
      longest = Math.max(longest, longest(Objects.requireNonNull(row, "a string is null")));
    }
    return longest;
  }

  /**
   * The layout of a Java value, array or nested array as an array of that dtype; the rows of a
   * {@code byte[][]} are elements if the dtype is {@code S} or {@code V}.
   */
  public static ArrayLayout layoutOf(Object array, DType dtype) {
    Class<?> type = array.getClass();
    boolean areBytesElements = component(type) == byte.class && Elements.isBytes(dtype);
    int levels = areBytesElements ? depth(type) - 1 : depth(type);
    return new ArrayLayout(dtype, levels == 0 ? Shape.of() : shape(array, levels), Order.C);
  }

  // ---- lists -----------------------------------------------------------------------------------

  /**
   * A nested list as a nested array of boxed elements; other values unchanged. Elements of one
   * class keep it; numbers of several classes become {@code Double} if one of them is
   * floating-point, otherwise {@code Long}; an empty list becomes a {@code Double[]}, as in NumPy.
   *
   * @throws IllegalArgumentException if lists differ in length or depth, or their elements have no
   *     common class
   */
  public static Object withoutLists(Object array) {
    if (!(array instanceof List<?> list)) {
      return array;
    }
    Set<Class<?>> classes = new HashSet<>();
    List<Integer> lengths = new ArrayList<>();
    inspect(list, 0, lengths, classes);
    Class<?> common = common(classes);
    Object made = Array.newInstance(common, lengths.stream().mapToInt(Integer::intValue).toArray());
    fill(list, (Object[]) made, common);
    return made;
  }

  private static void inspect(
      List<?> list, int depth, List<Integer> lengths, Set<Class<?>> classes) {
    if (depth == lengths.size()) {
      lengths.add(list.size());
    } else if (lengths.get(depth) != list.size()) {
      throw ragged("expected %d but found %d".formatted(lengths.get(depth), list.size()), depth);
    }
    for (Object item : list) {
      boolean isList = item instanceof List;
      if (isList) {
        inspect((List<?>) item, depth + 1, lengths, classes);
      } else if (item != null) {
        classes.add(item.getClass());
      }
      if (!isList && depth + 1 < lengths.size()) {
        throw ragged("expected a list but found " + item, depth + 1);
      }
    }
  }

  private static IllegalArgumentException ragged(String problem, int depth) {
    return new IllegalArgumentException(
        "the lists differ in length: " + problem + " at depth " + depth);
  }

  private static Class<?> common(Set<Class<?>> classes) {
    if (classes.size() == 1) {
      return classes.iterator().next();
    }
    boolean areNumbers =
        classes.stream().allMatch(type -> DTYPES.containsKey(type) && isNumber(type));
    if (!areNumbers) {
      throw new IllegalArgumentException(
          "no dtype for a list of "
              + classes.stream().map(Class::getSimpleName).sorted().toList()
              + "; name one: of(list, dtype)");
    }
    boolean areFloating =
        classes.isEmpty() || classes.contains(Double.class) || classes.contains(Float.class);
    return areFloating ? Double.class : Long.class;
  }

  private static boolean isNumber(Class<?> type) {
    return Number.class.isAssignableFrom(type);
  }

  private static void fill(List<?> list, Object[] target, Class<?> common) {
    for (int i = 0; i < target.length; i++) {
      if (list.get(i) instanceof List<?> row) {
        fill(row, (Object[]) target[i], common);
      } else {
        target[i] = as(common, list.get(i));
      }
    }
  }

  private static @Nullable Object as(Class<?> common, @Nullable Object item) {
    if (common == Double.class && item instanceof Number number) {
      return number.doubleValue();
    }
    return common == Long.class && item instanceof Number number ? (Long) number.longValue() : item;
  }

  // ---- shapes ----------------------------------------------------------------------------------

  /**
   * The shape of an array of {@code depth} levels.
   *
   * @throws IllegalArgumentException if two rows differ in length or one is null
   */
  public static Shape shape(Object array, int depth) {
    List<Long> lengths = new ArrayList<>();
    Object row = array;
    for (int i = 0; i < depth; i++) {
      int length = Array.getLength(row);
      lengths.add((long) length);
      if (length == 0) {
        // levels below an empty one have no length
        for (int rest = i + 1; rest < depth; rest++) {
          lengths.add(0L);
        }
        break;
      }
      if (i + 1 < depth) {
        row = requireRow(Array.get(row, 0));
      }
    }
    var shape = Shape.of(lengths.stream().mapToLong(Long::longValue).toArray());
    requireRows(array, shape, 0);
    return shape;
  }

  private static Object requireRow(@Nullable Object row) {
    if (row == null) {
      throw new IllegalArgumentException("a row of the array is null");
    }
    return row;
  }

  private static void requireRows(Object array, Shape shape, int axis) {
    long length = Array.getLength(array);
    if (length != shape.length(axis)) {
      throw new IllegalArgumentException(
          "the rows of the array differ in length: expected %d but found %d at depth %d"
              .formatted(shape.length(axis), length, axis));
    }
    if (axis + 1 < shape.rank()) {
      for (Object row : (Object[]) array) {
        requireRows(requireRow(row), shape, axis + 1);
      }
    }
  }

  /** A new nested array of the shape. */
  static Object allocate(Class<?> component, Shape shape) {
    int[] lengths = new int[shape.rank()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = length(shape.length(i));
    }
    return Array.newInstance(component, lengths);
  }

  static int length(long size) {
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a Java array holds at most 2^31 - 9 elements, not " + size + "; take slices");
    }
    return (int) size;
  }
}
