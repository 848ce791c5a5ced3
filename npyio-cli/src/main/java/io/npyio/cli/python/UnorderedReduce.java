package io.npyio.cli.python;

import io.npyio.array.NdArray;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/** Reductions whose result does not depend on the order, of all elements or along the last axis. */
final class UnorderedReduce {
  /** The most elements read at once. */
  private static final int MAX_BLOCK_ELEMENTS = 1 << 16;

  private UnorderedReduce() {}

  /** Joins a block of elements to the results so far. */
  @FunctionalInterface
  private interface Join<T> {
    /** Joins each of {@code count} results to every {@code count}-th value. */
    void take(T values, int length, T results, int count);
  }

  static long[] longs(NdArray array, boolean isWhole, long first, LongBinaryOperator join) {
    long[] results = new long[isWhole ? 1 : NdArrays.rows(array)];
    Arrays.fill(results, first);
    reduce(
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
    reduce(
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

  private static <T> void reduce(
      NdArray array, boolean isWhole, Class<T> type, T results, Join<T> join) {
    int count = Array.getLength(results);
    if (array.size() == 0) {
      return;
    }
    if (isWhole) {
      for (NdArray block : NdArrays.inMemoryOrder(array).blocks(MAX_BLOCK_ELEMENTS)) {
        join.take(block.toArray(type), (int) block.size(), results, 1);
      }
      return;
    }
    NdArray rows = NdArrays.lastFirst(array);
    long length = rows.shape().length(0);
    long rowsPerBlock = Math.max(1, MAX_BLOCK_ELEMENTS / count);
    for (long from = 0; from < length; from += rowsPerBlock) {
      NdArray block = rows.slice(0, from, Math.min(from + rowsPerBlock, length));
      join.take(block.toArray(type), (int) block.size(), results, count);
    }
  }
}
