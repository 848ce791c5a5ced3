package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import org.jspecify.annotations.Nullable;

/** A tally that only counts, for bytes without a meaning. */
final class CountTally extends Tally<Object> {
  private static final Object NONE = new Object();

  private long count;

  @Override
  CountTally fresh() {
    return new CountTally();
  }

  @Override
  Object buffer(int n) {
    return NONE;
  }

  @Override
  void read(NdArray block, Object buffer) {}

  @Override
  void add(Object block, int from, int to) {
    count += to - from;
  }

  @Override
  void join(Tally<Object> later) {
    count += ((CountTally) later).count;
  }

  @Override
  @Nullable Object value(Statistic statistic) {
    return statistic == Statistic.COUNT ? count : null;
  }
}
