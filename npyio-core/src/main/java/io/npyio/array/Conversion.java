package io.npyio.array;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Turns numbers of one kind into another: each block is widened to {@code long} or {@code double}
 * and narrowed from there, so that n + m loops do for n × m pairs.
 *
 * <p>Holds the scratch blocks; an instance is for one thread and one bulk operation.
 */
final class Conversion {
  /** What becomes of values that the target cannot hold. */
  enum Rule {
    /** Nothing may change; the first value that would is reported. */
    EXACT,
    /** As NumPy assigns: floating-point values round, integers must be in range and whole. */
    ASSIGN,
    /** As NumPy's astype: integers keep their low bits, fractions are cut off. */
    CAST
  }

  /**
   * The number of elements that a block should have: all scratch together stays in the L1 cache.
   */
  static final int BLOCK = 1024;

  private final Kind from;
  private final Kind to;
  private final Rule rule;
  private final long nan;
  private long[] longs = {};
  private double[] doubles = {};
  private long[] longsBack = {};
  private double[] doublesBack = {};

  Conversion(Kind from, Kind to, Rule rule) {
    this(from, to, rule, 0);
  }

  private Conversion(Kind from, Kind to, Rule rule, long nan) {
    this.from = from;
    this.to = to;
    this.rule = rule;
    this.nan = nan;
  }

  /** To the counts of a datetime64 or timedelta64, where a cast makes NaN <em>not a time</em>. */
  static Conversion toTimes(Kind from, Rule rule) {
    return new Conversion(from, Kind.INT64, rule, DType.Temporal.NAT);
  }

  /**
   * Converts {@code n} elements, at most {@link #BLOCK} unless the kinds are the same.
   *
   * @return the index of the first element that does not fit by the rule, or -1
   */
  int apply(Object source, int sourceAt, Object target, int targetAt, int n) {
    if (from == to) {
      System.arraycopy(source, sourceAt, target, targetAt, n);
      return -1;
    }
    if (from == Kind.LONGDOUBLE) {
      return ofLongDoubles((X87[]) source, sourceAt, target, targetAt, n);
    }
    reserve(n);
    return from.isFloating()
        ? ofDoubles(widenedDoubles(source, sourceAt, n), target, targetAt, n)
        : ofLongs(widenedLongs(source, sourceAt, n), target, targetAt, n);
  }

  private void reserve(int n) {
    if (longs.length < n) {
      longs = new long[n];
      doubles = new double[n];
      longsBack = new long[n];
      doublesBack = new double[n];
    }
  }

  // ---- widening ----------------------------------------------------------------------------

  private long[] widenedLongs(Object source, int at, int n) {
    widen(from, source, at, longs, n);
    return longs;
  }

  private static void widen(Kind kind, Object source, int at, long[] to, int n) {
    switch (kind) {
      case BOOL -> {
        byte[] bytes = (byte[]) source;
        for (int i = 0; i < n; i++) {
          to[i] = bytes[at + i] == 0 ? 0 : 1;
        }
      }
      case INT8 -> {
        byte[] bytes = (byte[]) source;
        for (int i = 0; i < n; i++) {
          to[i] = bytes[at + i];
        }
      }
      case UINT8 -> {
        byte[] bytes = (byte[]) source;
        for (int i = 0; i < n; i++) {
          to[i] = bytes[at + i] & 0xFF;
        }
      }
      case INT16 -> {
        short[] shorts = (short[]) source;
        for (int i = 0; i < n; i++) {
          to[i] = shorts[at + i];
        }
      }
      case UINT16 -> {
        short[] shorts = (short[]) source;
        for (int i = 0; i < n; i++) {
          to[i] = shorts[at + i] & 0xFFFF;
        }
      }
      case INT32 -> {
        int[] ints = (int[]) source;
        for (int i = 0; i < n; i++) {
          to[i] = ints[at + i];
        }
      }
      case UINT32 -> {
        int[] ints = (int[]) source;
        for (int i = 0; i < n; i++) {
          to[i] = ints[at + i] & 0xFFFFFFFFL;
        }
      }
      case INT64, UINT64 -> System.arraycopy(source, at, to, 0, n);
      case FLOAT16,
          FLOAT32,
          FLOAT64,
          LONGDOUBLE,
          BFLOAT16,
          FLOAT8_E4M3FN,
          FLOAT8_E5M2,
          COMPLEX64,
          COMPLEX128,
          CLONGDOUBLE ->
          throw new IllegalArgumentException(kind.numpyName());
    }
  }

  private double[] widenedDoubles(Object source, int at, int n) {
    widen(from, source, at, doubles, n);
    return doubles;
  }

  private static void widen(Kind kind, Object source, int at, double[] to, int n) {
    switch (kind) {
      case FLOAT16 -> {
        short[] halves = (short[]) source;
        for (int i = 0; i < n; i++) {
          to[i] = Float16.toFloat(halves[at + i]);
        }
      }
      case FLOAT32 -> {
        float[] floats = (float[]) source;
        for (int i = 0; i < n; i++) {
          to[i] = floats[at + i];
        }
      }
      case BFLOAT16, FLOAT8_E4M3FN, FLOAT8_E5M2 -> MiniFloat.of(kind).toDoubles(source, at, to, n);
      case FLOAT64 -> System.arraycopy(source, at, to, 0, n);
      case LONGDOUBLE -> {
        for (int i = 0; i < n; i++) {
          to[i] = ((X87[]) source)[at + i].toDouble();
        }
      }
      case BOOL,
          INT8,
          UINT8,
          INT16,
          UINT16,
          INT32,
          UINT32,
          INT64,
          UINT64,
          COMPLEX64,
          COMPLEX128,
          CLONGDOUBLE ->
          throw new IllegalArgumentException(kind.numpyName());
    }
  }

  // ---- from integers -------------------------------------------------------------------------

  private int ofLongs(long[] values, Object target, int at, int n) {
    narrow(values, target, at, n);
    if (rule == Rule.CAST) {
      return -1;
    }
    if (to.isFloating()) {
      return rule == Rule.ASSIGN ? firstInfinite(target, at, n) : firstInexact(target, at, n);
    }
    widen(to, target, at, longsBack, n);
    int first = Arrays.mismatch(values, 0, n, longsBack, 0, n);
    return (from == Kind.UINT64) == (to == Kind.UINT64) ? first : earlier(first, firstNegative(n));
  }

  /** Sign and magnitude share the top bit of signed and unsigned 64 bits. */
  private int firstNegative(int n) {
    for (int i = 0; i < n; i++) {
      if (longs[i] < 0) {
        return i;
      }
    }
    return -1;
  }

  private static int earlier(int a, int b) {
    return a < 0 || (b >= 0 && b < a) ? b : a;
  }

  private int firstInfinite(Object target, int at, int n) {
    if (to != Kind.FLOAT16 && !to.isExtension()) {
      return -1; // every long is within the range of the others
    }
    widen(to, target, at, doublesBack, n);
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(doublesBack[i])) {
        return i;
      }
    }
    return -1;
  }

  private int firstInexact(Object target, int at, int n) {
    if (to == Kind.LONGDOUBLE) {
      return -1; // its significand has 64 bits
    }
    widen(to, target, at, doublesBack, n);
    toLongs(doublesBack, longsBack, n);
    for (int i = 0; i < n; i++) {
      boolean saturated = doublesBack[i] == (from == Kind.UINT64 ? 0x1p64 : 0x1p63);
      if (longsBack[i] != longs[i] || saturated) {
        return i;
      }
    }
    return -1;
  }

  private void toLongs(double[] values, long[] results, int n) {
    boolean unsigned = from == Kind.UINT64;
    for (int i = 0; i < n; i++) {
      results[i] = unsigned ? unsignedLong(values[i]) : (long) values[i];
    }
  }

  private void narrow(long[] values, Object target, int at, int n) {
    switch (to) {
      case BOOL -> {
        byte[] bytes = (byte[]) target;
        for (int i = 0; i < n; i++) {
          bytes[at + i] = (byte) (values[i] == 0 ? 0 : 1);
        }
      }
      case INT8, UINT8 -> {
        byte[] bytes = (byte[]) target;
        for (int i = 0; i < n; i++) {
          bytes[at + i] = (byte) values[i];
        }
      }
      case INT16, UINT16 -> {
        short[] shorts = (short[]) target;
        for (int i = 0; i < n; i++) {
          shorts[at + i] = (short) values[i];
        }
      }
      case INT32, UINT32 -> {
        int[] ints = (int[]) target;
        for (int i = 0; i < n; i++) {
          ints[at + i] = (int) values[i];
        }
      }
      case INT64, UINT64 -> System.arraycopy(values, 0, target, at, n);
      case FLOAT16 -> {
        short[] halves = (short[]) target;
        for (int i = 0; i < n; i++) {
          halves[at + i] = Float16.fromFloat(asFloat(values[i])); // by way of float, as NumPy does
        }
      }
      case BFLOAT16, FLOAT8_E4M3FN, FLOAT8_E5M2 -> {
        for (int i = 0; i < n; i++) {
          doubles[i] = asDouble(values[i]);
        }
        MiniFloat.of(to).fromDoubles(doubles, target, at, n);
      }
      case FLOAT32 -> {
        float[] floats = (float[]) target;
        for (int i = 0; i < n; i++) {
          floats[at + i] = asFloat(values[i]);
        }
      }
      case FLOAT64 -> {
        double[] wide = (double[]) target;
        for (int i = 0; i < n; i++) {
          wide[at + i] = asDouble(values[i]);
        }
      }
      case LONGDOUBLE -> {
        for (int i = 0; i < n; i++) {
          ((X87[]) target)[at + i] = X87.fromBigDecimal(new BigDecimal(asInteger(values[i])));
        }
      }
      case COMPLEX64, COMPLEX128, CLONGDOUBLE -> throw new IllegalArgumentException(to.numpyName());
    }
  }

  private float asFloat(long value) {
    // halving an unsigned value with its last bit kept sticky rounds the same way
    return from == Kind.UINT64 && value < 0
        ? (float) (value >>> 1 | (value & 1)) * 2f
        : (float) value;
  }

  private double asDouble(long value) {
    return from == Kind.UINT64 && value < 0
        ? (double) (value >>> 1 | (value & 1)) * 2.0
        : (double) value;
  }

  private BigInteger asInteger(long value) {
    return from == Kind.UINT64 ? unsigned(value) : BigInteger.valueOf(value);
  }

  static BigInteger unsigned(long value) {
    BigInteger signed = BigInteger.valueOf(value);
    return value >= 0 ? signed : signed.add(BigInteger.ONE.shiftLeft(Long.SIZE));
  }

  private static long unsignedLong(double value) {
    return value >= 0x1p63 ? (long) (value - 0x1p63) ^ Long.MIN_VALUE : (long) value;
  }

  // ---- from floating point -------------------------------------------------------------------

  private int ofDoubles(double[] values, Object target, int at, int n) {
    return switch (to) {
      case FLOAT16, FLOAT32, FLOAT64, LONGDOUBLE, BFLOAT16, FLOAT8_E4M3FN, FLOAT8_E5M2 ->
          toFloating(values, target, at, n);
      case BOOL -> toBooleans(values, (byte[]) target, at, n);
      default -> toIntegers(values, target, at, n);
    };
  }

  private int toFloating(double[] values, Object target, int at, int n) {
    switch (to) {
      case FLOAT16 -> {
        short[] halves = (short[]) target;
        for (int i = 0; i < n; i++) {
          halves[at + i] = Float16.fromDouble(values[i]);
        }
      }
      case FLOAT32 -> {
        float[] floats = (float[]) target;
        for (int i = 0; i < n; i++) {
          floats[at + i] = (float) values[i];
        }
      }
      case LONGDOUBLE -> {
        for (int i = 0; i < n; i++) {
          ((X87[]) target)[at + i] = X87.fromDouble(values[i]);
        }
      }
      case BFLOAT16, FLOAT8_E4M3FN, FLOAT8_E5M2 ->
          MiniFloat.of(to).fromDoubles(values, target, at, n);
      default -> System.arraycopy(values, 0, target, at, n);
    }
    if (rule == Rule.CAST || (to.size() > from.size() && !to.isExtension())) {
      return -1;
    }
    widen(to, target, at, doublesBack, n);
    return rule == Rule.EXACT ? firstDifferent(values, n) : firstOverflown(values, n);
  }

  private int firstDifferent(double[] values, int n) {
    return Arrays.mismatch(values, 0, n, doublesBack, 0, n);
  }

  private int firstOverflown(double[] values, int n) {
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(doublesBack[i]) && Double.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }

  private int toBooleans(double[] values, byte[] target, int at, int n) {
    int first = -1;
    for (int i = n - 1; i >= 0; i--) {
      target[at + i] = (byte) (values[i] == 0 ? 0 : 1);
      first = values[i] == 0 || values[i] == 1 ? first : i;
    }
    return rule == Rule.CAST ? -1 : first;
  }

  private int toIntegers(double[] values, Object target, int at, int n) {
    boolean unsigned = to == Kind.UINT64;
    for (int i = 0; i < n; i++) {
      longs[i] = unsigned ? unsignedLong(values[i]) : (long) values[i];
    }
    if (nan != 0) {
      for (int i = 0; i < n; i++) {
        longs[i] = Double.isNaN(values[i]) ? nan : longs[i];
      }
    }
    narrow(longs, target, at, n);
    if (rule == Rule.CAST) {
      return -1;
    }
    widen(to, target, at, longsBack, n);
    double limit = unsigned ? 0x1p64 : 0x1p63;
    for (int i = 0; i < n; i++) {
      boolean inRange = values[i] < limit && values[i] >= (unsigned ? 0 : -0x1p63);
      boolean whole = inRange && values[i] == Math.rint(values[i]);
      if (!whole || longsBack[i] != longs[i]) {
        return i;
      }
    }
    return -1;
  }

  // ---- from long double ------------------------------------------------------------------------

  private int ofLongDoubles(X87[] values, int valuesAt, Object target, int at, int n) {
    int first = -1;
    for (int i = n - 1; i >= 0; i--) {
      first = ofLongDouble(values[valuesAt + i], target, at + i) ? first : i;
    }
    return rule == Rule.CAST ? -1 : first;
  }

  /** Whether the value fits by the rule. */
  private boolean ofLongDouble(X87 value, Object target, int at) {
    double nearest = value.toDouble();
    boolean isFinite = !value.isNaN() && !value.isInfinite();
    switch (to) {
      case FLOAT64 -> ((double[]) target)[at] = nearest;
      case FLOAT32 ->
          ((float[]) target)[at] =
              isFinite && nearest != 0 ? value.toBigDecimal().floatValue() : (float) nearest;
      case FLOAT16 -> ((short[]) target)[at] = Float16.fromDouble(nearest);
      case BFLOAT16, FLOAT8_E4M3FN, FLOAT8_E5M2 ->
          MiniFloat.of(to).fromDoubles(new double[] {nearest}, target, at, 1);
      case BOOL -> {
        ((byte[]) target)[at] = (byte) (value.significand() == 0 ? 0 : 1);
        return nearest == 0 || (nearest == 1 && value.isExactDouble());
      }
      default -> {
        return ofWhole(value, isFinite, target, at);
      }
    }
    reserve(1);
    widen(to, target, at, doublesBack, 1);
    boolean same = value.isNaN() || X87.fromDouble(doublesBack[0]).equals(value);
    boolean overflown = isFinite && !Double.isFinite(doublesBack[0]);
    return rule == Rule.ASSIGN ? !overflown : same;
  }

  private boolean ofWhole(X87 value, boolean isFinite, Object target, int at) {
    BigDecimal exact = isFinite ? value.toBigDecimal() : BigDecimal.ZERO;
    BigInteger whole = exact.toBigInteger();
    reserve(1);
    longs[0] = value.isNaN() ? nan : whole.longValue();
    narrow(longs, target, at, 1);
    widen(to, target, at, longsBack, 1);
    BigInteger back = to == Kind.UINT64 ? unsigned(longsBack[0]) : BigInteger.valueOf(longsBack[0]);
    return isFinite && new BigDecimal(back).compareTo(exact) == 0;
  }
}
