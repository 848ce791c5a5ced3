package io.npyio.record;

import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import org.jspecify.annotations.Nullable;

/**
 * Matches a Java type to a dtype by stripping the array levels from both.
 *
 * @param element the Java type of an element
 * @param dims the axes of the field, one per array level of the Java type
 * @param base the dtype of an element
 */
record TypeMatch(Class<?> element, Shape dims, DType base) {

  /** The match; null if the type has more or fewer levels than the dtype has axes. */
  static @Nullable TypeMatch of(Class<?> type, DType dtype) {
    Shape axes = Shape.of();
    DType base = dtype;
    while (base instanceof DType.SubArray array) {
      axes = axes.append(array.shape());
      base = array.base();
    }
    Class<?> element = type;
    int levels = 0;
    while (element.isArray() && !(element == byte[].class && isBytes(base))) {
      element = element.getComponentType();
      levels++;
    }
    return levels == axes.rank() ? new TypeMatch(element, axes, base) : null;
  }

  /** Whether a {@code byte[]} is one element of the dtype, not an array of elements. */
  private static boolean isBytes(DType base) {
    return base instanceof DType.Flexible;
  }
}
