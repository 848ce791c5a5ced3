package io.npyio.spark;

import io.npyio.dtype.Kind;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;

/** Numbers and booleans; unsigned ones as the next wider type. */
abstract class NumberVector extends BlockVector {
  private static final VarHandle SHORT = handle(short[].class);
  private static final VarHandle INT = handle(int[].class);
  private static final VarHandle LONG = handle(long[].class);

  final byte[] bytes;
  final int base;
  final int stride;
  final ByteOrder order;
  final boolean isSwapped;

  private NumberVector(DataType type, byte[] bytes, int base, int stride, ByteOrder order) {
    super(type);
    this.bytes = bytes;
    this.base = base;
    this.stride = stride;
    this.order = order;
    this.isSwapped = order == ByteOrder.BIG_ENDIAN;
  }

  private static VarHandle handle(Class<?> view) {
    return MethodHandles.byteArrayViewVarHandle(view, ByteOrder.LITTLE_ENDIAN);
  }

  static NumberVector of(
      Kind kind, DataType type, byte[] bytes, int base, int stride, ByteOrder order) {
    return switch (kind) {
      case BOOL -> new Bools(type, bytes, base, stride, order);
      case INT8 -> new Bytes(type, bytes, base, stride, order);
      case UINT8 -> new UnsignedBytes(type, bytes, base, stride, order);
      case INT16 -> new Shorts(type, bytes, base, stride, order);
      case UINT16 -> new UnsignedShorts(type, bytes, base, stride, order);
      case INT32 -> new Ints(type, bytes, base, stride, order);
      case UINT32 -> new UnsignedInts(type, bytes, base, stride, order);
      case INT64 -> new Longs(type, bytes, base, stride, order);
      case UINT64 -> new UnsignedLongs(type, bytes, base, stride, order);
      case FLOAT32 -> new Floats(type, bytes, base, stride, order);
      case FLOAT64 -> new Doubles(type, bytes, base, stride, order);
      default -> throw new IllegalArgumentException(kind + " is converted before");
    };
  }

  final int at(int index) {
    return base + index * stride;
  }

  final short shortAt(int index) {
    short value = (short) SHORT.get(bytes, at(index));
    return isSwapped ? Short.reverseBytes(value) : value;
  }

  final int intAt(int index) {
    int value = (int) INT.get(bytes, at(index));
    return isSwapped ? Integer.reverseBytes(value) : value;
  }

  final long longAt(int index) {
    long value = (long) LONG.get(bytes, at(index));
    return isSwapped ? Long.reverseBytes(value) : value;
  }

  /** Elements one after another, for bulk reads. */
  final ByteBuffer run(int index, int count, int size) {
    return ByteBuffer.wrap(bytes, at(index), count * size).order(order);
  }

  private static final class Bools extends NumberVector {
    Bools(DataType type, byte[] bytes, int base, int stride, ByteOrder order) {
      super(type, bytes, base, stride, order);
    }

    @Override
    public boolean getBoolean(int index) {
      return bytes[at(index)] != 0;
    }
  }

  private static final class Bytes extends NumberVector {
    Bytes(DataType type, byte[] bytes, int base, int stride, ByteOrder order) {
      super(type, bytes, base, stride, order);
    }

    @Override
    public byte getByte(int index) {
      return bytes[at(index)];
    }
  }

  private static final class UnsignedBytes extends NumberVector {
    UnsignedBytes(DataType type, byte[] bytes, int base, int stride, ByteOrder order) {
      super(type, bytes, base, stride, order);
    }

    @Override
    public short getShort(int index) {
      return (short) Byte.toUnsignedInt(bytes[at(index)]);
    }
  }

  private static final class Shorts extends NumberVector {
    Shorts(DataType type, byte[] bytes, int base, int stride, ByteOrder order) {
      super(type, bytes, base, stride, order);
    }

    @Override
    public short getShort(int index) {
      return shortAt(index);
    }
  }

  private static final class UnsignedShorts extends NumberVector {
    UnsignedShorts(DataType type, byte[] bytes, int base, int stride, ByteOrder order) {
      super(type, bytes, base, stride, order);
    }

    @Override
    public int getInt(int index) {
      return Short.toUnsignedInt(shortAt(index));
    }
  }

  private static final class Ints extends NumberVector {
    Ints(DataType type, byte[] bytes, int base, int stride, ByteOrder order) {
      super(type, bytes, base, stride, order);
    }

    @Override
    public int getInt(int index) {
      return intAt(index);
    }

    @Override
    public int[] getInts(int index, int count) {
      if (stride != Integer.BYTES) {
        return super.getInts(index, count);
      }
      int[] values = new int[count];
      run(index, count, Integer.BYTES).asIntBuffer().get(values);
      return values;
    }
  }

  private static final class UnsignedInts extends NumberVector {
    UnsignedInts(DataType type, byte[] bytes, int base, int stride, ByteOrder order) {
      super(type, bytes, base, stride, order);
    }

    @Override
    public long getLong(int index) {
      return Integer.toUnsignedLong(intAt(index));
    }
  }

  private static final class Longs extends NumberVector {
    Longs(DataType type, byte[] bytes, int base, int stride, ByteOrder order) {
      super(type, bytes, base, stride, order);
    }

    @Override
    public long getLong(int index) {
      return longAt(index);
    }

    @Override
    public long[] getLongs(int index, int count) {
      if (stride != Long.BYTES) {
        return super.getLongs(index, count);
      }
      long[] values = new long[count];
      run(index, count, Long.BYTES).asLongBuffer().get(values);
      return values;
    }
  }

  private static final class UnsignedLongs extends NumberVector {
    UnsignedLongs(DataType type, byte[] bytes, int base, int stride, ByteOrder order) {
      super(type, bytes, base, stride, order);
    }

    @Override
    public Decimal getDecimal(int index, int precision, int scale) {
      BigInteger value = new BigInteger(Long.toUnsignedString(longAt(index)));
      return Decimal.apply(new BigDecimal(value), precision, scale);
    }
  }

  private static final class Floats extends NumberVector {
    Floats(DataType type, byte[] bytes, int base, int stride, ByteOrder order) {
      super(type, bytes, base, stride, order);
    }

    @Override
    public float getFloat(int index) {
      return Float.intBitsToFloat(intAt(index));
    }

    @Override
    public float[] getFloats(int index, int count) {
      if (stride != Float.BYTES) {
        return super.getFloats(index, count);
      }
      float[] values = new float[count];
      run(index, count, Float.BYTES).asFloatBuffer().get(values);
      return values;
    }
  }

  private static final class Doubles extends NumberVector {
    Doubles(DataType type, byte[] bytes, int base, int stride, ByteOrder order) {
      super(type, bytes, base, stride, order);
    }

    @Override
    public double getDouble(int index) {
      return Double.longBitsToDouble(longAt(index));
    }

    @Override
    public double[] getDoubles(int index, int count) {
      if (stride != Double.BYTES) {
        return super.getDoubles(index, count);
      }
      double[] values = new double[count];
      run(index, count, Double.BYTES).asDoubleBuffer().get(values);
      return values;
    }
  }
}
