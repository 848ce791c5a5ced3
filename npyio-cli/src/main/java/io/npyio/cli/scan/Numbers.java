package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Elements as numbers in one of two Java arrays: {@code long} for booleans, integers and times,
 * {@code double} for all others. An unsigned 64-bit integer is a {@code long} with its top bit
 * flipped, which keeps order and distances.
 */
final class Numbers {
  private static final BigInteger TOP = BigInteger.ONE.shiftLeft(Long.SIZE - 1);

  private Numbers() {}

  private static @Nullable Kind kind(DType dtype) {
    return dtype instanceof DType.Scalar scalar ? scalar.kind() : null;
  }

  static boolean areTimes(DType dtype) {
    return dtype instanceof DType.Temporal;
  }

  static boolean areIntegers(DType dtype) {
    Kind kind = kind(dtype);
    return areTimes(dtype) || kind == Kind.BOOL || (kind != null && kind.isInteger());
  }

  static boolean areFloating(DType dtype) {
    Kind kind = kind(dtype);
    return kind != null && kind.isFloating();
  }

  static boolean areComplex(DType dtype) {
    Kind kind = kind(dtype);
    return kind != null && kind.isComplex();
  }

  /** Whether the elements, or their parts, are wider than float64. */
  static boolean areLongDoubles(DType dtype) {
    Kind kind = kind(dtype);
    return kind != null && kind.part() == Kind.LONGDOUBLE;
  }

  static boolean areUnsigned(DType dtype) {
    return kind(dtype) == Kind.UINT64;
  }

  /** Reads all elements of a block in C order; long doubles are rounded. */
  static void read(NdArray block, double[] to) {
    if (areIntegers(block.dtype())) {
      block.astype(DType.FLOAT64).readInto(to);
    } else {
      (areLongDoubles(block.dtype()) ? block.astype(DType.FLOAT64) : block).readInto(to);
    }
  }

  /** Reads all elements of a block in C order. */
  static void read(NdArray block, long[] to) {
    if (!areUnsigned(block.dtype())) {
      block.readInto(to);
      return;
    }
    DType bits = DType.INT64.withByteOrder(((DType.Scalar) block.dtype()).order());
    block.view(bits).readInto(to);
    int n = Math.toIntExact(block.size());
    for (int i = 0; i < n; i++) {
      to[i] ^= Long.MIN_VALUE;
    }
  }

  /** The integer that a {@code long} stands for after reading. */
  static BigInteger value(DType dtype, long read) {
    BigInteger value = BigInteger.valueOf(read);
    return areUnsigned(dtype) ? value.add(TOP) : value;
  }

  /** The sum that the sum of {@code count} such values stands for. */
  static BigInteger sum(DType dtype, BigInteger read, long count) {
    return areUnsigned(dtype) ? read.add(TOP.multiply(BigInteger.valueOf(count))) : read;
  }
}
