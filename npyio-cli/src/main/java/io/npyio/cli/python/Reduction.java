package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.LongBinaryOperator;
import org.python.core.Py;
import org.python.core.PyException;

/** {@code sum}, {@code mean}, {@code min} and {@code max}: of all elements, or along some axes. */
final class Reduction {
  private static final long NAT = DType.Temporal.NAT;

  /** The array with the axes that it is reduced along at the end. */
  private final NdArray array;

  private final int axes;
  private final boolean isWhole;
  private final DType dtype;
  private final String name;

  private Reduction(NdArray array, int[] axes, String name) {
    this.isWhole = axes.length == array.rank();
    this.array = isWhole ? array : NdArrays.atEnd(array, axes);
    this.axes = axes.length;
    this.dtype = array.dtype().withByteOrder(ByteOrder.LITTLE_ENDIAN);
    this.name = name;
  }

  /** NumPy's {@code sum}. */
  static NdArray sum(NdArray array, int[] axes) {
    Reduction reduction = new Reduction(array, axes, "sum");
    if (reduction.dtype instanceof DType.Temporal temporal && temporal.isDelta()) {
      return reduction.reduced(0, reduction.dtype, natFirst(Long::sum));
    }
    Kind kind = reduction.kind();
    if (kind.isFloating() || kind.isComplex()) {
      return reduction.floats(kind, false);
    }
    DType wide = kind.letter() == 'u' ? DType.UINT64 : DType.INT64;
    return reduction.reduced(0, wide, Long::sum);
  }

  /** NumPy's {@code mean}. */
  static NdArray mean(NdArray array, int[] axes) {
    Reduction reduction = new Reduction(array, axes, "mean");
    Kind kind = reduction.kind();
    return reduction.floats(kind.isFloating() || kind.isComplex() ? kind : Kind.FLOAT64, true);
  }

  /** NumPy's {@code min} and {@code max}; NaN and NaT win. */
  static NdArray extreme(NdArray array, int[] axes, boolean isMax) {
    Reduction reduction = new Reduction(array, axes, isMax ? "max" : "min");
    if (reduction.count() == 0) {
      throw Py.ValueError(
          "zero-size array to reduction operation %s which has no identity"
              .formatted(isMax ? "maximum" : "minimum"));
    }
    if (reduction.dtype instanceof DType.Temporal) {
      long first = isMax ? NAT + 1 : Long.MAX_VALUE;
      return reduction.reduced(first, reduction.dtype, natFirst(isMax ? Math::max : Math::min));
    }
    Kind kind = reduction.kind();
    if (kind.isComplex()) {
      throw reduction.unknown();
    }
    if (kind.isFloating()) {
      double first = isMax ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      NdArray found =
          reduction.unordered(
              reduction.array, UnorderedReduce.ofDoubles(first, isMax ? Math::max : Math::min));
      return found.astype(reduction.dtype);
    }
    if (kind == Kind.UINT64) {
      return reduction.reduced(isMax ? 0 : -1, reduction.dtype, unsigned(isMax));
    }
    long first = isMax ? Long.MIN_VALUE : Long.MAX_VALUE;
    return reduction.reduced(first, reduction.dtype, isMax ? Math::max : Math::min);
  }

  private static LongBinaryOperator unsigned(boolean isMax) {
    return (a, b) -> Long.compareUnsigned(a, b) > 0 == isMax ? a : b;
  }

  private static LongBinaryOperator natFirst(LongBinaryOperator join) {
    return (a, b) -> a == NAT || b == NAT ? NAT : join.applyAsLong(a, b);
  }

  // ---- what it reduces -------------------------------------------------------------------------

  /** The kind of the numbers; times are not numbers. */
  private Kind kind() {
    if (dtype instanceof DType.Scalar scalar
        && !scalar.kind().isExtension()
        && scalar.kind().part() != Kind.LONGDOUBLE) {
      return scalar.kind();
    }
    throw unknown();
  }

  private PyException unknown() {
    return Py.TypeError("there is no " + name + " of elements of dtype " + PyDTypes.str(dtype));
  }

  private long count() {
    long[] lengths = array.shape().lengths();
    long count = 1;
    for (int i = lengths.length - axes; i < lengths.length; i++) {
      count *= lengths[i];
    }
    return count;
  }

  private long[] shape() {
    return Arrays.copyOf(array.shape().lengths(), array.rank() - axes);
  }

  /** The reduction of all elements at once, or along one axis after the other. */
  private NdArray unordered(NdArray source, UnorderedReduce<?> reduce) {
    if (isWhole) {
      return reduce.whole(source);
    }
    NdArray left = axes == 0 ? source.insertAxis(source.rank()) : source;
    while (left.rank() > source.rank() - axes) {
      left = reduce.along(left);
    }
    return left;
  }

  // ---- integers and times ----------------------------------------------------------------------

  private NdArray reduced(long first, DType result, LongBinaryOperator join) {
    NdArray made = unordered(Bits.signed(array), UnorderedReduce.ofLongs(first, join));
    boolean isWide = result.itemSize() == Long.BYTES;
    return isWide ? made.view(result) : made.astype(result);
  }

  // ---- floating-point numbers
  // --------------------------------------------------------------------

  private NdArray floats(Kind kind, boolean isMean) {
    if (!kind.isComplex()) {
      return part(array, kind, isMean, false);
    }
    NdArray re = part(array.real(), kind.part(), isMean, true);
    NdArray im = part(array.imag(), kind.part(), isMean, true);
    NdArray made = NdArray.zeros(DType.of(kind.numpyName()), shape());
    made.real().copyFrom(re);
    made.imag().copyFrom(im);
    return made;
  }

  private NdArray part(NdArray part, Kind kind, boolean isMean, boolean isOfComplex) {
    boolean isSingle = kind != Kind.FLOAT64;
    Pairwise whole = isSingle ? Pairwise.SINGLE : Pairwise.DOUBLE;
    // NumPy computes the mean of float16 in float32
    boolean isConverted =
        !PyDTypes.isNative(part.dtype()) || kind != kind(part) || isMean && kind == Kind.FLOAT16;
    var sum = new FloatSum(isOfComplex ? whole.ofParts() : whole, isConverted);
    double[] sums = isWhole ? new double[] {sum.whole(part)} : sum.along(part, axes);
    if (isMean) {
      divide(sums, isSingle, isOfComplex);
    }
    return NdArray.of(sums).astype(DType.of(kind.numpyName())).reshape(shape());
  }

  private static Kind kind(NdArray part) {
    return ((DType.Scalar) part.dtype()).kind();
  }

  private void divide(double[] sums, boolean isSingle, boolean isOfComplex) {
    double count = count();
    for (int i = 0; i < sums.length; i++) {
      // NumPy divides in double precision, complex numbers by multiplying with the reciprocal
      double mean = isOfComplex ? sums[i] * (1 / count) : sums[i] / count;
      sums[i] = isSingle ? (float) mean : mean;
    }
  }
}
