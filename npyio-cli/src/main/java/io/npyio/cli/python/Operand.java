package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;
import org.python.core.PyBoolean;
import org.python.core.PyComplex;
import org.python.core.PyFloat;
import org.python.core.PyInteger;
import org.python.core.PyLong;
import org.python.core.PyObject;
import org.python.core.PySequence;

/** The other side of an operator as an array. */
final class Operand {
  private Operand() {}

  /**
   * The array that a value is beside one of a dtype; null if it is none. Python's own numbers take
   * the precision of floating-point arrays.
   */
  static @Nullable NdArray of(PyObject value, DType beside) {
    NdArray known = PyValues.array(value);
    if (known != null) {
      return known;
    }
    if (beside instanceof DType.Temporal && PyTimes.isTime(value)) {
      return PyTimes.array(value);
    }
    if (!PyValues.isPlain(value) && !(value instanceof PySequence)) {
      return null;
    }
    if (beside instanceof DType.Scalar scalar && isNumber(value)) {
      return number(value, scalar.kind());
    }
    return PyArrays.of(value, null);
  }

  static boolean isInteger(PyObject value) {
    return PyValues.isPlain(value)
        && !(value instanceof PyBoolean)
        && (value instanceof PyInteger || value instanceof PyLong);
  }

  private static boolean isNumber(PyObject value) {
    return isInteger(value) || value instanceof PyFloat || value instanceof PyComplex;
  }

  private static NdArray number(PyObject value, Kind beside) {
    if (!beside.isFloating() && !beside.isComplex()) {
      return PyArrays.of(value, null);
    }
    NdArray number = value instanceof PyLong large ? real(large) : PyArrays.of(value, null);
    boolean isComplex = value instanceof PyComplex;
    return number.astype(isComplex ? complex(beside) : DType.of(beside.numpyName()));
  }

  private static NdArray real(PyLong number) {
    double value = number.getValue().doubleValue();
    if (Double.isInfinite(value)) {
      throw Py.OverflowError("int too large to convert to float");
    }
    return number.getValue().bitLength() < Long.SIZE
        ? NdArray.of(number.getValue().longValue())
        : NdArray.of(value);
  }

  private static DType complex(Kind kind) {
    return switch (kind.part()) {
      case FLOAT64 -> DType.COMPLEX128;
      case LONGDOUBLE -> DType.of(Kind.CLONGDOUBLE.numpyName());
      default -> DType.COMPLEX64;
    };
  }

  /** The sign of a Python integer that no integer of 64 bits holds; 0 for any other value. */
  static int signBeyondIntegers(PyObject value) {
    if (!isInteger(value) || !(value instanceof PyLong number)) {
      return 0;
    }
    BigInteger integer = number.getValue();
    boolean fits =
        integer.bitLength() < Long.SIZE || integer.signum() > 0 && integer.bitLength() == Long.SIZE;
    return fits ? 0 : integer.signum();
  }
}
