package io.npyio.array;

/** Prints arrays as NumPy prints them. */
final class ArrayPrinter {
  private ArrayPrinter() {}

  static String str(NdArray array) {
    return array.layout().toString();
  }

  static String repr(NdArray array) {
    return array.layout().toString();
  }
}
