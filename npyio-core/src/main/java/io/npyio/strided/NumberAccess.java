package io.npyio.strided;

import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.memory.Memory;
import io.npyio.number.Float16;
import io.npyio.number.FloatText;
import io.npyio.number.Int4;
import io.npyio.number.MiniFloat;
import io.npyio.number.X87;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * Access to one number at a position in memory: the exact value as a {@code long}, a {@code double}
 * and the like, or an {@link ArithmeticException} that names the value.
 */
public final class NumberAccess {
  /** No integer kind can hold more decimal digits. */
  private static final int MAX_DIGITS = 20;

  private NumberAccess() {}

  // ---- reading -------------------------------------------------------------------------------

  /** The bits of an integer or boolean kind, sign- or zero-extended; uint64 as stored. */
  static long integer(Memory memory, long position, Kind kind, ByteOrder order) {
    return switch (kind) {
      case BOOL -> memory.getByte(position) == 0 ? 0 : 1;
      case INT8 -> memory.getByte(position);
      case UINT8 -> memory.getByte(position) & 0xFF;
      case INT16 -> memory.getShort(position, order);
      case UINT16 -> memory.getShort(position, order) & 0xFFFF;
      case INT32 -> memory.getInt(position, order);
      case UINT32 -> memory.getInt(position, order) & 0xFFFFFFFFL;
      case INT64, UINT64 -> memory.getLong(position, order);
      case INT4 -> Int4.signed(memory.getByte(position));
      case UINT4 -> Int4.unsigned(memory.getByte(position));
      case FLOAT16,
          FLOAT32,
          FLOAT64,
          LONGDOUBLE,
          BFLOAT16,
          FLOAT8_E4M3FN,
          FLOAT8_E5M2,
          FLOAT8_E4M3FNUZ,
          FLOAT8_E5M2FNUZ,
          FLOAT8_E4M3B11FNUZ,
          FLOAT8_E8M0FNU,
          COMPLEX64,
          COMPLEX128,
          CLONGDOUBLE ->
          throw new IllegalArgumentException(kind.numpyName());
    };
  }

  /** The value of a floating kind; a long double rounded to the nearest double. */
  public static double floating(Memory memory, long position, Kind kind, ByteOrder order) {
    return switch (kind) {
      case FLOAT16 -> Float16.toFloat(memory.getShort(position, order));
      case BFLOAT16 -> MiniFloat.BFLOAT16.toFloat(memory.getShort(position, order) & 0xFFFF);
      case FLOAT32 -> Float.intBitsToFloat(memory.getInt(position, order));
      case FLOAT64 -> Double.longBitsToDouble(memory.getLong(position, order));
      case LONGDOUBLE -> Carriers.getX87(memory, position, order).toDouble();
      default -> Carriers.miniFloat(kind).toFloat(memory.getByte(position) & 0xFF);
    };
  }

  /** The value as a double, exactly. */
  public static double getDouble(Memory memory, long position, DType.Scalar type) {
    return getExact(memory, position, type, "a double", "astype(FLOAT64) would round it");
  }

  private static double getExact(
      Memory memory, long position, DType.Scalar type, String target, String hint) {
    Kind kind = type.kind();
    if (kind == Kind.LONGDOUBLE) {
      X87 value = Carriers.getX87(memory, position, type.order());
      if (value.isExactDouble()) {
        return value.toDouble();
      }
      throw misfit(text(memory, position, type), target, hint);
    }
    if (kind.isFloating()) {
      return floating(memory, position, kind, type.order());
    }
    long bits = integer(memory, position, kind, type.order());
    double value = kind == Kind.UINT64 && bits < 0 ? unsignedToDouble(bits) : (double) bits;
    boolean exact =
        kind == Kind.UINT64 && bits < 0
            ? (bits & 0x7FF) == 0
            : (long) value == bits && value != 0x1p63;
    if (!exact) {
      throw misfit(text(memory, position, type), target, hint);
    }
    return value;
  }

  private static double unsignedToDouble(long bits) {
    return (double) (bits >>> 1 | (bits & 1)) * 2.0;
  }

  /** The value as a float, exactly. */
  public static float getFloat(Memory memory, long position, DType.Scalar type) {
    double value = getExact(memory, position, type, "a float", "astype(FLOAT32) would round it");
    float narrow = (float) value;
    if (narrow != value && !Double.isNaN(value)) {
      throw misfit(text(memory, position, type), "a float", "astype(FLOAT32) would round it");
    }
    return narrow;
  }

  /** The value as a long, exactly. */
  public static long getLong(Memory memory, long position, DType.Scalar type) {
    Kind kind = type.kind();
    if (!kind.isFloating()) {
      long bits = integer(memory, position, kind, type.order());
      if (kind == Kind.UINT64 && bits < 0) {
        throw misfit(text(memory, position, type), "a long", "getBigInteger can read it");
      }
      return bits;
    }
    try {
      return getBigDecimal(memory, position, type).longValueExact();
    } catch (ArithmeticException notWhole) {
      throw misfit(text(memory, position, type), "a long", "astype(INT64) would cut it");
    }
  }

  /** The value as a byte, exactly. */
  public static byte getByte(Memory memory, long position, DType.Scalar type) {
    return (byte) getRanged(memory, position, type, Byte.MIN_VALUE, Byte.MAX_VALUE, Kind.INT8);
  }

  /** The value as a short, exactly. */
  public static short getShort(Memory memory, long position, DType.Scalar type) {
    return (short) getRanged(memory, position, type, Short.MIN_VALUE, Short.MAX_VALUE, Kind.INT16);
  }

  /** The value as an int, exactly. */
  public static int getInt(Memory memory, long position, DType.Scalar type) {
    return (int)
        getRanged(memory, position, type, Integer.MIN_VALUE, Integer.MAX_VALUE, Kind.INT32);
  }

  private static long getRanged(
      Memory memory, long position, DType.Scalar type, long min, long max, Kind target) {
    long value;
    try {
      value = getLong(memory, position, type);
    } catch (ArithmeticException noLong) {
      throw misfit(text(memory, position, type), javaName(target), cutBy(target));
    }
    if (value < min || value > max) {
      throw misfit(text(memory, position, type), javaName(target), castTo(type.kind(), target));
    }
    return value;
  }

  private static String castTo(Kind from, Kind target) {
    String raw = rawBits(from, target);
    return raw.isEmpty() ? cutBy(target) : raw + ", " + cutBy(target);
  }

  /** The hint for reading the raw bits, if the kinds differ only in signedness. */
  static String rawBits(Kind from, Kind target) {
    boolean isOtherSign =
        from.isInteger()
            && target.isInteger()
            && from.size() == target.size()
            && from.letter() != target.letter();
    return isOtherSign ? "view(" + target.name() + ") keeps the bits" : "";
  }

  private static String cutBy(Kind target) {
    return "astype(" + target.name() + ") would cut it";
  }

  static String javaName(Kind target) {
    return switch (target) {
      case BOOL -> "a boolean";
      case INT8 -> "a byte";
      case INT16 -> "a short";
      case UINT16 -> "a char";
      case INT32 -> "an int";
      case INT64 -> "a long";
      case FLOAT32 -> "a float";
      case FLOAT64 -> "a double";
      default -> target.numpyName();
    };
  }

  /** Whether a bool is nonzero; other numbers must be 0 or 1. */
  public static boolean getBoolean(Memory memory, long position, DType.Scalar type) {
    if (type.kind() == Kind.BOOL) {
      return memory.getByte(position) != 0;
    }
    return getRanged(memory, position, type, 0, 1, Kind.BOOL) == 1;
  }

  /** The exact value of a finite number. */
  public static BigDecimal getBigDecimal(Memory memory, long position, DType.Scalar type) {
    Kind kind = type.kind();
    if (kind == Kind.LONGDOUBLE) {
      return Carriers.getX87(memory, position, type.order()).toBigDecimal();
    }
    if (kind.isFloating()) {
      double value = floating(memory, position, kind, type.order());
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        throw misfit(text(memory, position, type), "a BigDecimal", "getDouble can read it");
      }
      return new BigDecimal(value);
    }
    return new BigDecimal(getBigInteger(memory, position, type));
  }

  /** The exact value of a whole number. */
  public static BigInteger getBigInteger(Memory memory, long position, DType.Scalar type) {
    Kind kind = type.kind();
    if (kind.isFloating()) {
      try {
        return getBigDecimal(memory, position, type).toBigIntegerExact();
      } catch (ArithmeticException notWhole) {
        throw misfit(text(memory, position, type), "a BigInteger", "getDouble can read it");
      }
    }
    long bits = integer(memory, position, kind, type.order());
    return kind == Kind.UINT64 ? NumberCast.unsigned(bits) : BigInteger.valueOf(bits);
  }

  /** The number as NumPy's {@code str} shows it. */
  public static String text(Memory memory, long position, DType.Scalar type) {
    ByteOrder order = type.order();
    return switch (type.kind()) {
      case BOOL -> memory.getByte(position) == 0 ? "False" : "True";
      case UINT64 -> Long.toUnsignedString(memory.getLong(position, order));
      case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, INT4, UINT4 ->
          Long.toString(integer(memory, position, type.kind(), order));
      case FLOAT16 -> FloatText.scalarHalf(memory.getShort(position, order));
      case FLOAT32 -> FloatText.scalar(Float.intBitsToFloat(memory.getInt(position, order)));
      case FLOAT64 -> FloatText.scalar(Double.longBitsToDouble(memory.getLong(position, order)));
      case LONGDOUBLE -> FloatText.scalar(Carriers.getX87(memory, position, order));
      case COMPLEX64, COMPLEX128, CLONGDOUBLE -> complexText(memory, position, type);
      default -> FloatText.scalar((float) floating(memory, position, type.kind(), order));
    };
  }

  /** Python's complex: {@code (1+2j)}; the real part is left out if it is a positive zero. */
  private static String complexText(Memory memory, long position, DType.Scalar type) {
    DType.Scalar part = new DType.Scalar(type.kind().part(), type.order());
    String real = bare(text(memory, position, part));
    String imaginary = bare(text(memory, position + part.itemSize(), part));
    if (real.equals("0")) {
      return imaginary + "j";
    }
    String sign = imaginary.startsWith("-") ? "" : "+";
    return "(" + real + sign + imaginary + "j)";
  }

  private static String bare(String number) {
    return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
  }

  // ---- writing -------------------------------------------------------------------------------

  /** Sets a number, rounded to the precision of a floating kind. */
  public static void setLong(Memory memory, long position, DType.Scalar type, long value) {
    Kind kind = type.kind();
    if (kind.isFloating()) {
      setFloating(memory, position, type, (double) value, BigDecimal.valueOf(value));
      return;
    }
    boolean fits =
        switch (kind) {
          case BOOL -> value == 0 || value == 1;
          case INT8 -> value == (byte) value;
          case UINT8 -> value == (value & 0xFF);
          case INT16 -> value == (short) value;
          case UINT16 -> value == (value & 0xFFFF);
          case INT32 -> value == (int) value;
          case UINT32 -> value == (value & 0xFFFFFFFFL);
          case UINT64 -> value >= 0;
          case INT4 -> value == Int4.signed(value);
          case UINT4 -> value == Int4.unsigned(value);
          default -> true;
        };
    if (!fits) {
      throw doesNotFit(Long.toString(value), type);
    }
    putInteger(memory, position, type, kind.isExtension() ? Int4.unsigned(value) : value);
  }

  private static void putInteger(Memory memory, long position, DType.Scalar type, long bits) {
    switch (type.kind().size()) {
      case 1 -> memory.putByte(position, (byte) bits);
      case 2 -> memory.putShort(position, type.order(), (short) bits);
      case 4 -> memory.putInt(position, type.order(), (int) bits);
      default -> memory.putLong(position, type.order(), bits);
    }
  }

  /** Sets a number, rounded to the precision of a floating kind. */
  public static void setDouble(Memory memory, long position, DType.Scalar type, double value) {
    Kind kind = type.kind();
    if (kind == Kind.LONGDOUBLE) {
      Carriers.putX87(memory, position, type.order(), X87.fromDouble(value));
    } else if (kind.isFloating()) {
      setNarrow(memory, position, type, value);
    } else if (Double.isNaN(value) || Double.isInfinite(value)) {
      throw doesNotFit(FloatText.scalar(value), type);
    } else {
      setBigDecimal(memory, position, type, new BigDecimal(value));
    }
  }

  private static void setNarrow(Memory memory, long position, DType.Scalar type, double value) {
    double stored =
        switch (type.kind()) {
          case FLOAT16 -> Float16.toFloat(Float16.fromDouble(value));
          case FLOAT32 -> (float) value;
          case FLOAT64 -> value;
          default -> mini(type).toFloat(mini(type).fromDouble(value));
        };
    if (!Double.isFinite(stored) && Double.isFinite(value)) {
      throw doesNotFit(FloatText.scalar(value), type);
    }
    ByteOrder order = type.order();
    switch (type.kind()) {
      case FLOAT16 -> memory.putShort(position, order, Float16.fromDouble(value));
      case FLOAT32 -> memory.putInt(position, order, Float.floatToRawIntBits((float) value));
      case BFLOAT16 -> memory.putShort(position, order, (short) mini(type).fromDouble(value));
      case FLOAT64 -> memory.putLong(position, order, Double.doubleToRawLongBits(value));
      default -> memory.putByte(position, (byte) mini(type).fromDouble(value));
    }
  }

  private static MiniFloat mini(DType.Scalar type) {
    return Carriers.miniFloat(type.kind());
  }

  static void setBigDecimal(Memory memory, long position, DType.Scalar type, BigDecimal value) {
    if (type.kind().isFloating()) {
      setFloating(memory, position, type, value.doubleValue(), value);
      return;
    }
    if ((long) value.precision() - value.scale() > MAX_DIGITS) {
      throw doesNotFit(value.toString(), type); // before 1e999999999 is expanded
    }
    BigInteger whole;
    try {
      whole = value.toBigIntegerExact();
    } catch (ArithmeticException fraction) {
      throw doesNotFit(value.toString(), type);
    }
    if (type.kind() == Kind.UINT64 && whole.signum() >= 0 && whole.bitLength() <= Long.SIZE) {
      putInteger(memory, position, type, whole.longValue());
    } else if (whole.bitLength() < Long.SIZE) {
      setLong(memory, position, type, whole.longValue());
    } else {
      throw doesNotFit(whole.toString(), type);
    }
  }

  private static void setFloating(
      Memory memory, long position, DType.Scalar type, double nearest, BigDecimal exact) {
    if (type.kind() == Kind.LONGDOUBLE) {
      Carriers.putX87(memory, position, type.order(), X87.fromBigDecimal(exact));
    } else if (type.kind() == Kind.FLOAT32) {
      // not through double, which would round twice
      float value = exact.floatValue();
      if (Float.isInfinite(value)) {
        throw doesNotFit(exact.toString(), type);
      }
      memory.putInt(position, type.order(), Float.floatToRawIntBits(value));
    } else if (Double.isInfinite(nearest)) {
      throw doesNotFit(exact.toString(), type);
    } else {
      setNarrow(memory, position, type, nearest);
    }
  }

  // ---- exceptions ----------------------------------------------------------------------------

  static ArithmeticException misfit(String value, String target, String hint) {
    return new ArithmeticException(value + " does not fit " + target + "; " + hint);
  }

  static ArithmeticException doesNotFit(String value, DType type) {
    return new ArithmeticException(value + " does not fit " + type.name());
  }
}
