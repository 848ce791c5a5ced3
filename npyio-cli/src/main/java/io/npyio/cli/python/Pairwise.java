package io.npyio.cli.python;

import io.npyio.array.NdArray;

/**
 * NumPy's pairwise sum: blocks of 128 elements in 8 lanes, above that halves. The order of
 * additions is NumPy's, so the result has the same bits.
 *
 * @param lanes the sums that run side by side in a block
 * @param isSingle whether each addition rounds to a float
 */
record Pairwise(int lanes, boolean isSingle) {
  /** The most elements read at once. */
  private static final int MAX_BLOCK_ELEMENTS = 1 << 16;

  static final Pairwise DOUBLE = new Pairwise(8, false);
  static final Pairwise SINGLE = new Pairwise(8, true);

  /** The sum of parts of complex numbers, each of which takes two of NumPy's lanes. */
  Pairwise ofParts() {
    return new Pairwise(4, isSingle);
  }

  double add(double a, double b) {
    return isSingle ? (float) (a + b) : a + b;
  }

  /** The sum of an array of one axis. */
  double sum(NdArray row) {
    long size = row.size();
    if (size > MAX_BLOCK_ELEMENTS) {
      long half = half(size);
      return add(sum(row.slice(0, 0, half)), sum(row.slice(0, half, size)));
    }
    double[] values = NdArrays.doubles(row);
    return sum(values, 0, values.length);
  }

  /** The sum of part of an array. */
  double sum(double[] values, int from, int count) {
    if (count < lanes) {
      double sum = 0;
      for (int i = 0; i < count; i++) {
        sum = add(sum, values[from + i]);
      }
      return sum;
    }
    if (count > 16 * lanes) {
      int half = (int) half(count);
      return add(sum(values, from, half), sum(values, from + half, count - half));
    }
    double[] sums = new double[lanes];
    System.arraycopy(values, from, sums, 0, lanes);
    int whole = count - count % lanes;
    for (int i = lanes; i < whole; i += lanes) {
      for (int lane = 0; lane < lanes; lane++) {
        sums[lane] = add(sums[lane], values[from + i + lane]);
      }
    }
    double sum = joined(sums, 0, lanes);
    for (int i = whole; i < count; i++) {
      sum = add(sum, values[from + i]);
    }
    return sum;
  }

  private double joined(double[] sums, int from, int count) {
    return count == 1
        ? sums[from]
        : add(joined(sums, from, count / 2), joined(sums, from + count / 2, count / 2));
  }

  private long half(long count) {
    return count / 2 - count / 2 % lanes;
  }
}
