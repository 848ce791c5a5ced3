package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/** A tally of integers and booleans; all but the standard deviation is exact. */
final class IntegerTally extends Tally<long[]> {
  private final DType dtype;
  private long count;
  private BigInteger sum = BigInteger.ZERO;
  private double squares;
  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;

  IntegerTally(DType dtype) {
    this.dtype = dtype;
  }

  @Override
  IntegerTally fresh() {
    return new IntegerTally(dtype);
  }

  @Override
  long[] buffer(int n) {
    return new long[n];
  }

  @Override
  void read(NdArray block, long[] buffer) {
    Numbers.read(block, buffer);
  }

  @Override
  void add(long[] block, int from, int to) {
    for (int at = from; at < to; at += GROUP_ELEMENTS) {
      var group = new IntegerTally(dtype);
      group.becomeGroup(block, at, Math.min(to, at + GROUP_ELEMENTS));
      join(group);
    }
  }

  /** Becomes the tally of one group. */
  private void becomeGroup(long[] block, int from, int to) {
    long highs = 0;
    long lows = 0;
    long low = Long.MAX_VALUE;
    long high = Long.MIN_VALUE;
    for (int i = from; i < to; i++) {
      long value = block[i];
      highs += value >> Integer.SIZE;
      lows += value & 0xFFFFFFFFL;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    count = (long) to - from;
    min = low;
    max = high;
    sum = BigInteger.valueOf(highs).shiftLeft(Integer.SIZE).add(BigInteger.valueOf(lows));
    squares = squares(block, from, to, sum.divide(BigInteger.valueOf(count)).longValue());
  }

  /** The sum of squared distances from the mean, given the integer next to it. */
  private double squares(long[] block, int from, int to, long near) {
    double total = 0;
    double off = 0;
    boolean isNarrow = max - min >= 0;
    for (int i = from; i < to; i++) {
      double apart = isNarrow ? (double) (block[i] - near) : (double) block[i] - near;
      total += apart * apart;
      off += apart;
    }
    return Math.max(0, total - off * off / (to - from));
  }

  @Override
  void join(Tally<long[]> later) {
    IntegerTally other = (IntegerTally) later;
    if (count > 0 && other.count > 0) {
      squares += between(other);
    }
    squares += other.squares;
    count += other.count;
    sum = sum.add(other.sum);
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  /** The squares that the distance of two means adds: Chan's formula with an exact difference. */
  private double between(IntegerTally other) {
    BigInteger a = sum.multiply(BigInteger.valueOf(other.count));
    BigInteger b = other.sum.multiply(BigInteger.valueOf(count));
    double apart = b.subtract(a).doubleValue();
    return apart / count * (apart / other.count) / (count + other.count);
  }

  @Override
  @Nullable Object value(Statistic statistic) {
    return switch (statistic) {
      case COUNT -> count;
      case NAN, NAT, INF -> 0L;
      case MIN -> extreme(min);
      case MAX -> extreme(max);
      case MEAN -> count == 0 ? Double.NaN : mean();
      case STD -> Math.sqrt(squares / count);
    };
  }

  private @Nullable Object extreme(long value) {
    return count == 0 ? null : Numbers.value(dtype, value);
  }

  private double mean() {
    BigDecimal total = new BigDecimal(Numbers.sum(dtype, sum, count));
    return total.divide(new BigDecimal(count), MathContext.DECIMAL128).doubleValue();
  }
}
