package io.npyio.print;

import io.npyio.dtype.DType;

/**
 * Elements as text. Those of one kind line up, since the shown elements were measured beforehand.
 */
sealed interface Column
    permits Booleans, Complexes, Floats, Integers, PlainColumn, Structs, SubArrays, Texts, Times {

  /** The text of the element at that position in memory. */
  String text(long position);

  /** The column for elements that are formatted like the sample. */
  static Column of(ShownElements sample, PrintOptions options) {
    DType type = sample.array().dtype();
    if (type instanceof DType.Struct struct) {
      return Structs.of(sample, struct, options);
    }
    if (type instanceof DType.Temporal temporal) {
      return Times.of(sample, temporal);
    }
    if (type instanceof DType.Scalar scalar) {
      return ofNumbers(sample, scalar, options);
    }
    return new PlainColumn(sample.memory(), type);
  }

  private static Column ofNumbers(ShownElements sample, DType.Scalar type, PrintOptions options) {
    return switch (type.kind()) {
      case BOOL -> new Booleans(sample.memory(), sample.array().rank() > 0);
      case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64, INT4, UINT4 ->
          Integers.of(sample, type);
      case FLOAT16,
          FLOAT32,
          FLOAT64,
          LONGDOUBLE,
          BFLOAT16,
          FLOAT8_E4M3FN,
          FLOAT8_E5M2,
          FLOAT8_E4M3FNUZ,
          FLOAT8_E5M2FNUZ,
          FLOAT8_E4M3B11FNUZ,
          FLOAT8_E8M0FNU ->
          options.isScalar()
              ? new PlainColumn(sample.memory(), type)
              : new Floats(sample, type, options.precision(), false);
      case COMPLEX64, COMPLEX128, CLONGDOUBLE -> Complexes.of(sample, type, options);
    };
  }

  /** The text, padded on the left with blanks to that width. */
  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
