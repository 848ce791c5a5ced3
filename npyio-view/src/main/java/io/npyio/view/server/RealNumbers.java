package io.npyio.view.server;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.view.Fetcher;
import io.npyio.view.reduce.Part;
import java.util.function.DoubleBinaryOperator;

/** The real numbers that stand for the elements of an array, to be counted. */
final class RealNumbers {
  private RealNumbers() {}

  /** Those of a request's array: of complex numbers the part that it names, or the magnitude. */
  static Sample of(OpenArray array, Query query) throws HttpProblem {
    NdArray elements = array.part();
    Fetcher fetcher = array.fetcher();
    return switch (Part.of(query.text("part").orElse(null), elements.dtype())) {
      case VALUE -> Sample.of(elements, fetcher, query);
      case REAL -> Sample.of(elements.real(), fetcher, query);
      case IMAG -> Sample.of(elements.imag(), fetcher, query);
      case ABS -> computed(Sample.small(elements, fetcher), Math::hypot);
      case PHASE ->
          computed(Sample.small(elements, fetcher), (real, imag) -> Math.atan2(imag, real));
    };
  }

  /** They are kept in memory, so never many. */
  private static Sample computed(Sample sample, DoubleBinaryOperator part) {
    double[] numbers = doubles(sample.array().real());
    double[] imags = doubles(sample.array().imag());
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = part.applyAsDouble(numbers[i], imags[i]);
    }
    return new Sample(NdArray.of(numbers), sample.isWhole());
  }

  private static double[] doubles(NdArray array) {
    return array.astype(DType.FLOAT64).reshape(-1).toArray(double[].class);
  }
}
