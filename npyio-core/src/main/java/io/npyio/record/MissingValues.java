package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import java.util.BitSet;

/** NumPy's missing values: NaT in times, NaN in floats. Other dtypes have none. */
final class MissingValues {
  private MissingValues() {}

  /** Whether elements of the dtype can be missing. */
  static boolean existIn(DType dtype) {
    return dtype instanceof DType.Temporal || isFloating(dtype);
  }

  private static boolean isFloating(DType dtype) {
    return dtype instanceof DType.Scalar scalar && scalar.kind().isFloating();
  }

  /** The missing value of such a dtype as NumPy prints it. */
  static String name(DType dtype) {
    return dtype instanceof DType.Temporal ? "NaT" : "NaN";
  }

  /** The positions, in C order, of the missing elements of a view. */
  static BitSet in(NdArray view) {
    BitSet missing = new BitSet();
    int size = Math.toIntExact(view.size());
    if (view.dtype() instanceof DType.Temporal) {
      long[] counts = new long[size];
      view.readInto(counts);
      for (int i = 0; i < size; i++) {
        missing.set(i, counts[i] == DType.Temporal.NAT);
      }
    } else if (isFloating(view.dtype())) {
      double[] values = view.astype(DType.FLOAT64).toArray(double[].class);
      for (int i = 0; i < size; i++) {
        missing.set(i, Double.isNaN(values[i]));
      }
    }
    return missing;
  }

  /** Whether one element is missing. */
  static boolean isMissing(NdArray element) {
    return !in(element).isEmpty();
  }

  /** A flat copy of a view with zeros in place of the missing elements. */
  static NdArray zeroed(NdArray view, BitSet missing) {
    NdArray copy = view.copy(Order.C).reshape(view.size());
    missing.stream().forEach(i -> copy.setLong(0, i));
    return copy;
  }

  /** Makes one element of such a dtype missing. */
  static void set(NdArray element) {
    if (element.dtype() instanceof DType.Temporal) {
      element.setLong(DType.Temporal.NAT);
    } else {
      element.setDouble(Double.NaN);
    }
  }
}
