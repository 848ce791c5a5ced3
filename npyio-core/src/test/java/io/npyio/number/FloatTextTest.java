package io.npyio.number;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import java.util.function.DoubleFunction;
import org.junit.jupiter.api.Test;

class FloatTextTest {
  @Test
  void doublesPrintTheirShortestDigits() {
    assertEquals("2e+23", FloatText.scalar(Double.parseDouble("2e23")));
    assertEquals("5e-324", FloatText.scalar(Double.MIN_VALUE));
    assertEquals("2.2250738585072014e-308", FloatText.scalar(Double.MIN_NORMAL));
    assertEquals("1.7976931348623157e+308", FloatText.scalar(Double.MAX_VALUE));
    assertEquals("9007199254740992.0", FloatText.scalar(0x1p53));
    assertEquals("1e+23", FloatText.scalar(Double.parseDouble("1e23")));
    assertEquals("-0.1", FloatText.scalar(-0.1));
  }

  @Test
  void powersOfTwoUseTheWiderSideOfTheirInterval() {
    assertEquals("9.5367431640625e-07", FloatText.scalar(0x1p-20));
    assertEquals("9.671406556917033e+24", FloatText.scalar(0x1p83));
    assertEquals("8.98846567431158e+307", FloatText.scalar(0x1p1023));
  }

  @Test
  void doublesArePositionalFromOneTenThousandthToTenToTheSixteen() {
    assertEquals("0.0001", FloatText.scalar(1e-4));
    assertEquals("9.999e-05", FloatText.scalar(9.999e-5));
    assertEquals("9999999999999998.0", FloatText.scalar(9999999999999998.0));
    assertEquals("1e+16", FloatText.scalar(1e16));
    assertEquals("0.0", FloatText.scalar(0.0));
    assertEquals("-0.0", FloatText.scalar(-0.0));
    assertEquals("1.0", FloatText.scalar(1.0));
    assertEquals("120.0", FloatText.scalar(120.0));
  }

  @Test
  void floatsArePositionalBelowAMillion() {
    assertEquals("0.1", FloatText.scalar(0.1f));
    assertEquals("999999.94", FloatText.scalar(Math.nextDown(1e6f)));
    assertEquals("1e+06", FloatText.scalar(1e6f));
    assertEquals("1.6777216e+07", FloatText.scalar(16777216f));
    assertEquals("1e-45", FloatText.scalar(Float.MIN_VALUE));
    assertEquals("3.4028235e+38", FloatText.scalar(Float.MAX_VALUE));
  }

  @Test
  void halvesArePositionalBelowAThousand() {
    assertEquals("0.1", FloatText.scalarHalf(Float16.fromFloat(0.1f)));
    assertEquals("999.5", FloatText.scalarHalf(Float16.fromFloat(999.5f)));
    assertEquals("1e+03", FloatText.scalarHalf(Float16.fromFloat(1000f)));
    assertEquals("6e-08", FloatText.scalarHalf((short) 1));
    assertEquals("-6.55e+04", FloatText.scalarHalf(Float16.fromFloat(-65504f)));
    assertEquals("-0.0", FloatText.scalarHalf((short) 0x8000));
  }

  @Test
  void longDoublesPrintTheirShortestDigits() {
    assertEquals("1.0", FloatText.scalar(X87.fromDouble(1)));
    assertEquals("-0.0", FloatText.scalar(X87.fromDouble(-0.0)));
    assertEquals("0.33333333333333333334", FloatText.scalar(new X87(0xAAAAAAAAAAAAAAABL, 0x3FFD)));
    assertEquals("1e+16", FloatText.scalar(X87.fromDouble(1e16)));
    assertEquals("4e-4951", FloatText.scalar(new X87(1, 0)));
    assertEquals("1.189731495357231765e+4932", FloatText.scalar(new X87(-1, 0x7FFE)));
  }

  @Test
  void infinityAndNaNPrintAsWords() {
    assertEquals("nan", FloatText.scalar(Double.longBitsToDouble(-1)));
    assertEquals("inf", FloatText.scalar(Double.POSITIVE_INFINITY));
    assertEquals("-inf", FloatText.scalar(Float.NEGATIVE_INFINITY));
    assertEquals("nan", FloatText.scalar(Float.NaN));
    assertEquals("nan", FloatText.scalarHalf((short) 0xFE00));
    assertEquals("-inf", FloatText.scalarHalf((short) 0xFC00));
    assertEquals("nan", FloatText.scalar(new X87(0, 0x7FFF)));
    assertEquals("-inf", FloatText.scalar(X87.fromDouble(Double.NEGATIVE_INFINITY)));
  }

  @Test
  void infinityAndNaNHaveNoDigits() {
    for (Runnable refused :
        new Runnable[] {
          () -> FloatText.shortest(Double.NaN),
          () -> FloatText.shortest(Float.POSITIVE_INFINITY),
          () -> FloatText.shortestHalf((short) 0x7C00),
          () -> FloatText.shortest(new X87(0, 0x7FFF)),
        }) {
      assertEquals(
          "infinity and NaN have no digits",
          assertThrows(IllegalArgumentException.class, refused::run).getMessage());
    }
  }

  @Test
  void roundsTheExactValueHalfToEven() {
    assertEquals(new FloatText(false, "12", -1), FloatText.toFraction(0.125, 2));
    assertEquals(new FloatText(false, "38", -1), FloatText.toFraction(0.375, 2));
    assertEquals(new FloatText(false, "25", 0), FloatText.toMantissa(2.55f, 1)); // 2.54999995
    assertEquals(new FloatText(false, "100000001", -1), FloatText.toMantissa(0.1f, 8));
    assertEquals(new FloatText(false, "1", 1), FloatText.toMantissa(9.96, 1));
    assertEquals(new FloatText(true, "0", 0), FloatText.toFraction(-0.004, 2));
    assertEquals(new FloatText(true, "0", 0), FloatText.toMantissa(-0.0, 3));
    X87 third = new X87(0xAAAAAAAAAAAAAAABL, 0x3FFD | 0x8000);
    assertEquals(new FloatText(true, "333", -1), FloatText.toFraction(third, 3));
    assertEquals(new FloatText(true, "3333", -1), FloatText.toMantissa(third, 3));
  }

  @Test
  void partsLayOutBothForms() {
    FloatText small = new FloatText(true, "125", -3);
    assertEquals("-", small.sign());
    assertEquals("0", small.integerPart());
    assertEquals("00125", small.fractionPart());
    assertEquals("25", small.mantissaFraction());
    assertEquals("-03", small.exponentText());
    FloatText large = new FloatText(false, "125", 104);
    assertEquals("", large.sign());
    assertEquals("125" + "0".repeat(102), large.integerPart());
    assertEquals("", large.fractionPart());
    assertEquals("+104", large.exponentText());
    FloatText middle = new FloatText(false, "125", 1);
    assertEquals("12", middle.integerPart());
    assertEquals("5", middle.fractionPart());
  }

  /** Two algorithms agree. */
  @Test
  void fastSearchAgreesWithExactArithmetic() {
    long seed = 1999;
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      long bits = random.nextLong() & Long.MAX_VALUE;
      long fraction = i % 4 == 0 ? 0 : bits & ((1L << 52) - 1);
      int exponent = Math.max(1, (int) (bits >>> 52) % 0x7FF);
      double value = Double.longBitsToDouble(((long) exponent << 52) | fraction);
      BigInteger significand = BigInteger.valueOf((1L << 52) | fraction);
      boolean narrow = fraction == 0 && exponent > 1;
      assertEquals(
          FloatText.shortestExactly(false, significand, exponent - 1075, narrow),
          FloatText.shortest(value),
          () -> value + ", seed " + seed);
    }
  }

  @Test
  void digitsNameTheValueTheyCameFrom() {
    long seed = 64;
    Random random = new Random(seed);
    for (int i = 0; i < 50_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      float single = Float.intBitsToFloat(random.nextInt());
      if (Double.isFinite(value) && Float.isFinite(single)) {
        assertEquals(value, Double.parseDouble(FloatText.scalar(value)), () -> "seed " + seed);
        assertEquals(single, Float.parseFloat(FloatText.scalar(single)), () -> "seed " + seed);
      }
    }
    for (int i = 0; i < 100; i++) {
      X87 value = new X87(random.nextLong() | Long.MIN_VALUE, 0x3FFF + random.nextInt(200) - 100);
      BigDecimal text = new BigDecimal(FloatText.scalar(value));
      assertEquals(value, X87.fromBigDecimal(text), () -> "seed " + seed);
    }
  }

  @Test
  void shortestDigitsRoundAsTheExactValueDoesButAtATie() {
    long seed = 17;
    Random random = new Random(seed);
    int rounded = 0;
    for (int i = 0; i < 50_000; i++) {
      boolean isNearTie = i % 2 == 0;
      double value =
          isNearTie
              ? Math.nextUp((random.nextInt(1000) * 10 + 5) / 10_000.0)
              : Double.longBitsToDouble(random.nextLong());
      float single = isNearTie ? (float) value : Float.intBitsToFloat(random.nextInt());
      for (int kept = 1; kept < 17; kept++) {
        rounded += assertRoundsAsExact(FloatText::shortest, value, kept, seed);
        rounded +=
            assertRoundsAsExact(each -> FloatText.shortest((float) each), single, kept, seed);
      }
    }
    assertTrue(rounded > 400_000, () -> "so few were rounded");
    assertFalse(FloatText.shortest(0.125).canBeRounded(2)); // 0.12, its even neighbour
    assertFalse(FloatText.shortest(0.15f).canBeRounded(1)); // more than a tie, exactly
    assertTrue(FloatText.shortest(0.1251).canBeRounded(2));
    assertFalse(FloatText.shortest(0.125).canBeRounded(0));
    assertFalse(FloatText.shortest(0.125).canBeRounded(3));
    assertEquals(new FloatText(true, "1", 1), FloatText.shortest(-9.99).rounded(2));
  }

  private static int assertRoundsAsExact(
      DoubleFunction<FloatText> shortest, double value, int kept, long seed) {
    if (!Double.isFinite(value) || value == 0 || !shortest.apply(value).canBeRounded(kept)) {
      return 0;
    }
    assertEquals(
        FloatText.toMantissa(value, kept - 1),
        shortest.apply(value).rounded(kept),
        () -> value + " to " + kept + " digits, seed " + seed);
    return 1;
  }
}
