package io.npyio.cli.python;

import io.npyio.array.NdArray;

/**
 * Sums of floating-point numbers in the order in which NumPy adds: pairwise where the axis is the
 * innermost in memory, row upon row where it is not.
 *
 * @param pairwise the order of additions in a row
 * @param isConverted whether NumPy would cast the elements, which it does in lots
 */
record FloatSum(Pairwise pairwise, boolean isConverted) {
  /** The most elements read at once. */
  private static final int MAX_BLOCK_ELEMENTS = 1 << 16;

  /**
   * The most elements of a lot: NumPy gathers elements of several rows, and sums each lot pairwise.
   */
  private static final int MAX_LOT_ELEMENTS = 8192;

  /** The sum of all elements. */
  double whole(NdArray array) {
    if (array.size() == 0) {
      return 0;
    }
    NdArray rows = NdArrays.inMemoryOrder(array.rank() == 0 ? array.reshape(1) : array);
    long[] lengths = rows.shape().lengths();
    boolean isLong = lengths[lengths.length - 1] > MAX_LOT_ELEMENTS;
    return isLong || lengths.length == 1 ? rows(rows, 0) : lots(rows, 0, lot(lengths));
  }

  /** The elements of as many whole rows, or rows of rows, as fit a lot. */
  private static int lot(long[] lengths) {
    long core = 1;
    for (int i = lengths.length - 1; i >= 0 && core * lengths[i] <= MAX_LOT_ELEMENTS; i--) {
      core *= lengths[i];
    }
    return (int) (MAX_LOT_ELEMENTS / core * core);
  }

  private double rows(NdArray rows, double before) {
    if (rows.rank() == 1) {
      return isConverted
          ? lots(rows, before, MAX_LOT_ELEMENTS)
          : pairwise.add(before, pairwise.sum(rows));
    }
    double sum = before;
    for (long i = 0; i < rows.shape().length(0); i++) {
      sum = rows(rows.at(i), sum);
    }
    return sum;
  }

  private double lots(NdArray array, double before, int lotSize) {
    double[] lot = new double[lotSize];
    int filled = 0;
    double sum = before;
    for (NdArray block : array.blocks(MAX_BLOCK_ELEMENTS)) {
      double[] values = block.toArray(double[].class);
      for (int at = 0; at < values.length; ) {
        int count = Math.min(lotSize - filled, values.length - at);
        System.arraycopy(values, at, lot, filled, count);
        filled += count;
        at += count;
        if (filled == lotSize) {
          sum = pairwise.add(sum, pairwise.sum(lot, 0, lotSize));
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
    } else if (array.size() <= MAX_BLOCK_ELEMENTS && length <= MAX_LOT_ELEMENTS) {
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
    int rowsPerBlock = (int) Math.min(length, Math.max(1, MAX_BLOCK_ELEMENTS / sums.length));
    double[] values = new double[rowsPerBlock * sums.length];
    for (long from = 0; from < length; from += rowsPerBlock) {
      long to = Math.min(from + rowsPerBlock, length);
      rows.slice(0, from, to).readInto(values);
      for (int at = 0; at < (to - from) * sums.length; at += sums.length) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] = pairwise.add(sums[i], values[at + i]);
        }
      }
    }
  }
}
