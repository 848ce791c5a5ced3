package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;

/** Which arrays can be joined, as in NumPy's {@code concatenate} and {@code stack}. */
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

  /**
   * {@return the position, counted from the first, of a new axis along which two arrays are
   * stacked}
   *
   * @throws IllegalArgumentException if they have two shapes or dtypes, or there is no such place
   */
  public static int requireNewAxis(OpenArray first, OpenArray next, int axis) {
    NdArray before = first.array();
    NdArray array = next.array();
    if (!array.shape().equals(before.shape()) || !haveOneDType(first.dtype(), next.dtype())) {
      throw new IllegalArgumentException(
          "%s %s cannot be stacked on %s %s: expected one dtype and shape; 'npyio convert' gives it"
                  .formatted(next.dtype(), array.shape(), first.dtype(), before.shape())
              + " another one with --to-dtype and --to-shape");
    }
    int rank = before.rank() + 1;
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          "axis %d is out of bounds for a stack of arrays of shape %s: expected %d to %d"
              .formatted(axis, before.shape(), -rank, rank - 1));
    }
    return axis < 0 ? axis + rank : axis;
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
        next.rank() == before.shape().rank() && haveOneDType(before.dtype(), next.dtype());
    for (int i = 0; fits && i < next.rank(); i++) {
      fits = i == axis || next.shape().length(i) == before.shape().length(i);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "%s %s cannot follow %s %s along axis %d%s"
              .formatted(
                  DTypeDifference.brief(next.dtype()),
                  next.shape(),
                  DTypeDifference.brief(before.dtype()),
                  before.shape(),
                  axis,
                  DTypeDifference.of(next.dtype(), before.dtype())));
    }
  }

  private static boolean haveOneDType(DType a, DType b) {
    return DType.equalsIgnoringByteOrder(a, b);
  }
}
