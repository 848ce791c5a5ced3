package io.npyio.strided;

import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.memory.Memory;
import io.npyio.number.MiniFloat;
import io.npyio.number.X87;
import java.nio.ByteOrder;

/**
 * Java arrays that carry a kind's bits between memory and casts, whether or not their type has the
 * kind's meaning: {@code short[]} for int16, uint16 and float16, {@code X87[]} for long double.
 */
public final class Carriers {
  private Carriers() {}

  static Object allocate(Kind kind, int n) {
    return switch (kind) {
      case BOOL,
          INT8,
          UINT8,
          INT4,
          UINT4,
          FLOAT8_E4M3FN,
          FLOAT8_E5M2,
          FLOAT8_E4M3FNUZ,
          FLOAT8_E5M2FNUZ,
          FLOAT8_E4M3B11FNUZ,
          FLOAT8_E8M0FNU ->
          new byte[n];
      case INT16, UINT16, FLOAT16, BFLOAT16 -> new short[n];
      case INT32, UINT32 -> new int[n];
      case INT64, UINT64 -> new long[n];
      case FLOAT32 -> new float[n];
      case FLOAT64 -> new double[n];
      case LONGDOUBLE -> new X87[n];
      case COMPLEX64, COMPLEX128, CLONGDOUBLE -> throw complex(kind);
    };
  }

  static void get(
      Memory memory, long position, long stride, DType.Scalar type, Object to, int at, int n) {
    ByteOrder order = type.order();
    switch (type.kind()) {
      case INT16, UINT16, FLOAT16, BFLOAT16 ->
          memory.get(position, stride, order, (short[]) to, at, n);
      case INT32, UINT32 -> memory.get(position, stride, order, (int[]) to, at, n);
      case INT64, UINT64 -> memory.get(position, stride, order, (long[]) to, at, n);
      case FLOAT32 -> memory.get(position, stride, order, (float[]) to, at, n);
      case FLOAT64 -> memory.get(position, stride, order, (double[]) to, at, n);
      case LONGDOUBLE -> {
        for (int i = 0; i < n; i++) {
          ((X87[]) to)[at + i] = getX87(memory, position + i * stride, order);
        }
      }
      case COMPLEX64, COMPLEX128, CLONGDOUBLE -> throw complex(type.kind());
      default -> memory.get(position, stride, (byte[]) to, at, n);
    }
  }

  static void put(
      Memory memory, long position, long stride, DType.Scalar type, Object from, int at, int n) {
    ByteOrder order = type.order();
    switch (type.kind()) {
      case INT16, UINT16, FLOAT16, BFLOAT16 ->
          memory.put(position, stride, order, (short[]) from, at, n);
      case INT32, UINT32 -> memory.put(position, stride, order, (int[]) from, at, n);
      case INT64, UINT64 -> memory.put(position, stride, order, (long[]) from, at, n);
      case FLOAT32 -> memory.put(position, stride, order, (float[]) from, at, n);
      case FLOAT64 -> memory.put(position, stride, order, (double[]) from, at, n);
      case LONGDOUBLE -> {
        for (int i = 0; i < n; i++) {
          putX87(memory, position + i * stride, order, ((X87[]) from)[at + i]);
        }
      }
      case COMPLEX64, COMPLEX128, CLONGDOUBLE -> throw complex(type.kind());
      default -> memory.put(position, stride, (byte[]) from, at, n);
    }
  }

  /** Big-endian is the 16 bytes reversed: 6 bytes of padding, then 10 of value. */
  public static X87 getX87(Memory memory, long position, ByteOrder order) {
    boolean little = order == ByteOrder.LITTLE_ENDIAN;
    return new X87(
        memory.getLong(little ? position : position + 8, order),
        memory.getShort(little ? position + 8 : position + 6, order));
  }

  static void putX87(Memory memory, long position, ByteOrder order, X87 value) {
    boolean little = order == ByteOrder.LITTLE_ENDIAN;
    memory.putLong(little ? position : position + 8, order, value.significand());
    memory.putLong(little ? position + 8 : position, order, value.signExponent() & 0xFFFFL);
  }

  private static IllegalArgumentException complex(Kind kind) {
    return new IllegalArgumentException(
        kind.numpyName() + " elements are two numbers; use real() and imag()");
  }

  /** The format of a kind of ml_dtypes. */
  static MiniFloat miniFloat(Kind kind) {
    return switch (kind) {
      case BFLOAT16 -> MiniFloat.BFLOAT16;
      case FLOAT8_E4M3FN -> MiniFloat.FLOAT8_E4M3FN;
      case FLOAT8_E5M2 -> MiniFloat.FLOAT8_E5M2;
      case FLOAT8_E4M3FNUZ -> MiniFloat.FLOAT8_E4M3FNUZ;
      case FLOAT8_E5M2FNUZ -> MiniFloat.FLOAT8_E5M2FNUZ;
      case FLOAT8_E4M3B11FNUZ -> MiniFloat.FLOAT8_E4M3B11FNUZ;
      case FLOAT8_E8M0FNU -> MiniFloat.FLOAT8_E8M0FNU;
      default -> throw new IllegalArgumentException(kind.numpyName());
    };
  }
}
