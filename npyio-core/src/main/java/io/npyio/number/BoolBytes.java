package io.npyio.number;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Converts between NumPy's bool, a byte, and Java's. The JDK has no bulk copy into {@code
 * boolean[]}; these loops are written so that the JIT vectorises them.
 */
public final class BoolBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long NEITHER_0_NOR_1 = 0xFEFE_FEFE_FEFE_FEFEL;

  private BoolBytes() {}

  /** Converts the first {@code n} bytes; the bytes themselves may be changed to 0 and 1. */
  public static void toBooleans(byte[] bytes, boolean[] booleans, int n) {
    normalize(bytes, n);
    for (int i = 0; i < n; i++) {
      booleans[i] = (bytes[i] & 1) != 0;
    }
  }

  /** Makes the first {@code n} bytes 0 or 1. NumPy writes these, but takes all but 0 as true. */
  public static void normalize(byte[] bytes, int n) {
    if (!are0And1(bytes, n)) {
      for (int i = 0; i < n; i++) {
        bytes[i] = (byte) (bytes[i] == 0 ? 0 : 1);
      }
    }
  }

  private static boolean are0And1(byte[] bytes, int n) {
    long bits = 0;
    long second = 0; // four variables, so that no load waits for the one before
    long third = 0;
    long fourth = 0;
    int i = 0;
    for (; i <= n - 4 * Long.BYTES; i += 4 * Long.BYTES) {
      bits |= (long) LONGS.get(bytes, i);
      second |= (long) LONGS.get(bytes, i + Long.BYTES);
      third |= (long) LONGS.get(bytes, i + 2 * Long.BYTES);
      fourth |= (long) LONGS.get(bytes, i + 3 * Long.BYTES);
    }
    bits |= second | third | fourth;
    for (; i < n; i++) {
      bits |= bytes[i] & 0xFF;
    }
    return (bits & NEITHER_0_NOR_1) == 0;
  }

  /** Converts the first {@code n} booleans to 0 and 1. */
  public static void toBytes(boolean[] booleans, byte[] bytes, int n) {
    for (int i = 0; i < n; i++) {
      bytes[i] = (byte) (booleans[i] ? 1 : 0);
    }
  }
}
