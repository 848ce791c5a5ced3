package io.npyio.cli.python;

import io.npyio.dtype.Shape;
import java.util.Arrays;
import org.python.core.Py;
import org.python.core.PyObject;
import org.python.core.PyTuple;

/** Shapes and integers between Python and Java. */
final class Shapes {
  private Shapes() {}

  /** The value of an integer, or of a Python object that converts to one. */
  static long integer(PyObject value) {
    if (!value.isIndex()) {
      throw Py.TypeError(
          "'" + value.getType().fastGetName() + "' object cannot be interpreted as an integer");
    }
    return value.__index__().asLong();
  }

  /** A length or a sequence of lengths. */
  static long[] of(PyObject said) {
    if (said.isIndex()) {
      return new long[] {integer(said)};
    }
    if (!said.isSequenceType()) {
      throw Py.TypeError(
          "expected a sequence of integers or a single integer, got '" + said.__repr__() + "'");
    }
    long[] lengths = new long[said.__len__()];
    for (int i = 0; i < lengths.length; i++) {
      lengths[i] = integer(said.__getitem__(i));
    }
    return lengths;
  }

  /** The axes of one shape followed by those of another. */
  static long[] joined(long[] first, long... second) {
    long[] lengths = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, lengths, first.length, second.length);
    return lengths;
  }

  static PyTuple toPython(long... lengths) {
    PyObject[] items = new PyObject[lengths.length];
    for (int i = 0; i < items.length; i++) {
      items[i] = integer(lengths[i]);
    }
    return new PyTuple(items);
  }

  /** A Python int if the value fits, else a long. */
  static PyObject integer(long value) {
    return value == (int) value ? Py.newInteger((int) value) : Py.newLong(value);
  }

  static String text(long... lengths) {
    return Shape.of(lengths).toString();
  }
}
