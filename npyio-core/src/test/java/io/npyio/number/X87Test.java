package io.npyio.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class X87Test {
  private static final long TOP = Long.MIN_VALUE;

  private static void assertDouble(double expected, X87 actual) {
    assertEquals(
        Double.doubleToRawLongBits(expected), Double.doubleToRawLongBits(actual.toDouble()));
  }

  @Test
  void knownValuesHaveTheBytesOfNumPy() {
    assertEquals(new X87(TOP, 0x3FFF), X87.fromDouble(1));
    assertEquals(new X87(0, 0x8000), X87.fromDouble(-0.0));
    assertEquals(new X87(TOP, 0x7FFF), X87.fromDouble(Double.POSITIVE_INFINITY));
    assertEquals(new X87(0xC000000000000000L, 0x7FFF), X87.fromDouble(Double.NaN));
    assertEquals(new X87(0xCCCCCCCCCCCCD000L, 0x3FFB), X87.fromDouble(0.1));
    assertEquals(new X87(TOP, 0x3BCD), X87.fromDouble(Double.MIN_VALUE));
  }

  @Test
  void doublesComeBackBitForBit() {
    long seed = 87;
    Random random = new Random(seed);
    for (int i = 0; i < 100_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong() >> random.nextInt(64));
      if (!Double.isNaN(value)) {
        assertDouble(value, X87.fromDouble(value));
        assertTrue(X87.fromDouble(value).isExactDouble(), () -> value + ", seed " + seed);
      }
    }
  }

  @Test
  void nanKeepsTheTopOfItsPayloadAndIsQuiet() {
    double nan = Double.longBitsToDouble(0xFFF8000000012345L);
    assertDouble(nan, X87.fromDouble(nan));
    assertDouble(nan, new X87((0x8000000000012345L << 11) | TOP, 0xFFFF));
  }

  @Test
  void narrowingRoundsHalfToEven() {
    assertDouble(1, new X87(TOP | 0x400, 0x3FFF));
    assertDouble(1 + 0x1p-52, new X87(TOP | 0x401, 0x3FFF));
    assertDouble(1 + 0x1p-51, new X87(TOP | 0xC00, 0x3FFF));
    assertDouble(2, new X87(-1, 0x3FFF));
    assertFalse(new X87(TOP | 1, 0x3FFF).isExactDouble());
  }

  @Test
  void narrowingRoundsSubnormalDoublesHalfToEven() {
    int smallest = 16383 - 1074;
    assertDouble(Double.MIN_VALUE, new X87(TOP, smallest));
    assertDouble(0, new X87(TOP, smallest - 1));
    assertDouble(Double.MIN_VALUE, new X87(TOP | 1, smallest - 1));
    assertDouble(-0.0, new X87(-1, (smallest - 2) | 0x8000));
    assertDouble(2 * Double.MIN_VALUE, new X87(TOP | (TOP >>> 1), smallest));
    assertDouble(Double.MIN_NORMAL, new X87(-1, 16383 - 1023));
    assertDouble(0, new X87(1, 0));
    assertDouble(0, new X87(-1, 1));
  }

  @Test
  void narrowingOverflowsToInfinity() {
    assertDouble(Double.MAX_VALUE, new X87(-1L << 11, 16383 + 1023));
    assertDouble(Double.MAX_VALUE, new X87((-1L << 11) | 0x3FF, 16383 + 1023));
    assertDouble(Double.POSITIVE_INFINITY, new X87((-1L << 11) | 0x400, 16383 + 1023));
    assertDouble(Double.NEGATIVE_INFINITY, new X87(TOP, (16383 + 1024) | 0x8000));
    assertFalse(new X87(TOP, 16383 + 1024).isExactDouble());
    assertTrue(new X87(TOP, 0x7FFF).isExactDouble());
  }

  @Test
  void encodingsWithoutTheIntegerBitAreNaN() {
    for (X87 invalid : new X87[] {new X87(1, 0x3FFF), new X87(0, 1), new X87(0, 0x7FFF)}) {
      assertTrue(invalid.isNaN(), invalid::toString);
      assertTrue(Double.isNaN(invalid.toDouble()), invalid::toString);
      assertTrue(invalid.isExactDouble(), invalid::toString);
    }
    assertFalse(new X87(1, 0).isNaN());
    assertFalse(new X87(TOP, 0).isNaN());
  }

  @Test
  void onlyTheTenBytesCount() {
    assertEquals(new X87(TOP, 0xBFFF), new X87(TOP, 0xFFFFBFFF));
  }

  @Test
  void decimalsAreExact() {
    assertEquals(new BigDecimal("1"), X87.fromDouble(1).toBigDecimal());
    assertEquals(new BigDecimal("-0.375"), X87.fromDouble(-0.375).toBigDecimal());
    assertEquals(BigDecimal.ZERO, X87.fromDouble(-0.0).toBigDecimal());
    assertEquals(new BigDecimal("18446744073709551615"), new X87(-1, 16383 + 63).toBigDecimal());
    double tenth = 0.1;
    assertEquals(new BigDecimal(tenth), X87.fromDouble(0.1).toBigDecimal());
  }

  @Test
  void infinityAndNaNHaveNoDecimal() {
    X87 infinite = X87.fromDouble(Double.NEGATIVE_INFINITY);
    X87 nan = new X87(0, 1);
    assertEquals(
        "infinity has no decimal value",
        assertThrows(ArithmeticException.class, infinite::toBigDecimal).getMessage());
    assertEquals(
        "NaN has no decimal value",
        assertThrows(ArithmeticException.class, nan::toBigDecimal).getMessage());
  }

  @Test
  void anyNumberComesBackFromItsDecimal() {
    long seed = 80;
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      X87 normal = new X87(random.nextLong() | TOP, (1 + random.nextInt(0x7FFE)) | (i << 15));
      X87 subnormal = new X87((random.nextLong() >>> (1 + random.nextInt(62))) + 1, i << 15);
      assertEquals(normal, X87.fromBigDecimal(normal.toBigDecimal()), () -> "seed " + seed);
      assertEquals(subnormal, X87.fromBigDecimal(subnormal.toBigDecimal()), () -> "seed " + seed);
    }
  }

  @Test
  void decimalsRoundHalfToEven() {
    BigDecimal two64 = new BigDecimal("18446744073709551616");
    X87 even = new X87(TOP, 16383 + 64);
    assertEquals(even, X87.fromBigDecimal(two64.add(BigDecimal.ONE)));
    assertEquals(
        new X87(TOP | 1, 16383 + 64), X87.fromBigDecimal(two64.add(new BigDecimal("1.01"))));
    assertEquals(new X87(TOP | 2, 16383 + 64), X87.fromBigDecimal(two64.add(new BigDecimal(3))));
    assertEquals(even, X87.fromBigDecimal(two64.subtract(new BigDecimal("0.5"))));
    assertEquals(new X87(0xCCCCCCCCCCCCCCCDL, 0x3FFB), X87.fromBigDecimal(new BigDecimal("0.1")));
  }

  @Test
  void decimalsOverflowToInfinityAndUnderflowToZero() {
    X87 infinity = new X87(TOP, 0x7FFF);
    assertEquals(infinity, X87.fromBigDecimal(new BigDecimal("1.19e4932")));
    assertEquals(infinity, X87.fromBigDecimal(new BigDecimal("1e2000000000")));
    assertEquals(new X87(TOP, 0xFFFF), X87.fromBigDecimal(new BigDecimal("-1e2000000000")));
    assertEquals(new X87(0, 0), X87.fromBigDecimal(new BigDecimal("1e-2000000000")));
    assertEquals(new X87(0, 0x8000), X87.fromBigDecimal(new BigDecimal("-1e-4960")));
    assertEquals(new X87(1, 0), X87.fromBigDecimal(new BigDecimal("3e-4951")));
    assertEquals(new X87(0, 0), X87.fromBigDecimal(BigDecimal.ZERO));
    BigDecimal max = new X87(-1, 0x7FFE).toBigDecimal();
    BigDecimal halfUnit = BigDecimal.valueOf(2).pow(16383 - 64);
    assertEquals(infinity, X87.fromBigDecimal(max.add(halfUnit)));
    assertEquals(
        new X87(-1, 0x7FFE), X87.fromBigDecimal(max.add(halfUnit).subtract(BigDecimal.ONE)));
  }
}
