package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;

/** Which arrays can follow each other, as in NumPy's {@code concatenate}. */
public final class ConcatRules {
  private ConcatRules() {}

  /**
   * {@return the axis, counted from the first, along which an array can follow another one}
   *
   * @throws IllegalArgumentException if it cannot, or there is no such axis
   */
  public static int requireAxis(OpenArray first, OpenArray next, int axis) {
    ArrayLayout layout = first.array().layout();
    int rank = layout.shape().rank();
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          "axis %d is out of bounds for an array of shape %s".formatted(axis, layout.shape()));
    }
    int along = axis < 0 ? axis + rank : axis;
    requireFit(layout, next.array(), along);
    return along;
  }

  /** The rows that an array appends to a file; an array with one axis less is a single row. */
  static NdArray requireAppendable(ArrayLayout file, NdArray array) {
    int axis = file.growthAxis();
    boolean isRow = array.rank() == file.shape().rank() - 1;
    NdArray rows = isRow ? array.insertAxis(axis) : array;
    requireFit(file, rows, axis);
    return rows;
  }

  private static void requireFit(ArrayLayout before, NdArray next, int axis) {
    boolean fits =
        next.rank() == before.shape().rank()
            && DType.equalsIgnoringByteOrder(next.dtype(), before.dtype());
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
