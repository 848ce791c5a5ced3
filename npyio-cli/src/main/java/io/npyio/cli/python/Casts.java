package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import org.python.core.Py;
import org.python.core.PyException;

/** Casts of whole arrays, with NumPy's error messages. */
final class Casts {
  private Casts() {}

  /** As NumPy's astype. */
  static NdArray cast(NdArray source, DType target) {
    if (source.dtype().equals(target)) {
      return source;
    }
    try {
      return source.astype(target);
    } catch (IllegalArgumentException problem) {
      throw refused(source, target, problem);
    }
  }

  private static PyException refused(NdArray source, DType target, IllegalArgumentException why) {
    if (isText(source.dtype()) && source.size() == 1 && target instanceof DType.Scalar scalar) {
      String text = source.reshape().getString();
      return Py.ValueError(
          scalar.kind().isInteger()
              ? "invalid literal for int() with base 10: '" + text + "'"
              : "could not convert string to float: '" + text + "'");
    }
    return Py.ValueError(String.valueOf(why.getMessage()));
  }

  private static boolean isText(DType dtype) {
    return dtype.category() == DType.Category.BYTES || dtype.category() == DType.Category.UNICODE;
  }

  /** As {@link #cast}, but Python's own numbers must fit. */
  static NdArray castExactly(NdArray source, DType target) {
    if (!(target instanceof DType.Scalar to) || !to.kind().isInteger()) {
      return cast(source, target);
    }
    if (source.dtype() instanceof DType.Scalar from) {
      if (from.kind().isInteger()) {
        requireInRange(source, to.kind());
      } else if (from.kind() == Kind.FLOAT64) {
        requireFinite(source);
      }
    }
    return cast(source, target);
  }

  private static void requireInRange(NdArray source, Kind kind) {
    NdArray flat = source.reshape(-1);
    NdArray one = NdArray.zeros(DType.of(kind.numpyName()));
    try {
      NdArray.zeros(one.dtype(), flat.size()).copyFrom(flat);
    } catch (ArithmeticException outOfRange) {
      for (long i = 0; i < flat.size(); i++) {
        requireInRange(flat.at(i), one);
      }
    }
  }

  private static void requireInRange(NdArray value, NdArray target) {
    try {
      target.copyFrom(value);
    } catch (ArithmeticException outOfRange) {
      throw Py.OverflowError(
          "Python integer %s out of bounds for %s"
              .formatted(value.getString(), target.dtype().name()));
    }
  }

  private static void requireFinite(NdArray source) {
    for (double value : source.reshape(-1).toArray(double[].class)) {
      if (Double.isNaN(value)) {
        throw Py.ValueError("cannot convert float NaN to integer");
      }
      if (Double.isInfinite(value)) {
        throw Py.OverflowError("cannot convert float infinity to integer");
      }
    }
  }
}
