package io.npyio.number;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BoolBytesTest {
  @Test
  void everyByteButZeroIsTrueWhateverTheLengthAndThePlace() {
    for (int n = 1; n < 80; n++) {
      for (int at = 0; at < n; at++) {
        for (int value = 0; value < 256; value += value < 3 ? 1 : 63) {
          byte[] bytes = new byte[80];
          Arrays.fill(bytes, 0, n / 2, (byte) 1);
          bytes[at] = (byte) value;
          boolean[] expected = new boolean[80];
          for (int i = 0; i < n; i++) {
            expected[i] = bytes[i] != 0;
          }
          boolean[] actual = new boolean[80];
          BoolBytes.toBooleans(bytes, actual, n);
          assertArrayEquals(expected, actual, n + " elements, number " + at + " is " + value);
        }
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
