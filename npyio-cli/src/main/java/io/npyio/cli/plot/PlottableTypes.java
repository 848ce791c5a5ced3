package io.npyio.cli.plot;

import io.npyio.array.DType;
import io.npyio.array.Kind;
import io.npyio.array.NdArray;
import java.io.IOException;

/** Elements as float64: booleans as 0 and 1, of complex numbers the magnitude. */
final class PlottableTypes {
  /** Elements that are read at once. */
  static final int BLOCK = 1 << 15;

  private static final int EXACT = 4;

  private PlottableTypes() {}

  static boolean areNumbers(DType dtype) {
    return dtype instanceof DType.Scalar;
  }

  static boolean areComplex(DType dtype) {
    return dtype instanceof DType.Scalar scalar && scalar.kind().isComplex();
  }

  /** Whether all are integers, or booleans. */
  static boolean areWhole(DType dtype) {
    return dtype instanceof DType.Scalar scalar
        && (scalar.kind().isInteger() || scalar.kind() == Kind.BOOL);
  }

  /** Whether of an image 255 is all of a colour, not 1. */
  static boolean isByteLike(DType dtype) {
    return dtype instanceof DType.Scalar scalar && scalar.kind().isInteger();
  }

  static void check(DType dtype) throws IOException {
    if (!areNumbers(dtype)) {
      throw new IOException("plot draws numbers, not elements of " + dtype.name());
    }
  }

  /** Reads all elements of a block in C order. */
  static void read(NdArray block, double[] to) {
    if (areComplex(block.dtype())) {
      readParts(block.real(), to);
      var imaginary = new double[Math.toIntExact(block.size())];
      readParts(block.imag(), imaginary);
      for (int i = 0; i < imaginary.length; i++) {
        to[i] = Math.hypot(to[i], imaginary[i]);
      }
    } else {
      readParts(block, to);
    }
  }

  private static void readParts(NdArray block, double[] to) {
    Kind kind = ((DType.Scalar) block.dtype()).kind();
    boolean isExact = kind == Kind.FLOAT64 || kind.size() <= EXACT;
    // longer integers and long doubles are rounded, which plain reading refuses
    (isExact ? block : block.astype(DType.FLOAT64)).readInto(to);
  }
}
