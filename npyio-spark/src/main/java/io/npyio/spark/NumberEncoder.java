package io.npyio.spark;

import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/**
 * Values of a fixed number of bytes: numbers, booleans, times. A null among times becomes NaT.
 *
 * @param path the name in messages
 */
record NumberEncoder(DType dtype, Put put, String path) implements Encoder {
  private static final BigInteger UINT64_END = BigInteger.ONE.shiftLeft(64);

  /** Puts the bytes of a value that is not null. */
  private interface Put {
    void put(SpecializedGetters values, int at, ByteBuffer bytes);
  }

  static NumberEncoder of(DataType type, String path) {
    if (type instanceof BooleanType) {
      return number(DType.BOOL, path, (v, i, b) -> b.put((byte) (v.getBoolean(i) ? 1 : 0)));
    } else if (type instanceof ByteType) {
      return number(DType.INT8, path, (v, i, b) -> b.put(v.getByte(i)));
    } else if (type instanceof ShortType) {
      return number(DType.INT16, path, (v, i, b) -> b.putShort(v.getShort(i)));
    } else if (type instanceof IntegerType) {
      return number(DType.INT32, path, (v, i, b) -> b.putInt(v.getInt(i)));
    } else if (type instanceof LongType) {
      return number(DType.INT64, path, (v, i, b) -> b.putLong(v.getLong(i)));
    } else if (type instanceof FloatType) {
      return number(DType.FLOAT32, path, (v, i, b) -> b.putFloat(v.getFloat(i)));
    } else if (type instanceof DoubleType) {
      return number(DType.FLOAT64, path, (v, i, b) -> b.putDouble(v.getDouble(i)));
    } else if (isUnsigned(type)) {
      DecimalType decimal = (DecimalType) type;
      return number(
          DType.UINT64, path, (v, i, b) -> b.putLong(unsigned(v, i, decimal.precision(), path)));
    }
    return time(type, path);
  }

  /** Whether the elements of Spark's own arrays have the bytes of NumPy's. */
  boolean isCopied() {
    return dtype.category() == DType.Category.NUMBER && !dtype.equals(DType.UINT64);
  }

  /** Whether a type may hold unsigned 64-bit integers and nothing much larger. */
  static boolean isUnsigned(DataType type) {
    return type instanceof DecimalType decimal && decimal.scale() == 0 && decimal.precision() <= 20;
  }

  private static NumberEncoder time(DataType type, String path) {
    if (type instanceof DateType) {
      DType days = DType.datetime64(DateTimeUnit.DAY);
      return number(days, path, (v, i, b) -> b.putLong(v.getInt(i)));
    } else if (type instanceof TimestampNTZType || type instanceof TimestampType) {
      DType micros = DType.datetime64(DateTimeUnit.MICROSECOND);
      return number(micros, path, (v, i, b) -> b.putLong(v.getLong(i)));
    } else if (type instanceof DayTimeIntervalType) {
      DType micros = DType.timedelta64(DateTimeUnit.MICROSECOND);
      return number(micros, path, (v, i, b) -> b.putLong(v.getLong(i)));
    } else if (type instanceof YearMonthIntervalType) {
      DType months = DType.timedelta64(DateTimeUnit.MONTH);
      return number(months, path, (v, i, b) -> b.putLong(v.getInt(i)));
    }
    throw new IllegalArgumentException(
        "%s: NumPy has no dtype for %s; cast it to a number, text or an array"
            .formatted(path, type.sql()));
  }

  private static NumberEncoder number(DType dtype, String path, Put put) {
    return new NumberEncoder(dtype, put, path);
  }

  private static long unsigned(SpecializedGetters values, int at, int precision, String path) {
    BigInteger value = values.getDecimal(at, precision, 0).toJavaBigInteger();
    if (value.signum() < 0 || value.compareTo(UINT64_END) >= 0) {
      throw new IllegalArgumentException(
          "%s: expected a number from 0 to 2^64 - 1, as decimals become uint64, found %s"
              .formatted(path, value));
    }
    return value.longValue();
  }

  @Override
  public void write(SpecializedGetters values, int at, Spool spool) throws IOException {
    ByteBuffer bytes = spool.room(dtype.itemSize());
    if (dtype.category().isTemporal() && values.isNullAt(at)) {
      bytes.putLong(DType.Temporal.NAT);
      return;
    }
    Encoder.requireValue(values, at, path);
    put.put(values, at, bytes);
  }

  @Override
  public boolean isFinal() {
    return true;
  }

  @Override
  public void copy(DataInputStream spool, OutputStream file) throws IOException {
    file.write(spool.readNBytes(dtype.itemSize()));
  }
}
