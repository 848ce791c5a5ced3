package io.npyio.print;

import io.npyio.dtype.Field;
import io.npyio.memory.Memory;
import io.npyio.strided.Strided;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;

/**
 * The elements that are shown. Column widths follow from them alone, as in NumPy.
 *
 * @param array of all elements
 * @param cutAxes the number of leading axes that show only their ends; the others are axes of
 *     fields, which NumPy measures in full even where it cuts them
 */
record ShownElements(Strided array, int cutAxes) {

  static ShownElements of(Strided array, boolean isSummary) {
    return new ShownElements(array, isSummary ? array.rank() : 0);
  }

  /** One field of these elements. */
  ShownElements field(Field field) {
    return new ShownElements(array.field(field), cutAxes);
  }

  ShownElements real() {
    return new ShownElements(array.real(), cutAxes);
  }

  ShownElements imag() {
    return new ShownElements(array.imag(), cutAxes);
  }

  Memory memory() {
    return array.memory();
  }

  /** Calls {@code element} with the position in memory of each element. */
  void forEach(LongConsumer element) {
    forEach(0, array.offset(), element);
  }

  private void forEach(int axis, long position, LongConsumer element) {
    if (axis == array.rank()) {
      element.accept(position);
      return;
    }
    new Axis(array.lengths()[axis], array.strides()[axis], axis < cutAxes)
        .walk(position, item -> forEach(axis + 1, item, element), () -> {});
  }

  /** The length of the longest text; 0 if there are no elements. */
  int longest(LongFunction<String> text) {
    int[] longest = {0};
    forEach(position -> longest[0] = Math.max(longest[0], text.apply(position).length()));
    return longest[0];
  }
}
