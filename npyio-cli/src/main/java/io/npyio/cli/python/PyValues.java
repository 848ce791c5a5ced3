package io.npyio.cli.python;

import io.npyio.array.DType;
import io.npyio.array.NdArray;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;
import org.python.core.PyBoolean;
import org.python.core.PyComplex;
import org.python.core.PyFloat;
import org.python.core.PyInteger;
import org.python.core.PyLong;
import org.python.core.PyNone;
import org.python.core.PyObject;
import org.python.core.PyString;
import org.python.core.PyTuple;
import org.python.core.PyUnicode;

/** Single values of Python as the Java objects that arrays take. */
final class PyValues {
  /** The attribute in which the Python side keeps the array. */
  private static final String ATTRIBUTE = "_a";

  /** Python's own; a class derived from them in Python is another in Java. */
  private static final Set<Class<?>> PLAIN =
      Set.of(
          PyFloat.class,
          PyInteger.class,
          PyLong.class,
          PyBoolean.class,
          PyString.class,
          PyUnicode.class,
          PyTuple.class);

  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private PyValues() {}

  /** The array that an object of the Python side, or of a Java host, stands for; null if none. */
  static @Nullable NdArray array(PyObject value) {
    if (PLAIN.contains(value.getClass())) {
      return null;
    }
    PyObject attribute = value.__findattr__(ATTRIBUTE);
    PyObject holder = attribute == null ? value : attribute;
    return holder.__tojava__(NdArray.class) instanceof NdArray array ? array : null;
  }

  /** The dtype that NumPy gives to a single value. */
  static DType dtype(PyObject value) {
    NdArray array = array(value);
    if (array != null) {
      return array.dtype();
    }
    if (value instanceof PyBoolean) {
      return DType.BOOL;
    }
    if (value instanceof PyInteger) {
      return DType.INT64;
    }
    if (value instanceof PyLong number) {
      return dtype(number.getValue());
    }
    if (value instanceof PyFloat) {
      return DType.FLOAT64;
    }
    if (value instanceof PyComplex) {
      return DType.COMPLEX128;
    }
    if (value instanceof PyUnicode text) {
      return DType.unicode(Math.max(1, text.getCodePointCount()));
    }
    if (value instanceof PyString bytes) {
      return DType.bytes(Math.max(1, bytes.__len__()));
    }
    throw Py.TypeError(
        "no dtype for '%s' objects: npyio's arrays hold numbers, text, bytes, times and structs"
            .formatted(value.getType().fastGetName()));
  }

  private static DType dtype(BigInteger number) {
    if (number.compareTo(LEAST) >= 0 && number.compareTo(MOST) <= 0) {
      return DType.INT64;
    }
    if (number.signum() > 0 && number.bitLength() <= Long.SIZE) {
      return DType.UINT64;
    }
    throw Py.OverflowError("Python int too large to convert to C long");
  }

  /** A value as the elements of that dtype take it. */
  static Object toJava(PyObject value, DType dtype) {
    if (dtype instanceof DType.Struct struct) {
      return fields(value, struct);
    }
    if (dtype instanceof DType.SubArray sub) {
      return items(value, sub);
    }
    NdArray array = array(value);
    if (array != null) {
      return Casts.cast(array.reshape(), dtype).get();
    }
    if (dtype instanceof DType.Temporal temporal) {
      return time(value, temporal);
    }
    NdArray natural = NdArray.zeros(dtype(value));
    natural.set(plain(value));
    return Casts.castExactly(natural, dtype).get();
  }

  private static Object fields(PyObject value, DType.Struct struct) {
    NdArray array = array(value);
    if (array != null) {
      return Casts.cast(array.reshape(), struct).get();
    }
    if (!(value instanceof PyTuple tuple)) {
      throw Py.TypeError("a tuple is needed for an element of dtype " + struct);
    }
    int count = struct.fields().size();
    if (tuple.__len__() != count) {
      throw Py.ValueError(
          "could not assign tuple of length %d to structure with %d fields."
              .formatted(tuple.__len__(), count));
    }
    List<Object> fields = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      fields.add(toJava(tuple.pyget(i), struct.fields().get(i).type()));
    }
    return fields;
  }

  private static Object items(PyObject value, DType.SubArray sub) {
    NdArray whole = NdArray.zeros(sub.base(), sub.shape().lengths());
    Assignment.assign(whole, PyArrays.of(value, sub.base()));
    return nested(whole);
  }

  private static Object nested(NdArray array) {
    if (array.rank() == 0) {
      return array.get();
    }
    List<Object> items = new ArrayList<>();
    for (long i = 0; i < array.shape().length(0); i++) {
      items.add(nested(array.at(i)));
    }
    return items;
  }

  private static Object time(PyObject value, DType.Temporal dtype) {
    if (value instanceof PyNone) {
      return DType.Temporal.NAT;
    }
    if (value.__findattr__("hour") != null && !dtype.isDelta()) {
      return Objects.requireNonNull(time(value), "time");
    }
    if (value.__findattr__("isoformat") != null && !dtype.isDelta()) {
      return LocalDate.parse(value.invoke("isoformat").toString());
    }
    return value instanceof PyString ? value.toString() : plain(value);
  }

  private static LocalDateTime time(PyObject value) {
    return LocalDateTime.parse(value.invoke("isoformat").toString());
  }

  /** A number, text or bytes. */
  static Object plain(PyObject value) {
    if (value instanceof PyBoolean flag) {
      return flag.getBooleanValue();
    }
    if (value instanceof PyInteger number) {
      return (long) number.getValue();
    }
    if (value instanceof PyLong number) {
      return number.getValue();
    }
    if (value instanceof PyFloat number) {
      return number.getValue();
    }
    if (value instanceof PyComplex number) {
      return List.of(number.real, number.imag);
    }
    if (value instanceof PyUnicode text) {
      return text.getString();
    }
    if (value instanceof PyString bytes) {
      return bytes.toBytes();
    }
    throw Py.TypeError("'" + value.getType().fastGetName() + "' objects are no elements");
  }
}
