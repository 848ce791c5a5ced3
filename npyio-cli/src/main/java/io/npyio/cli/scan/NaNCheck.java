package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;

/**
 * Finds NaNs in a block by their bits: without its sign bit a NaN is greater than infinity, so that
 * subtracting it from infinity sets the sign. This is several times as fast as reading the numbers,
 * which counts when two files are equal.
 */
final class NaNCheck {
  private static final int INFINITE_FLOAT = Float.floatToRawIntBits(Float.POSITIVE_INFINITY);
  private static final long INFINITE = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

  private int[] ints = {};
  private long[] longs = {};

  /** Whether a block may contain a NaN; always true for rare formats. */
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

  private static boolean areIn(NdArray bits, int n, int[] buffer) {
    bits.readInto(buffer);
    int signs = 0;
    for (int i = 0; i < n; i++) {
      signs |= INFINITE_FLOAT - (buffer[i] & Integer.MAX_VALUE);
    }
    return signs < 0;
  }

  private static boolean areIn(NdArray bits, int n, long[] buffer) {
    bits.readInto(buffer);
    long signs = 0;
    for (int i = 0; i < n; i++) {
      signs |= INFINITE - (buffer[i] & Long.MAX_VALUE);
    }
    return signs < 0;
  }
}
