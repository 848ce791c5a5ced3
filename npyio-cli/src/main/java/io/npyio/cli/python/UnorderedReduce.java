package io.npyio.cli.python;

import io.npyio.array.NdArray;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/**
 * A reduction whose result does not depend on the order, of all elements or along the last axis.
 *
 * @param type of the Java arrays of the elements, {@code long[]} or {@code double[]}
 * @param first what the elements are joined to
 * @param join of a block to the results so far
 */
record UnorderedReduce<T>(Class<T> type, Object first, Join<T> join) {
  /** The most elements read at once. */
  private static final int MAX_BLOCK_ELEMENTS = 1 << 16;

  /** Joins a block of elements to the results so far. */
  @FunctionalInterface
  interface Join<T> {
    /** Joins each of {@code count} results to every {@code count}-th value. */
    void take(T values, int length, T results, int count);
  }

  static UnorderedReduce<long[]> ofLongs(long first, LongBinaryOperator operator) {
    return new UnorderedReduce<>(
        long[].class,
        first,
        (values, length, results, count) -> {
          for (int at = 0; at < length; at += count) {
            for (int i = 0; i < count; i++) {
              results[i] = operator.applyAsLong(results[i], values[at + i]);
            }
          }
        });
  }

  static UnorderedReduce<double[]> ofDoubles(double first, DoubleBinaryOperator operator) {
    return new UnorderedReduce<>(
        double[].class,
        first,
        (values, length, results, count) -> {
          for (int at = 0; at < length; at += count) {
            for (int i = 0; i < count; i++) {
              results[i] = operator.applyAsDouble(results[i], values[at + i]);
            }
          }
        });
  }

  private T results(int count) {
    T results = type.cast(Array.newInstance(type.getComponentType(), count));
    for (int i = 0; i < count; i++) {
      Array.set(results, i, first);
    }
    return results;
  }

  /** The reduction of all elements, without axes. */
  NdArray whole(NdArray array) {
    T results = results(1);
    if (array.size() > 0) {
      for (NdArray block : NdArrays.inMemoryOrder(array).blocks(MAX_BLOCK_ELEMENTS)) {
        Interrupts.check();
        join.take(block.toArray(type), (int) block.size(), results, 1);
      }
    }
    return NdArray.of(results).reshape();
  }

  /** The reduction along the last axis, with the shape of the other axes. */
  NdArray along(NdArray array) {
    int count = NdArrays.rows(array);
    T results = results(count);
    NdArray rows = NdArrays.lastFirst(array);
    long length = array.size() == 0 ? 0 : rows.shape().length(0);
    long rowsPerBlock = Math.max(1, MAX_BLOCK_ELEMENTS / Math.max(1, count));
    for (long from = 0; from < length; from += rowsPerBlock) {
      Interrupts.check();
      NdArray block = rows.slice(0, from, Math.min(from + rowsPerBlock, length));
      join.take(block.toArray(type), (int) block.size(), results, count);
    }
    return NdArray.of(results).reshape(Arrays.copyOf(array.shape().lengths(), array.rank() - 1));
  }
}
