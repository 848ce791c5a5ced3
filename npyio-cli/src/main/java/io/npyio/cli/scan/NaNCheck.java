package io.npyio.cli.scan;

import io.npyio.array.DType;
import io.npyio.array.Kind;
import io.npyio.array.NdArray;

/**
 * Asks whether there is a NaN in a block, by the bits of its numbers: without its sign a NaN is
 * greater than infinity, so that subtracting it from infinity leaves a sign. Several times as quick
 * as reading the numbers, which matters where two files are the same.
 */
final class NaNCheck {
  private static final int INFINITE_FLOAT = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
  private static final long INFINITE = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

  private int[] ints = {};
  private long[] longs = {};

  /** Whether there may be one: always so in formats that are seldom met. */
  boolean mayBeIn(NdArray block) {
    if (!(block.dtype() instanceof DType.Scalar scalar)) {
      return true;
    }
    int n = Math.toIntExact(block.size());
    if (scalar.kind() == Kind.FLOAT32) {
      return areIn(block.view(DType.INT32.withByteOrder(scalar.order())), n, ints(n));
    }
    if (scalar.kind() == Kind.FLOAT64) {
      return areIn(block.view(DType.INT64.withByteOrder(scalar.order())), n, longs(n));
    }
    return true;
  }

  private int[] ints(int n) {
    ints = ints.length < n ? new int[n] : ints;
    return ints;
  }

  private long[] longs(int n) {
    longs = longs.length < n ? new long[n] : longs;
    return longs;
  }

  private static boolean areIn(NdArray bits, int n, int[] room) {
    bits.readInto(room);
    int signs = 0;
    for (int i = 0; i < n; i++) {
      signs |= INFINITE_FLOAT - (room[i] & Integer.MAX_VALUE);
    }
    return signs < 0;
  }

  private static boolean areIn(NdArray bits, int n, long[] room) {
    bits.readInto(room);
    long signs = 0;
    for (int i = 0; i < n; i++) {
      signs |= INFINITE - (room[i] & Long.MAX_VALUE);
    }
    return signs < 0;
  }
}
