package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.function.IntFunction;
import org.python.core.Py;
import org.python.core.PyComplex;
import org.python.core.PyFloat;
import org.python.core.PyList;
import org.python.core.PyLong;
import org.python.core.PyObject;
import org.python.core.PyString;
import org.python.core.PyTuple;
import org.python.core.PyUnicode;

/** Arrays as nested lists of Python's own values: NumPy's {@code tolist}. */
final class PyLists {
  private final IntFunction<PyObject> elements;
  private int next;

  private PyLists(IntFunction<PyObject> elements) {
    this.elements = elements;
  }

  /** Nested lists, or for an array without axes a value. */
  static PyObject of(NdArray array) {
    return new PyLists(elements(array)).nested(array.shape().lengths(), 0);
  }

  private PyObject nested(long[] lengths, int axis) {
    if (axis == lengths.length) {
      return elements.apply(next++);
    }
    PyObject[] items = new PyObject[Math.toIntExact(lengths[axis])];
    for (int i = 0; i < items.length; i++) {
      items[i] = nested(lengths, axis + 1);
    }
    return new PyList(items);
  }

  /** A function from the position of an element in C order to its value. */
  private static IntFunction<PyObject> elements(NdArray array) {
    DType dtype = array.dtype();
    return switch (dtype.category()) {
      case NUMBER, COMPLEX -> numbers(array, ((DType.Scalar) dtype).kind());
      case DATETIME, TIMEDELTA -> times(array, (DType.Temporal) dtype);
      case STRUCT -> structs(array, (DType.Struct) dtype);
      case UNICODE -> texts(array);
      case BYTES, VOID, SUB_ARRAY, OBJECT -> bytes(array);
    };
  }

  private static IntFunction<PyObject> times(NdArray array, DType.Temporal dtype) {
    long[] counts = array.toArray(long[].class);
    return i -> PyTimes.of(counts[i], dtype);
  }

  private static IntFunction<PyObject> texts(NdArray array) {
    String[] texts = array.toArray(String[].class);
    return i -> new PyUnicode(texts[i]);
  }

  private static IntFunction<PyObject> bytes(NdArray array) {
    NdArray flat = array.copy(Order.C).reshape(-1);
    return i -> new PyString(new String((byte[]) flat.get(i), StandardCharsets.ISO_8859_1));
  }

  private static IntFunction<PyObject> numbers(NdArray array, Kind kind) {
    if (kind == Kind.BOOL) {
      boolean[] values = array.toArray(boolean[].class);
      return i -> Py.newBoolean(values[i]);
    }
    if (kind == Kind.UINT64) {
      BigInteger[] values = array.toArray(BigInteger[].class);
      return i ->
          values[i].bitLength() < Integer.SIZE
              ? Py.newInteger(values[i].intValue())
              : new PyLong(values[i]);
    }
    if (kind.isInteger()) {
      long[] values = array.toArray(long[].class);
      return i -> Shapes.integer(values[i]);
    }
    if (kind.isComplex()) {
      double[] re = doubles(array.real());
      double[] im = doubles(array.imag());
      return i -> new PyComplex(re[i], im[i]);
    }
    double[] values = doubles(array);
    return i -> new PyFloat(values[i]);
  }

  /** A long double is rounded to Python's float. */
  private static double[] doubles(NdArray array) {
    return array.astype(DType.FLOAT64).toArray(double[].class);
  }

  private static IntFunction<PyObject> structs(NdArray array, DType.Struct struct) {
    PyObject[][] columns = new PyObject[struct.fields().size()][];
    for (int f = 0; f < columns.length; f++) {
      columns[f] = column(array, struct.fields().get(f));
    }
    return i -> {
      PyObject[] fields = new PyObject[columns.length];
      for (int f = 0; f < fields.length; f++) {
        fields[f] = columns[f][i];
      }
      return new PyTuple(fields);
    };
  }

  private static PyObject[] column(NdArray array, Field field) {
    NdArray values = array.field(field.name());
    long[] inner = values.shape().lengths();
    PyLists lists = new PyLists(elements(values));
    PyObject[] column = new PyObject[Math.toIntExact(array.size())];
    for (int i = 0; i < column.length; i++) {
      column[i] = lists.nested(inner, array.rank());
    }
    return column;
  }
}
