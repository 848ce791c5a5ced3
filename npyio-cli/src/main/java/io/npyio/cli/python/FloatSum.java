package io.npyio.cli.python;

import io.npyio.array.NdArray;

/**
 * Sums of floating-point numbers in the order in which NumPy adds: pairwise where the axis is the
 * innermost in memory, row upon row where it is not.
 *
 * @param pairwise how a row is summed
 * @param isConverted whether NumPy would have to convert the elements, which it does in lots
 */
record FloatSum(Pairwise pairwise, boolean isConverted) {
  /** The most elements that are read at once. */
  private static final int BLOCK = 1 << 16;

  /**
   * NumPy gathers up to that many elements that do not lie in one row, and sums each lot pairwise.
   */
  private static final int LOT = 8192;

  /** The sum of all elements. */
  double whole(NdArray array) {
    if (array.size() == 0) {
      return 0;
    }
    NdArray rows = NdArrays.inMemoryOrder(array.rank() == 0 ? array.reshape(1) : array);
    long[] lengths = rows.shape().lengths();
    boolean isLong = lengths[lengths.length - 1] > LOT;
    return isLong || lengths.length == 1 ? rows(rows, 0) : lots(rows, 0, lot(lengths));
  }

  /** As many whole rows, or rows of rows, as go into a lot. */
  private static int lot(long[] lengths) {
    long core = 1;
    for (int i = lengths.length - 1; i >= 0 && core * lengths[i] <= LOT; i--) {
      core *= lengths[i];
    }
    return (int) (LOT / core * core);
  }

  private double rows(NdArray rows, double before) {
    if (rows.rank() == 1) {
      return isConverted ? lots(rows, before, LOT) : pairwise.add(before, pairwise.sum(rows));
    }
    double sum = before;
    for (long i = 0; i < rows.shape().length(0); i++) {
      sum = rows(rows.at(i), sum);
    }
    return sum;
  }

  private double lots(NdArray array, double before, int most) {
    double[] lot = new double[most];
    int filled = 0;
    double sum = before;
    for (NdArray block : array.blocks(BLOCK)) {
      double[] values = block.toArray(double[].class);
      for (int at = 0; at < values.length; ) {
        int count = Math.min(most - filled, values.length - at);
        System.arraycopy(values, at, lot, filled, count);
        filled += count;
        at += count;
        if (filled == most) {
          sum = pairwise.add(sum, pairwise.sum(lot, 0, most));
          filled = 0;
        }
      }
    }
    return pairwise.add(sum, pairwise.sum(lot, 0, filled));
  }

  /** The sum of each row of the last axis, in C order. */
  double[] along(NdArray array) {
    double[] sums = new double[NdArrays.rows(array)];
    if (array.size() > 0) {
      if (isInnermost(array)) {
        byRow(array, sums, 0);
      } else {
        byColumn(array, sums);
      }
    }
    return sums;
  }

  /** Whether the last axis has the shortest strides. */
  private static boolean isInnermost(NdArray array) {
    long[] strides = array.strides();
    int last = strides.length - 1;
    for (int i = 0; i < last; i++) {
      if (array.shape().length(i) > 1 && Math.abs(strides[i]) < Math.abs(strides[last])) {
        return false;
      }
    }
    return true;
  }

  private void byRow(NdArray array, double[] sums, int from) {
    long length = array.shape().length(array.rank() - 1);
    long outermost = array.shape().length(0);
    int rows = NdArrays.rows(array);
    if (rows == 1) {
      sums[from] = whole(array);
    } else if (array.size() <= BLOCK && length <= LOT) {
      double[] values = new double[(int) array.size()];
      array.readInto(values);
      for (int i = 0; i < rows; i++) {
        sums[from + i] = pairwise.add(0, pairwise.sum(values, i * (int) length, (int) length));
      }
    } else if (outermost == 1) {
      byRow(array.at(0), sums, from);
    } else {
      long half = outermost / 2;
      byRow(array.slice(0, 0, half), sums, from);
      byRow(array.slice(0, half, outermost), sums, from + (int) (half * (rows / outermost)));
    }
  }

  private void byColumn(NdArray array, double[] sums) {
    NdArray rows = NdArrays.lastFirst(array);
    long length = rows.shape().length(0);
    int most = (int) Math.min(length, Math.max(1, BLOCK / sums.length));
    double[] values = new double[most * sums.length];
    for (long from = 0; from < length; from += most) {
      long to = Math.min(from + most, length);
      rows.slice(0, from, to).readInto(values);
      for (int at = 0; at < (to - from) * sums.length; at += sums.length) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] = pairwise.add(sums[i], values[at + i]);
        }
      }
    }
  }
}
