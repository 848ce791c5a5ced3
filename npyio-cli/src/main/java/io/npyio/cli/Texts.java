package io.npyio.cli;

import io.npyio.dtype.DType;
import io.npyio.array.NdArray;

/** Arrays as they are printed. */
final class Texts {
  private Texts() {}

  /** As NumPy prints an array; a single element bare. */
  static String of(NdArray array) {
    if (array.rank() == 0
        && array.dtype() instanceof DType.Flexible flexible
        && flexible.form() == DType.Flexible.Form.BYTES) {
      // bare, as print(a[0]): of an array without axes NumPy prints np.bytes_(b'..')
      String row = array.reshape(1).toString();
      return row.substring(1, row.length() - 1);
    }
    return array.toString();
  }
}
