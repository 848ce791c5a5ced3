package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;

/** Booleans and integers as {@code long}; those of uint64 as their bits. */
final class Bits {
  private Bits() {}

  static long[] read(NdArray array) {
    return signed(array).toArray(long[].class);
  }

  /** A view of uint64 as int64; any other array as it is. */
  static NdArray signed(NdArray array) {
    return array.dtype() instanceof DType.Scalar scalar && scalar.kind() == Kind.UINT64
        ? array.view(DType.INT64.withByteOrder(scalar.order()))
        : array;
  }
}
