package io.npyio.cli.scan;

/**
 * The count of a set of finite values, their sum, and the sum of the squared distances from their
 * mean.
 *
 * <p>Sets are joined by Chan's formula, which avoids cancellation; the rounding error of the sum is
 * kept beside it (Neumaier).
 */
final class Moments {
  private long count;
  private double sum;
  private double lost;
  private double squares;

  long count() {
    return count;
  }

  double mean() {
    return (sum + lost) / count;
  }

  double squares() {
    return squares;
  }

  void join(Moments other) {
    join(other.count, other.sum, other.lost, other.squares);
  }

  /** Joins the moments of another set. */
  void join(long otherCount, double otherSum, double otherLost, double otherSquares) {
    if (otherCount == 0) {
      return;
    }
    if (count > 0) {
      double apart = (otherSum + otherLost) / otherCount - mean();
      double weight = (double) count / (count + otherCount) * otherCount;
      squares += apart * apart * weight;
    }
    squares += otherSquares;
    count += otherCount;
    add(otherSum);
    lost += otherLost;
  }

  private void add(double value) {
    double total = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - total + value : value - total + sum;
    sum = total;
  }

  /** Joins finite values with a known sum. */
  void add(double[] values, int from, int to, double total) {
    int n = to - from;
    join(n, total, 0, squares(values, from, to, total / n));
  }

  static double sum(double[] values, int from, int to) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i < to - 3; i += 4) {
      s0 += values[i];
      s1 += values[i + 1];
      s2 += values[i + 2];
      s3 += values[i + 3];
    }
    for (; i < to; i++) {
      s0 += values[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** The sum of squared distances from the mean, corrected for the rounding of the mean. */
  private static double squares(double[] values, int from, int to, double mean) {
    double s0 = 0;
    double s1 = 0;
    double d0 = 0;
    double d1 = 0;
    int i = from;
    for (; i < to - 1; i += 2) {
      double a = values[i] - mean;
      double b = values[i + 1] - mean;
      s0 += a * a;
      s1 += b * b;
      d0 += a;
      d1 += b;
    }
    for (; i < to; i++) {
      double a = values[i] - mean;
      s0 += a * a;
      d0 += a;
    }
    double off = d0 + d1;
    return Math.max(0, s0 + s1 - off * off / (to - from));
  }
}
