package io.npyio.view.reduce;

import java.util.Arrays;

/**
 * A row of cells while they are aggregated.
 *
 * @param values the aggregate of the finite elements of each cell (the sum, for means); without
 *     any, the sum of the infinities: 0, an infinity, or NaN if they are of both signs
 * @param finite the number of finite elements of each cell
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CellRow(double[] values, long[] finite) {
  static CellRow ofLength(long length) {
    int n = Math.toIntExact(length);
    return new CellRow(new double[n], new long[n]);
  }

  int length() {
    return values.length;
  }

  /** Copies all cells to a longer row. */
  void copyTo(CellRow longer, int first) {
    System.arraycopy(values, 0, longer.values, first, length());
    System.arraycopy(finite, 0, longer.finite, first, length());
  }

  /** A copy of some cells. */
  CellRow part(int first, int count) {
    return new CellRow(
        Arrays.copyOfRange(values, first, first + count),
        Arrays.copyOfRange(finite, first, first + count));
  }

  /** Sets a cell to the aggregate of two others. */
  private void join(Aggregate aggregate, int cell, CellRow a, int i, CellRow b, int j) {
    long all = a.finite[i] + b.finite[j];
    if (all == 0) {
      values[cell] = a.values[i] + b.values[j];
    } else if (a.finite[i] == 0) {
      values[cell] = b.values[j];
    } else {
      values[cell] = b.finite[j] == 0 ? a.values[i] : aggregate.join(a.values[i], b.values[j]);
    }
    finite[cell] = all;
  }

  /** The row of half the length in which each cell is the aggregate of two. */
  CellRow halved(Aggregate aggregate) {
    CellRow half = ofLength(Levels.cells(length(), 1));
    for (int i = 0; i < length() / 2; i++) {
      half.join(aggregate, i, this, 2 * i, this, 2 * i + 1);
    }
    if (length() % 2 == 1) {
      half.values[half.length() - 1] = values[length() - 1];
      half.finite[half.length() - 1] = finite[length() - 1];
    }
    return half;
  }

  /** Adds the cells of the row below. */
  void add(Aggregate aggregate, CellRow below) {
    for (int i = 0; i < length(); i++) {
      join(aggregate, i, this, i, below, i);
    }
  }

  /** Writes the numbers shown for the cells. */
  void show(Aggregate aggregate, float[] to, int start) {
    for (int i = 0; i < length(); i++) {
      to[start + i] = aggregate.shown(values[i], finite[i]);
    }
  }
}
