package io.npyio.number;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * A finite floating-point number in decimal: ± d.ddd × 10<sup>exponent</sup>. The {@code shortest}
 * factories find the fewest digits that identify the number within its type and, among those, the
 * closest, as NumPy prints; {@code toFraction} and {@code toMantissa} round its exact value half to
 * even. Zero is the digit 0 with exponent 0, and keeps its sign.
 *
 * <p>{@link Double#toString} will not do: before Java 19 it does not always give the fewest digits.
 *
 * @param digits without leading or trailing zeros
 * @param exponent of the first digit
 */
public record FloatText(boolean negative, String digits, int exponent) {
  /** As many as a {@code long} holds. */
  private static final int MAX_ROUNDED_DIGITS = 18;

  private static final long FRACTION = (1L << 52) - 1;

  /** The shortest digits of the finite half with these bits. */
  public static FloatText shortestHalf(short bits) {
    int exponent = (bits >>> 10) & 0x1F;
    int fraction = bits & 0x3FF;
    requireFinite(exponent < 0x1F);
    return exponent == 0
        ? shortest(bits < 0, fraction, -24, false)
        : shortest(bits < 0, 0x400 | fraction, exponent - 25, fraction == 0 && exponent > 1);
  }

  /** The shortest digits of a finite float. */
  public static FloatText shortest(float value) {
    int bits = Float.floatToRawIntBits(value);
    int exponent = (bits >>> 23) & 0xFF;
    int fraction = bits & 0x7FFFFF;
    requireFinite(exponent < 0xFF);
    return exponent == 0
        ? shortest(bits < 0, fraction, -149, false)
        : shortest(bits < 0, 0x800000 | fraction, exponent - 150, fraction == 0 && exponent > 1);
  }

  /** The shortest digits of a finite double. */
  public static FloatText shortest(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7FF;
    long fraction = bits & FRACTION;
    requireFinite(exponent < 0x7FF);
    return exponent == 0
        ? shortest(bits < 0, fraction, -1074, false)
        : shortest(bits < 0, (1L << 52) | fraction, exponent - 1075, fraction == 0 && exponent > 1);
  }

  /** The shortest digits of a finite long double. */
  public static FloatText shortest(X87 value) {
    requireFinite(!value.isNaN() && !value.isInfinite());
    if (value.significand() == 0) {
      return new FloatText(value.isNegative(), "0", 0);
    }
    boolean narrowBelow = value.significand() == Long.MIN_VALUE && value.power() > -16445;
    BigInteger significand = new BigInteger(Long.toUnsignedString(value.significand()));
    return shortestExactly(value.isNegative(), significand, value.power(), narrowBelow);
  }

  private static FloatText shortest(boolean negative, long c, int q, boolean narrowBelow) {
    return c == 0 ? new FloatText(negative, "0", 0) : Shortest.of(negative, c, q, narrowBelow);
  }

  private static void requireFinite(boolean finite) {
    if (!finite) {
      throw new IllegalArgumentException("infinity and NaN have no digits");
    }
  }

  /**
   * The exact value of a half, float or double, rounded to at most this many digits after the
   * point.
   */
  public static FloatText toFraction(double value, int fractionDigits) {
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    return toFraction(negative, new BigDecimal(Math.abs(value)), fractionDigits);
  }

  /** As {@link #toFraction(double, int)}, but of a long double. */
  public static FloatText toFraction(X87 value, int fractionDigits) {
    return toFraction(value.isNegative(), value.toBigDecimal().abs(), fractionDigits);
  }

  private static FloatText toFraction(boolean negative, BigDecimal magnitude, int digits) {
    return of(negative, magnitude.setScale(digits, RoundingMode.HALF_EVEN));
  }

  /**
   * The exact value of a half, float or double, rounded to at most this many digits after the
   * first.
   */
  public static FloatText toMantissa(double value, int mantissaDigits) {
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    return toMantissa(negative, new BigDecimal(Math.abs(value)), mantissaDigits);
  }

  /** As {@link #toMantissa(double, int)}, but of a long double. */
  public static FloatText toMantissa(X87 value, int mantissaDigits) {
    return toMantissa(value.isNegative(), value.toBigDecimal().abs(), mantissaDigits);
  }

  private static FloatText toMantissa(boolean negative, BigDecimal magnitude, int digits) {
    return of(negative, magnitude.round(new MathContext(digits + 1, RoundingMode.HALF_EVEN)));
  }

  private static FloatText of(boolean negative, BigDecimal magnitude) {
    return of(negative, magnitude.unscaledValue().toString(), -magnitude.scale());
  }

  /**
   * Whether {@link #rounded} gives the same for the shortest digits as for the exact value. A tie
   * between the two would also lie in the number's rounding interval, and would be shorter than the
   * shortest digits or as short and closer. So only digits that are themselves a tie can be rounded
   * wrongly.
   */
  public boolean canBeRounded(int kept) {
    int length = digits.length();
    return kept > 0
        && kept <= MAX_ROUNDED_DIGITS
        && length > kept
        && !(length == kept + 1 && digits.charAt(kept) == '5');
  }

  /** The first {@code kept} digits, rounded to nearest. */
  public FloatText rounded(int kept) {
    long integer = Long.parseLong(digits.substring(0, kept)) + (digits.charAt(kept) >= '5' ? 1 : 0);
    return of(negative, Long.toString(integer), exponent - kept + 1);
  }

  /** ± {@code integer} × 10^{@code power}. */
  private static FloatText of(boolean negative, String integer, int power) {
    int end = integer.length();
    while (end > 1 && integer.charAt(end - 1) == '0') {
      end--;
    }
    boolean zero = integer.charAt(0) == '0';
    int exponent = zero ? 0 : power + integer.length() - 1;
    return new FloatText(negative, integer.substring(0, end), exponent);
  }

  /** {@code -}, or empty. */
  public String sign() {
    return negative ? "-" : "";
  }

  /** The digits before the point in positional form, at least a zero. */
  public String integerPart() {
    if (exponent < 0) {
      return "0";
    }
    int length = exponent + 1;
    return length <= digits.length()
        ? digits.substring(0, length)
        : digits + "0".repeat(length - digits.length());
  }

  /** The digits after the point in positional form; may be empty. */
  public String fractionPart() {
    return exponent < 0
        ? "0".repeat(-exponent - 1) + digits
        : digits.substring(Math.min(exponent + 1, digits.length()));
  }

  /** The digits after the point in exponent form; may be empty. */
  public String mantissaFraction() {
    return digits.substring(1);
  }

  /** The exponent with its sign and two or more digits: {@code +05}. */
  public String exponentText() {
    int size = Math.abs(exponent);
    return (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
  }

  /** NumPy's {@code str} of a float64: {@code 1.0}, {@code 1e+16}, {@code nan}. */
  public static String scalar(double value) {
    return Double.isNaN(value) || Double.isInfinite(value)
        ? nonFinite(Double.isNaN(value), value < 0)
        : shortest(value).scalar(16);
  }

  /**
   * NumPy's {@code str} of a float32; the one nearest to 10^-4 is less than that, so it has an
   * exponent.
   */
  public static String scalar(float value) {
    return Float.isNaN(value) || Float.isInfinite(value)
        ? nonFinite(Float.isNaN(value), value < 0)
        : Math.abs(value) == 1e-4f ? (value < 0 ? "-1e-04" : "1e-04") : shortest(value).scalar(6);
  }

  /** NumPy's {@code str} of the float16 with these bits. */
  public static String scalarHalf(short bits) {
    return (bits & 0x7C00) == 0x7C00
        ? nonFinite((bits & 0x3FF) != 0, bits < 0)
        : shortestHalf(bits).scalar(3);
  }

  /** NumPy's {@code str} of an x87 longdouble. */
  public static String scalar(X87 value) {
    return value.isNaN() || value.isInfinite()
        ? nonFinite(value.isNaN(), value.isNegative())
        : shortest(value).scalar(16);
  }

  private static String nonFinite(boolean nan, boolean negative) {
    return nan ? "nan" : negative ? "-inf" : "inf";
  }

  /** Positional from 10^-4 to below 10^{@code limit}, else with an exponent. */
  private String scalar(int limit) {
    if (exponent >= -4 && exponent < limit) {
      String fraction = fractionPart();
      return sign() + integerPart() + "." + (fraction.isEmpty() ? "0" : fraction);
    }
    String point = digits.length() == 1 ? "" : ".";
    return sign() + digits.charAt(0) + point + mantissaFraction() + "e" + exponentText();
  }

  /**
   * The shortest digits of c × 2^q for c below 2^53 and q in the range of a double, by Raffaello
   * Giulietti's Schubfach: with 10^k the largest power of ten within the rounding interval, one of
   * the multiples of 10^(k+1) or 10^k next to the number lies inside. Powers of ten come as 126-bit
   * approximations from above, rounded to odd when multiplied, which is enough to compare exactly.
   */
  private static final class Shortest {
    private static final int MIN_K = -324;
    private static final int MAX_K = 292;
    private static final long MASK = Long.MAX_VALUE;
    private static final long[] HIGH = new long[MAX_K - MIN_K + 1];
    private static final long[] LOW = new long[MAX_K - MIN_K + 1];

    static {
      for (int k = MIN_K; k <= MAX_K; k++) {
        BigInteger g = power(k);
        HIGH[k - MIN_K] = g.shiftRight(63).longValue();
        LOW[k - MIN_K] = g.longValue() & MASK;
      }
    }

    private Shortest() {}

    /** 10^-k × 2^r rounded down, plus one, with r such that it has 126 bits. */
    private static BigInteger power(int k) {
      BigInteger ten = BigInteger.TEN.pow(Math.abs(k));
      int shift = 125 - floorLog2PowerOfTen(-k);
      if (k > 0) {
        return BigInteger.ONE.shiftLeft(shift).divide(ten).add(BigInteger.ONE);
      }
      return (shift > 0 ? ten.shiftLeft(shift) : ten.shiftRight(-shift)).add(BigInteger.ONE);
    }

    static FloatText of(boolean negative, long c, int q, boolean narrowBelow) {
      long closed = c & 1; // the ends of the interval round to even numbers
      int k = narrowBelow ? floorLog10ThreeQuarters(q) : floorLog10(q);
      int h = q + floorLog2PowerOfTen(-k) + 2;
      long value = scale(k, (4 * c) << h);
      long low = scale(k, (4 * c - (narrowBelow ? 1 : 2)) << h) + closed;
      long high = scale(k, (4 * c + 2) << h) - closed;
      long s = value >> 2;
      long tens = s / 10 * 10;
      boolean below = low <= 4 * tens;
      boolean above = 4 * (tens + 10) <= high;
      if (s >= 10 && below != above) {
        return text(negative, below ? tens : tens + 10, k);
      }
      return text(negative, choose(s, value, low, high), k);
    }

    /**
     * {@code s} or {@code s + 1}: the one inside the interval, else the closer one, else the even
     * one.
     */
    private static long choose(long s, long value, long low, long high) {
      boolean below = low <= 4 * s;
      boolean above = 4 * (s + 1) <= high;
      if (below != above) {
        return below ? s : s + 1;
      }
      long middle = 4 * s + 2;
      return value < middle || (value == middle && (s & 1) == 0) ? s : s + 1;
    }

    private static FloatText text(boolean negative, long integer, int k) {
      return FloatText.of(negative, Long.toString(integer), k);
    }

    /** {@code scaled} × 10^-k, rounded to odd. */
    private static long scale(int k, long scaled) {
      long high = HIGH[k - MIN_K];
      long carry = ((high * scaled) >>> 1) + Math.multiplyHigh(LOW[k - MIN_K], scaled);
      long whole = Math.multiplyHigh(high, scaled) + (carry >>> 63);
      return whole | (((carry & MASK) + MASK) >>> 63);
    }
  }

  /** As {@link Shortest}, but for significands and exponents of any size, in exact arithmetic. */
  static FloatText shortestExactly(boolean negative, BigInteger c, int q, boolean narrowBelow) {
    int k = narrowBelow ? floorLog10ThreeQuarters(q) : floorLog10(q);
    BigInteger integer = multipleInside(c, q, k + 1, narrowBelow);
    return integer != null
        ? of(negative, integer.toString(), k + 1)
        : of(negative, requireNonNull(multipleInside(c, q, k, narrowBelow)).toString(), k);
  }

  /**
   * The n for which n × 10^power lies in the rounding interval and is closest to c × 2^q, if any.
   */
  private static @Nullable BigInteger multipleInside(
      BigInteger c, int q, int power, boolean narrowBelow) {
    // In units of 2^(q-2) the number is 4c; times up, divided by down, in units of 10^power.
    BigInteger up = BigInteger.TEN.pow(Math.max(-power, 0)).shiftLeft(Math.max(q - 2, 0));
    BigInteger down = BigInteger.TEN.pow(Math.max(power, 0)).shiftLeft(Math.max(2 - q, 0));
    BigInteger value = c.shiftLeft(2).multiply(up);
    BigInteger closed = BigInteger.valueOf(c.testBit(0) ? 1 : 0); // ends round to even numbers
    BigInteger low = value.subtract(narrowBelow ? up : up.shiftLeft(1)).add(closed);
    BigInteger high = value.add(up.shiftLeft(1)).subtract(closed);
    BigInteger[] quotient = value.divideAndRemainder(down);
    BigInteger next = quotient[0].add(BigInteger.ONE);
    boolean below = low.compareTo(quotient[0].multiply(down)) <= 0;
    boolean above = next.multiply(down).compareTo(high) <= 0;
    if (!below && !above) {
      return null;
    }
    int half = quotient[1].shiftLeft(1).compareTo(down);
    boolean closerBelow = half < 0 || (half == 0 && !quotient[0].testBit(0));
    return below && (closerBelow || !above) ? quotient[0] : next;
  }

  /** floor(log10(2^e)). */
  private static int floorLog10(int e) {
    return (int) ((e * 661_971_961_083L) >> 41);
  }

  /** floor(log10(3/4 × 2^e)). */
  private static int floorLog10ThreeQuarters(int e) {
    return (int) ((e * 661_971_961_083L - 274_743_187_321L) >> 41);
  }

  /** floor(log2(10^e)). */
  private static int floorLog2PowerOfTen(int e) {
    return (int) ((e * 913_124_641_741L) >> 38);
  }
}
