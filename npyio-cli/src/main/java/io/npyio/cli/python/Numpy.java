package io.npyio.cli.python;

import static io.npyio.cli.python.PyErrors.inPython;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import io.npyio.file.Memmap;
import io.npyio.file.Npz;
import io.npyio.file.Npz.Compression;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;
import org.python.core.PyObject;
import org.python.core.PyString;
import org.python.core.PyTuple;
import org.python.core.PyUnicode;

/**
 * The functions that the Python side calls. Arrays and dtypes pass as Java objects; errors become
 * the exceptions that a Python program expects.
 */
public final class Numpy {
  private Numpy() {}

  // ---- dtypes ----------------------------------------------------------------------------------

  /** {@return the dtype of text, a type, a list of fields or a dtype object} */
  public static DType dtype(PyObject said) {
    return inPython(() -> PyDTypes.of(said));
  }

  /** {@return NumPy's {@code str} of a dtype} */
  public static PyObject dtypeStr(DType dtype) {
    return Py.newString(PyDTypes.str(dtype));
  }

  /** {@return NumPy's {@code repr} of a dtype} */
  public static PyObject dtypeRepr(DType dtype) {
    return Py.newString(PyDTypes.repr(dtype));
  }

  /** {@return the letter of a dtype} */
  public static PyObject dtypeKind(DType dtype) {
    return Py.newString(PyDTypes.kind(dtype));
  }

  /** {@return the sign of the byte order of a dtype} */
  public static PyObject byteOrder(DType dtype) {
    return Py.newString(PyDTypes.byteOrder(dtype));
  }

  /** {@return a dtype in another byte order} */
  public static DType withByteOrder(DType dtype, String order) {
    return PyDTypes.withByteOrder(dtype, order);
  }

  /** {@return name, title, dtype and offset of each field; null if the dtype is not a struct} */
  public static @Nullable PyTuple fields(DType dtype) {
    if (!(dtype instanceof DType.Struct struct)) {
      return null;
    }
    List<PyObject> fields = new ArrayList<>();
    for (Field field : struct.fields()) {
      String title = field.title();
      fields.add(
          new PyTuple(
              Py.newStringOrUnicode(field.name()),
              title == null ? Py.None : Py.newStringOrUnicode(title),
              Py.java2py(field.type()),
              Py.newInteger(field.offset())));
    }
    return new PyTuple(fields.toArray(PyObject[]::new));
  }

  /** {@return base and shape of a sub-array; null for any other dtype} */
  public static @Nullable PyTuple subArray(DType dtype) {
    return dtype instanceof DType.SubArray sub
        ? new PyTuple(Py.java2py(sub.base()), Shapes.toPython(sub.shape().lengths()))
        : null;
  }

  // ---- making arrays ---------------------------------------------------------------------------

  /** {@return the array behind a value, or a new one} */
  public static NdArray array(PyObject value, @Nullable DType dtype) {
    return inPython(() -> PyArrays.of(value, dtype));
  }

  /** {@return a copy that is contiguous in an order} */
  public static NdArray copy(NdArray array, String order) {
    return inPython(() -> array.copy(order(order, array)));
  }

  private static Order order(String order, NdArray array) {
    return switch (order) {
      case "C" -> Order.C;
      case "F" -> Order.F;
      case "A", "K" -> array.layout().order();
      default ->
          throw Py.ValueError("order must be one of 'C', 'F', 'A', or 'K' (got '" + order + "')");
    };
  }

  /** {@return a new array of zeros} */
  public static NdArray zeros(PyObject shape, DType dtype, String order) {
    return inPython(
        () ->
            NdArray.zeros(
                PyFiles.layout(dtype, Shapes.of(shape), order(order, NdArray.zeros(DType.BOOL)))));
  }

  /** {@return evenly spaced numbers} */
  public static NdArray arange(
      PyObject start, PyObject stop, PyObject step, @Nullable DType dtype) {
    return inPython(() -> Ranges.of(start, stop, step, dtype));
  }

  // ---- what an array is ------------------------------------------------------------------------

  /** {@return the lengths of the axes} */
  public static PyTuple shape(NdArray array) {
    return Shapes.toPython(array.shape().lengths());
  }

  /** {@return the distances in bytes between neighbours} */
  public static PyTuple strides(NdArray array) {
    return Shapes.toPython(array.strides());
  }

  /** {@return the number of elements} */
  public static PyObject size(NdArray array) {
    return Shapes.integer(array.size());
  }

  /** {@return the bytes that the elements take} */
  public static PyObject nbytes(NdArray array) {
    return Shapes.integer(array.nbytes());
  }

  /** {@return the length of the first axis} */
  public static PyObject length(NdArray array) {
    if (array.rank() == 0) {
      throw Py.TypeError("len() of unsized object");
    }
    return Shapes.integer(array.shape().length(0));
  }

  /** {@return whether the elements are contiguous in an order} */
  public static boolean isContiguous(NdArray array, String order) {
    return array.isContiguous(order(order, array));
  }

  /** {@return NumPy's {@code str}} */
  public static PyObject str(NdArray array) {
    return inPython(() -> text(array.toString()));
  }

  /** {@return NumPy's {@code repr} of an array whose class has this name} */
  public static PyObject repr(NdArray array, String name) {
    return inPython(() -> text(ReprText.of(array, name)));
  }

  /** Text for a terminal or a file. */
  private static PyObject text(String text) {
    PyUnicode whole = new PyUnicode(text);
    return text.chars().allMatch(c -> c < 0x80)
        ? new PyString(text)
        : new PyString(whole.encode("utf-8"));
  }

  // ---- elements --------------------------------------------------------------------------------

  /** {@return NumPy's {@code a[key]}} */
  public static IndexResult get(NdArray array, PyObject key) {
    return inPython(
        () -> {
          IndexKey index = new IndexKey(array, key);
          FancyIndex fancyIndex = index.fancyIndex();
          if (fancyIndex != null) {
            return new IndexResult(fancyIndex.get(), false, false);
          }
          return new IndexResult(index.view(), true, index.isElement());
        });
  }

  /**
   * The elements that a key selects.
   *
   * @param array the elements
   * @param isView whether they share the memory of the array
   * @param isElement whether they are a single element, not an array
   */
  public record IndexResult(NdArray array, boolean isView, boolean isElement) {}

  /** NumPy's {@code a[key] = value}. */
  public static void set(NdArray array, PyObject key, PyObject value) {
    inPython(
        () -> {
          IndexKey index = new IndexKey(array, key);
          FancyIndex fancyIndex = index.fancyIndex();
          if (array.isReadOnly()) {
            throw Py.ValueError("assignment destination is read-only");
          }
          NdArray source = source(value, index.view().dtype());
          if (fancyIndex != null) {
            fancyIndex.set(source, index.isSingleMask());
          } else {
            Assignment.assign(index.view(), source);
          }
          return true;
        });
  }

  /** An array in its own dtype; Python's own values in the dtype of the target. */
  private static NdArray source(PyObject value, DType dtype) {
    NdArray known = PyValues.array(value);
    return known == null ? PyArrays.of(value, dtype) : known;
  }

  /** NumPy's {@code fill}. */
  public static void fill(NdArray array, PyObject value) {
    inPython(
        () -> {
          Assignment.assign(array, source(value, array.dtype()));
          return true;
        });
  }

  /** {@return nested lists of Python's own values} */
  public static PyObject toList(NdArray array) {
    return inPython(() -> PyLists.of(array));
  }

  /** {@return a field of all elements} */
  public static NdArray field(NdArray array, String name) {
    return inPython(() -> array.field(name));
  }

  /** {@return a view of the bytes as another dtype} */
  public static NdArray view(NdArray array, DType dtype) {
    return inPython(() -> array.view(dtype));
  }

  // ---- other arrays of them --------------------------------------------------------------------

  /** {@return the elements in another shape, a view if possible} */
  public static IndexResult reshape(NdArray array, PyObject shape, String order) {
    return inPython(() -> reshaped(array, Shapes.of(shape), order(order, array)));
  }

  private static IndexResult reshaped(NdArray array, long[] shape, Order order) {
    if (order == Order.F) {
      IndexResult found = reshaped(array.transpose(), reversed(shape), Order.C);
      return new IndexResult(found.array().transpose(), found.isView(), false);
    }
    requireSize(array, shape);
    try {
      return new IndexResult(array.reshape(shape), true, false);
    } catch (IllegalArgumentException noView) {
      return new IndexResult(array.copy(Order.C).reshape(shape), false, false);
    }
  }

  private static long[] reversed(long[] shape) {
    long[] reversed = new long[shape.length];
    for (int i = 0; i < shape.length; i++) {
      reversed[i] = shape[shape.length - 1 - i];
    }
    return reversed;
  }

  private static void requireSize(NdArray array, long[] shape) {
    long product = 1;
    int unknown = 0;
    for (long length : shape) {
      unknown += length < 0 ? 1 : 0;
      product *= length < 0 ? 1 : length;
    }
    if (unknown > 1) {
      throw Py.ValueError("can only specify one unknown dimension");
    }
    boolean fits =
        unknown == 0 ? product == array.size() : product != 0 && array.size() % product == 0;
    if (!fits) {
      throw Py.ValueError(
          "cannot reshape array of size %d into shape %s"
              .formatted(array.size(), Shapes.tuple(shape)));
    }
  }

  /** {@return a view with the axes in an order, by default reversed} */
  public static NdArray transpose(NdArray array, PyTuple axes) {
    return inPython(
        () -> {
          if (axes.isEmpty()) {
            return array.transpose();
          }
          long[] order = Shapes.of(axes);
          if (order.length != array.rank()) {
            throw Py.ValueError("axes don't match array");
          }
          int[] ints = new int[order.length];
          for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) (order[i] < 0 ? order[i] + order.length : order[i]);
          }
          return array.permute(ints);
        });
  }

  /** {@return a copy in another dtype} */
  public static NdArray astype(NdArray array, DType dtype) {
    return inPython(
        () -> {
          NdArray cast = Casts.cast(array, dtype);
          return cast == array ? array.copy(array.layout().order()) : cast;
        });
  }

  /**
   * {@return {@code sum}, {@code mean}, {@code min} or {@code max}, along axes or of all elements}
   */
  public static NdArray reduce(NdArray array, String name, PyObject axis, boolean keepsAxes) {
    return inPython(
        () -> {
          int[] axes = Shapes.axes(axis, array.rank());
          NdArray found =
              switch (name) {
                case "sum" -> Reduction.sum(array, axes);
                case "mean" -> Reduction.mean(array, axes);
                default -> Reduction.extreme(array, axes, name.equals("max"));
              };
          return keepsAxes ? found.reshape(Shapes.kept(array, axes)) : found;
        });
  }

  // ---- operators -------------------------------------------------------------------------------

  /** {@return for each element whether it is in a relation, such as {@code <}, to another} */
  public static NdArray compare(NdArray array, PyObject other, String sign) {
    return inPython(() -> Comparison.of(array, other, Relation.of(sign)));
  }

  /** {@return {@code and}, {@code or} or {@code xor} of each element and its counterpart} */
  public static NdArray bitwise(NdArray array, PyObject other, String name) {
    return inPython(() -> Bitwise.named(name).of(array, other));
  }

  /** As {@link #bitwise}, but sets the elements of the array. */
  public static void bitwiseInto(NdArray array, PyObject other, String name) {
    inPython(
        () -> {
          Bitwise.named(name).into(array, other);
          return true;
        });
  }

  /** {@return {@code ~} of each element} */
  public static NdArray invert(NdArray array) {
    return inPython(() -> Bitwise.inverted(array));
  }

  // ---- files -----------------------------------------------------------------------------------

  /** {@return whether a file is an archive} */
  public static boolean isArchive(PyObject file) {
    return inPython(file, () -> PyFiles.isName(file) && PyFiles.isArchive(file));
  }

  /** {@return the array of a {@code .npy} file or stream} */
  public static NdArray load(PyObject file, PyObject maxHeaderSize) {
    return inPython(file, () -> PyFiles.load(file, maxHeaderSize));
  }

  /** {@return an open archive} */
  public static Npz archive(PyObject name, PyObject maxHeaderSize) {
    return inPython(name, () -> PyFiles.archive(name, maxHeaderSize));
  }

  /** {@return the names of the members of an archive, without {@code .npy}} */
  public static PyTuple names(Npz archive) {
    return inPython(
        () ->
            new PyTuple(
                archive.members().stream()
                    .map(member -> Py.newStringOrUnicode(member.name()))
                    .toArray(PyObject[]::new)));
  }

  /** {@return whether an archive has a member} */
  public static boolean contains(Npz archive, String name) {
    return archive.contains(name);
  }

  /** {@return a member: the array, or the bytes of any other file} */
  public static Object member(Npz archive, String name) {
    return inPython(
        () ->
            archive.isArray(name)
                ? archive.load(name)
                : new PyString(new String(archive.bytes(name), StandardCharsets.ISO_8859_1)));
  }

  /** Closes an archive. */
  public static void close(Npz archive) {
    inPython(
        () -> {
          archive.close();
          return true;
        });
  }

  /** Writes a {@code .npy} file or stream. */
  public static void save(PyObject file, PyObject array) {
    inPython(
        file,
        () -> {
          PyFiles.save(file, PyArrays.of(array, null));
          return true;
        });
  }

  /** Writes an archive. */
  public static void saveArchive(
      PyObject file, PyTuple names, PyTuple arrays, boolean isCompressed) {
    inPython(
        file,
        () -> {
          PyFiles.saveArchive(
              file, names, arrays, isCompressed ? Compression.DEFLATED : Compression.STORED);
          return true;
        });
  }

  /** {@return a mapped raw file} */
  public static Memmap memmap(
      PyObject file, DType dtype, String mode, PyObject offset, PyObject shape, String order) {
    return inPython(
        file,
        () ->
            PyFiles.memmap(
                file,
                dtype,
                PyFiles.mode(mode),
                Shapes.integer(offset),
                shape,
                order(order, NdArray.zeros(DType.BOOL))));
  }

  /** {@return a mapped {@code .npy} file} */
  public static Memmap mapNpy(PyObject file, String mode, PyObject maxHeaderSize) {
    return inPython(file, () -> PyFiles.mapNpy(file, PyFiles.mode(mode), maxHeaderSize));
  }

  /** {@return a new mapped {@code .npy} file} */
  public static Memmap createNpy(
      PyObject file, DType dtype, PyObject shape, boolean fortran, @Nullable String version) {
    return inPython(
        file,
        () ->
            PyFiles.createNpy(file, dtype, Shapes.of(shape), fortran ? Order.F : Order.C, version));
  }

  /** {@return Python's word for the mode of a mapping} */
  public static PyObject mode(Memmap map) {
    return Py.newString(map.mode().python());
  }

  /** {@return the absolute path of a mapped file} */
  public static PyObject fileName(Memmap map) {
    return Py.newStringOrUnicode(map.path().toAbsolutePath().normalize().toString());
  }

  /** {@return the byte at which the array of a mapped file begins} */
  public static PyObject offset(Memmap map) {
    return Shapes.integer(map.offset());
  }

  /** {@return the elements of a file without a header} */
  public static NdArray fromFile(PyObject file, DType dtype, PyObject count, PyObject offset) {
    return inPython(
        file, () -> PyFiles.fromFile(file, dtype, Shapes.integer(count), Shapes.integer(offset)));
  }

  /** Writes the elements without a header. */
  public static void toFile(NdArray array, PyObject file) {
    inPython(
        file,
        () -> {
          PyFiles.toFile(array, file);
          return true;
        });
  }
}
