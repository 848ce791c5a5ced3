package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;
import org.python.core.PyFloat;
import org.python.core.PyObject;

/** NumPy's {@code arange}. */
final class Ranges {
  private Ranges() {}

  static NdArray of(PyObject start, PyObject stop, PyObject step, @Nullable DType dtype) {
    boolean isFloat = isFloat(start) || isFloat(stop) || isFloat(step);
    DType made = dtype == null ? (isFloat ? DType.FLOAT64 : DType.INT64) : dtype;
    if (!(made instanceof DType.Scalar scalar) || scalar.kind().isComplex()) {
      throw Py.TypeError("arange makes numbers, not elements of dtype " + PyDTypes.str(made));
    }
    if (step.asDouble() == 0) {
      throw Py.ZeroDivisionError("division by zero");
    }
    return isFloat ? floats(start, stop, step, scalar) : integers(start, stop, step, scalar);
  }

  private static boolean isFloat(PyObject value) {
    return value instanceof PyFloat || !value.isIndex();
  }

  private static NdArray integers(
      PyObject start, PyObject stop, PyObject step, DType.Scalar dtype) {
    long from = Shapes.integer(start);
    long to = Shapes.integer(stop);
    long by = Shapes.integer(step);
    long distance = by > 0 ? Math.subtractExact(to, from) : Math.subtractExact(from, to);
    long size = distance <= 0 ? 0 : (distance - 1) / Math.abs(by) + 1;
    long[] values = new long[Math.toIntExact(size)];
    for (int i = 0; i < values.length; i++) {
      values[i] = from + i * by;
    }
    return Casts.cast(NdArray.of(values), dtype);
  }

  /** The first two numbers set the step, as in NumPy. */
  private static NdArray floats(PyObject start, PyObject stop, PyObject step, DType.Scalar dtype) {
    double from = start.asDouble();
    double by = step.asDouble();
    double size = Math.ceil((stop.asDouble() - from) / by);
    double[] values = new double[Math.toIntExact((long) Math.max(0, size))];
    boolean isSingle = dtype.kind() == Kind.FLOAT32 || dtype.kind() == Kind.FLOAT16;
    double first = dtype.kind().isInteger() ? (long) from : isSingle ? (float) from : from;
    double second = from + by;
    second = dtype.kind().isInteger() ? (long) second : isSingle ? (float) second : second;
    double delta = isSingle ? (float) (second - first) : second - first;
    for (int i = 0; i < values.length; i++) {
      double offset = isSingle ? (float) (i * delta) : i * delta;
      values[i] = isSingle ? (float) (first + offset) : first + offset;
    }
    return Casts.cast(NdArray.of(values), dtype);
  }
}
