package io.npyio.strided;

import io.npyio.dtype.Kind;
import io.npyio.dtype.Shape;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Java's own arrays, flat or nested: their shape, and the kind of number that they hold. */
public final class JavaArrays {
  private JavaArrays() {}

  /** The class of the elements of the innermost arrays. */
  public static Class<?> component(Class<?> type) {
    Class<?> component = type;
    while (component.isArray()) {
      component = component.getComponentType();
    }
    return component;
  }

  /** How many levels of arrays the class has. */
  public static int depth(Class<?> type) {
    int depth = 0;
    for (Class<?> t = type; t.isArray(); t = t.getComponentType()) {
      depth++;
    }
    return depth;
  }

  /** The kind of number that a primitive holds; null for other classes. */
  public static @Nullable Kind kind(Class<?> primitive) {
    if (primitive == boolean.class) {
      return Kind.BOOL;
    }
    if (primitive == byte.class) {
      return Kind.INT8;
    }
    if (primitive == short.class) {
      return Kind.INT16;
    }
    if (primitive == char.class) {
      return Kind.UINT16;
    }
    if (primitive == int.class) {
      return Kind.INT32;
    }
    if (primitive == long.class) {
      return Kind.INT64;
    }
    if (primitive == float.class) {
      return Kind.FLOAT32;
    }
    return primitive == double.class ? Kind.FLOAT64 : null;
  }

  /**
   * The shape of an array of {@code depth} levels.
   *
   * @throws IllegalArgumentException where two rows differ in length or one is null
   */
  public static Shape shape(Object array, int depth) {
    List<Long> lengths = new ArrayList<>();
    Object row = array;
    for (int i = 0; i < depth; i++) {
      int length = Array.getLength(row);
      lengths.add((long) length);
      if (length == 0) {
        // what is below an empty level has no length of its own
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
