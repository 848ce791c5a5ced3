package io.npyio.strided;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.file.Npy;
import io.npyio.number.MiniFloat;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MiniFloatTest {
  private static NdArray bits(Kind kind, int... values) {
    DType raw = kind.size() == 2 ? DType.UINT16 : DType.UINT8;
    return NdArray.of(values, raw).view(DType.Scalar.of(kind));
  }

  private static int bitsOf(Kind kind, double value) {
    NdArray one = NdArray.of(new double[] {value}).astype(DType.Scalar.of(kind));
    return one.view(kind.size() == 2 ? DType.UINT16 : DType.UINT8).getInt(0);
  }

  @ParameterizedTest
  @EnumSource(names = {"BFLOAT16", "FLOAT8_E4M3FN", "FLOAT8_E5M2"})
  void everyPatternBecomesItselfAgain(Kind kind) {
    for (int bits = 0; bits < 1 << 8 * kind.size(); bits++) {
      double value = bits(kind, bits).getDouble(0);
      if (!Double.isNaN(value)) {
        assertEquals(bits, bitsOf(kind, value), kind + " " + bits);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"BFLOAT16", "FLOAT8_E4M3FN", "FLOAT8_E5M2"})
  void valuesRoundToNearestTiesToEven(Kind kind) {
    MiniFloat format = Carriers.miniFloat(kind);
    for (int bits = 0; bits < format.greatest(); bits++) {
      double low = format.toFloat(bits);
      double high = format.toFloat(bits + 1);
      double middle = (low + high) / 2;
      int even = (bits & 1) == 0 ? bits : bits + 1;
      assertEquals(even, format.fromDouble(middle), kind + " between " + low + " and " + high);
      assertEquals(bits, format.fromDouble(Math.nextDown(middle)), kind + " below " + middle);
      assertEquals(bits + 1, format.fromDouble(Math.nextUp(middle)), kind + " above " + middle);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "BFLOAT16, 1, 0x3F80",
    "BFLOAT16, -2.5, 0xC020",
    "BFLOAT16, 3.3895313892515355e38, 0x7F7F",
    "BFLOAT16, Infinity, 0x7F80",
    "BFLOAT16, 1e39, 0x7F80",
    "BFLOAT16, NaN, 0x7FC0",
    "BFLOAT16, 9.183549615799121e-41, 0x0001",
    "FLOAT8_E4M3FN, 448, 0x7E",
    "FLOAT8_E4M3FN, 464, 0x7E",
    "FLOAT8_E4M3FN, 465, 0x7F",
    "FLOAT8_E4M3FN, -Infinity, 0xFF",
    "FLOAT8_E4M3FN, 0.001953125, 0x01",
    "FLOAT8_E5M2, 57344, 0x7B",
    "FLOAT8_E5M2, 61439, 0x7B",
    "FLOAT8_E5M2, 61440, 0x7C",
    "FLOAT8_E5M2, -Infinity, 0xFC",
    "FLOAT8_E5M2, NaN, 0x7E",
    "FLOAT8_E5M2, 1.52587890625e-5, 0x01"
  })
  void theLimitsMatchTheFormats(Kind kind, double value, String bits) {
    assertEquals(Integer.decode(bits), bitsOf(kind, value));
  }

  @Test
  void filesKeepTheSizeOnlyAndAViewGivesTheTypeBack() throws IOException {
    NdArray saved = NdArray.of(new float[] {1, -0.5f, 3}).astype(DType.BFLOAT16);
    assertEquals("'<V2'", saved.dtype().descr());
    assertEquals("bfloat16", saved.dtype().toString());
    NdArray loaded = Npy.load(Npy.toBytes(saved));
    assertEquals(DType.raw(2), loaded.dtype());
    assertArrayEquals(
        new float[] {1, -0.5f, 3}, loaded.view(DType.of("bfloat16")).toArray(float[].class));
  }

  @Test
  void olderFilesCallTheFloat8TypesF1() {
    assertEquals(DType.raw(1), DType.of("<f1"));
  }

  @Test
  void theOtherByteOrderIsRead() {
    NdArray big =
        NdArray.of(new float[] {1, 2}).astype(DType.BFLOAT16.withByteOrder(ByteOrder.BIG_ENDIAN));
    assertArrayEquals(new byte[] {0x3F, (byte) 0x80}, big.getBytes(0));
    assertEquals(2f, big.getFloat(1));
  }

  @Test
  void readingIsExactAndAssigningRoundsButDoesNotOverflow() {
    NdArray array = NdArray.zeros(DType.FLOAT8_E4M3FN, 2);
    array.setDouble(0.1, 0);
    assertEquals(0.1015625, array.getDouble(0));
    var single = assertThrows(ArithmeticException.class, () -> array.setDouble(1e3, 1));
    assertEquals("1000.0 does not fit float8_e4m3fn", single.getMessage());
    var bulk = assertThrows(ArithmeticException.class, () -> array.copyFrom(new double[] {1, 1e3}));
    assertEquals("1000.0 at (1,) does not fit float8_e4m3fn", bulk.getMessage());
    var whole = assertThrows(ArithmeticException.class, () -> array.copyFrom(new int[] {1, 1000}));
    assertEquals("1000 at (1,) does not fit float8_e4m3fn", whole.getMessage());
  }

  @Test
  void allKindsOfNumberConvertToAndFrom() {
    NdArray longs = NdArray.of(new long[] {1, 3, 1_000_000});
    assertArrayEquals(
        new float[] {1, 3, 999_424}, longs.astype(DType.BFLOAT16).toArray(float[].class));
    NdArray wide = NdArray.of(new BigDecimal[] {new BigDecimal("1.5")}, DType.LONGDOUBLE);
    assertEquals(1.5f, wide.astype(DType.FLOAT8_E5M2).getFloat(0));
    assertEquals(1, bits(Kind.BFLOAT16, 0x3F80).astype(DType.INT32).getInt(0));
    assertEquals("1.0", bits(Kind.BFLOAT16, 0x3F80).getString(0));
    assertEquals("[1. 2.]", bits(Kind.FLOAT8_E5M2, 0x3C, 0x40).toString());
  }
}
