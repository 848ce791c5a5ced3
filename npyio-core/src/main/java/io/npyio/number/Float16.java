package io.npyio.number;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/**
 * IEEE binary16, NumPy's {@code float16}, as the 16 bits of a {@code short}. Conversions only;
 * there is no arithmetic.
 */
public final class Float16 {
  /** 2<sup>28</sup>: the last bit of a double with this exponent is worth 2<sup>-24</sup>. */
  private static final double SUBNORMAL_DOUBLE = 0x1p28;

  /** 0.5: the last bit of a float with this exponent is worth 2<sup>-24</sup>. */
  private static final float SUBNORMAL_FLOAT = 0.5f;

  private static final int INFINITY = 0x7C00;

  private static final short[] UNMARKED = new short[1024];

  private Float16() {}

  /** Widens exactly; a NaN keeps its bits, too. */
  public static float toFloat(short bits) {
    int magnitude = bits & 0x7FFF;
    int sign = (bits & 0x8000) << 16;
    if (magnitude >= INFINITY) {
      return Float.intBitsToFloat(sign | 0x7F800000 | (magnitude << 13));
    }
    if (magnitude < 0x0400) {
      return Float.intBitsToFloat(sign | Float.floatToRawIntBits(magnitude * 0x1p-24f));
    }
    return Float.intBitsToFloat(sign | ((magnitude << 13) + (112 << 23)));
  }

  /**
   * Converts the first {@code count} elements.
   *
   * @param scratch at least {@code count} elements
   */
  public static void toFloat(short[] from, float[] to, int count, short[] scratch) {
    try {
      for (int i = 0; i < count; i++) {
        to[i] = (float) Widened.TO_FLOAT.invokeExact(from[i]);
      }
    } catch (RuntimeException known) {
      throw known;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
    if (hasNan(from, count, scratch)) {
      for (int i = 0; i < count; i++) {
        to[i] = toFloat(from[i]); // the processor's instruction would make NaNs quiet
      }
    }
  }

  /**
   * Marks the NaNs first and looks for a mark afterwards, so that the JIT vectorises both loops.
   */
  private static boolean hasNan(short[] bits, int count, short[] marks) {
    for (int i = 0; i < count; i++) {
      marks[i] = (short) ((bits[i] & 0x7FFF) + (0x7FFF - INFINITY) & 0x8000);
    }
    for (int i = 0; i < count; i += UNMARKED.length) {
      int n = Math.min(UNMARKED.length, count - i);
      if (!Arrays.equals(marks, i, i + n, UNMARKED, 0, n)) {
        return true;
      }
    }
    return false;
  }

  /** Rounds half to even; 65520 and more become infinite; a NaN keeps its sign and top bits. */
  public static short fromFloat(float value) {
    int bits = Float.floatToRawIntBits(value);
    int sign = (bits >>> 16) & 0x8000;
    int magnitude = bits & 0x7FFFFFFF;
    if (magnitude >= 0x47800000) { // 65536
      return (short) (sign | (magnitude > 0x7F800000 ? nan(magnitude >>> 13) : INFINITY));
    }
    if (magnitude < 0x38800000) { // 2^-14, the smallest normal: let the addition round
      float rounded = Float.intBitsToFloat(magnitude) + SUBNORMAL_FLOAT;
      return (short) (sign | (Float.floatToRawIntBits(rounded) - 0x3F000000));
    }
    int odd = (magnitude >>> 13) & 1;
    return (short) (sign | (magnitude - (112 << 23) + 0xFFF + odd) >>> 13);
  }

  /** As {@link #fromFloat}, but rounds only once, not by way of a float. */
  public static short fromDouble(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int sign = (int) (bits >>> 48) & 0x8000;
    long magnitude = bits & Long.MAX_VALUE;
    if (magnitude >= 0x40F0000000000000L) { // 65536
      boolean isNan = magnitude > 0x7FF0000000000000L;
      return (short) (sign | (isNan ? nan((int) (magnitude >>> 42)) : INFINITY));
    }
    if (magnitude < 0x3F10000000000000L) { // 2^-14
      double rounded = Double.longBitsToDouble(magnitude) + SUBNORMAL_DOUBLE;
      return (short) (sign | (int) Double.doubleToRawLongBits(rounded));
    }
    long odd = (magnitude >>> 42) & 1;
    return (short) (sign | (int) ((magnitude - (1008L << 52) + (1L << 41) - 1 + odd) >>> 42));
  }

  /** A NaN with these top bits of the payload; all zero would mean infinity. */
  private static int nan(int payload) {
    return INFINITY | Math.max(1, payload & 0x3FF);
  }

  /**
   * {@code Float.float16ToFloat} on Java 20 and later, where the JIT vectorises it; before, a table
   * of all halves as floats.
   */
  private static final class Widened {
    static final MethodHandle TO_FLOAT = find();
    private static final float[] VALUES =
        new float[Runtime.version().feature() >= 20 ? 0 : 1 << 16];

    static {
      for (int bits = 0; bits < VALUES.length; bits++) {
        VALUES[bits] = toFloat((short) bits);
      }
    }

    private Widened() {}

    @SuppressWarnings("UnusedMethod") // looked up by name
    private static float valueOf(short bits) {
      return VALUES[bits & 0xFFFF];
    }

    private static MethodHandle find() {
      var type = MethodType.methodType(float.class, short.class);
      try {
        return Runtime.version().feature() >= 20
            ? MethodHandles.publicLookup().findStatic(Float.class, "float16ToFloat", type)
            : MethodHandles.lookup().findStatic(Widened.class, "valueOf", type);
      } catch (ReflectiveOperationException missing) {
        throw new ExceptionInInitializerError(missing);
      }
    }
  }
}
