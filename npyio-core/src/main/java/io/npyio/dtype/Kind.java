package io.npyio.dtype;

import io.npyio.array.NdArray;

/**
 * The kinds of number, with NumPy's letter, size and name for each.
 *
 * <p>This is the only table of them; all other code asks here.
 *
 * @since 0.1.0
 */
public enum Kind {
  /** A byte, false if it is zero. */
  BOOL('b', 1, "bool"),
  /** Signed, 8 bits. */
  INT8('i', 1, "int8"),
  /** Unsigned, 8 bits. */
  UINT8('u', 1, "uint8"),
  /** Signed, 16 bits. */
  INT16('i', 2, "int16"),
  /** Unsigned, 16 bits. */
  UINT16('u', 2, "uint16"),
  /** Signed, 32 bits. */
  INT32('i', 4, "int32"),
  /** Unsigned, 32 bits. */
  UINT32('u', 4, "uint32"),
  /** Signed, 64 bits. */
  INT64('i', 8, "int64"),
  /** Unsigned, 64 bits. */
  UINT64('u', 8, "uint64"),
  /** IEEE binary16. */
  FLOAT16('f', 2, "float16"),
  /** IEEE binary32. */
  FLOAT32('f', 4, "float32"),
  /** IEEE binary64. */
  FLOAT64('f', 8, "float64"),
  /** The x87 extended format, 80 bits in 16 bytes: what NumPy on x86-64 Linux calls long double. */
  LONGDOUBLE('f', 16, "float128"),
  /** The upper half of a binary32. Not NumPy's own: files call it V2. */
  BFLOAT16('V', 2, "bfloat16"),
  /** 4 bits of exponent, 3 of mantissa, no infinity. Not NumPy's own: files call it V1. */
  FLOAT8_E4M3FN('V', 1, "float8_e4m3fn"),
  /** 5 bits of exponent, 2 of mantissa. Not NumPy's own: files call it V1. */
  FLOAT8_E5M2('V', 1, "float8_e5m2"),
  /** As {@link #FLOAT8_E4M3FN}, with a bias of 8, and NaN in place of the negative zero. */
  FLOAT8_E4M3FNUZ('V', 1, "float8_e4m3fnuz"),
  /** As {@link #FLOAT8_E5M2}, with a bias of 16, no infinity, NaN in place of the negative zero. */
  FLOAT8_E5M2FNUZ('V', 1, "float8_e5m2fnuz"),
  /** As {@link #FLOAT8_E4M3FNUZ}, with a bias of 11. */
  FLOAT8_E4M3B11FNUZ('V', 1, "float8_e4m3b11fnuz"),
  /** Powers of two from 2^-127 to 2^127, as the scales of blocks; no sign, no zero, no infinity. */
  FLOAT8_E8M0FNU('V', 1, "float8_e8m0fnu"),
  /** Signed, the low 4 bits of a byte. Not NumPy's own: files call it V1. */
  INT4('V', 1, "int4"),
  /** Unsigned, the low 4 bits of a byte. Not NumPy's own: files call it V1. */
  UINT4('V', 1, "uint4"),
  /** Two {@link #FLOAT32}: real part, imaginary part. */
  COMPLEX64('c', 8, "complex64"),
  /** Two {@link #FLOAT64}. */
  COMPLEX128('c', 16, "complex128"),
  /** Two {@link #LONGDOUBLE}. */
  CLONGDOUBLE('c', 32, "complex256");

  private final char letter;
  private final int size;
  private final String numpyName;

  Kind(char letter, int size, String numpyName) {
    this.letter = letter;
    this.size = size;
    this.numpyName = numpyName;
  }

  /** {@return the letter in NumPy's type strings: b, i, u, f, c, or V for extensions} */
  public char letter() {
    return letter;
  }

  /** {@return the size of one element in bytes} */
  public int size() {
    return size;
  }

  /** {@return NumPy's name, as in {@code float32}} */
  public String numpyName() {
    return numpyName;
  }

  /**
   * {@return whether the kind comes from an extension of NumPy, ml_dtypes} Files keep only its
   * size: such elements are loaded as {@code V}, and {@link NdArray#view} restores the kind.
   */
  public boolean isExtension() {
    return letter == 'V';
  }

  /** {@return whether elements are two numbers} */
  public boolean isComplex() {
    return letter == 'c';
  }

  /** {@return whether elements are signed or unsigned integers; not {@link #BOOL}} */
  public boolean isInteger() {
    return letter == 'i' || letter == 'u' || this == INT4 || this == UINT4;
  }

  /** {@return whether elements are real floating-point numbers} */
  public boolean isFloating() {
    return letter == 'f' || (isExtension() && !isInteger());
  }

  /** {@return the kind of each part of a complex number; other kinds return themselves} */
  public Kind part() {
    return switch (this) {
      case COMPLEX64 -> FLOAT32;
      case COMPLEX128 -> FLOAT64;
      case CLONGDOUBLE -> LONGDOUBLE;
      case BOOL,
          INT8,
          UINT8,
          INT16,
          UINT16,
          INT32,
          UINT32,
          INT64,
          UINT64,
          FLOAT16,
          FLOAT32,
          FLOAT64,
          LONGDOUBLE,
          BFLOAT16,
          FLOAT8_E4M3FN,
          FLOAT8_E5M2,
          FLOAT8_E4M3FNUZ,
          FLOAT8_E5M2FNUZ,
          FLOAT8_E4M3B11FNUZ,
          FLOAT8_E8M0FNU,
          INT4,
          UINT4 ->
          this;
    };
  }
}
