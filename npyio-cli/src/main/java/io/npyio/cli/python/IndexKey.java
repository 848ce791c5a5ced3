package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;
import org.python.core.PyBaseString;
import org.python.core.PyBoolean;
import org.python.core.PyEllipsis;
import org.python.core.PyException;
import org.python.core.PyList;
import org.python.core.PyNone;
import org.python.core.PyObject;
import org.python.core.PySlice;
import org.python.core.PyTuple;

/**
 * The key between the brackets, applied to an array.
 *
 * <p>Integers, slices, one ellipsis, {@code None} and names of fields give a {@link #view}. With
 * arrays of integers or booleans among them, the result is a {@link #fancyIndex} into that view.
 */
final class IndexKey {
  private static final String NO_INDEX =
      "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean"
          + " arrays are valid indices";

  private final NdArray array;
  private final StringJoiner basic = new StringJoiner(", ");
  private final List<Integer> integerAxes = new ArrayList<>();
  private final List<NdArray> positions = new ArrayList<>();
  private final List<Integer> axes = new ArrayList<>();
  private final List<Integer> items = new ArrayList<>();
  private boolean hasEllipsis;
  private int axis;
  private int viewAxis;
  private boolean isSingleMask;

  private NdArray view;
  private @Nullable FancyIndex fancyIndex;

  /** Reads a key; an invalid one raises Python's IndexError. */
  IndexKey(NdArray array, PyObject key) {
    this.array = array;
    this.view = array;
    if (key instanceof PyBaseString name) {
      view = field(name.toString());
    } else if (isNames(key)) {
      view = fields((PyList) key);
    } else if (!isElement(key)) {
      read(key);
    }
  }

  /** The view that slices and integers select; the view of an element has no axes. */
  NdArray view() {
    return view;
  }

  /** The elements that index arrays select from the view; null without index arrays. */
  @Nullable FancyIndex fancyIndex() {
    return fancyIndex;
  }

  /** Whether NumPy returns a scalar rather than an array without axes. */
  boolean isElement() {
    return view.rank() == 0 && !hasEllipsis && fancyIndex == null;
  }

  /** Whether the key is a single array of booleans. */
  boolean isSingleMask() {
    return isSingleMask;
  }

  // ---- fields --------------------------------------------------------------------------------

  private NdArray field(String name) {
    if (!(array.dtype() instanceof DType.Struct struct)) {
      throw Py.IndexError(NO_INDEX);
    }
    if (!has(struct, name)) {
      throw Py.ValueError("no field of name " + name);
    }
    return array.field(name);
  }

  private static boolean has(DType.Struct struct, String name) {
    return struct.fields().stream().anyMatch(f -> f.name().equals(name) || name.equals(f.title()));
  }

  private static boolean isNames(PyObject key) {
    if (!(key instanceof PyList list) || list.__len__() == 0) {
      return false;
    }
    for (int i = 0; i < list.__len__(); i++) {
      if (!(list.pyget(i) instanceof PyBaseString)) {
        return false;
      }
    }
    return true;
  }

  private NdArray fields(PyList names) {
    if (!(array.dtype() instanceof DType.Struct struct)) {
      throw Py.IndexError(NO_INDEX);
    }
    List<Field> chosen = new ArrayList<>();
    for (int i = 0; i < names.__len__(); i++) {
      String name = names.pyget(i).toString();
      if (!has(struct, name)) {
        throw new PyException(Py.KeyError, name);
      }
      chosen.add(struct.field(name));
    }
    return array.view(new DType.Struct(chosen, struct.itemSize()));
  }

  // ---- integers, slices, arrays --------------------------------------------------------------

  /** A fast path for the usual key, one integer for each axis. */
  private boolean isElement(PyObject key) {
    PyObject[] parts = key instanceof PyTuple tuple ? tuple.getArray() : new PyObject[] {key};
    if (parts.length != array.rank()) {
      return false;
    }
    long[] at = new long[parts.length];
    for (int i = 0; i < at.length; i++) {
      if (!isInteger(parts[i])) {
        return false;
      }
      at[i] = position(parts[i], i);
    }
    view = array.at(at);
    return true;
  }

  private void read(PyObject key) {
    PyObject[] parts = key instanceof PyTuple tuple ? tuple.getArray() : new PyObject[] {key};
    int used = 0;
    int ellipses = 0;
    for (int i = 0; i < parts.length; i++) {
      used += axes(parts[i]);
      ellipses += parts[i] instanceof PyEllipsis ? 1 : 0;
    }
    if (ellipses > 1) {
      throw Py.IndexError("an index can only have a single ellipsis ('...')");
    }
    if (used > array.rank()) {
      throw Py.IndexError(
          "too many indices for array: array is %d-dimensional, but %d were indexed"
              .formatted(array.rank(), used));
    }
    boolean isFancy = false;
    for (PyObject part : parts) {
      isFancy |= isArray(part);
    }
    hasEllipsis = ellipses > 0;
    for (int i = 0; i < parts.length; i++) {
      read(parts[i], i, isFancy, array.rank() - used);
    }
    view = array.slice(basic.toString());
    isSingleMask = parts.length == 1 && isFancy && isMask(parts[0]);
    if (isFancy) {
      fancyIndex = new FancyIndex(view, axes, positions, areAdjacent());
    }
  }

  private int axes(PyObject part) {
    if (part instanceof PyNone || part instanceof PyEllipsis) {
      return 0;
    }
    if (isArray(part) && isMask(part)) {
      return indices(part).rank();
    }
    return 1;
  }

  private void read(PyObject part, int item, boolean isFancy, int omitted) {
    if (part instanceof PyNone) {
      basic.add("None");
      viewAxis++;
    } else if (part instanceof PyEllipsis) {
      basic.add("...");
      axis += omitted;
      viewAxis += omitted;
    } else if (part instanceof PySlice slice) {
      basic.add(text(slice));
      axis++;
      viewAxis++;
    } else if (isArray(part)) {
      addArray(indices(part), item);
    } else if (isInteger(part)) {
      long position = position(part, axis);
      if (isFancy) {
        add(NdArray.of(position), item);
      } else {
        basic.add(Long.toString(position));
        integerAxes.add(axis++);
      }
    } else {
      throw Py.IndexError(NO_INDEX);
    }
  }

  private static boolean isInteger(PyObject part) {
    return !(part instanceof PyBoolean) && part.isIndex() && !isArray(part);
  }

  private long position(PyObject part, int atAxis) {
    return FancyIndex.checked(part.__index__().asLong(), array.shape().length(atAxis), atAxis);
  }

  private static String text(PySlice slice) {
    if (bound(slice.step).equals("0")) {
      throw Py.ValueError("slice step cannot be zero");
    }
    return bound(slice.start) + ":" + bound(slice.stop) + ":" + bound(slice.step);
  }

  private static String bound(PyObject bound) {
    if (bound instanceof PyNone) {
      return "";
    }
    if (!bound.isIndex()) {
      throw Py.TypeError("slice indices must be integers or None or have an __index__ method");
    }
    return bound.__index__().__str__().toString();
  }

  // ---- index arrays ----------------------------------------------------------------------------

  private static boolean isArray(PyObject part) {
    if (part instanceof PyList || part instanceof PyTuple) {
      return true;
    }
    NdArray array = PyValues.array(part);
    return array != null && (array.rank() > 0 || !part.isIndex());
  }

  private static boolean isMask(PyObject part) {
    return indices(part).dtype().equals(DType.BOOL);
  }

  private static NdArray indices(PyObject part) {
    NdArray found = PyArrays.of(part, null);
    boolean isEmptyList = found.size() == 0 && PyValues.array(part) == null;
    if (isEmptyList) {
      return NdArray.zeros(DType.INT64, found.shape().lengths());
    }
    boolean isIndex =
        found.dtype() instanceof DType.Scalar scalar
            && (scalar.kind().isInteger() || found.dtype().equals(DType.BOOL));
    if (!isIndex) {
      throw refused(part);
    }
    return found;
  }

  private static PyException refused(PyObject part) {
    return Py.IndexError(
        PyValues.array(part) == null
            ? NO_INDEX
            : "arrays used as indices must be of integer (or boolean) type");
  }

  private void addArray(NdArray indices, int item) {
    if (!indices.dtype().equals(DType.BOOL)) {
      add(checked(indices), item);
      return;
    }
    for (int i = 0; i < indices.rank(); i++) {
      long length = array.shape().length(axis + i);
      if (indices.shape().length(i) != length) {
        throw Py.IndexError(
            ("boolean index did not match indexed array along axis %d; size of axis is %d but size"
                    + " of corresponding boolean axis is %d")
                .formatted(axis + i, length, indices.shape().length(i)));
      }
    }
    for (long[] found : FancyIndex.nonzero(indices)) {
      add(NdArray.of(found), item);
    }
  }

  /** The indices, counted from the start. */
  private NdArray checked(NdArray indices) {
    long length = array.shape().length(axis);
    long[] values = indices.toArray(long[].class);
    for (int i = 0; i < values.length; i++) {
      values[i] = FancyIndex.checked(values[i], length, axis);
    }
    return NdArray.of(values).reshape(indices.shape().lengths());
  }

  private void add(NdArray indices, int item) {
    basic.add(":");
    positions.add(indices);
    axes.add(viewAxis++);
    items.add(item);
    axis++;
  }

  /** Whether the index arrays are adjacent in the key. */
  private boolean areAdjacent() {
    for (int i = 1; i < items.size(); i++) {
      if (items.get(i) - items.get(i - 1) > 1) {
        return false;
      }
    }
    return true;
  }
}
