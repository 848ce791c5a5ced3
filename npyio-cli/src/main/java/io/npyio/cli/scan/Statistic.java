package io.npyio.cli.scan;

import io.npyio.dtype.DType;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is told of the elements of an array. */
public enum Statistic {
  /** The number of elements. */
  COUNT,
  /** How many of them are not a number. */
  NAN,
  /** How many of them are not a time. */
  NAT,
  /** How many of them are infinite. */
  INF,
  /** The least of those that are numbers. */
  MIN,
  /** The greatest of those that are numbers. */
  MAX,
  /** The mean of those that are numbers. */
  MEAN,
  /** Their standard deviation, with no degrees of freedom taken off. */
  STD;

  /** {@return the word for it} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return those that elements of a dtype have} */
  static List<Statistic> of(DType dtype) {
    List<Statistic> all = new ArrayList<>(List.of(COUNT));
    boolean isText =
        dtype instanceof DType.Flexible flexible && flexible.form() != DType.Flexible.Form.VOID;
    if (dtype instanceof DType.Scalar) {
      all.addAll(List.of(NAN, INF, MIN, MAX, MEAN, STD));
    } else if (Numbers.areTimes(dtype)) {
      all.addAll(List.of(NAT, MIN, MAX));
    } else if (isText) {
      all.addAll(List.of(MIN, MAX));
    }
    return all;
  }

  /** {@return the dtype in which it is told of elements of a dtype} */
  DType type(DType dtype) {
    DType wide = Numbers.areComplex(dtype) ? DType.COMPLEX128 : DType.FLOAT64;
    return switch (this) {
      case COUNT, NAN, NAT, INF -> DType.INT64;
      case MIN, MAX -> Numbers.areLong(dtype) ? wide : dtype.withByteOrder(ByteOrder.LITTLE_ENDIAN);
      case MEAN -> wide;
      case STD -> DType.FLOAT64;
    };
  }
}
