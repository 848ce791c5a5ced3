package io.npyio.cli.python;

import io.npyio.array.NdArray;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** What comes out the same in whatever order it is done, of all elements or along the last axis. */
final class UnorderedReduce {
  /** The most elements that are read at once. */
  private static final int BLOCK = 1 << 16;

  private UnorderedReduce() {}

  /** All that is read of an array at once, joined to what came before. */
  @FunctionalInterface
  private interface Join<T> {
    /** Each of {@code count} results is joined to the values that lie that far apart. */
    void take(T values, int length, T results, int count);
  }

  static long[] longs(NdArray array, boolean isWhole, long first, LongBinaryOperator join) {
    long[] results = new long[isWhole ? 1 : NdArrays.rows(array)];
    Arrays.fill(results, first);
    fold(
        array,
        isWhole,
        long[].class,
        results,
        (values, length, sums, count) -> {
          for (int at = 0; at < length; at += count) {
            for (int i = 0; i < count; i++) {
              sums[i] = join.applyAsLong(sums[i], values[at + i]);
            }
          }
        });
    return results;
  }

  static double[] doubles(NdArray array, boolean isWhole, double first, DoubleBinaryOperator join) {
    double[] results = new double[isWhole ? 1 : NdArrays.rows(array)];
    Arrays.fill(results, first);
    fold(
        array,
        isWhole,
        double[].class,
        results,
        (values, length, sums, count) -> {
          for (int at = 0; at < length; at += count) {
            for (int i = 0; i < count; i++) {
              sums[i] = join.applyAsDouble(sums[i], values[at + i]);
            }
          }
        });
    return results;
  }

  private static <T> void fold(
      NdArray array, boolean isWhole, Class<T> type, T results, Join<T> join) {
    int count = Array.getLength(results);
    if (array.size() == 0) {
      return;
    }
    if (isWhole) {
      for (NdArray block : NdArrays.inMemoryOrder(array).blocks(BLOCK)) {
        join.take(block.toArray(type), (int) block.size(), results, 1);
      }
      return;
    }
    NdArray rows = NdArrays.lastFirst(array);
    long length = rows.shape().length(0);
    long most = Math.max(1, BLOCK / count);
    for (long from = 0; from < length; from += most) {
      NdArray block = rows.slice(0, from, Math.min(from + most, length));
      join.take(block.toArray(type), (int) block.size(), results, count);
    }
  }
}
