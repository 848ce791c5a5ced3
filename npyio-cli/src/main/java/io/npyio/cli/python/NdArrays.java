package io.npyio.cli.python;

import io.npyio.array.NdArray;
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
    int[] order = new int[array.rank()];
    Arrays.setAll(order, i -> i == 0 ? order.length - 1 : i - 1);
    return array.permute(order);
  }

  /** A view with an axis last. */
  static NdArray atEnd(NdArray array, int axis) {
    int[] order = new int[array.rank()];
    Arrays.setAll(order, i -> i < axis ? i : i + 1);
    order[order.length - 1] = axis;
    return array.permute(order);
  }

  /**
   * A view with the axes by descending strides, and merged where they continue each other, as NumPy
   * iterates over it.
   */
  static NdArray inMemoryOrder(NdArray array) {
    long[] strides = array.strides();
    int[] order =
        IntStream.range(0, strides.length)
            .boxed()
            .sorted(Comparator.comparingLong(i -> -Math.abs(strides[i])))
            .mapToInt(Integer::intValue)
            .toArray();
    return merged(array.permute(order));
  }

  /** Merges axes that continue each other. */
  private static NdArray merged(NdArray array) {
    NdArray merged = array;
    int axis = 0;
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
