package io.npyio.spark;

import io.npyio.dtype.DType;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;

/**
 * Numbers and booleans; unsigned ones as the next wider type. Spark asks for the type of the column
 * only, which is why one class has the getters of all.
 */
final class NumberVector extends BlockVector {
  private static final VarHandle SHORT = handle(short[].class);
  private static final VarHandle INT = handle(int[].class);
  private static final VarHandle LONG = handle(long[].class);

  private final byte[] bytes;
  private final int base;
  private final int stride;
  private final ByteOrder order;
  private final boolean isSwapped;
  private final boolean isWidened;
  private final boolean isRun;

  NumberVector(DType.Scalar dtype, DataType type, byte[] bytes, int base, int stride) {
    super(type);
    this.bytes = bytes;
    this.base = base;
    this.stride = stride;
    this.order = dtype.order();
    this.isSwapped = order == ByteOrder.BIG_ENDIAN;
    this.isWidened = dtype.itemSize() < type.defaultSize();
    this.isRun = stride == dtype.itemSize() && !isWidened;
  }

  private static VarHandle handle(Class<?> view) {
    return MethodHandles.byteArrayViewVarHandle(view, ByteOrder.LITTLE_ENDIAN);
  }

  private int at(int index) {
    return base + index * stride;
  }

  private short shortAt(int index) {
    short value = (short) SHORT.get(bytes, at(index));
    return isSwapped ? Short.reverseBytes(value) : value;
  }

  private int intAt(int index) {
    int value = (int) INT.get(bytes, at(index));
    return isSwapped ? Integer.reverseBytes(value) : value;
  }

  private long longAt(int index) {
    long value = (long) LONG.get(bytes, at(index));
    return isSwapped ? Long.reverseBytes(value) : value;
  }

  @Override
  public boolean getBoolean(int index) {
    return bytes[at(index)] != 0;
  }

  @Override
  public byte getByte(int index) {
    return bytes[at(index)];
  }

  @Override
  public short getShort(int index) {
    return isWidened ? (short) Byte.toUnsignedInt(bytes[at(index)]) : shortAt(index);
  }

  @Override
  public int getInt(int index) {
    return isWidened ? Short.toUnsignedInt(shortAt(index)) : intAt(index);
  }

  @Override
  public long getLong(int index) {
    return isWidened ? Integer.toUnsignedLong(intAt(index)) : longAt(index);
  }

  @Override
  public float getFloat(int index) {
    return Float.intBitsToFloat(intAt(index));
  }

  @Override
  public double getDouble(int index) {
    return Double.longBitsToDouble(longAt(index));
  }

  @Override
  public Decimal getDecimal(int index, int precision, int scale) {
    BigInteger value = new BigInteger(Long.toUnsignedString(longAt(index)));
    return Decimal.apply(new BigDecimal(value), precision, scale);
  }

  @Override
  public int[] getInts(int index, int count) {
    if (!isRun) {
      return super.getInts(index, count);
    }
    int[] values = new int[count];
    run(index).asIntBuffer().get(values);
    return values;
  }

  @Override
  public long[] getLongs(int index, int count) {
    if (!isRun) {
      return super.getLongs(index, count);
    }
    long[] values = new long[count];
    run(index).asLongBuffer().get(values);
    return values;
  }

  @Override
  public float[] getFloats(int index, int count) {
    if (!isRun) {
      return super.getFloats(index, count);
    }
    float[] values = new float[count];
    run(index).asFloatBuffer().get(values);
    return values;
  }

  @Override
  public double[] getDoubles(int index, int count) {
    if (!isRun) {
      return super.getDoubles(index, count);
    }
    double[] values = new double[count];
    run(index).asDoubleBuffer().get(values);
    return values;
  }

  /** The elements from one on, for bulk reads. */
  private ByteBuffer run(int index) {
    return ByteBuffer.wrap(bytes).position(at(index)).order(order);
  }
}
