package io.npyio.cli.python;

import io.npyio.array.NdArray;
import java.util.Arrays;

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
    return array.size() == 0 ? 0 : whole(array, 0);
  }

  private double whole(NdArray array, double before) {
    NdArray rows = NdArrays.inMemoryOrder(array.rank() == 0 ? array.reshape(1) : array);
    long[] lengths = rows.shape().lengths();
    boolean isLong = lengths[lengths.length - 1] > MAX_LOT_ELEMENTS;
    return isLong || lengths.length == 1 ? rows(rows, before) : lots(rows, before, lot(lengths));
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
      double[] values = NdArrays.doubles(block);
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

  /** The sums along the last axes, in C order of the others. */
  double[] along(NdArray array, int axes) {
    int kept = array.rank() - axes;
    NdArray ordered = axes == 0 ? array.insertAxis(kept) : NdArrays.inMemoryOrder(array, kept);
    double[] sums = new double[size(Arrays.copyOf(array.shape().lengths(), kept))];
    if (array.size() > 0) {
      addAlong(ordered, kept, sums);
    }
    return sums;
  }

  private static int size(long[] lengths) {
    return Math.toIntExact(Arrays.stream(lengths).reduce(1, Math::multiplyExact));
  }

  /** Adds the sums along the axes after the kept ones. */
  private void addAlong(NdArray array, int kept, double[] sums) {
    boolean isSingle = array.rank() == kept + 1;
    if (isInnermost(array, kept)) {
      if (isSingle) {
        byRow(array, sums, 0);
      } else {
        byElement(array, kept, sums, 0);
      }
    } else if (isSingle) {
      byColumn(array, sums);
    } else {
      NdArray slices = NdArrays.first(array, kept);
      for (long i = 0; i < slices.shape().length(0); i++) {
        addAlong(slices.at(i), kept, sums);
      }
    }
  }

  private void byElement(NdArray array, int kept, double[] sums, int from) {
    if (kept == 0) {
      sums[from] = whole(array, sums[from]);
      return;
    }
    int step = size(Arrays.copyOfRange(array.shape().lengths(), 1, kept));
    for (int i = 0; i < array.shape().length(0); i++) {
      byElement(array.at(i), kept - 1, sums, from + i * step);
    }
  }

  /** Whether the axes after the kept ones have the shortest strides. */
  private static boolean isInnermost(NdArray array, int kept) {
    long[] strides = array.strides();
    for (int i = 0; i < kept; i++) {
      if (array.shape().length(i) > 1 && Math.abs(strides[i]) < Math.abs(strides[kept])) {
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
      sums[from] = whole(array, sums[from]);
    } else if (array.size() <= MAX_BLOCK_ELEMENTS && length <= MAX_LOT_ELEMENTS) {
      double[] values = NdArrays.doubles(array);
      for (int i = 0; i < rows; i++) {
        sums[from + i] =
            pairwise.add(sums[from + i], pairwise.sum(values, i * (int) length, (int) length));
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
    for (long from = 0; from < length; from += rowsPerBlock) {
      long to = Math.min(from + rowsPerBlock, length);
      double[] values = NdArrays.doubles(rows.slice(0, from, to));
      for (int at = 0; at < values.length; at += sums.length) {
        for (int i = 0; i < sums.length; i++) {
          sums[i] = pairwise.add(sums[i], values[at + i]);
        }
      }
    }
  }
}
