package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Views with the axes in another order. */
final class NdArrays {
  private NdArrays() {}

  /** The product of the lengths of all axes but the last. */
  static int rows(NdArray array) {
    long[] lengths = array.shape().lengths();
    long product = 1;
    for (int i = 0; i < lengths.length - 1; i++) {
      product = Math.multiplyExact(product, lengths[i]);
    }
    return Math.toIntExact(product);
  }

  /** A view with the last axis first. */
  static NdArray lastFirst(NdArray array) {
    return first(array, array.rank() - 1);
  }

  /** A view with an axis first. */
  static NdArray first(NdArray array, int axis) {
    int[] order = new int[array.rank()];
    Arrays.setAll(order, i -> i == 0 ? axis : i <= axis ? i - 1 : i);
    return array.permute(order);
  }

  /** A view with some axes last. */
  static NdArray atEnd(NdArray array, int... axes) {
    IntStream others =
        IntStream.range(0, array.rank())
            .filter(axis -> IntStream.of(axes).noneMatch(last -> last == axis));
    return array.permute(IntStream.concat(others, IntStream.of(axes)).toArray());
  }

  /** The elements in C order; large integers are rounded. */
  static double[] doubles(NdArray array) {
    Interrupts.check();
    boolean isLong =
        array.dtype() instanceof DType.Scalar scalar
            && scalar.kind().isInteger()
            && scalar.kind().size() == Long.BYTES;
    return (isLong ? array.astype(DType.FLOAT64) : array).toArray(double[].class);
  }

  /**
   * A view with the axes by descending strides, and merged where they continue each other, as NumPy
   * iterates over it.
   */
  static NdArray inMemoryOrder(NdArray array) {
    return inMemoryOrder(array, 0);
  }

  /** As {@link #inMemoryOrder(NdArray)}, but the axes before the first one stay as they are. */
  static NdArray inMemoryOrder(NdArray array, int first) {
    long[] strides = array.strides();
    IntStream ordered =
        IntStream.range(first, strides.length)
            .boxed()
            .sorted(Comparator.comparingLong(i -> -Math.abs(strides[i])))
            .mapToInt(Integer::intValue);
    int[] order = IntStream.concat(IntStream.range(0, first), ordered).toArray();
    return merged(array.permute(order), first);
  }

  /** Merges axes that continue each other. */
  private static NdArray merged(NdArray array, int first) {
    NdArray merged = array;
    int axis = first;
    while (axis + 1 < merged.rank()) {
      long[] lengths = merged.shape().lengths();
      long[] strides = merged.strides();
      boolean continues =
          lengths[axis] == 1
              || lengths[axis + 1] == 1
              || strides[axis] == strides[axis + 1] * lengths[axis + 1];
      if (continues) {
        merged = merged.reshape(joined(lengths, axis));
      } else {
        axis++;
      }
    }
    return merged;
  }

  private static long[] joined(long[] lengths, int axis) {
    long[] fewer = new long[lengths.length - 1];
    System.arraycopy(lengths, 0, fewer, 0, axis);
    fewer[axis] = lengths[axis] * lengths[axis + 1];
    System.arraycopy(lengths, axis + 2, fewer, axis + 1, fewer.length - axis - 1);
    return fewer;
  }
}
