package io.npyio.number;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * NumPy's bool, a byte, and Java's. There is no way to move many bytes into a {@code boolean[]} at
 * once, so these loops have the forms that compilers make vectors of.
 */
public final class BoolBytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long NEITHER_0_NOR_1 = 0xFEFE_FEFE_FEFE_FEFEL;

  private BoolBytes() {}

  /** The first {@code n} bytes as Java's; they may be changed to 0 and 1. */
  public static void toBooleans(byte[] bytes, boolean[] booleans, int n) {
    if (!are0And1(bytes, n)) {
      for (int i = 0; i < n; i++) {
        bytes[i] =
            (byte) (bytes[i] == 0 ? 0 : 1); // NumPy writes 0 and 1, and takes all but 0 as true
      }
    }
    for (int i = 0; i < n; i++) {
      booleans[i] = (bytes[i] & 1) != 0;
    }
  }

  private static boolean are0And1(byte[] bytes, int n) {
    long bits = 0;
    int i = 0;
    for (; i <= n - Long.BYTES; i += Long.BYTES) {
      bits |= (long) LONGS.get(bytes, i);
    }
    for (; i < n; i++) {
      bits |= bytes[i] & 0xFF;
    }
    return (bits & NEITHER_0_NOR_1) == 0;
  }

  /** The first {@code n} booleans as NumPy's. */
  public static void toBytes(boolean[] booleans, byte[] bytes, int n) {
    for (int i = 0; i < n; i++) {
      bytes[i] = (byte) (booleans[i] ? 1 : 0);
    }
  }
}
