package io.npyio.number;

/**
 * A small binary floating-point format of machine learning, given by the sizes of its parts.
 *
 * @param signBit 0 if there are no negative numbers
 * @param mantissaBits after the implicit leading one; without any, all numbers are powers of two
 * @param bias of the exponent
 * @param greatest the bits of the greatest finite number, without the sign
 * @param infinity the bits of infinity, or of NaN if the format has no infinity
 * @param nan the bits written for NaN; the sign bit alone if there is no negative zero
 */
public record MiniFloat(
    int signBit, int mantissaBits, int bias, int greatest, int infinity, int nan) {
  /** The upper half of a binary32. */
  public static final MiniFloat BFLOAT16 = new MiniFloat(0x8000, 7, 127, 0x7F7F, 0x7F80, 0x7FC0);

  /** No infinity: values that are too large become NaN. */
  public static final MiniFloat FLOAT8_E4M3FN = new MiniFloat(0x80, 3, 7, 0x7E, 0x7F, 0x7F);

  /** 5 bits of exponent, 2 of mantissa, with infinities. */
  public static final MiniFloat FLOAT8_E5M2 = new MiniFloat(0x80, 2, 15, 0x7B, 0x7C, 0x7E);

  /** No infinity and one zero: what would be the negative zero is NaN. */
  public static final MiniFloat FLOAT8_E4M3FNUZ = unsignedZero(3, 8);

  /** As {@link #FLOAT8_E4M3FNUZ}, with 5 bits of exponent, 2 of mantissa. */
  public static final MiniFloat FLOAT8_E5M2FNUZ = unsignedZero(2, 16);

  /** As {@link #FLOAT8_E4M3FNUZ}, with another bias. */
  public static final MiniFloat FLOAT8_E4M3B11FNUZ = unsignedZero(3, 11);

  /** An exponent alone: neither zero nor sign nor infinity. */
  public static final MiniFloat FLOAT8_E8M0FNU = new MiniFloat(0, 0, 127, 0xFE, 0xFF, 0xFF);

  private static MiniFloat unsignedZero(int mantissaBits, int bias) {
    return new MiniFloat(0x80, mantissaBits, bias, 0x7F, 0x80, 0x80);
  }

  /** The exponent of the bits 0: numbers below are subnormal if there is a mantissa. */
  private int leastExponent() {
    return mantissaBits == 0 ? -bias : 1 - bias;
  }

  /** The exact value; a NaN keeps only its sign. */
  public float toFloat(int bits) {
    int magnitude = bits & ~signBit;
    float sign = magnitude == bits ? 1 : -1;
    if (magnitude > greatest || bits == nan) {
      return magnitude == infinity && infinity != nan
          ? sign * Float.POSITIVE_INFINITY
          : Math.copySign(Float.NaN, sign);
    }
    int exponent = (magnitude >>> mantissaBits) - bias;
    int fraction = magnitude & ((1 << mantissaBits) - 1);
    int significand = exponent < leastExponent() ? fraction : fraction | 1 << mantissaBits;
    return sign
        * Math.scalb((float) significand, Math.max(exponent, leastExponent()) - mantissaBits);
  }

  /** Widens the first {@code n} elements, of 8 bits each. */
  public void toFloats(byte[] bits, float[] to, int n) {
    for (int i = 0; i < n; i++) {
      to[i] = toFloat(bits[i] & 0xFF);
    }
  }

  /** Narrows the first {@code n} elements into a {@code byte[]} or {@code short[]}. */
  public void fromDoubles(double[] values, Object bits, int n) {
    for (int i = 0; i < n; i++) {
      int narrow = fromDouble(values[i]);
      if (bits instanceof short[] shorts) {
        shorts[i] = (short) narrow;
      } else {
        ((byte[]) bits)[i] = (byte) narrow;
      }
    }
  }

  /** Narrows the first {@code n} elements to {@link #BFLOAT16}, in fewer steps. */
  public static void toBfloat16(float[] values, short[] bits, int n) {
    for (int i = 0; i < n; i++) {
      bits[i] = toBfloat16(values[i]);
    }
  }

  private static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    int rounded = bits + 0x7FFF + (bits >>> 16 & 1) >>> 16;
    return (short) (Float.isNaN(value) ? bits >>> 16 & 0x8000 | BFLOAT16.nan : rounded);
  }

  /** Rounds to nearest, ties to even bits; a sign or zero that the format lacks becomes NaN. */
  public int fromDouble(double value) {
    int sign = Double.doubleToRawLongBits(value) < 0 ? signBit : 0;
    if (Double.isNaN(value) || (signBit == 0 && value <= 0)) {
      return sign | nan;
    }
    int magnitude = magnitude(Math.abs(value));
    return magnitude == 0 && signBit == nan ? 0 : sign | magnitude;
  }

  private int magnitude(double value) {
    if (Double.isInfinite(value)) {
      return infinity;
    }
    int exponent = Math.max(Math.getExponent(value), leastExponent());
    long base = (long) (exponent + bias - 1) << mantissaBits;
    long odd = base & 1; // without a mantissa: then the even bits decide ties, not the even number
    // in units of the last place; rounding up to the next power of two carries into the exponent
    double units = Math.rint(Math.scalb(value, mantissaBits - exponent) - odd);
    long bits = base + odd + (long) units;
    return bits > greatest ? infinity : (int) Math.max(bits, 0);
  }
}
