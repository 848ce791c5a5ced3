package io.npyio.cli.scan;

import io.npyio.array.NdArray;

/** A tally of floating-point numbers: finite ones are summed, the others counted. */
final class FloatTally extends Tally<double[]> {
  private final Moments moments = new Moments();
  private long nans;
  private long above;
  private long below;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;

  @Override
  FloatTally fresh() {
    return new FloatTally();
  }

  @Override
  double[] buffer(int n) {
    return new double[n];
  }

  @Override
  void read(NdArray block, double[] buffer) {
    Numbers.read(block, buffer);
  }

  @Override
  void add(double[] block, int from, int to) {
    for (int at = from; at < to; at += GROUP_ELEMENTS) {
      addGroup(block, at, Math.min(to, at + GROUP_ELEMENTS));
    }
  }

  private void addGroup(double[] block, int from, int to) {
    double sum = Moments.sum(block, from, to);
    int end = to;
    if (!Double.isFinite(sum)) {
      // an element is not finite, or the sum overflows
      end = finite(block, from, to);
      sum = Moments.sum(block, from, end);
    }
    if (end > from) {
      if (isBeyond(block, from, end)) {
        widen(block, from, end);
      }
      moments.add(block, from, end, sum);
    }
  }

  /**
   * Whether there is a new extreme, which is rare; this loop is faster than one that updates both.
   */
  private boolean isBeyond(double[] block, int from, int to) {
    double low = min;
    double high = max;
    for (int i = from; i < to; i++) {
      double value = block[i];
      if (value < low || value > high) {
        return true;
      }
    }
    return false;
  }

  private void widen(double[] block, int from, int to) {
    for (int i = from; i < to; i++) {
      min = Math.min(min, block[i]);
      max = Math.max(max, block[i]);
    }
  }

  /** Moves the finite elements to the front; returns their end. */
  private int finite(double[] block, int from, int to) {
    int end = from;
    for (int i = from; i < to; i++) {
      double value = block[i];
      if (Double.isFinite(value)) {
        block[end++] = value;
      } else if (Double.isNaN(value)) {
        nans++;
      } else if (value > 0) {
        above++;
      } else {
        below++;
      }
    }
    return end;
  }

  @Override
  void join(Tally<double[]> later) {
    FloatTally other = (FloatTally) later;
    moments.join(other.moments);
    nans += other.nans;
    above += other.above;
    below += other.below;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  @Override
  Object value(Statistic statistic) {
    return switch (statistic) {
      case COUNT -> moments.count() + nans + above + below;
      case NAN -> nans;
      case NAT -> 0L;
      case INF -> above + below;
      case MIN -> min();
      case MAX -> max();
      case MEAN -> mean();
      case STD -> Math.sqrt(variance());
    };
  }

  private double min() {
    boolean isNone = moments.count() + above == 0;
    return below > 0 ? Double.NEGATIVE_INFINITY : isNone ? Double.NaN : min;
  }

  private double max() {
    boolean isNone = moments.count() + below == 0;
    return above > 0 ? Double.POSITIVE_INFINITY : isNone ? Double.NaN : max;
  }

  /** The mean without NaNs; infinite if infinities of one sign are among the elements. */
  double mean() {
    if (above > 0 || below > 0) {
      double infinity = above > 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      return above > 0 && below > 0 ? Double.NaN : infinity;
    }
    return moments.mean();
  }

  /** The variance without NaNs. */
  double variance() {
    return above + below > 0 ? Double.NaN : moments.squares() / moments.count();
  }
}
