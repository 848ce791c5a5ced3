package io.npyio.array;

import io.npyio.dtype.DType;

/** Dtypes as Python prints them. */
final class PythonNames {
  private static final String DTYPE = "dtype=";

  private PythonNames() {}

  /** NumPy's {@code str} of a dtype: {@code float32}, {@code >f4}, {@code [('a', '<f4')]}. */
  static String str(DType dtype) {
    String text = argument(dtype);
    return text.startsWith("'") ? text.substring(1, text.length() - 1) : text;
  }

  /** NumPy's {@code repr} of a dtype: {@code dtype('float32')}. */
  static String repr(DType dtype) {
    String text = argument(dtype);
    boolean isName = Character.isLetter(text.charAt(0));
    return "dtype(" + (isName ? "'" + text + "'" : text) + ")";
  }

  /** The dtype in the {@code repr} of an array. */
  static String argument(DType dtype) {
    String text = NdArray.zeros(dtype, 0).repr();
    return text.contains(DTYPE)
        ? text.substring(text.indexOf(DTYPE) + DTYPE.length(), text.length() - 1)
        : dtype.name();
  }
}
