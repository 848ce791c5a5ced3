package io.npyio.strided;

import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.number.BoolBytes;
import io.npyio.number.Float16;
import io.npyio.number.Int4;
import io.npyio.number.MiniFloat;
import io.npyio.number.X87;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Casts numbers of one kind to another, block by block: in one of the {@link CastLoops} where no
 * value needs a look, and else by way of {@code long} or {@code double}.
 *
 * <p>Holds the scratch blocks; an instance serves one thread and one bulk operation.
 */
final class NumberCast {
  /** The widest array of a block, such that all scratch together stays in the L1 cache. */
  private static final int BLOCK_BYTES = 1 << 13;

  /** Before Java 19 the JIT vectorises no loop from one width to another, so one is quicker. */
  private static final boolean FLIPS = Runtime.version().feature() >= 19;

  private final Kind from;
  private final Kind to;
  private final CastRule rule;
  private final long nan;
  private final boolean isDirect;
  private int[] ints = {};
  private long[] longs = {};
  private double[] doubles = {};
  private float[] floats = {};
  private short[] marks = {};
  private long[] longsBack = {};
  private double[] doublesBack = {};

  NumberCast(Kind from, Kind to, CastRule rule) {
    this(from, to, rule, 0);
  }

  private NumberCast(Kind from, Kind to, CastRule rule, long nan) {
    this.from = from;
    this.to = to;
    this.rule = rule;
    this.nan = nan;
    this.isDirect = isDirect();
  }

  /** A cast to the counts of a datetime64 or timedelta64, which turns NaN into NaT. */
  static NumberCast toTimes(Kind from, CastRule rule) {
    return new NumberCast(from, Kind.INT64, rule, DType.Temporal.NAT);
  }

  /** The number of elements that pass through scratch at a time, none wider than a width. */
  static int block(long size, int width) {
    return (int) Math.max(1, Math.min(size, BLOCK_BYTES / width));
  }

  /** The number of elements of an array of that size to {@link #apply} this to at a time. */
  int block(long size) {
    boolean isAsWide = from == to || isDirect;
    return block(size, isAsWide ? Math.max(from.size(), to.size()) : Long.BYTES);
  }

  /**
   * Casts the first {@code n} elements, at most those of a {@link #block}. Blocks begin at index 0,
   * because the JIT vectorises few loops over two arrays with an offset each.
   *
   * @param source may be changed
   * @return the index of the first element that does not fit under the rule, or -1
   */
  int apply(Object source, Object target, int n) {
    if (from == to) {
      if (source != target) {
        System.arraycopy(source, 0, target, 0, n);
      }
      return -1;
    }
    if (isDirect) {
      castDirectly(source, target, n);
      return -1;
    }
    if (from == Kind.LONGDOUBLE) {
      return ofLongDoubles((X87[]) source, target, n);
    }
    if (isWidening(from, to)) {
      widen(source, target, n);
      return -1;
    }
    if (from == Kind.FLOAT32 && to == Kind.BFLOAT16 && rule == CastRule.CAST) {
      MiniFloat.toBfloat16((float[]) source, (short[]) target, n);
      return -1;
    }
    reserve(n);
    if (from.isFloating()) {
      return from == Kind.FLOAT64
          ? ofDoubles((double[]) source, target, n)
          : ofDoubles(widenedDoubles(source, n), target, n);
    }
    return from.size() == Long.BYTES
        ? ofLongs((long[]) source, target, n)
        : ofLongs(widenedLongs(source, n), target, n);
  }

  // ---- in one loop ---------------------------------------------------------------------------

  private boolean isDirect() {
    boolean isFloating = to == Kind.FLOAT32 || to == Kind.FLOAT64;
    boolean isRounding = isFloating && !from.isFloating() && rule == CastRule.ASSIGN;
    return hasLoop(from, to)
        && (nan == 0 || !from.isFloating())
        && (rule == CastRule.CAST || isRounding || holdsEvery(from, to));
  }

  private static boolean hasLoop(Kind from, Kind to) {
    boolean isUnsigned64 =
        from == Kind.UINT64 ? to.isFloating() : to == Kind.UINT64 && from.isFloating();
    return isJava(from) && isJava(to) && !isUnsigned64;
  }

  /** Whether Java has arithmetic for the numbers of a kind. */
  private static boolean isJava(Kind kind) {
    return !kind.isExtension() && kind != Kind.FLOAT16 && kind != Kind.LONGDOUBLE;
  }

  /** Whether one of the kinds with a loop holds all values of another. */
  private static boolean holdsEvery(Kind from, Kind to) {
    if (from == Kind.BOOL || to == Kind.BOOL) {
      return from == Kind.BOOL;
    }
    if (from.isFloating() || to.isFloating()) {
      return to.isFloating() && from.size() < to.size();
    }
    return from.size() < to.size() && (from.letter() == 'u' || to.letter() == 'i');
  }

  private void castDirectly(Object source, Object target, int n) {
    if (from == Kind.BOOL) {
      BoolBytes.normalize((byte[]) source, n);
      CastLoops.run(Kind.INT8, source, to, target, n);
    } else if (from.isFloating() && to.isInteger() && to.size() < Long.BYTES) {
      toNarrowIntegers(source, target, n);
    } else if (FLIPS && isWideningUnsigned()) {
      CastLoops.runFlipped(from, source, to, target, n);
    } else {
      CastLoops.run(from, source, to, target, n);
    }
  }

  private boolean isWideningUnsigned() {
    return from.letter() == 'u'
        && from.size() < Long.BYTES
        && (to.isFloating() || to.size() == Long.BYTES);
  }

  /** By way of {@code int}, which is faster than {@code long} where no number is out of range. */
  private void toNarrowIntegers(Object source, Object target, int n) {
    boolean isInt = to.size() == Integer.BYTES;
    if (!isInt && ints.length < n) {
      ints = new int[n];
    }
    int[] whole = isInt ? (int[]) target : ints;
    boolean inRange =
        from == Kind.FLOAT32
            ? CastLoops.toInts((float[]) source, whole, n)
            : CastLoops.toInts((double[]) source, whole, n);
    if (!inRange) {
      CastLoops.run(from, source, to, target, n);
    } else if (!isInt) {
      CastLoops.run(Kind.INT32, whole, to, target, n);
    }
  }

  // ---- by way of long and double -------------------------------------------------------------

  /** Whether a single step casts one kind to the other, and no value can change. */
  private static boolean isWidening(Kind from, Kind to) {
    return switch (to) {
      case INT64 -> from == Kind.INT4 || from == Kind.UINT4;
      case FLOAT32 -> from.isFloating() && from.size() < Float.BYTES;
      case FLOAT64 -> from.isFloating() && from.size() < Double.BYTES;
      default -> false;
    };
  }

  private void widen(Object source, Object target, int n) {
    switch (to) {
      case INT64 -> widen(from, source, (long[]) target, n);
      case FLOAT32 -> widen(from, source, (float[]) target, n);
      default -> widen(from, source, (double[]) target, n);
    }
  }

  private void reserve(int n) {
    if (longs.length < n) {
      longs = new long[n];
      doubles = new double[n];
      boolean isCompared = rule != CastRule.CAST;
      longsBack = new long[isCompared ? n : 0];
      doublesBack = new double[isCompared ? n : 0];
    }
  }

  private void reserveFloats(int n) {
    if (floats.length < n) {
      floats = new float[n];
    }
  }

  // ---- widening ----------------------------------------------------------------------------

  private long[] widenedLongs(Object source, int n) {
    widen(from, source, longs, n);
    return longs;
  }

  private static void widen(Kind kind, Object source, long[] to, int n) {
    switch (kind) {
      case BOOL -> {
        byte[] bytes = (byte[]) source;
        for (int i = 0; i < n; i++) {
          to[i] = bytes[i] == 0 ? 0 : 1;
        }
      }
      case INT4 -> {
        byte[] bytes = (byte[]) source;
        for (int i = 0; i < n; i++) {
          to[i] = Int4.signed(bytes[i]);
        }
      }
      case UINT4 -> {
        byte[] bytes = (byte[]) source;
        for (int i = 0; i < n; i++) {
          to[i] = Int4.unsigned(bytes[i]);
        }
      }
      default -> CastLoops.run(kind, source, Kind.INT64, to, n);
    }
  }

  private double[] widenedDoubles(Object source, int n) {
    widen(from, source, doubles, n);
    return doubles;
  }

  /** Widens the kinds narrower than {@code float}, all of whose values a {@code float} holds. */
  private void widen(Kind kind, Object source, float[] to, int n) {
    switch (kind) {
      case FLOAT16 -> {
        marks = marks.length < n ? new short[n] : marks;
        Float16.toFloat((short[]) source, to, n, marks);
      }
      case BFLOAT16 -> {
        short[] shorts = (short[]) source;
        for (int i = 0; i < n; i++) {
          to[i] = Float.intBitsToFloat(shorts[i] << 16); // the upper half of a float
        }
      }
      default -> Carriers.miniFloat(kind).toFloats((byte[]) source, to, n);
    }
  }

  private void widen(Kind kind, Object source, double[] to, int n) {
    switch (kind) {
      case FLOAT32, FLOAT64 -> CastLoops.run(kind, source, Kind.FLOAT64, to, n);
      case LONGDOUBLE -> {
        for (int i = 0; i < n; i++) {
          to[i] = ((X87[]) source)[i].toDouble();
        }
      }
      default -> {
        reserveFloats(n);
        widen(kind, source, floats, n);
        CastLoops.run(Kind.FLOAT32, floats, Kind.FLOAT64, to, n);
      }
    }
  }

  // ---- from integers -------------------------------------------------------------------------

  private int ofLongs(long[] values, Object target, int n) {
    narrow(values, target, n);
    if (rule == CastRule.CAST) {
      return -1;
    }
    if (to.isFloating()) {
      return rule == CastRule.ASSIGN ? firstInfinite(target, n) : firstInexact(values, target, n);
    }
    widen(to, target, longsBack, n);
    int first = Arrays.mismatch(values, 0, n, longsBack, 0, n);
    return (from == Kind.UINT64) == (to == Kind.UINT64)
        ? first
        : earlier(first, firstNegative(values, n));
  }

  /**
   * The top bit is the sign of a signed and part of the magnitude of an unsigned 64-bit integer.
   */
  private static int firstNegative(long[] values, int n) {
    for (int i = 0; i < n; i++) {
      if (values[i] < 0) {
        return i;
      }
    }
    return -1;
  }

  private static int earlier(int a, int b) {
    return a < 0 || (b >= 0 && b < a) ? b : a;
  }

  private int firstInfinite(Object target, int n) {
    if (to != Kind.FLOAT16 && !to.isExtension()) {
      return -1; // every long is within the range of the other kinds
    }
    widen(to, target, doublesBack, n);
    for (int i = 0; i < n; i++) {
      if (!Double.isFinite(doublesBack[i])) {
        return i;
      }
    }
    return -1;
  }

  private int firstInexact(long[] values, Object target, int n) {
    if (to == Kind.LONGDOUBLE || (to == Kind.FLOAT64 && from.size() < Long.BYTES)) {
      return -1; // their significands have 64 and 53 bits
    }
    widen(to, target, doublesBack, n);
    toLongs(doublesBack, longsBack, n);
    for (int i = 0; i < n; i++) {
      boolean saturated = doublesBack[i] == (from == Kind.UINT64 ? 0x1p64 : 0x1p63);
      if (longsBack[i] != values[i] || saturated) {
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

  private void narrow(long[] values, Object target, int n) {
    switch (to) {
      case INT4, UINT4 -> {
        byte[] bytes = (byte[]) target;
        for (int i = 0; i < n; i++) {
          bytes[i] = (byte) Int4.unsigned(values[i]);
        }
      }
      case FLOAT16 -> {
        short[] halves = (short[]) target;
        for (int i = 0; i < n; i++) {
          halves[i] = Float16.fromFloat(asFloat(values[i])); // through float, as in NumPy
        }
      }
      case FLOAT32 -> toFloats(values, (float[]) target, n);
      case FLOAT64 -> toDoubles(values, (double[]) target, n);
      case LONGDOUBLE -> {
        for (int i = 0; i < n; i++) {
          ((X87[]) target)[i] = X87.fromBigDecimal(new BigDecimal(asInteger(values[i])));
        }
      }
      case BFLOAT16,
          FLOAT8_E4M3FN,
          FLOAT8_E5M2,
          FLOAT8_E4M3FNUZ,
          FLOAT8_E5M2FNUZ,
          FLOAT8_E4M3B11FNUZ,
          FLOAT8_E8M0FNU -> {
        toDoubles(values, doubles, n);
        Carriers.miniFloat(to).fromDoubles(doubles, target, n);
      }
      default -> CastLoops.run(Kind.INT64, values, to, target, n);
    }
  }

  private void toFloats(long[] values, float[] target, int n) {
    if (from != Kind.UINT64) {
      CastLoops.run(Kind.INT64, values, Kind.FLOAT32, target, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      target[i] = asFloat(values[i]);
    }
  }

  private void toDoubles(long[] values, double[] target, int n) {
    if (from != Kind.UINT64) {
      CastLoops.run(Kind.INT64, values, Kind.FLOAT64, target, n);
      return;
    }
    for (int i = 0; i < n; i++) {
      target[i] = asDouble(values[i]);
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

  private int ofDoubles(double[] values, Object target, int n) {
    if (to.isFloating()) {
      return toFloating(values, target, n);
    }
    return to == Kind.BOOL ? toBooleans(values, (byte[]) target, n) : toIntegers(values, target, n);
  }

  private int toFloating(double[] values, Object target, int n) {
    switch (to) {
      case FLOAT16 -> {
        short[] halves = (short[]) target;
        for (int i = 0; i < n; i++) {
          halves[i] = Float16.fromDouble(values[i]);
        }
      }
      case FLOAT32 -> CastLoops.run(Kind.FLOAT64, values, to, target, n);
      case LONGDOUBLE -> {
        for (int i = 0; i < n; i++) {
          ((X87[]) target)[i] = X87.fromDouble(values[i]);
        }
      }
      case FLOAT64 -> System.arraycopy(values, 0, target, 0, n);
      default -> Carriers.miniFloat(to).fromDoubles(values, target, n);
    }
    if (rule == CastRule.CAST || holdsAll(from, to)) {
      return -1;
    }
    widen(to, target, doublesBack, n);
    return rule == CastRule.EXACT ? firstDifferent(values, n) : firstOverflown(values, n);
  }

  /** Whether the size tells that a floating kind holds all values of another. */
  private static boolean holdsAll(Kind from, Kind to) {
    return to.size() > from.size() && !from.isExtension() && !to.isExtension();
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

  private int toBooleans(double[] values, byte[] target, int n) {
    int first = -1;
    for (int i = n - 1; i >= 0; i--) {
      target[i] = (byte) (values[i] == 0 ? 0 : 1);
      first = values[i] == 0 || values[i] == 1 ? first : i;
    }
    return rule == CastRule.CAST ? -1 : first;
  }

  private int toIntegers(double[] values, Object target, int n) {
    boolean unsigned = to == Kind.UINT64;
    for (int i = 0; i < n; i++) {
      longs[i] = unsigned ? unsignedLong(values[i]) : (long) values[i];
    }
    if (nan != 0) {
      for (int i = 0; i < n; i++) {
        longs[i] = Double.isNaN(values[i]) ? nan : longs[i];
      }
    }
    narrow(longs, target, n);
    if (rule == CastRule.CAST) {
      return -1;
    }
    widen(to, target, longsBack, n);
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

  private int ofLongDoubles(X87[] values, Object target, int n) {
    Object one = Carriers.allocate(to, 1);
    int first = -1;
    for (int i = n - 1; i >= 0; i--) {
      first = ofLongDouble(values[i], one) ? first : i;
      System.arraycopy(one, 0, target, i, 1);
    }
    return rule == CastRule.CAST ? -1 : first;
  }

  /** Stores the value at index 0 of the target; returns whether it fits under the rule. */
  private boolean ofLongDouble(X87 value, Object target) {
    double nearest = value.toDouble();
    boolean isFinite = !value.isNaN() && !value.isInfinite();
    switch (to) {
      case FLOAT64 -> ((double[]) target)[0] = nearest;
      case FLOAT32 ->
          ((float[]) target)[0] =
              isFinite && nearest != 0 ? value.toBigDecimal().floatValue() : (float) nearest;
      case FLOAT16 -> ((short[]) target)[0] = Float16.fromDouble(nearest);
      case BOOL -> {
        ((byte[]) target)[0] = (byte) (value.significand() == 0 ? 0 : 1);
        return nearest == 0 || (nearest == 1 && value.isExactDouble());
      }
      default -> {
        if (!to.isFloating()) {
          return ofWhole(value, isFinite, target);
        }
        Carriers.miniFloat(to).fromDoubles(new double[] {nearest}, target, 1);
      }
    }
    if (rule == CastRule.CAST) {
      return true;
    }
    reserve(1);
    widen(to, target, doublesBack, 1);
    boolean same = value.isNaN() || X87.fromDouble(doublesBack[0]).equals(value);
    boolean overflown = isFinite && !Double.isFinite(doublesBack[0]);
    return rule == CastRule.ASSIGN ? !overflown : same;
  }

  private boolean ofWhole(X87 value, boolean isFinite, Object target) {
    BigDecimal exact = isFinite ? value.toBigDecimal() : BigDecimal.ZERO;
    BigInteger whole = exact.toBigInteger();
    reserve(1);
    longs[0] = value.isNaN() ? nan : whole.longValue();
    narrow(longs, target, 1);
    if (rule == CastRule.CAST) {
      return true;
    }
    widen(to, target, longsBack, 1);
    BigInteger back = to == Kind.UINT64 ? unsigned(longsBack[0]) : BigInteger.valueOf(longsBack[0]);
    return isFinite && new BigDecimal(back).compareTo(exact) == 0;
  }
}
