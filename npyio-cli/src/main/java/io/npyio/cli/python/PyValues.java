package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
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

/** Python's single values as the Java objects that arrays take. */
final class PyValues {
  /** The attribute with the array of an object of the Python side. */
  private static final String ATTRIBUTE = "_a";

  /** Python's own classes; a subclass made in Python is a different Java class. */
  private static final Set<Class<?>> PLAIN =
      Set.of(
          PyFloat.class,
          PyInteger.class,
          PyLong.class,
          PyBoolean.class,
          PyString.class,
          PyUnicode.class,
          PyTuple.class);

  private static final BigInteger MIN_INT64 = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX_INT64 = BigInteger.valueOf(Long.MAX_VALUE);

  /**
   * A class of Python's numbers, text or bytes.
   *
   * @param dtype that NumPy infers for a value
   * @param plain value as Java has it
   */
  private record PlainType<T extends PyObject>(
      Class<T> type, Function<T, DType> dtype, Function<T, Object> plain) {
    DType dtypeOf(PyObject value) {
      return dtype.apply(type.cast(value));
    }

    Object toJava(PyObject value) {
      return plain.apply(type.cast(value));
    }
  }

  /** A subclass stands before its superclass: a bool is an int as well. */
  private static final List<PlainType<?>> PLAIN_TYPES =
      List.of(
          new PlainType<>(PyBoolean.class, flag -> DType.BOOL, PyBoolean::getBooleanValue),
          new PlainType<>(
              PyInteger.class, number -> DType.INT64, number -> (long) number.getValue()),
          new PlainType<>(PyLong.class, number -> dtype(number.getValue()), PyLong::getValue),
          new PlainType<>(PyFloat.class, number -> DType.FLOAT64, PyFloat::getValue),
          new PlainType<>(
              PyComplex.class,
              number -> DType.COMPLEX128,
              number -> List.of(number.real, number.imag)),
          new PlainType<>(
              PyUnicode.class,
              text -> DType.unicode(Math.max(1, text.getCodePointCount())),
              PyUnicode::getString),
          new PlainType<>(
              PyString.class,
              bytes -> DType.bytes(Math.max(1, bytes.__len__())),
              PyString::toBytes));

  private static @Nullable PlainType<?> plainType(PyObject value) {
    for (PlainType<?> type : PLAIN_TYPES) {
      if (type.type.isInstance(value)) {
        return type;
      }
    }
    return null;
  }

  private PyValues() {}

  /** The array of an object of the Python side, or of a Java host; null if it has none. */
  static @Nullable NdArray array(PyObject value) {
    if (PLAIN.contains(value.getClass())) {
      return null;
    }
    PyObject attribute = value.__findattr__(ATTRIBUTE);
    PyObject holder = attribute == null ? value : attribute;
    return holder.__tojava__(NdArray.class) instanceof NdArray array ? array : null;
  }

  /** Whether a value is a number, text or bytes. */
  static boolean isPlain(PyObject value) {
    return plainType(value) != null;
  }

  /** The dtype that NumPy infers for a single value. */
  static DType dtype(PyObject value) {
    NdArray array = array(value);
    if (array != null) {
      return array.dtype();
    }
    PlainType<?> type = plainType(value);
    if (type != null) {
      return type.dtypeOf(value);
    }
    throw Py.TypeError(
        "no dtype for '%s' objects: npyio's arrays hold numbers, text, bytes, times and structs"
            .formatted(value.getType().fastGetName()));
  }

  private static DType dtype(BigInteger number) {
    if (number.compareTo(MIN_INT64) >= 0 && number.compareTo(MAX_INT64) <= 0) {
      return DType.INT64;
    }
    if (number.signum() > 0 && number.bitLength() <= Long.SIZE) {
      return DType.UINT64;
    }
    throw Py.OverflowError("Python int too large to convert to C long");
  }

  /** A value as the elements of a dtype take it. */
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
    PlainType<?> type = plainType(value);
    if (type != null) {
      return type.toJava(value);
    }
    throw Py.TypeError("'" + value.getType().fastGetName() + "' objects are not elements");
  }
}
