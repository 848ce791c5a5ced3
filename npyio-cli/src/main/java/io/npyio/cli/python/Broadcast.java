package io.npyio.cli.python;

import io.npyio.array.NdArray;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;

/** Two arrays as one shape, block by block, so that no copy of a whole one is made. */
final class Broadcast {
  /** The most bytes of an operand in a block. */
  private static final int MAX_BLOCK_BYTES = 1 << 19;

  private Broadcast() {}

  /** Makes a block of the result of blocks of two operands; all have one shape. */
  @FunctionalInterface
  interface Work {
    void make(NdArray result, NdArray a, NdArray b);
  }

  /** The shape to which arrays are broadcast; null if there is none. */
  static long @Nullable [] shape(List<NdArray> arrays) {
    int rank = arrays.stream().mapToInt(NdArray::rank).max().orElse(0);
    long[] common = new long[rank];
    Arrays.fill(common, 1);
    for (NdArray each : arrays) {
      for (int i = 0; i < each.rank(); i++) {
        int axis = rank - each.rank() + i;
        long length = each.shape().length(i);
        if (common[axis] != 1 && length != 1 && common[axis] != length) {
          return null;
        }
        common[axis] = length == 1 ? common[axis] : length;
      }
    }
    return common;
  }

  /** As {@link #shape(List)}, but without a shape raises NumPy's exception. */
  static long[] shape(NdArray a, NdArray b) {
    long[] shape = shape(List.of(a, b));
    if (shape == null) {
      throw Py.ValueError(
          "operands could not be broadcast together with shapes %s %s "
              .formatted(Shapes.tuple(a.shape().lengths()), Shapes.tuple(b.shape().lengths())));
    }
    return shape;
  }

  /** Makes a result of the shape of both. */
  static void forEachBlock(NdArray result, NdArray a, NdArray b, Work work) {
    if (result.size() > 0) {
      make(result, ranked(a, result.rank()), ranked(b, result.rank()), work);
    }
  }

  private static NdArray ranked(NdArray array, int rank) {
    NdArray ranked = array;
    while (ranked.rank() < rank) {
      ranked = ranked.insertAxis(0);
    }
    return ranked;
  }

  private static void make(NdArray result, NdArray a, NdArray b, Work work) {
    Interrupts.check();
    long itemSize = Math.max(1, Math.max(a.dtype().itemSize(), b.dtype().itemSize()));
    if (result.size() == 1 || result.size() <= MAX_BLOCK_BYTES / itemSize) {
      long[] lengths = result.shape().lengths();
      work.make(result, whole(a, lengths), whole(b, lengths));
      return;
    }
    int axis = Assignment.longest(result.shape().lengths());
    long length = result.shape().length(axis);
    for (long[] half : new long[][] {{0, length / 2}, {length / 2, length}}) {
      make(result.slice(axis, half[0], half[1]), part(a, axis, half), part(b, axis, half), work);
    }
  }

  private static NdArray part(NdArray array, int axis, long[] range) {
    return array.shape().length(axis) == 1 ? array : array.slice(axis, range[0], range[1]);
  }

  private static NdArray whole(NdArray array, long[] lengths) {
    if (Arrays.equals(array.shape().lengths(), lengths)) {
      return array;
    }
    NdArray whole = NdArray.zeros(array.dtype(), lengths);
    Assignment.assign(whole, array);
    return whole;
  }
}
