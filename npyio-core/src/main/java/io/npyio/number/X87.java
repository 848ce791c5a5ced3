package io.npyio.number;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An x87 extended-precision number, NumPy's {@code longdouble} on x86-64: the first ten bytes of a
 * little-endian {@code f16} element. Its value is ±significand × 2<sup>exponent - 16446</sup>.
 *
 * @param significand all 64 bits, unsigned; the integer bit is the highest
 * @param signExponent bit 15 the sign, bits 0 to 14 the biased exponent
 */
public record X87(long significand, int signExponent) {
  private static final int SIGN = 0x8000;
  private static final int MAX_EXPONENT = 0x7FFF;

  /** The biased exponent of the unit in a significand's last place: 16383 + 63. */
  private static final int BIAS = 16446;

  /** The difference between the biases of x87 and double. */
  private static final int REBIAS = 16383 - 1023;

  /** The power of two of the smallest subnormal number. */
  private static final int MIN_POWER = 1 - BIAS;

  /** Numbers with decimal exponents beyond this are infinite or zero. */
  private static final int DECIMAL_LIMIT = 5_000;

  private static final long FRACTION = (1L << 52) - 1;

  public X87 {
    signExponent &= 0xFFFF;
  }

  /** Widens exactly; a NaN keeps its bits. */
  public static X87 fromDouble(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int sign = bits < 0 ? SIGN : 0;
    int exponent = (int) (bits >>> 52) & 0x7FF;
    long fraction = (bits & FRACTION) << 11;
    if (exponent == 0x7FF) {
      return new X87(Long.MIN_VALUE | fraction, sign | MAX_EXPONENT);
    }
    if (exponent > 0) {
      return new X87(Long.MIN_VALUE | fraction, sign | (exponent + REBIAS));
    }
    if (fraction == 0) {
      return new X87(0, sign);
    }
    int shift = Long.numberOfLeadingZeros(fraction); // double's subnormal numbers are normal in x87
    return new X87(fraction << shift, sign | (REBIAS + 1 - shift));
  }

  /** Rounds half to even; numbers that are too large become infinite. */
  public static X87 fromBigDecimal(BigDecimal value) {
    int sign = value.signum() < 0 ? SIGN : 0;
    long magnitude = (long) value.precision() - value.scale();
    if (value.signum() == 0 || magnitude < -DECIMAL_LIMIT) {
      return new X87(0, sign);
    }
    return magnitude > DECIMAL_LIMIT ? infinity(sign) : rounded(value.abs(), sign);
  }

  private static X87 rounded(BigDecimal value, int sign) {
    int power = Math.max(floorLog2(value) - 63, MIN_POWER);
    BigInteger significand =
        scaled(value, -power).setScale(0, RoundingMode.HALF_EVEN).toBigInteger();
    if (significand.bitLength() > 64) {
      significand = significand.shiftRight(1);
      power++;
    }
    if (power + BIAS >= MAX_EXPONENT) {
      return infinity(sign);
    }
    int exponent = significand.bitLength() < 64 ? 0 : power + BIAS;
    return new X87(significand.longValue(), sign | exponent);
  }

  private static X87 infinity(int sign) {
    return new X87(Long.MIN_VALUE, sign | MAX_EXPONENT);
  }

  /** The largest n such that 2^n is at most {@code value}. */
  private static int floorLog2(BigDecimal value) {
    int guess = (int) Math.floor((value.precision() - value.scale()) / Math.log10(2)) + 1;
    while (scaled(value, -guess).compareTo(BigDecimal.ONE) < 0) {
      guess--;
    }
    return guess;
  }

  /** {@code value} × 2^{@code power}, exactly. */
  private static BigDecimal scaled(BigDecimal value, int power) {
    return power >= 0
        ? value.multiply(new BigDecimal(BigInteger.ONE.shiftLeft(power)))
        : value.multiply(new BigDecimal(BigInteger.valueOf(5).pow(-power), -power));
  }

  /** Whether the sign bit is set, even for zeros and NaNs. */
  public boolean isNegative() {
    return (signExponent & SIGN) != 0;
  }

  /** Whether this is an infinity. */
  public boolean isInfinite() {
    return exponent() == MAX_EXPONENT && significand == Long.MIN_VALUE;
  }

  /** Whether this is a NaN or an encoding without an integer bit, which the processor refuses. */
  public boolean isNaN() {
    return exponent() != 0 && (significand >= 0 || (exponent() == MAX_EXPONENT && !isInfinite()));
  }

  private int exponent() {
    return signExponent & MAX_EXPONENT;
  }

  /** The power of two that scales the significand of a finite number. */
  public int power() {
    return Math.max(exponent(), 1) - BIAS;
  }

  /** The nearest double, ties to even. */
  public double toDouble() {
    long magnitude = isNaN() ? nanBits() : isInfinite() ? 0x7FFL << 52 : nearestBits();
    return Double.longBitsToDouble(isNegative() ? magnitude | Long.MIN_VALUE : magnitude);
  }

  /** A quiet NaN with the top bits of this one's payload. */
  private long nanBits() {
    return (0x7FF8L << 48) | ((significand >>> 11) & FRACTION);
  }

  private long nearestBits() {
    int biased = exponent() - REBIAS;
    if (biased >= 0x7FF) {
      return 0x7FFL << 52;
    }
    if (biased > 0) { // the integer bit adds one to the exponent, and so may the rounding
      return ((biased - 1L) << 52) + shiftRight(significand, 11);
    }
    return biased < -53 ? 0 : shiftRight(significand, 12 - biased);
  }

  /** An unsigned {@code value} / 2^{@code shift}, half to even; {@code shift} is 1 to 65. */
  private static long shiftRight(long value, int shift) {
    if (shift > 64) {
      return 0;
    }
    long quotient = shift == 64 ? 0 : value >>> shift;
    long rest = value << (64 - shift); // in units of 2^-64
    boolean up = rest < 0 && (rest != Long.MIN_VALUE || (quotient & 1) == 1);
    return up ? quotient + 1 : quotient;
  }

  /** Whether a double can hold this value; true for any NaN. */
  public boolean isExactDouble() {
    return isNaN() || fromDouble(toDouble()).equals(this);
  }

  /** The exact value. Throws {@link ArithmeticException} if this is infinite or NaN. */
  public BigDecimal toBigDecimal() {
    if (isNaN() || isInfinite()) {
      throw new ArithmeticException((isNaN() ? "NaN" : "infinity") + " has no decimal value");
    }
    if (significand == 0) {
      return BigDecimal.ZERO;
    }
    int zeros = Long.numberOfTrailingZeros(significand);
    BigDecimal odd = new BigDecimal(new BigInteger(Long.toUnsignedString(significand >>> zeros)));
    BigDecimal value = scaled(odd, power() + zeros);
    return isNegative() ? value.negate() : value;
  }
}
