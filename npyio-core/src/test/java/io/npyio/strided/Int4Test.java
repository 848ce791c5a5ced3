package io.npyio.strided;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Int4Test {
  private static final NdArray BYTES = NdArray.of(IntStream.range(0, 256).toArray(), DType.UINT8);

  private static byte[] bytesOf(NdArray array) {
    return array.view(DType.INT8).toArray(byte[].class);
  }

  @Test
  void theLowHalfOfEveryByteIsRead() {
    NdArray signed = BYTES.view(DType.INT4);
    NdArray unsigned = BYTES.view(DType.UINT4);
    int[] wide = signed.toArray(int[].class);
    double[] cast = unsigned.astype(DType.FLOAT64).toArray(double[].class);
    for (int i = 0; i < 256; i++) {
      int low = i % 16;
      int expected = low < 8 ? low : low - 16;
      assertEquals(expected, signed.getLong(i));
      assertEquals(expected, wide[i]);
      assertEquals((byte) expected, signed.get(i));
      assertEquals(low, unsigned.getByte(i));
      assertEquals(low, cast[i]);
      assertEquals(BigInteger.valueOf(low), unsigned.getBigInteger(i));
      assertEquals(Integer.toString(expected), signed.getString(i));
    }
  }

  @Test
  void everyNumberBecomesItselfAgain() {
    for (DType dtype : new DType[] {DType.INT4, DType.UINT4}) {
      NdArray codes = NdArray.of(IntStream.range(0, 16).toArray(), DType.UINT8).view(dtype);
      for (DType wide : new DType[] {DType.INT8, DType.UINT64, DType.FLOAT16, DType.LONGDOUBLE}) {
        assertArrayEquals(bytesOf(codes), bytesOf(codes.astype(wide).astype(dtype)), wide.name());
      }
      NdArray text = codes.astype(DType.of("U"));
      assertEquals(DType.unicode(2), text.dtype());
      assertArrayEquals(bytesOf(codes), bytesOf(text.astype(dtype)));
    }
  }

  @Test
  void castsKeepTheLowBits() {
    long[] whole = {16, 31, -1, -9, 8, Long.MIN_VALUE, Long.MAX_VALUE};
    NdArray longs = NdArray.of(whole);
    assertEquals("[ 0 -1 -1  7 -8  0 -1]", longs.astype(DType.INT4).toString());
    assertEquals("[ 0 15 15  7  8  0 15]", longs.astype(DType.UINT4).toString());
    assertArrayEquals(new byte[] {0, 15, 15, 7, 8, 0, 15}, bytesOf(longs.astype(DType.INT4)));
    NdArray doubles = NdArray.of(new double[] {-1.9, 7.9, 300.7, -0.5, Double.NaN});
    assertEquals("[-1  7 -4  0  0]", doubles.astype(DType.INT4).toString());
    assertArrayEquals(new byte[] {15, 7, 12, 0, 0}, bytesOf(doubles.astype(DType.UINT4)));
    NdArray huge = NdArray.of(new BigDecimal[] {new BigDecimal("-17.5")}, DType.LONGDOUBLE);
    assertEquals("[15]", huge.astype(DType.UINT4).toString());
    NdArray both = NdArray.of(new int[] {0x10, 0x12}, DType.UINT8).view(DType.INT4);
    assertEquals("[False  True]", both.astype(DType.BOOL).toString());
    assertEquals("[0 2]", both.astype(DType.UINT4).toString());
  }

  @ParameterizedTest
  @CsvSource({"int4, 7, 8", "int4, -8, -9", "uint4, 15, 16", "uint4, 0, -1"})
  void assignedNumbersMustFit(String name, long last, long next) {
    NdArray array = NdArray.zeros(DType.of(name), 2);
    array.setLong(last, 0);
    assertEquals(last, array.getLong(0));
    assertEquals(last & 15, array.view(DType.UINT8).getLong(0));
    String misfit = next + " does not fit " + name;
    assertRefused(misfit, () -> array.setLong(next, 0));
    assertRefused(misfit, () -> array.setDouble((double) next, 0));
    assertRefused(misfit, () -> array.set(BigInteger.valueOf(next), 0));
    assertRefused(misfit, () -> array.set(Long.toString(next), 0));
    String bulk = " at (1,) does not fit " + name;
    assertRefused(next + bulk, () -> array.copyFrom(new long[] {last, next}));
    assertRefused(
        next + ".0" + bulk, () -> array.copyFrom(new double[] {(double) last, (double) next}));
    assertRefused(misfit, () -> array.copyFrom(NdArray.of(new long[] {last, next})));
    array.copyFrom(new byte[] {1, (byte) last});
    assertEquals(last, array.getLong(1));
  }

  private static void assertRefused(String message, Runnable set) {
    assertEquals(message, assertThrows(ArithmeticException.class, set::run).getMessage());
  }

  @Test
  void fractionsAndMissingValuesAreRefused() {
    NdArray array = NdArray.zeros(DType.INT4, 1);
    assertRefused("1.5 does not fit int4", () -> array.setDouble(1.5, 0));
    assertRefused("nan does not fit int4", () -> array.setDouble(Double.NaN, 0));
    assertRefused("1.5 at (0,) does not fit int4", () -> array.copyFrom(new float[] {1.5f}));
    var text = assertThrows(IllegalArgumentException.class, () -> array.set("1.5", 0));
    assertEquals("'1.5' is not a valid int4", text.getMessage());
  }

  @Test
  void filesKeepTheSizeOnlyAndAViewGivesTheTypeBack() throws IOException {
    NdArray saved = NdArray.of(new int[] {-8, 7}, DType.INT4);
    assertEquals("'<V1'", saved.dtype().descr());
    assertEquals("array([-8,  7], dtype=int4)", saved.repr());
    NdArray loaded = Npy.load(Npy.toBytes(saved));
    assertEquals(DType.raw(1), loaded.dtype());
    assertEquals("[-8  7]", loaded.view(DType.of("int4")).toString());
    assertEquals("[ 8 15  7]", NdArray.of(new int[] {8, 15, 7}, DType.UINT4).toString());
  }
}
