package io.npyio.cli.format;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.array.NdArray;
import io.npyio.dtype.Order;
import java.nio.ByteOrder;

/** Whether arrays can be put behind each other, which NumPy's {@code concatenate} asks as well. */
final class Joint {
  private Joint() {}

  /** Whether elements differ in their byte order at most. */
  static boolean areAlike(DType one, DType other) {
    return one.withByteOrder(ByteOrder.LITTLE_ENDIAN)
        .equals(other.withByteOrder(ByteOrder.LITTLE_ENDIAN));
  }

  /** The axis along which a file grows at its end. */
  static int growthAxis(ArrayLayout layout) {
    return layout.order() == Order.C ? 0 : layout.shape().rank() - 1;
  }

  /** An array as one row of an array that has an axis more; any other as it is. */
  static NdArray rows(NdArray array, int rank, int axis) {
    return array.rank() == rank - 1 ? array.slice(":, ".repeat(axis) + "None, ...") : array;
  }

  static void requireFit(ArrayLayout before, NdArray next, int axis) {
    boolean fits = next.rank() == before.shape().rank() && areAlike(next.dtype(), before.dtype());
    for (int i = 0; fits && i < next.rank(); i++) {
      fits = i == axis || next.shape().length(i) == before.shape().length(i);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "%s %s cannot follow %s %s along axis %d"
              .formatted(next.dtype(), next.shape(), before.dtype(), before.shape(), axis));
    }
  }

  /** A layout with another length of one axis. */
  static ArrayLayout withLength(ArrayLayout layout, int axis, long length) {
    long[] lengths = layout.shape().lengths();
    lengths[axis] = length;
    return layout.withShape(lengths);
  }
}
