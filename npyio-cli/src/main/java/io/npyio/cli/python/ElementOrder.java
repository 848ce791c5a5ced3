package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** How the elements of two blocks of one shape are ordered, as NumPy orders them. */
@FunctionalInterface
interface ElementOrder {
  int BEFORE = -1;
  int SAME = 0;
  int AFTER = 1;

  /** The order of NaN and NaT, and of whatever has no order. */
  int NONE = 2;

  /** The order of the elements at a position in C order. */
  int of(int i);

  /** The order of numbers; integers are compared exactly, with others as floating-point numbers. */
  static ElementOrder ofNumbers(NdArray a, NdArray b) {
    Kind first = kind(a);
    Kind second = kind(b);
    if (first.isComplex() || second.isComplex()) {
      return ofComplex(a, b);
    }
    if (first.isFloating() || second.isFloating()) {
      boolean isLong = first == Kind.LONGDOUBLE || second == Kind.LONGDOUBLE;
      return isLong ? ofLongDoubles(a, b) : ofDoubles(a, b);
    }
    return ofIntegers(a, b);
  }

  private static Kind kind(NdArray array) {
    return ((DType.Scalar) array.dtype()).kind();
  }

  private static ElementOrder ofIntegers(NdArray a, NdArray b) {
    long[] x = Bits.read(a);
    long[] y = Bits.read(b);
    boolean isUnsigned = kind(a) == Kind.UINT64;
    if (isUnsigned == (kind(b) == Kind.UINT64)) {
      long flip = isUnsigned ? Long.MIN_VALUE : 0;
      return i -> Long.compare(x[i] ^ flip, y[i] ^ flip);
    }
    // a negative long is below every uint64, or a uint64 above every int64
    int ofNegative = isUnsigned ? AFTER : BEFORE;
    return i -> (x[i] | y[i]) < 0 ? ofNegative : Long.compare(x[i], y[i]);
  }

  private static ElementOrder ofDoubles(NdArray a, NdArray b) {
    double[] x = a.astype(DType.FLOAT64).toArray(double[].class);
    double[] y = b.astype(DType.FLOAT64).toArray(double[].class);
    return i -> {
      if (x[i] < y[i]) {
        return BEFORE;
      }
      return x[i] == y[i] ? SAME : x[i] > y[i] ? AFTER : NONE;
    };
  }

  private static ElementOrder ofLongDoubles(NdArray a, NdArray b) {
    Object[] x = longDoubles(a);
    Object[] y = longDoubles(b);
    return i -> {
      if (x[i] instanceof BigDecimal first && y[i] instanceof BigDecimal second) {
        return Integer.signum(first.compareTo(second));
      }
      double first = limit(x[i]);
      double second = limit(y[i]);
      return first < second ? BEFORE : first == second ? SAME : first > second ? AFTER : NONE;
    };
  }

  /** Finite numbers are BigDecimal. */
  private static Object[] longDoubles(NdArray array) {
    Object[] values = array.astype(DType.LONGDOUBLE).toArray(Object[].class);
    for (int i = 0; i < values.length; i++) {
      boolean isZero = values[i] instanceof Double value && value == 0;
      values[i] = isZero ? BigDecimal.ZERO : values[i];
    }
    return values;
  }

  /** Infinity and NaN as they are, any finite number as 0. */
  private static double limit(Object longDouble) {
    return longDouble instanceof BigDecimal ? 0 : ((Number) longDouble).doubleValue();
  }

  /** By the real parts, then by the imaginary ones; only equal real parts go with a NaN beside. */
  private static ElementOrder ofComplex(NdArray a, NdArray b) {
    ElementOrder re = ofNumbers(real(a), real(b));
    ElementOrder im = ofNumbers(imaginary(a), imaginary(b));
    return i -> {
      int order = re.of(i);
      int beside = im.of(i);
      return order == SAME || beside == NONE ? beside : order;
    };
  }

  private static NdArray real(NdArray array) {
    return kind(array).isComplex() ? array.real() : array;
  }

  private static NdArray imaginary(NdArray array) {
    return kind(array).isComplex()
        ? array.imag()
        : NdArray.zeros(DType.BOOL, array.shape().lengths());
  }

  /** The order of times in the finer of their units. */
  static ElementOrder ofTimes(NdArray a, NdArray b) {
    DType common = PyTimes.common((DType.Temporal) a.dtype(), (DType.Temporal) b.dtype());
    long[] x = a.astype(common).toArray(long[].class);
    long[] y = b.astype(common).toArray(long[].class);
    return i ->
        x[i] == DType.Temporal.NAT || y[i] == DType.Temporal.NAT ? NONE : Long.compare(x[i], y[i]);
  }

  /** The order of text by code points, in which a byte is the character of its number. */
  static ElementOrder ofText(NdArray a, NdArray b) {
    byte[][] x = characters(a);
    byte[][] y = characters(b);
    return i -> Integer.signum(Arrays.compareUnsigned(x[i], y[i]));
  }

  /** UTF-8 has the order of code points. */
  private static byte[][] characters(NdArray array) {
    if (array.dtype().category() == DType.Category.UNICODE) {
      String[] texts = array.toArray(String[].class);
      return Arrays.stream(texts)
          .map(text -> text.getBytes(StandardCharsets.UTF_8))
          .toArray(byte[][]::new);
    }
    return Arrays.stream(array.toArray(byte[][].class))
        .map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1))
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }

  /** Whether bytes are the same; they have no order. */
  static ElementOrder ofBytes(NdArray a, NdArray b) {
    byte[][] x = a.toArray(byte[][].class);
    byte[][] y = b.toArray(byte[][].class);
    return i -> Arrays.equals(x[i], y[i]) ? SAME : NONE;
  }
}
