package io.npyio.number;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BoolBytesTest {
  @Test
  void everyByteButZeroIsTrueWhateverTheLength() {
    for (int n = 0; n < 40; n++) {
      for (int value = 0; value < 256; value++) {
        byte[] bytes = new byte[40];
        Arrays.fill(bytes, 0, n / 2, (byte) 1);
        if (n > 0) {
          bytes[n - 1] = (byte) value;
        }
        boolean[] expected = new boolean[40];
        for (int i = 0; i < n; i++) {
          expected[i] = bytes[i] != 0;
        }
        boolean[] actual = new boolean[40];
        BoolBytes.toBooleans(bytes, actual, n);
        assertArrayEquals(expected, actual, n + " elements, the last of them " + value);
      }
    }
  }

  @Test
  void booleansBecomeZeroAndOne() {
    byte[] bytes = {7, 7, 7};
    BoolBytes.toBytes(new boolean[] {true, false, true}, bytes, 2);
    assertArrayEquals(new byte[] {1, 0, 7}, bytes);
  }

  @Test
  void aBoolOfAnyByteIsReadAsOneBlockAndAsMany() {
    byte[] bytes = new byte[10_000];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i % 5 == 0 ? 0 : i % 300);
    }
    boolean[] read = NdArray.of(bytes).view(DType.BOOL).toArray(boolean[].class);
    for (int i = 0; i < bytes.length; i++) {
      assertEquals(bytes[i] != 0, read[i], "element " + i);
    }
  }
}
