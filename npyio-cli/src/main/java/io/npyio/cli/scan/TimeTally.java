package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import org.jspecify.annotations.Nullable;

/** A tally of datetimes or timedeltas. */
final class TimeTally extends Tally<long[]> {
  private long count;
  private long missing;
  private long min = Long.MAX_VALUE;
  private long max = DType.Temporal.NAT;

  @Override
  TimeTally fresh() {
    return new TimeTally();
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
    count += to - from;
    for (int i = from; i < to; i++) {
      long time = block[i];
      if (time == DType.Temporal.NAT) {
        missing++;
      } else {
        min = Math.min(min, time);
        max = Math.max(max, time);
      }
    }
  }

  @Override
  void join(Tally<long[]> later) {
    TimeTally other = (TimeTally) later;
    count += other.count;
    missing += other.missing;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  @Override
  @Nullable Object value(Statistic statistic) {
    return switch (statistic) {
      case COUNT -> count;
      case NAT -> missing;
      case MIN -> count == missing ? DType.Temporal.NAT : min;
      case MAX -> max;
      case NAN, INF, MEAN, STD -> null;
    };
  }
}
