package io.npyio.view.reduce;

import org.jspecify.annotations.Nullable;

/**
 * Makes the rows of higher levels from the rows of a lower one: each cell is the aggregate of two
 * neighbours in a row and the two below them.
 */
final class Cascade {
  /** Takes the rows of all levels. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes a row.
     *
     * @param index of the row in its level, from 0
     */
    void accept(int level, long index, CellRow row);
  }

  private final Aggregate aggregate;
  private final int base;
  private final Sink sink;
  private final long[] next;
  private final @Nullable CellRow[] upper;

  /** From the level {@code base} to the level {@code top}, inclusive. */
  Cascade(Aggregate aggregate, int base, int top, Sink sink) {
    this.aggregate = aggregate;
    this.base = base;
    this.sink = sink;
    next = new long[top - base + 1];
    upper = new @Nullable CellRow[top - base + 1];
  }

  /** Adds the next row of the lowest level. */
  void add(CellRow row) {
    add(0, row);
  }

  private void add(int height, CellRow row) {
    sink.accept(base + height, next[height]++, row);
    if (height + 1 == next.length) {
      return;
    }
    CellRow half = row.halved(aggregate);
    CellRow above = upper[height + 1];
    if (above == null) {
      upper[height + 1] = half;
    } else {
      above.add(aggregate, half);
      upper[height + 1] = null;
      add(height + 1, above);
    }
  }

  /** Completes rows that have no second row below them. */
  void finish() {
    for (int height = 1; height < next.length; height++) {
      CellRow row = upper[height];
      if (row != null) {
        upper[height] = null;
        add(height, row);
      }
    }
  }
}
