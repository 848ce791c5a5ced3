package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;
import org.python.core.PyBaseString;
import org.python.core.PyBoolean;
import org.python.core.PyComplex;
import org.python.core.PyDictionary;
import org.python.core.PyFloat;
import org.python.core.PyInteger;
import org.python.core.PyList;
import org.python.core.PyLong;
import org.python.core.PyNone;
import org.python.core.PyObject;
import org.python.core.PyString;
import org.python.core.PyTuple;
import org.python.core.PyType;
import org.python.core.PyUnicode;

/** Dtypes as Python programs write them: text, types, lists of fields, dtype objects. */
final class PyDTypes {
  /** The attribute with the dtype of a dtype object or scalar type of the Python side. */
  private static final String ATTRIBUTE = "_dtype";

  private PyDTypes() {}

  /** The dtype of a Python object; {@code None} stands for NumPy's default. */
  static DType of(PyObject said) {
    if (said instanceof PyNone) {
      return DType.FLOAT64;
    }
    if (said.__tojava__(DType.class) instanceof DType known) {
      return known;
    }
    if (said instanceof PyBaseString text) {
      return named(text.toString());
    }
    PyObject attribute = said.__findattr__(ATTRIBUTE);
    if (attribute != null) {
      return of(attribute);
    }
    DType builtin = builtin(said);
    if (builtin != null) {
      return builtin;
    }
    if (said instanceof PyList fields) {
      return struct(fields);
    }
    if (said instanceof PyTuple pair && pair.__len__() == 2) {
      return sized(of(pair.pyget(0)), pair.pyget(1));
    }
    if (said instanceof PyDictionary) {
      return DType.of(said.__repr__().toString());
    }
    throw Py.TypeError("Cannot interpret '" + said.__repr__() + "' as a data type");
  }

  private static DType named(String text) {
    try {
      return DType.of(text);
    } catch (IllegalArgumentException problem) {
      String word = text.strip();
      boolean isWord = word.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_');
      if (isWord) {
        throw Py.TypeError("data type '" + text + "' not understood");
      }
      throw problem;
    }
  }

  private static @Nullable DType builtin(PyObject said) {
    List<PyType> types =
        List.of(
            PyFloat.TYPE,
            PyInteger.TYPE,
            PyLong.TYPE,
            PyBoolean.TYPE,
            PyComplex.TYPE,
            PyString.TYPE,
            PyUnicode.TYPE,
            PyObject.TYPE);
    List<DType> dtypes =
        List.of(
            DType.FLOAT64,
            DType.INT64,
            DType.INT64,
            DType.BOOL,
            DType.COMPLEX128,
            DType.bytes(0),
            DType.unicode(0),
            DType.OBJECT);
    int found = said instanceof PyType type ? types.indexOf(type) : -1;
    return found < 0 ? null : dtypes.get(found);
  }

  private static DType struct(PyList said) {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < said.__len__(); i++) {
      PyObject entry = said.pyget(i);
      if (!(entry instanceof PyTuple tuple) || tuple.__len__() < 2 || tuple.__len__() > 3) {
        throw Py.TypeError("Field elements must be 2- or 3-tuples, got '" + entry.__repr__() + "'");
      }
      fields.add(field(tuple));
    }
    return DType.struct(fields.toArray(Field[]::new));
  }

  private static Field field(PyTuple said) {
    PyObject name = said.pyget(0);
    String title = null;
    if (name instanceof PyTuple both && both.__len__() == 2) {
      title = both.pyget(0).toString();
      name = both.pyget(1);
    }
    DType type = of(said.pyget(1));
    DType whole = said.__len__() == 3 ? sized(type, said.pyget(2)) : type;
    return new Field(name.toString(), title, whole, 0);
  }

  private static DType sized(DType base, PyObject shape) {
    long[] lengths = Shapes.of(shape);
    return lengths.length == 0 ? base : DType.subArray(base, lengths);
  }

  /** Whether a dtype is little-endian throughout, or has no byte order. */
  static boolean isNative(DType dtype) {
    return dtype.equals(dtype.withByteOrder(ByteOrder.LITTLE_ENDIAN));
  }

  /** NumPy's {@code str(dtype)}. */
  static String str(DType dtype) {
    return switch (dtype.category()) {
      case STRUCT -> fields(dtype);
      case NUMBER, COMPLEX, DATETIME, TIMEDELTA, OBJECT ->
          isNative(dtype) ? dtype.name() : dtype.toString();
      case BYTES, UNICODE, VOID, SUB_ARRAY -> dtype.toString();
    };
  }

  /**
   * The fields as an array prints them: {@code [('x', 'S3')]}, without the {@code |} of a header.
   */
  private static String fields(DType dtype) {
    String text = NdArray.zeros(dtype, 0).repr();
    return text.substring(text.indexOf("dtype=") + "dtype=".length(), text.length() - 1);
  }

  /** NumPy's {@code repr(dtype)}. */
  static String repr(DType dtype) {
    return switch (dtype.category()) {
      case STRUCT, SUB_ARRAY -> "dtype(" + str(dtype) + ")";
      case NUMBER, COMPLEX -> quoted(isNative(dtype) ? dtype.name() : dtype.toString());
      case DATETIME, TIMEDELTA, BYTES, UNICODE, VOID, OBJECT -> quoted(dtype.toString());
    };
  }

  private static String quoted(String text) {
    return "dtype('" + (text.startsWith("|") ? text.substring(1) : text) + "')";
  }

  /** NumPy's {@code dtype.kind}: one letter. */
  static String kind(DType dtype) {
    return code(dtype).substring(1, 2);
  }

  /** Byte order and kind as NumPy sees them, to which extension types are void. */
  private static String code(DType dtype) {
    return switch (dtype.category()) {
      case STRUCT, SUB_ARRAY -> "|V";
      case NUMBER -> ((DType.Scalar) dtype).kind().isExtension() ? "|V" : dtype.toString();
      case COMPLEX, DATETIME, TIMEDELTA, BYTES, UNICODE, VOID, OBJECT -> dtype.toString();
    };
  }

  /** NumPy's {@code dtype.byteorder}. */
  static String byteOrder(DType dtype) {
    String sign = code(dtype).substring(0, 1);
    return sign.equals("<") ? "=" : sign;
  }

  /** NumPy's {@code newbyteorder}. */
  static DType withByteOrder(DType dtype, String order) {
    return switch (order.toLowerCase(Locale.ROOT)) {
      case ">", "b", "big" -> dtype.withByteOrder(ByteOrder.BIG_ENDIAN);
      case "<", "l", "little", "=", "n", "native" -> dtype.withByteOrder(ByteOrder.LITTLE_ENDIAN);
      case "|", "i" -> dtype;
      case "s", "swap" ->
          dtype.withByteOrder(isNative(dtype) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
      default -> throw Py.ValueError(order + " is an unrecognized byteorder");
    };
  }
}
