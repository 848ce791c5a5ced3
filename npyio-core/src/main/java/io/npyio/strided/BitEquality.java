package io.npyio.strided;

import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.number.X87;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Iterator;

/** Compares the bits of two arrays, ignoring byte order and the padding of structs. */
public final class BitEquality {
  private static final int ELEMENTS_AT_ONCE = 1 << 14;

  private BitEquality() {}

  /** Whether shapes, dtypes and bits are equal. */
  public static boolean of(Strided a, Strided b) {
    if (!Arrays.equals(a.lengths(), b.lengths())) {
      return false;
    }
    boolean isOneType = a.dtype().equals(b.dtype());
    if (!isOneType && !DType.equalsIgnoringByteOrder(a.dtype(), b.dtype())) {
      return false;
    }
    if (a.dtype().itemSize() == 0) {
      return true; // there are no bits, however many elements there are
    }
    return isOneType ? sameBits(a, b) : sameBitsInLittleEndian(a, b);
  }

  /** Compares block by block, so that no whole array is copied. */
  private static boolean sameBitsInLittleEndian(Strided a, Strided b) {
    DType common = a.dtype().withByteOrder(ByteOrder.LITTLE_ENDIAN);
    Iterator<Strided> others = BlockIterator.of(b, ELEMENTS_AT_ONCE).iterator();
    for (Strided block : BlockIterator.of(a, ELEMENTS_AT_ONCE)) {
      if (!sameBits(Cast.astype(block, common), Cast.astype(others.next(), common))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameBits(Strided a, Strided b) {
    if (a.dtype() instanceof DType.Struct struct) {
      return struct.fields().stream().allMatch(field -> sameBits(a.field(field), b.field(field)));
    }
    if (a.dtype() instanceof DType.Scalar scalar && scalar.kind() == Kind.CLONGDOUBLE) {
      return sameBits(a.real(), b.real()) && sameBits(a.imag(), b.imag());
    }
    if (a.dtype() instanceof DType.Scalar scalar && scalar.kind() == Kind.LONGDOUBLE) {
      return sameLongDoubles(a, b, scalar);
    }
    int itemSize = a.dtype().itemSize();
    boolean[] same = {true};
    StridedWalk.walk(
        a,
        b,
        StridedWalk.Access.READ,
        (memory, p, stride, q, otherStride, n) -> {
          if (stride == itemSize && otherStride == itemSize) {
            same[0] = same[0] && memory.sameBytes(p, b.memory(), q, (long) n * itemSize);
          } else {
            for (int i = 0; i < n && same[0]; i++) {
              same[0] = memory.sameBytes(p + i * stride, b.memory(), q + i * otherStride, itemSize);
            }
          }
        });
    return same[0];
  }

  private static boolean sameLongDoubles(Strided a, Strided b, DType.Scalar type) {
    boolean[] same = {true};
    StridedWalk.walk(
        a,
        b,
        StridedWalk.Access.READ,
        (memory, p, stride, q, otherStride, n) -> {
          for (int i = 0; i < n && same[0]; i++) {
            X87 x = Carriers.getX87(memory, p + i * stride, type.order());
            same[0] = x.equals(Carriers.getX87(b.memory(), q + i * otherStride, type.order()));
          }
        });
    return same[0];
  }
}
