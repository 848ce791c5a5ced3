package io.npyio.number;

/**
 * A small binary floating-point format of machine learning, given by the sizes of its parts.
 *
 * @param mantissaBits after the implicit leading one
 * @param bias of the exponent
 * @param greatest the bits of the greatest finite number, without the sign
 * @param infinity the bits of infinity, or of NaN if the format has no infinity
 * @param nan the bits written for NaN
 */
public record MiniFloat(int mantissaBits, int bias, int greatest, int infinity, int nan) {
  /** The upper half of a binary32. */
  public static final MiniFloat BFLOAT16 = new MiniFloat(7, 127, 0x7F7F, 0x7F80, 0x7FC0);

  /** No infinity: values that are too large become NaN. */
  public static final MiniFloat FLOAT8_E4M3FN = new MiniFloat(3, 7, 0x7E, 0x7F, 0x7F);

  /** 5 bits of exponent, 2 of mantissa, with infinities. */
  public static final MiniFloat FLOAT8_E5M2 = new MiniFloat(2, 15, 0x7B, 0x7C, 0x7E);

  private int signBit() {
    return greatest > 0xFF ? 0x8000 : 0x80;
  }

  /** The exact value; a NaN keeps only its sign. */
  public float toFloat(int bits) {
    int magnitude = bits & (signBit() - 1);
    float sign = (bits & signBit()) == 0 ? 1 : -1;
    if (magnitude > greatest) {
      return magnitude == infinity && infinity != nan
          ? sign * Float.POSITIVE_INFINITY
          : Math.copySign(Float.NaN, sign);
    }
    int exponent = magnitude >>> mantissaBits;
    int fraction = magnitude & ((1 << mantissaBits) - 1);
    int significand = exponent == 0 ? fraction : fraction | 1 << mantissaBits;
    return sign * Math.scalb((float) significand, Math.max(exponent, 1) - bias - mantissaBits);
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

  /** Rounds to nearest, ties to even. */
  public int fromDouble(double value) {
    int sign = Double.doubleToRawLongBits(value) < 0 ? signBit() : 0;
    return sign | (Double.isNaN(value) ? nan : magnitude(Math.abs(value)));
  }

  private int magnitude(double value) {
    if (Double.isInfinite(value)) {
      return infinity;
    }
    int exponent = Math.max(Math.getExponent(value), 1 - bias);
    // in units of the last place; rounding up to the next power of two carries into the exponent
    double units = Math.rint(Math.scalb(value, mantissaBits - exponent));
    long bits = ((long) (exponent + bias - 1) << mantissaBits) + (long) units;
    return bits > greatest ? infinity : (int) bits;
  }
}
