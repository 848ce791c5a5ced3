package io.npyio.record;

import io.npyio.array.DType;
import io.npyio.array.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A Java type laid on a dtype: what their elements are once the arrays on both sides are taken off.
 *
 * @param element the Java type
 * @param dims the lengths of the field's axes, as many as the Java type has levels
 * @param base the dtype of an element
 */
record TypeMatch(Class<?> element, Shape dims, DType base) {

  /** The fit; null if the one has more axes than the other. */
  static @Nullable TypeMatch of(Class<?> type, DType dtype) {
    long[] lengths = {};
    DType base = dtype;
    while (base instanceof DType.SubArray array) {
      lengths = joined(Shape.of(lengths), array.shape()).lengths();
      base = array.base();
    }
    Class<?> element = type;
    int levels = 0;
    while (element.isArray() && !(element == byte[].class && isBytes(base))) {
      element = element.getComponentType();
      levels++;
    }
    return levels == lengths.length ? new TypeMatch(element, Shape.of(lengths), base) : null;
  }

  /** Each {@code byte[]} is one element of such a dtype, not an array of them. */
  private static boolean isBytes(DType base) {
    return base instanceof DType.Flexible;
  }

  static Shape joined(Shape outer, Shape inner) {
    long[] lengths = Arrays.copyOf(outer.lengths(), outer.rank() + inner.rank());
    System.arraycopy(inner.lengths(), 0, lengths, outer.rank(), inner.rank());
    return Shape.of(lengths);
  }
}
