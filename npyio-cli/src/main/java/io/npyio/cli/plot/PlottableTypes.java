package io.npyio.cli.plot;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import java.io.IOException;

/**
 * The dtypes that can be plotted, and their elements as float64: booleans as 0 and 1, complex
 * numbers as magnitudes, times as their counts.
 */
final class PlottableTypes {
  private static final int MAX_EXACT_BYTES = 4;

  private PlottableTypes() {}

  static boolean areNumbers(DType dtype) {
    return dtype instanceof DType.Scalar;
  }

  /** Whether the elements count time, or are plain numbers. */
  static boolean areNumbersOrTimes(DType dtype) {
    return areNumbers(dtype) || dtype instanceof DType.Temporal;
  }

  static boolean areComplex(DType dtype) {
    return dtype instanceof DType.Scalar scalar && scalar.kind().isComplex();
  }

  /** Whether the elements are integers or booleans. */
  static boolean areIntegers(DType dtype) {
    return dtype instanceof DType.Scalar scalar
        && (scalar.kind().isInteger() || scalar.kind() == Kind.BOOL);
  }

  /** Whether full intensity in an image is 255, not 1. */
  static boolean isByteLike(DType dtype) {
    return dtype instanceof DType.Scalar scalar && scalar.kind().isInteger();
  }

  static void check(DType dtype, boolean mayBeTimes) throws IOException {
    if (!(mayBeTimes ? areNumbersOrTimes(dtype) : areNumbers(dtype))) {
      throw new IOException("plot draws numbers, not elements of " + dtype.name());
    }
  }

  /** Reads all elements of a block in C order. */
  static void read(NdArray block, double[] to) {
    if (block.dtype() instanceof DType.Temporal temporal) {
      readTimes(block.view(DType.INT64.withByteOrder(temporal.order())), to);
    } else if (areComplex(block.dtype())) {
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

  /** Reads the counts of times, NaN for NaT. */
  private static void readTimes(NdArray counts, double[] to) {
    readParts(counts, to);
    for (int i = 0; i < counts.size(); i++) {
      to[i] = to[i] == DType.Temporal.NAT ? Double.NaN : to[i];
    }
  }

  private static void readParts(NdArray block, double[] to) {
    Kind kind = ((DType.Scalar) block.dtype()).kind();
    boolean isExact = kind == Kind.FLOAT64 || kind.size() <= MAX_EXACT_BYTES;
    // rounds longer integers and long doubles, which plain reading refuses
    (isExact ? block : block.astype(DType.FLOAT64)).readInto(to);
  }
}
