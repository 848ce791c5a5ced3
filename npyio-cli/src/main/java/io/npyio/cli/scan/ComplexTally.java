package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import java.util.List;

/**
 * Of complex numbers: the mean is one, the standard deviation a real number, and they are ordered
 * by their real parts first, all as in NumPy. One is NaN, or infinite, if a part of it is.
 */
final class ComplexTally extends Tally<ComplexTally.Parts> {
  /** The parts of a block of elements. */
  @SuppressWarnings("ArrayRecordComponent") // filled again and again, never compared
  record Parts(double[] real, double[] imag) {}

  private final FloatTally real = new FloatTally();
  private final FloatTally imag = new FloatTally();
  private long nans;
  private long infinite;
  private double[] min = {Double.NaN, Double.NaN};
  private double[] max = {Double.NaN, Double.NaN};

  @Override
  ComplexTally fresh() {
    return new ComplexTally();
  }

  @Override
  Parts room(int n) {
    return new Parts(new double[n], new double[n]);
  }

  @Override
  void read(NdArray block, Parts room) {
    Numbers.read(block.real(), room.real);
    Numbers.read(block.imag(), room.imag);
  }

  @Override
  void add(Parts block, int from, int to) {
    int end = from;
    for (int i = from; i < to; i++) {
      double re = block.real[i];
      double im = block.imag[i];
      if (Double.isNaN(re) || Double.isNaN(im)) {
        nans++;
        infinite += Double.isInfinite(re) || Double.isInfinite(im) ? 1 : 0;
      } else {
        block.real[end] = re;
        block.imag[end++] = im;
        infinite += Double.isInfinite(re) || Double.isInfinite(im) ? 1 : 0;
        see(re, im);
      }
    }
    real.add(block.real, from, end);
    imag.add(block.imag, from, end);
  }

  private void see(double re, double im) {
    if (!(re > min[0]) && !(re == min[0] && im >= min[1])) {
      min = new double[] {re, im};
    }
    if (!(re < max[0]) && !(re == max[0] && im <= max[1])) {
      max = new double[] {re, im};
    }
  }

  @Override
  void join(Tally<Parts> later) {
    ComplexTally other = (ComplexTally) later;
    real.join(other.real);
    imag.join(other.imag);
    nans += other.nans;
    infinite += other.infinite;
    if (!Double.isNaN(other.min[0])) {
      see(other.min[0], other.min[1]);
      see(other.max[0], other.max[1]);
    }
  }

  @Override
  Object value(Statistic statistic) {
    return switch (statistic) {
      case COUNT -> (long) real.value(Statistic.COUNT) + nans;
      case NAN -> nans;
      case NAT -> 0L;
      case INF -> infinite;
      case MIN -> List.of(min[0], min[1]);
      case MAX -> List.of(max[0], max[1]);
      case MEAN -> List.of(real.mean(), imag.mean());
      case STD -> Math.sqrt(real.variance() + imag.variance());
    };
  }
}
