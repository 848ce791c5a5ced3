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
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "BFLOAT16|FLOAT8_.*")
  void everyPatternBecomesItselfAgain(Kind kind) {
    for (int bits = 0; bits < 1 << 8 * kind.size(); bits++) {
      double value = bits(kind, bits).getDouble(0);
      if (!Double.isNaN(value)) {
        assertEquals(bits, bitsOf(kind, value), kind + " " + bits);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ANY, names = "BFLOAT16|FLOAT8_.*")
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

  @Test
  void floatsBecomeBfloat16AsDoublesDo() {
    Random random = new Random(16);
    float[] values = new float[100_000];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          Float.intBitsToFloat(i % 4 == 0 ? random.nextInt() & 0xFFFF8000 : random.nextInt());
    }
    values[0] = Float.POSITIVE_INFINITY;
    values[1] = Float.intBitsToFloat(0xFFFF_FFFF); // a NaN whose bits would carry over the sign
    short[] bits = new short[values.length];
    MiniFloat.toBfloat16(values, bits, values.length);
    for (int i = 0; i < values.length; i++) {
      assertEquals((short) MiniFloat.BFLOAT16.fromDouble(values[i]), bits[i], "of " + values[i]);
    }
  }

  /** Each format as its definition has it: the sizes of its parts, and the bits without a value. */
  @ParameterizedTest
  @CsvSource({
    "FLOAT8_E4M3FN, 3, 7, 0x7F 0xFF",
    "FLOAT8_E5M2, 2, 15, 0x7D 0x7E 0x7F 0xFD 0xFE 0xFF",
    "FLOAT8_E4M3FNUZ, 3, 8, 0x80",
    "FLOAT8_E5M2FNUZ, 2, 16, 0x80",
    "FLOAT8_E4M3B11FNUZ, 3, 11, 0x80"
  })
  void everyByteHasTheValueOfItsParts(Kind kind, int mantissaBits, int bias, String nans) {
    List<Integer> notNumbers = Arrays.stream(nans.split(" ", -1)).map(Integer::decode).toList();
    for (int bits = 0; bits < 256; bits++) {
      int scale = 1 << mantissaBits;
      int exponent = bits % 128 / scale;
      double fraction = (double) (bits % scale) / scale;
      double magnitude =
          exponent == 0
              ? Math.pow(2, 1 - bias) * fraction
              : Math.pow(2, exponent - bias) * (1 + fraction);
      double value = bits < 128 ? magnitude : -magnitude;
      boolean isInfinite = kind == Kind.FLOAT8_E5M2 && bits % 128 == 0x7C;
      double expected =
          notNumbers.contains(bits)
              ? Double.NaN
              : isInfinite ? value * Double.POSITIVE_INFINITY : value;
      assertEquals(expected, bits(kind, bits).getDouble(0), kind + " " + bits);
      assertEquals(
          expected, bits(kind, bits).astype(DType.FLOAT64).getDouble(0), kind + " " + bits);
    }
  }

  @Test
  void anExponentAloneIsAPowerOfTwo() {
    for (int bits = 0; bits < 255; bits++) {
      assertEquals(Math.pow(2, bits - 127), bits(Kind.FLOAT8_E8M0FNU, bits).getDouble(0));
    }
    assertEquals(Double.NaN, bits(Kind.FLOAT8_E8M0FNU, 255).getDouble(0));
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
    "FLOAT8_E5M2, 1.52587890625e-5, 0x01",
    "FLOAT8_E5M2, -0.0, 0x80",
    "FLOAT8_E4M3FNUZ, 240, 0x7F",
    "FLOAT8_E4M3FNUZ, -240, 0xFF",
    "FLOAT8_E4M3FNUZ, 247.9, 0x7F",
    "FLOAT8_E4M3FNUZ, 248, 0x80",
    "FLOAT8_E4M3FNUZ, -248, 0x80",
    "FLOAT8_E4M3FNUZ, Infinity, 0x80",
    "FLOAT8_E4M3FNUZ, -Infinity, 0x80",
    "FLOAT8_E4M3FNUZ, NaN, 0x80",
    "FLOAT8_E4M3FNUZ, 0x1p-10, 0x01",
    "FLOAT8_E4M3FNUZ, -0x1p-10, 0x81",
    "FLOAT8_E4M3FNUZ, -0x1p-11, 0x00",
    "FLOAT8_E4M3FNUZ, -0.0, 0x00",
    "FLOAT8_E5M2FNUZ, 57344, 0x7F",
    "FLOAT8_E5M2FNUZ, 61439, 0x7F",
    "FLOAT8_E5M2FNUZ, 61440, 0x80",
    "FLOAT8_E5M2FNUZ, 0x1p-17, 0x01",
    "FLOAT8_E5M2FNUZ, -1e-9, 0x00",
    "FLOAT8_E4M3B11FNUZ, 30, 0x7F",
    "FLOAT8_E4M3B11FNUZ, 31, 0x80",
    "FLOAT8_E4M3B11FNUZ, 0x1p-13, 0x01",
    "FLOAT8_E4M3B11FNUZ, -1e-9, 0x00",
    "FLOAT8_E8M0FNU, 1, 0x7F",
    "FLOAT8_E8M0FNU, 1.5, 0x80",
    "FLOAT8_E8M0FNU, 3, 0x80",
    "FLOAT8_E8M0FNU, 6, 0x82",
    "FLOAT8_E8M0FNU, 0x1.8p127, 0xFE",
    "FLOAT8_E8M0FNU, 0x1.81p127, 0xFF",
    "FLOAT8_E8M0FNU, 1e300, 0xFF",
    "FLOAT8_E8M0FNU, 0x1p-127, 0x00",
    "FLOAT8_E8M0FNU, 4.9e-324, 0x00",
    "FLOAT8_E8M0FNU, 0, 0xFF",
    "FLOAT8_E8M0FNU, -0.0, 0xFF",
    "FLOAT8_E8M0FNU, -1, 0xFF",
    "FLOAT8_E8M0FNU, Infinity, 0xFF",
    "FLOAT8_E8M0FNU, -Infinity, 0xFF",
    "FLOAT8_E8M0FNU, NaN, 0xFF"
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
  void aZeroOrASignThatTheFormatLacksIsRefused() {
    NdArray array = NdArray.zeros(DType.FLOAT8_E8M0FNU, 2);
    array.setDouble(5, 0);
    assertEquals(4, array.getDouble(0));
    var zero = assertThrows(ArithmeticException.class, () -> array.setLong(0, 1));
    assertEquals("0.0 does not fit float8_e8m0fnu", zero.getMessage());
    var sign = assertThrows(ArithmeticException.class, () -> array.copyFrom(new double[] {1, -2}));
    assertEquals("-2.0 at (1,) does not fit float8_e8m0fnu", sign.getMessage());
    var whole = assertThrows(ArithmeticException.class, () -> array.copyFrom(new int[] {1, 0}));
    assertEquals("0 at (1,) does not fit float8_e8m0fnu", whole.getMessage());
    NdArray halves = NdArray.zeros(DType.FLOAT16, 1);
    NdArray large = bits(Kind.FLOAT8_E8M0FNU, 0xFE);
    var half = assertThrows(ArithmeticException.class, () -> halves.copyFrom(large));
    assertEquals("1.7014118e+38 does not fit float16", half.getMessage());
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
    assertEquals("[-2. nan]", bits(Kind.FLOAT8_E4M3FNUZ, 0xC8, 0x80).toString());
    assertEquals("[ True]", bits(Kind.FLOAT8_E8M0FNU, 0).astype(DType.BOOL).toString());
    assertEquals(0x81, bitsOf(Kind.FLOAT8_E8M0FNU, wide.astype(DType.INT8).getDouble(0) * 4));
    assertEquals("['1.0' 'nan']", bits(Kind.FLOAT8_E8M0FNU, 127, 255).astype(DType.of("U")) + "");
  }
}
