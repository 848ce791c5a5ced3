package io.npyio.number;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class Float16Test {
  private static void assertNarrows(int expected, double value) {
    assertEquals((short) expected, Float16.fromDouble(value), () -> "double " + value);
    assertEquals(
        (short) -(0x8000 - expected), Float16.fromDouble(-value), () -> "double " + -value);
    assertEquals((short) expected, Float16.fromFloat((float) value), () -> "float " + value);
  }

  @Test
  void allPatternsWidenToTheBitsNumPyMakes() {
    ByteBuffer floats = ByteBuffer.allocate(65_536 * 4).order(ByteOrder.LITTLE_ENDIAN);
    for (int bits = 0; bits < 65_536; bits++) {
      floats.putFloat(Float16.toFloat((short) bits));
    }
    byte[] bytes = new byte[floats.capacity()];
    floats.get(0, bytes);
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    // zlib.crc32(np.arange(65536).astype('<u2').view('<f2').astype('<f4').tobytes())
    assertEquals(0xE0C069F3L, checksum.getValue());
  }

  @Test
  void manyWidenAsOneDoes() {
    short[] halves = new short[65_536];
    float[] expected = new float[65_536];
    for (int bits = 0; bits < 65_536; bits++) {
      halves[bits] = (short) bits;
      expected[bits] = Float16.toFloat((short) bits);
    }
    float[] actual = new float[65_536];
    Float16.toFloat(halves, actual, 65_536, new short[65_536]);
    assertArrayEquals(bits(expected), bits(actual));
    float[] part = new float[3];
    Float16.toFloat(new short[] {0x3C00, 0x4000, 0x4200}, part, 2, new short[2]);
    assertArrayEquals(new float[] {1, 2, 0}, part);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }

  @Test
  void everyHalfComesBackFromFloatAndDouble() {
    for (int bits = 0; bits < 65_536; bits++) {
      float value = Float16.toFloat((short) bits);
      if (!Float.isNaN(value)) {
        assertEquals((short) bits, Float16.fromFloat(value));
        assertEquals((short) bits, Float16.fromDouble(value));
      }
    }
  }

  @Test
  void middlesRoundToEvenAndTheirNeighboursToTheNearest() {
    for (int bits = 0; bits < 0x7BFF; bits++) {
      double low = Float16.toFloat((short) bits);
      double middle = (low + Float16.toFloat((short) (bits + 1))) / 2;
      assertNarrows(bits + (bits & 1), middle);
      assertEquals((short) bits, Float16.fromDouble(Math.nextDown(middle)));
      assertEquals((short) (bits + 1), Float16.fromDouble(Math.nextUp(middle)));
      assertEquals((short) bits, Float16.fromFloat(Math.nextDown((float) middle)));
      assertEquals((short) (bits + 1), Float16.fromFloat(Math.nextUp((float) middle)));
    }
  }

  @Test
  void overflowsFrom65520() {
    assertNarrows(0x7BFF, 65519.99609375);
    assertNarrows(0x7C00, 65520);
    assertNarrows(0x7C00, 65536);
    assertNarrows(0x7C00, 1e30);
    assertNarrows(0x7C00, Double.POSITIVE_INFINITY);
  }

  @Test
  void vanishesFromHalfTheSmallestSubnormal() {
    assertNarrows(0, 0x1p-25);
    assertNarrows(1, 0x1.000002p-25);
    assertNarrows(0, Float.MIN_VALUE);
    assertNarrows(0, 0);
  }

  @Test
  void doublesDoNotRoundTwice() {
    double justAboveMiddle = 1 + 0x1p-11 + 0x1p-40;
    assertEquals((short) 0x3C01, Float16.fromDouble(justAboveMiddle));
    assertEquals((short) 0x3C00, Float16.fromFloat((float) justAboveMiddle));
  }

  @Test
  void nanKeepsSignAndTopBitsAndNeverBecomesInfinite() {
    assertEquals(0x7F802000, Float.floatToRawIntBits(Float16.toFloat((short) 0x7C01)));
    assertEquals((short) 0x7C01, Float16.fromFloat(Float.intBitsToFloat(0x7F800001)));
    assertEquals((short) 0x7C01, Float16.fromFloat(Float.intBitsToFloat(0x7F802000)));
    assertEquals((short) 0xFE09, Float16.fromFloat(Float.intBitsToFloat(0xFFC12345)));
    assertEquals((short) 0x7C01, Float16.fromDouble(Double.longBitsToDouble(0x7FF0000000000001L)));
    assertEquals((short) 0xFE04, Float16.fromDouble(Double.longBitsToDouble(0xFFF8123400000000L)));
  }
}
