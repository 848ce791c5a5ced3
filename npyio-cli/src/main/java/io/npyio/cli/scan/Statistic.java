package io.npyio.cli.scan;

import io.npyio.dtype.DType;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Locale;

/** A statistic of the elements of an array. */
public enum Statistic {
  /** The number of elements. */
  COUNT,
  /** The number of NaNs. */
  NAN,
  /** The number of NaTs. */
  NAT,
  /** The number of infinities. */
  INF,
  /** The minimum, without NaNs. */
  MIN,
  /** The maximum, without NaNs. */
  MAX,
  /** The mean, without NaNs. */
  MEAN,
  /** The standard deviation, without NaNs and with {@code ddof=0}. */
  STD;

  /** {@return the word for it in the output} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the statistics of elements of a dtype} */
  static List<Statistic> of(DType dtype) {
    return switch (dtype.category()) {
      case NUMBER, COMPLEX -> List.of(COUNT, NAN, INF, MIN, MAX, MEAN, STD);
      case DATETIME, TIMEDELTA -> List.of(COUNT, NAT, MIN, MAX);
      case BYTES, UNICODE -> List.of(COUNT, MIN, MAX);
      case VOID, STRUCT, SUB_ARRAY, OBJECT -> List.of(COUNT);
    };
  }

  /** {@return the dtype of this statistic for elements of a dtype} */
  DType type(DType dtype) {
    DType wide = Numbers.areComplex(dtype) ? DType.COMPLEX128 : DType.FLOAT64;
    return switch (this) {
      case COUNT, NAN, NAT, INF -> DType.INT64;
      case MIN, MAX ->
          Numbers.areLongDoubles(dtype) ? wide : dtype.withByteOrder(ByteOrder.LITTLE_ENDIAN);
      case MEAN -> wide;
      case STD -> DType.FLOAT64;
    };
  }
}
