package io.npyio.view.reduce;

import io.npyio.array.NdArray;
import io.npyio.view.Fetcher;
import java.util.Arrays;

/**
 * The range of the finite elements of an array, or of a sample of it; NaN without any.
 *
 * @param least the least
 * @param greatest the greatest
 * @param p1 the first percentile, interpolated as NumPy does
 * @param p2 the second percentile
 * @param p98 the 98th percentile
 * @param p99 the 99th percentile
 * @param finite the number of finite elements looked at
 * @param sampled the number of elements looked at, at most 65,536
 * @param isSample whether the array has more elements
 * @param isInteger whether the elements are whole numbers by their dtype
 */
public record ValueRange(
    double least,
    double greatest,
    double p1,
    double p2,
    double p98,
    double p99,
    long finite,
    long sampled,
    boolean isSample,
    boolean isInteger) {
  /** {@return the range of an array of any number of axes} */
  static ValueRange of(Numbers numbers) {
    NdArray array = numbers.array();
    RealReader reader = RealReader.of(array.dtype(), numbers.part());
    boolean isFetched = numbers.fetcher() != Fetcher.NONE;
    NdArray sample = isFetched ? Spread.inLongRuns(array) : Spread.over(array);
    numbers.fetcher().fetchUnchecked(sample);
    var values = new double[(int) sample.size()];
    reader.read(sample, values);
    double[] sorted = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    return new ValueRange(
        percentile(sorted, 0),
        percentile(sorted, 100),
        percentile(sorted, 1),
        percentile(sorted, 2),
        percentile(sorted, 98),
        percentile(sorted, 99),
        sorted.length,
        values.length,
        values.length < array.size(),
        reader.isInteger());
  }

  private static double percentile(double[] sorted, int percent) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double position = percent / 100.0 * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    double part = position - below;
    // weights, as the difference of the two may overflow
    return sorted[below] * (1 - part) + sorted[above] * part;
  }
}
