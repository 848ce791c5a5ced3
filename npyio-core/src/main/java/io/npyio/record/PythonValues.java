package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** Python values as arrays of shape {@code ()}, such that cells can read them. */
final class PythonValues {
  private PythonValues() {}

  /** The value as an element of a dtype, for {@code |O} of the value's own; null if it has none. */
  static @Nullable NdArray element(Object value, DType dtype) {
    if (value instanceof NdArray array) {
      return array.rank() == 0 ? array : null;
    }
    DType own = dtype.equals(DType.OBJECT) ? dtypeOf(value) : dtype;
    return own == null ? null : NdArray.of(value, own);
  }

  /** The dtype of a Java value; null if there is none. */
  private static @Nullable DType dtypeOf(Object value) {
    if (value instanceof String text) {
      return DType.unicode(text.codePointCount(0, text.length()));
    }
    if (value instanceof byte[] bytes) {
      return DType.bytes(bytes.length);
    }
    if (value instanceof LocalDateTime) {
      return DType.datetime64(DateTimeUnit.MICROSECOND); // as Python: nanoseconds end in 2262
    }
    if (value instanceof Duration) {
      return DType.timedelta64(DateTimeUnit.MICROSECOND);
    }
    if (value instanceof BigInteger integer) {
      return integer.signum() >= 0 && integer.bitLength() <= Long.SIZE ? DType.UINT64 : null;
    }
    Cell cell = Cell.of(value.getClass());
    return cell == null ? null : cell.natural();
  }

  /** A value in an error message. Text is left out: it may be long, and it is not trusted. */
  static String describe(@Nullable Object value) {
    if (value == null) {
      return "None";
    }
    String type = value.getClass().getSimpleName();
    return value instanceof Number || value instanceof Boolean ? type + " " + value : type;
  }
}
