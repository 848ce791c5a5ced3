package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Shape;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;
import org.python.core.PyComplex;
import org.python.core.PyException;
import org.python.core.PyFloat;
import org.python.core.PyObject;
import org.python.core.PySequence;
import org.python.core.PyString;
import org.python.core.PyTuple;

/** Python's values and nested sequences as arrays: NumPy's {@code asarray}. */
final class PyArrays {
  private final boolean tuplesAreElements;
  private final List<PyObject> leaves = new ArrayList<>();
  private long[] lengths = {};

  private PyArrays(@Nullable DType dtype) {
    tuplesAreElements = dtype instanceof DType.Struct;
  }

  /** The array behind a value, or a new one; in a dtype, or in the one that NumPy would choose. */
  static NdArray of(PyObject value, @Nullable DType dtype) {
    NdArray known = PyValues.array(value);
    if (known != null) {
      return dtype == null ? known : Casts.cast(known, dtype);
    }
    PyArrays found = new PyArrays(dtype);
    NdArray stacked = found.stacked(value, dtype);
    if (stacked != null) {
      return stacked;
    }
    found.look(value, 0);
    return found.made(dtype);
  }

  // ---- reading values -----------------------------------------------------------------------

  private boolean isSequence(PyObject value) {
    return value instanceof PySequence
        && !(value instanceof PyString)
        && !(tuplesAreElements && value instanceof PyTuple);
  }

  private void look(PyObject value, int depth) {
    if (!isSequence(value)) {
      if (depth != lengths.length) {
        throw inhomogeneous(depth);
      }
      leaves.add(leaf(value));
      return;
    }
    int length = value.__len__();
    if (depth == lengths.length && leaves.isEmpty()) {
      lengths = Arrays.copyOf(lengths, depth + 1);
      lengths[depth] = length;
    } else if (depth >= lengths.length || lengths[depth] != length) {
      throw inhomogeneous(depth);
    }
    for (int i = 0; i < length; i++) {
      look(value.__getitem__(i), depth + 1);
    }
  }

  private static PyObject leaf(PyObject value) {
    NdArray array = PyValues.array(value);
    if (array != null && array.rank() > 0) {
      throw Py.ValueError("a sequence of arrays must hold nothing else, and arrays of one shape");
    }
    return value;
  }

  private PyException inhomogeneous(int depth) {
    return Py.ValueError(
        ("setting an array element with a sequence. The requested array has an inhomogeneous shape"
                + " after %d dimensions. The detected shape was %s + inhomogeneous part.")
            .formatted(depth, Shape.of(Arrays.copyOf(lengths, depth))));
  }

  /** A sequence of arrays of one shape as an array with one more axis; null for any other value. */
  private @Nullable NdArray stacked(PyObject value, @Nullable DType dtype) {
    int count = isSequence(value) ? value.__len__() : 0;
    List<NdArray> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      NdArray part = PyValues.array(value.__getitem__(i));
      if (part == null
          || part.rank() == 0
          || !part.shape().equals(i == 0 ? part.shape() : parts.get(0).shape())) {
        return null;
      }
      parts.add(part);
    }
    if (parts.isEmpty()) {
      return null;
    }
    DType common = dtype;
    if (common == null) {
      common = parts.stream().map(NdArray::dtype).reduce(PyArrays::common).orElseThrow();
    }
    long[] part = parts.get(0).shape().lengths();
    long[] shape = Shapes.joined(new long[] {count}, part);
    NdArray whole = NdArray.zeros(common, shape);
    for (int i = 0; i < count; i++) {
      Assignment.assign(whole.at(i), parts.get(i));
    }
    return whole;
  }

  /** The dtype that holds the values of both, if this module knows one. */
  static DType common(DType a, DType b) {
    if (a.equals(b)) {
      return a;
    }
    if (a instanceof DType.Scalar first && b instanceof DType.Scalar second) {
      return common(first.kind(), second.kind());
    }
    if (a instanceof DType.Flexible first && b instanceof DType.Flexible second) {
      int length = Math.max(first.length(), second.length());
      return first.form() == second.form() && first.form() == DType.Flexible.Form.BYTES
          ? DType.bytes(length)
          : DType.unicode(length);
    }
    throw Py.TypeError("no dtype holds both " + PyDTypes.str(a) + " and " + PyDTypes.str(b));
  }

  /** NumPy's own kind that holds the values of one of ml_dtypes. */
  private static Kind numpyKind(Kind kind) {
    return switch (kind) {
      case INT4 -> Kind.INT8;
      case UINT4 -> Kind.UINT8;
      default -> kind.isExtension() ? Kind.FLOAT32 : kind;
    };
  }

  private static DType common(Kind a, Kind b) {
    if (a == b) {
      return DType.of(a.numpyName());
    }
    if (a.isExtension() || b.isExtension()) {
      return common(numpyKind(a), numpyKind(b));
    }
    if (a.isComplex() || b.isComplex()) {
      return DType.COMPLEX128;
    }
    if (a.isFloating() || b.isFloating()) {
      return DType.of("f" + Math.max(floatSize(a), floatSize(b)));
    }
    if (a == Kind.BOOL || b == Kind.BOOL) {
      return DType.of((a == Kind.BOOL ? b : a).numpyName());
    }
    return commonInteger(a, b);
  }

  /** The size of the floating-point number that holds the values of a kind, large ones rounded. */
  private static int floatSize(Kind kind) {
    if (kind.isFloating()) {
      return kind.size();
    }
    return kind == Kind.BOOL ? Short.BYTES : Math.min(2 * kind.size(), Double.BYTES);
  }

  private static DType commonInteger(Kind a, Kind b) {
    boolean areAlike = a.letter() == b.letter();
    Kind wide = a.size() >= b.size() ? a : b;
    if (areAlike || wide.letter() == 'i' && a.size() != b.size()) {
      return DType.of(wide.numpyName());
    }
    int size = 2 * wide.size();
    return size > Long.BYTES ? DType.FLOAT64 : DType.of("i" + size);
  }

  // ---- making arrays ------------------------------------------------------------------

  private NdArray made(@Nullable DType dtype) {
    if (dtype instanceof DType.Temporal times) {
      return elementwise(PyTimes.withUnit(times, leaves)).reshape(lengths);
    }
    if (dtype != null && !isConverted(dtype)) {
      return elementwise(dtype).reshape(shape(dtype));
    }
    NdArray natural = natural().reshape(lengths);
    return dtype == null ? natural : Casts.castExactly(natural, dtype);
  }

  /** Whether values have a natural dtype to cast from; times and structs have none in Python. */
  private static boolean isConverted(DType dtype) {
    return dtype instanceof DType.Scalar || dtype instanceof DType.Flexible;
  }

  private long[] shape(DType dtype) {
    if (!(dtype instanceof DType.SubArray sub)) {
      return lengths;
    }
    long[] inner = sub.shape().lengths();
    return Shapes.joined(lengths, inner);
  }

  private NdArray elementwise(DType dtype) {
    NdArray flat = NdArray.zeros(dtype, leaves.size());
    for (int i = 0; i < leaves.size(); i++) {
      flat.set(PyValues.toJava(leaves.get(i), dtype), i);
    }
    return flat;
  }

  private NdArray natural() {
    DType common = null;
    for (PyObject leaf : leaves) {
      DType dtype = PyValues.dtype(leaf);
      common = common == null ? dtype : common(common, dtype);
    }
    if (common == null) {
      return NdArray.zeros(DType.FLOAT64, 0);
    }
    if (common.equals(DType.FLOAT64)) {
      return NdArray.of(leaves.stream().mapToDouble(PyArrays::real).toArray(), common);
    }
    if (common.equals(DType.INT64)) {
      return NdArray.of(leaves.stream().mapToLong(PyArrays::integer).toArray(), common);
    }
    if (common.equals(DType.COMPLEX128)) {
      return complex();
    }
    return elementwise(common);
  }

  private NdArray complex() {
    NdArray made = NdArray.zeros(DType.COMPLEX128, leaves.size());
    made.real().copyFrom(leaves.stream().mapToDouble(leaf -> complex(leaf).real).toArray());
    made.imag().copyFrom(leaves.stream().mapToDouble(leaf -> complex(leaf).imag).toArray());
    return made;
  }

  private static PyComplex complex(PyObject value) {
    return value instanceof PyComplex known ? known : new PyComplex(real(value), 0);
  }

  private static double real(PyObject value) {
    if (value instanceof PyFloat number) {
      return number.getValue();
    }
    Object plain = PyValues.plain(value);
    return plain instanceof Boolean flag ? (flag ? 1 : 0) : ((Number) plain).doubleValue();
  }

  private static long integer(PyObject value) {
    Object plain = PyValues.plain(value);
    return switch (plain.getClass().getSimpleName()) {
      case "Boolean" -> Boolean.TRUE.equals(plain) ? 1 : 0;
      case "BigInteger" -> ((BigInteger) plain).longValueExact();
      default -> ((Number) plain).longValue();
    };
  }
}
