package io.npyio.spark;

import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Times and spans in Spark's units: days, months or microseconds. NaT is null. */
final class TimeVector extends BlockVector {
  private static final BigInteger ATTOSECONDS_OF_MICROSECOND = BigInteger.TEN.pow(12);
  private static final int UNCOUNTED = -1;
  private static final BigInteger ATTOSECONDS_OF_DAY = DateTimeUnit.DAY.attoseconds();

  private final ByteBuffer bytes;
  private final int base;
  private final int stride;
  private final int length;
  private final DType.Temporal dtype;
  private final long factor;
  private final String place;
  private int nulls = UNCOUNTED;

  /**
   * @param place the name in messages
   */
  TimeVector(
      DType.Temporal dtype,
      DataType type,
      byte[] bytes,
      int base,
      int stride,
      int length,
      String place) {
    super(type);
    this.bytes = ByteBuffer.wrap(bytes).order(dtype.order());
    this.base = base;
    this.stride = stride;
    this.length = length;
    this.dtype = dtype;
    this.factor = factor(dtype, type);
    this.place = place;
  }

  /** The number of Spark's units in a unit of the dtype. */
  private static long factor(DType.Temporal dtype, DataType type) {
    if (type.equals(DataTypes.LongType)) {
      return 1;
    }
    if (dtype.unit().isCalendar()) {
      return dtype.unit() == DateTimeUnit.YEAR ? 12 : 1;
    }
    BigInteger unit =
        type.equals(DataTypes.DateType) ? ATTOSECONDS_OF_DAY : ATTOSECONDS_OF_MICROSECOND;
    return dtype.unit().attoseconds().divide(unit).longValueExact();
  }

  private long count(int index) {
    return bytes.getLong(base + index * stride);
  }

  @Override
  public boolean hasNull() {
    return numNulls() > 0;
  }

  /** Counted once: Spark asks again for each row of arrays. */
  @Override
  public int numNulls() {
    if (nulls == UNCOUNTED) {
      nulls = (int) IntStream.range(0, length).filter(this::isNullAt).count();
    }
    return nulls;
  }

  @Override
  public boolean isNullAt(int index) {
    return count(index) == DType.Temporal.NAT;
  }

  @Override
  public long getLong(int index) {
    long count = count(index);
    try {
      long units = Math.multiplyExact(stepUnits(), factor);
      return count == DType.Temporal.NAT ? 0 : Math.multiplyExact(count, units);
    } catch (ArithmeticException tooLarge) {
      throw misfit(count, tooLarge);
    }
  }

  /** The number of units in a step; counts that stay counts are of steps. */
  private long stepUnits() {
    return dataType().equals(DataTypes.LongType) ? 1 : dtype.count();
  }

  @Override
  public int getInt(int index) {
    long value = getLong(index);
    try {
      boolean isDate = dataType().equals(DataTypes.DateType);
      return Math.toIntExact(isDate && dtype.unit().isCalendar() ? firstDay(value) : value);
    } catch (ArithmeticException | DateTimeException tooLarge) {
      throw misfit(count(index), tooLarge);
    }
  }

  /** The first day of a month that is counted from January 1970. */
  private static long firstDay(long months) {
    return LocalDate.EPOCH.plusMonths(months).toEpochDay();
  }

  private ArithmeticException misfit(long count, RuntimeException cause) {
    ArithmeticException misfit =
        new ArithmeticException(
            "%s: the %s of %d steps does not fit into Spark's %s"
                .formatted(place, dtype, count, dataType().sql()));
    misfit.initCause(cause);
    return misfit;
  }
}
