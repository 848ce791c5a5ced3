package io.npyio.strided;

import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.TimeStep;
import java.math.BigInteger;

/** Exact counts of datetime64 and timedelta64 steps, in arithmetic that does not overflow. */
final class TimeCount {
  static final BigInteger ATTOS_PER_DAY = DateTimeUnit.DAY.attoseconds();

  private TimeCount() {}

  /** The length of a step; the average length for years and months. */
  static BigInteger attoseconds(TimeStep step) {
    return step.unit().attoseconds().multiply(BigInteger.valueOf(step.count()));
  }

  /**
   * The count of the point in time {@code attosecondOfDay} after the start of a day.
   *
   * @param text names the point in time in the {@link ArithmeticException} thrown if the step
   *     cannot count it exactly
   */
  static long exact(
      BigInteger months, int day, BigInteger attosecondOfDay, Object text, TimeStep step) {
    BigInteger attoseconds =
        BigInteger.valueOf(day - 1).multiply(ATTOS_PER_DAY).add(attosecondOfDay);
    if (!step.unit().isCalendar()) {
      BigInteger sinceEpoch = Calendar400.days(months).multiply(ATTOS_PER_DAY).add(attoseconds);
      return divided(sinceEpoch, attoseconds(step), text, step);
    }
    if (attoseconds.signum() != 0) {
      throw notWhole(text, step);
    }
    long perCount = (step.unit() == DateTimeUnit.YEAR ? 12L : 1L) * step.count();
    return divided(months, BigInteger.valueOf(perCount), text, step);
  }

  static long divided(BigInteger total, BigInteger divisor, Object text, TimeStep step) {
    if (divisor.signum() == 0 || total.mod(divisor).signum() != 0) {
      throw notWhole(text, step);
    }
    BigInteger count = total.divide(divisor);
    if (count.bitLength() > 63 || count.longValue() == DType.Temporal.NAT) {
      throw new ArithmeticException(text + " does not fit in 64 bits as a count of " + step);
    }
    return count.longValue();
  }

  private static ArithmeticException notWhole(Object text, TimeStep step) {
    return new ArithmeticException(text + " is not a whole count of " + step);
  }
}
