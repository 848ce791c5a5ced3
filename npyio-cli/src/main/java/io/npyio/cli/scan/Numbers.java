package io.npyio.cli.scan;

import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.array.NdArray;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Elements as numbers in Java arrays, of which two sorts do for all: {@code long} for booleans,
 * integers and times, {@code double} for the rest. An unsigned 64-bit integer is a {@code long}
 * with the top bit turned over, which keeps their order and their distances.
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

  static boolean areWhole(DType dtype) {
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

  /** Whether float64 cannot hold every element, or every part of it. */
  static boolean areLong(DType dtype) {
    Kind kind = kind(dtype);
    return kind != null && kind.part() == Kind.LONGDOUBLE;
  }

  static boolean areUnsigned(DType dtype) {
    return kind(dtype) == Kind.UINT64;
  }

  /** Reads all elements of a block in C order, long doubles rounded. */
  static void read(NdArray block, double[] to) {
    if (areWhole(block.dtype())) {
      block.astype(DType.FLOAT64).readInto(to);
    } else {
      (areLong(block.dtype()) ? block.astype(DType.FLOAT64) : block).readInto(to);
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

  /** What a {@code long} that was read stands for. */
  static BigInteger value(DType dtype, long read) {
    BigInteger value = BigInteger.valueOf(read);
    return areUnsigned(dtype) ? value.add(TOP) : value;
  }

  /** What the sum of so many of them stands for. */
  static BigInteger sum(DType dtype, BigInteger read, long count) {
    return areUnsigned(dtype) ? read.add(TOP.multiply(BigInteger.valueOf(count))) : read;
  }
}
