package io.npyio.array;

/** Elements as text. Those of one kind line up: what is shown was measured beforehand. */
sealed interface PrintColumn
    permits PrintBooleans,
        PrintComplexes,
        PrintFloats,
        PrintIntegers,
        PrintItems,
        PrintStructs,
        PrintSubArrays,
        PrintTimes {

  /** The element at that position of the memory. */
  String text(long position);

  /** The column for elements that look like those of the sample. */
  static PrintColumn of(PrintSample sample, PrintOptions options) {
    DType type = sample.array().dtype();
    if (type instanceof DType.Struct struct) {
      return PrintStructs.of(sample, struct, options);
    }
    if (type instanceof DType.Temporal temporal) {
      return PrintTimes.of(sample, temporal);
    }
    if (type instanceof DType.Scalar scalar) {
      return ofNumbers(sample, scalar, options);
    }
    return new PrintItems(sample.memory(), type);
  }

  private static PrintColumn ofNumbers(
      PrintSample sample, DType.Scalar type, PrintOptions options) {
    return switch (type.kind()) {
      case BOOL -> new PrintBooleans(sample.memory(), sample.array().rank() > 0);
      case INT8, UINT8, INT16, UINT16, INT32, UINT32, INT64, UINT64 ->
          PrintIntegers.of(sample, type);
      case FLOAT16, FLOAT32, FLOAT64, LONGDOUBLE, BFLOAT16, FLOAT8_E4M3FN, FLOAT8_E5M2 ->
          options.isScalar()
              ? new PrintItems(sample.memory(), type)
              : new PrintFloats(sample, type, false);
      case COMPLEX64, COMPLEX128, CLONGDOUBLE -> PrintComplexes.of(sample, type);
    };
  }

  /** Blanks and the text, together at least that wide. */
  static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
