package io.npyio.view.reduce;

import io.npyio.array.NdArray;
import io.npyio.view.Fetcher;
import java.util.Arrays;

/** A block of elements on the heap as real numbers, filled again and again. For one thread. */
final class Block {
  /** The capacity at which a block and what is computed from it fit in the cache of a processor. */
  static final int ELEMENTS = 1 << 16;

  private final RealReader reader;
  private final Fetcher fetcher;
  private final double[] values;

  /** A block with room for a number of elements. */
  Block(RealReader reader, Fetcher fetcher, long capacity) {
    this.reader = reader;
    this.fetcher = fetcher;
    values = new double[Math.toIntExact(capacity)];
  }

  /** Reads all elements, in C order. */
  void read(NdArray elements) {
    fetcher.fetchUnchecked(elements);
    reader.read(elements, values);
  }

  /** Reads all elements, in C order, where none beside them are read. */
  void readAlone(NdArray elements) {
    fetcher.expect(elements);
    read(elements);
  }

  /** One element. */
  double at(int index) {
    return values[index];
  }

  /**
   * Aggregates each column of some rows.
   *
   * @param start the index of the first element
   * @param height the number of rows
   * @param width the number of columns
   * @param columns the result; not finite where an element keeps it from being finite
   */
  void down(Aggregate aggregate, int start, int height, int width, double[] columns) {
    Arrays.fill(columns, 0, width, aggregate.start());
    for (int row = 0; row < height; row++) {
      int from = start + row * width;
      switch (aggregate) {
        case MEAN -> add(from, width, columns);
        case MAX -> raise(from, width, columns);
        case MIN -> lower(from, width, columns);
      }
    }
  }

  private void add(int from, int n, double[] sums) {
    for (int i = 0; i < n; i++) {
      sums[i] += values[from + i];
    }
  }

  private void raise(int from, int n, double[] greatest) {
    for (int i = 0; i < n; i++) {
      double value = values[from + i];
      greatest[i] = value > greatest[i] ? value : greatest[i];
    }
  }

  private void lower(int from, int n, double[] least) {
    for (int i = 0; i < n; i++) {
      double value = values[from + i];
      least[i] = value < least[i] ? value : least[i];
    }
  }

  /** Extends bounds by the finite elements of a range. */
  void extend(Bounds bounds, int from, int to) {
    var all = new Bounds();
    extendByAll(all, from, to);
    if (all.areFiniteOrEmpty()) {
      bounds.add(all);
      return;
    }
    for (int i = from; i < to; i++) {
      double value = at(i);
      if (Double.isFinite(value)) {
        bounds.add(value);
      }
    }
  }

  /** Extends bounds by all elements of a range but NaN. */
  private void extendByAll(Bounds bounds, int from, int to) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int i = from; i < to; i++) {
      double value = values[i];
      // branches that are seldom taken: faster than a chain of minima
      if (value < least) {
        least = value;
      }
      if (value > greatest) {
        greatest = value;
      }
    }
    bounds.add(least, greatest);
  }
}
