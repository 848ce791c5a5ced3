package io.npyio.cli.python;

import io.npyio.array.NdArray;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.python.core.Py;
import org.python.core.PyNone;
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

  /** The axes that a number, a tuple or nothing, which is all of them, stands for. */
  static int[] axes(PyObject said, int rank) {
    if (said instanceof PyNone) {
      return IntStream.range(0, rank).toArray();
    }
    PyObject[] parts = said instanceof PyTuple tuple ? tuple.getArray() : new PyObject[] {said};
    if (rank == 0 && parts.length == 1) {
      checked(integer(parts[0]), 1, 0);
      return new int[0];
    }
    int[] axes = new int[parts.length];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = checked(integer(parts[i]), rank, rank);
    }
    if (IntStream.of(axes).distinct().count() < axes.length) {
      throw Py.ValueError("duplicate value in 'axis'");
    }
    return axes;
  }

  private static int checked(long axis, int rank, int named) {
    if (axis < -rank || axis >= rank) {
      throw Py.ValueError(
          "axis %d is out of bounds for array of dimension %d".formatted(axis, named));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** The shape of an array with axes of length 1 in place of some. */
  static long[] kept(NdArray array, int[] axes) {
    long[] lengths = array.shape().lengths();
    for (int axis : axes) {
      lengths[axis] = 1;
    }
    return lengths;
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

  /** Lengths as NumPy prints them in most messages: {@code (2,3)}; one may be -1. */
  static String tuple(long... lengths) {
    String joined =
        Arrays.stream(lengths).mapToObj(Long::toString).collect(Collectors.joining(","));
    return lengths.length == 1 ? "(" + joined + ",)" : "(" + joined + ")";
  }
}
