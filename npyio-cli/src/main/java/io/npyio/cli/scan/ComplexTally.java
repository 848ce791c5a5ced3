package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import java.util.List;

/**
 * A tally of complex numbers: the mean is complex, the standard deviation real, and the real part
 * comes first in their order, all as in NumPy. A number is NaN, or infinite, if one of its parts
 * is.
 */
final class ComplexTally extends Tally<ComplexTally.ComplexBlock> {
  /** The parts of the elements of a block. */
  @SuppressWarnings("ArrayRecordComponent") // a reused buffer, never compared
  record ComplexBlock(double[] real, double[] imag) {}

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
  ComplexBlock buffer(int n) {
    return new ComplexBlock(new double[n], new double[n]);
  }

  @Override
  void read(NdArray block, ComplexBlock buffer) {
    Numbers.read(block.real(), buffer.real);
    Numbers.read(block.imag(), buffer.imag);
  }

  @Override
  void add(ComplexBlock block, int from, int to) {
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
  void join(Tally<ComplexBlock> later) {
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
