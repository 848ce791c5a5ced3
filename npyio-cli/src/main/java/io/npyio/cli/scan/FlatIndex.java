package io.npyio.cli.scan;

import io.npyio.dtype.Shape;
import java.util.Arrays;
import java.util.List;

/** Positions in C order as indices. */
final class FlatIndex {
  private FlatIndex() {}

  /** The index of the element at a position, as NumPy's {@code unravel_index}. */
  static long[] unravel(long position, Shape shape) {
    long[] index = new long[shape.rank()];
    long rest = position;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      index[axis] = rest % shape.length(axis);
      rest /= shape.length(axis);
    }
    return index;
  }

  static List<Long> toList(long[] index) {
    return Arrays.stream(index).boxed().toList();
  }
}
