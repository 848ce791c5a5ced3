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
  private float[] floats = {};
  private short[] marks = {};
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
    if (isWidening(from, to)) {
      widen(source, sourceAt, target, targetAt, n);
      return -1;
    }
    reserve(n);
    if (from.isFloating()) {
      return from == Kind.FLOAT64
          ? ofDoubles((double[]) source, sourceAt, target, targetAt, n)
          : ofDoubles(widenedDoubles(source, sourceAt, n), 0, target, targetAt, n);
    }
    return from.size() == Long.BYTES
        ? ofLongs((long[]) source, sourceAt, target, targetAt, n)
        : ofLongs(widenedLongs(source, sourceAt, n), 0, target, targetAt, n);
  }

  /** Whether one step leads from the kind to the other and no value can change on the way. */
  private static boolean isWidening(Kind from, Kind to) {
    return switch (to) {
      case INT64 -> !from.isFloating() && from.size() < Long.BYTES;
      case FLOAT32 -> from.isFloating() && from.size() < Float.BYTES;
      case FLOAT64 -> from.isFloating() && from.size() < Double.BYTES;
      default -> false;
    };
  }

  private void widen(Object source, int sourceAt, Object target, int targetAt, int n) {
    switch (to) {
      case INT64 -> widen(from, source, sourceAt, (long[]) target, targetAt, n);
      case FLOAT32 -> widen(from, source, sourceAt, (float[]) target, targetAt, n);
      default -> widen(from, source, sourceAt, (double[]) target, targetAt, n);
    }
  }

  private void reserve(int n) {
    if (longs.length < n) {
      longs = new long[n];
      doubles = new double[n];
      longsBack = new long[n];
      doublesBack = new double[n];
    }
  }

  private void reserveFloats(int n) {
    if (floats.length < n) {
      floats = new float[n];
    }
  }

  // ---- widening ----------------------------------------------------------------------------

  private long[] widenedLongs(Object source, int at, int n) {
    widen(from, source, at, longs, 0, n);
    return longs;
  }

  private static void widen(Kind kind, Object source, int at, long[] to, int toAt, int n) {
    switch (kind) {
      case BOOL -> {
        byte[] bytes = (byte[]) source;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = bytes[at + i] == 0 ? 0 : 1;
        }
      }
      case INT8 -> {
        byte[] bytes = (byte[]) source;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = bytes[at + i];
        }
      }
      case UINT8 -> {
        byte[] bytes = (byte[]) source;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = bytes[at + i] & 0xFF;
        }
      }
      case INT16 -> {
        short[] shorts = (short[]) source;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = shorts[at + i];
        }
      }
      case UINT16 -> {
        short[] shorts = (short[]) source;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = shorts[at + i] & 0xFFFF;
        }
      }
      case INT32 -> {
        int[] ints = (int[]) source;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = ints[at + i];
        }
      }
      case UINT32 -> {
        int[] ints = (int[]) source;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = ints[at + i] & 0xFFFFFFFFL;
        }
      }
      case INT64, UINT64 -> System.arraycopy(source, at, to, toAt, n);
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
    widen(from, source, at, doubles, 0, n);
    return doubles;
  }

  /** The kinds narrower than a {@code float}, each value of which one holds. */
  private void widen(Kind kind, Object source, int at, float[] to, int toAt, int n) {
    switch (kind) {
      case FLOAT16 -> {
        marks = marks.length < n ? new short[n] : marks;
        Float16.toFloat((short[]) source, at, to, toAt, n, marks);
      }
      case BFLOAT16 -> {
        short[] shorts = (short[]) source;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = Float.intBitsToFloat(shorts[at + i] << 16); // the upper half of a float
        }
      }
      default -> MiniFloat.of(kind).toFloats((byte[]) source, at, to, toAt, n);
    }
  }

  private void widen(Kind kind, Object source, int at, double[] to, int toAt, int n) {
    switch (kind) {
      case FLOAT32 -> {
        float[] narrow = (float[]) source;
        for (int i = 0; i < n; i++) {
          to[toAt + i] = narrow[at + i];
        }
      }
      case FLOAT16, BFLOAT16, FLOAT8_E4M3FN, FLOAT8_E5M2 -> {
        reserveFloats(n);
        widen(kind, source, at, floats, 0, n);
        for (int i = 0; i < n; i++) {
          to[toAt + i] = floats[i];
        }
      }
      case FLOAT64 -> System.arraycopy(source, at, to, toAt, n);
      case LONGDOUBLE -> {
        for (int i = 0; i < n; i++) {
          to[toAt + i] = ((X87[]) source)[at + i].toDouble();
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

  private int ofLongs(long[] values, int valuesAt, Object target, int at, int n) {
    narrow(values, valuesAt, target, at, n);
    if (rule == Rule.CAST) {
      return -1;
    }
    if (to.isFloating()) {
      return rule == Rule.ASSIGN
          ? firstInfinite(target, at, n)
          : firstInexact(values, valuesAt, target, at, n);
    }
    widen(to, target, at, longsBack, 0, n);
    int first = Arrays.mismatch(values, valuesAt, valuesAt + n, longsBack, 0, n);
    return (from == Kind.UINT64) == (to == Kind.UINT64)
        ? first
        : earlier(first, firstNegative(values, valuesAt, n));
  }

  /** Sign and magnitude share the top bit of signed and unsigned 64 bits. */
  private static int firstNegative(long[] values, int valuesAt, int n) {
    for (int i = 0; i < n; i++) {
      if (values[valuesAt + i] < 0) {
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
    widen(to, target, at, doublesBack, 0, n);
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(doublesBack[i])) {
        return i;
      }
    }
    return -1;
  }

  private int firstInexact(long[] values, int valuesAt, Object target, int at, int n) {
    if (to == Kind.LONGDOUBLE || (to == Kind.FLOAT64 && from.size() < Long.BYTES)) {
      return -1; // their significands have 64 and 53 bits
    }
    widen(to, target, at, doublesBack, 0, n);
    toLongs(doublesBack, longsBack, n);
    for (int i = 0; i < n; i++) {
      boolean saturated = doublesBack[i] == (from == Kind.UINT64 ? 0x1p64 : 0x1p63);
      if (longsBack[i] != values[valuesAt + i] || saturated) {
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

  private void narrow(long[] values, int valuesAt, Object target, int at, int n) {
    switch (to) {
      case BOOL -> {
        byte[] bytes = (byte[]) target;
        for (int i = 0; i < n; i++) {
          bytes[at + i] = (byte) (values[valuesAt + i] == 0 ? 0 : 1);
        }
      }
      case INT8, UINT8 -> {
        byte[] bytes = (byte[]) target;
        for (int i = 0; i < n; i++) {
          bytes[at + i] = (byte) values[valuesAt + i];
        }
      }
      case INT16, UINT16 -> {
        short[] shorts = (short[]) target;
        for (int i = 0; i < n; i++) {
          shorts[at + i] = (short) values[valuesAt + i];
        }
      }
      case INT32, UINT32 -> {
        int[] ints = (int[]) target;
        for (int i = 0; i < n; i++) {
          ints[at + i] = (int) values[valuesAt + i];
        }
      }
      case INT64, UINT64 -> System.arraycopy(values, valuesAt, target, at, n);
      case FLOAT16 -> {
        short[] halves = (short[]) target;
        for (int i = 0; i < n; i++) {
          halves[at + i] =
              Float16.fromFloat(asFloat(values[valuesAt + i])); // by way of float, as NumPy does
        }
      }
      case BFLOAT16, FLOAT8_E4M3FN, FLOAT8_E5M2 -> {
        toDoubles(values, valuesAt, doubles, 0, n);
        MiniFloat.of(to).fromDoubles(doubles, 0, target, at, n);
      }
      case FLOAT32 -> toFloats(values, valuesAt, (float[]) target, at, n);
      case FLOAT64 -> toDoubles(values, valuesAt, (double[]) target, at, n);
      case LONGDOUBLE -> {
        for (int i = 0; i < n; i++) {
          ((X87[]) target)[at + i] =
              X87.fromBigDecimal(new BigDecimal(asInteger(values[valuesAt + i])));
        }
      }
      case COMPLEX64, COMPLEX128, CLONGDOUBLE -> throw new IllegalArgumentException(to.numpyName());
    }
  }

  /** The loop of signed values has no branch, so that the compiler makes vectors of it. */
  private void toFloats(long[] values, int valuesAt, float[] target, int at, int n) {
    if (from == Kind.UINT64) {
      for (int i = 0; i < n; i++) {
        target[at + i] = asFloat(values[valuesAt + i]);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      target[at + i] = (float) values[valuesAt + i];
    }
  }

  private void toDoubles(long[] values, int valuesAt, double[] target, int at, int n) {
    if (from == Kind.UINT64) {
      for (int i = 0; i < n; i++) {
        target[at + i] = asDouble(values[valuesAt + i]);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      target[at + i] = (double) values[valuesAt + i];
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

  private int ofDoubles(double[] values, int valuesAt, Object target, int at, int n) {
    return switch (to) {
      case FLOAT16, FLOAT32, FLOAT64, LONGDOUBLE, BFLOAT16, FLOAT8_E4M3FN, FLOAT8_E5M2 ->
          toFloating(values, valuesAt, target, at, n);
      case BOOL -> toBooleans(values, valuesAt, (byte[]) target, at, n);
      default -> toIntegers(values, valuesAt, target, at, n);
    };
  }

  private int toFloating(double[] values, int valuesAt, Object target, int at, int n) {
    switch (to) {
      case FLOAT16 -> {
        short[] halves = (short[]) target;
        for (int i = 0; i < n; i++) {
          halves[at + i] = Float16.fromDouble(values[valuesAt + i]);
        }
      }
      case FLOAT32 -> {
        float[] floats = (float[]) target;
        for (int i = 0; i < n; i++) {
          floats[at + i] = (float) values[valuesAt + i];
        }
      }
      case LONGDOUBLE -> {
        for (int i = 0; i < n; i++) {
          ((X87[]) target)[at + i] = X87.fromDouble(values[valuesAt + i]);
        }
      }
      case BFLOAT16, FLOAT8_E4M3FN, FLOAT8_E5M2 ->
          MiniFloat.of(to).fromDoubles(values, valuesAt, target, at, n);
      default -> System.arraycopy(values, valuesAt, target, at, n);
    }
    if (rule == Rule.CAST || (to.size() > from.size() && !to.isExtension())) {
      return -1;
    }
    widen(to, target, at, doublesBack, 0, n);
    return rule == Rule.EXACT
        ? firstDifferent(values, valuesAt, n)
        : firstOverflown(values, valuesAt, n);
  }

  private int firstDifferent(double[] values, int valuesAt, int n) {
    return Arrays.mismatch(values, valuesAt, valuesAt + n, doublesBack, 0, n);
  }

  private int firstOverflown(double[] values, int valuesAt, int n) {
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(doublesBack[i]) && Double.isFinite(values[valuesAt + i])) {
        return i;
      }
    }
    return -1;
  }

  private int toBooleans(double[] values, int valuesAt, byte[] target, int at, int n) {
    int first = -1;
    for (int i = n - 1; i >= 0; i--) {
      target[at + i] = (byte) (values[valuesAt + i] == 0 ? 0 : 1);
      first = values[valuesAt + i] == 0 || values[valuesAt + i] == 1 ? first : i;
    }
    return rule == Rule.CAST ? -1 : first;
  }

  private int toIntegers(double[] values, int valuesAt, Object target, int at, int n) {
    boolean unsigned = to == Kind.UINT64;
    for (int i = 0; i < n; i++) {
      longs[i] = unsigned ? unsignedLong(values[valuesAt + i]) : (long) values[valuesAt + i];
    }
    if (nan != 0) {
      for (int i = 0; i < n; i++) {
        longs[i] = Double.isNaN(values[valuesAt + i]) ? nan : longs[i];
      }
    }
    narrow(longs, 0, target, at, n);
    if (rule == Rule.CAST) {
      return -1;
    }
    widen(to, target, at, longsBack, 0, n);
    double limit = unsigned ? 0x1p64 : 0x1p63;
    for (int i = 0; i < n; i++) {
      boolean inRange =
          values[valuesAt + i] < limit && values[valuesAt + i] >= (unsigned ? 0 : -0x1p63);
      boolean whole = inRange && values[valuesAt + i] == Math.rint(values[valuesAt + i]);
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
          MiniFloat.of(to).fromDoubles(new double[] {nearest}, 0, target, at, 1);
      case BOOL -> {
        ((byte[]) target)[at] = (byte) (value.significand() == 0 ? 0 : 1);
        return nearest == 0 || (nearest == 1 && value.isExactDouble());
      }
      default -> {
        return ofWhole(value, isFinite, target, at);
      }
    }
    reserve(1);
    widen(to, target, at, doublesBack, 0, 1);
    boolean same = value.isNaN() || X87.fromDouble(doublesBack[0]).equals(value);
    boolean overflown = isFinite && !Double.isFinite(doublesBack[0]);
    return rule == Rule.ASSIGN ? !overflown : same;
  }

  private boolean ofWhole(X87 value, boolean isFinite, Object target, int at) {
    BigDecimal exact = isFinite ? value.toBigDecimal() : BigDecimal.ZERO;
    BigInteger whole = exact.toBigInteger();
    reserve(1);
    longs[0] = value.isNaN() ? nan : whole.longValue();
    narrow(longs, 0, target, at, 1);
    widen(to, target, at, longsBack, 0, 1);
    BigInteger back = to == Kind.UINT64 ? unsigned(longsBack[0]) : BigInteger.valueOf(longsBack[0]);
    return isFinite && new BigDecimal(back).compareTo(exact) == 0;
  }
}
