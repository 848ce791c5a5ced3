package io.npyio.view.reduce;

import io.npyio.array.NdArray;
import java.util.Arrays;

/** A block of elements on the heap as real numbers, filled again and again. For one thread. */
abstract sealed class Block {
  /** The capacity at which a block and what is computed from it fit in the cache of a processor. */
  static final int ELEMENTS = 1 << 17;

  /** A block for that reader, with room for a number of elements. */
  static Block of(RealReader reader, long capacity) {
    int length = Math.toIntExact(capacity);
    return reader.isFloat() ? new Floats(length) : new Doubles(length, reader);
  }

  /** Reads all elements, in C order. */
  abstract void read(NdArray elements);

  /** One element. */
  abstract double at(int index);

  /**
   * Aggregates each column of some rows.
   *
   * @param start the index of the first element
   * @param height the number of rows
   * @param width the number of columns
   * @param columns the result; not finite where an element keeps it from being finite
   */
  final void down(Aggregate aggregate, int start, int height, int width, double[] columns) {
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

  abstract void add(int from, int n, double[] sums);

  abstract void raise(int from, int n, double[] greatest);

  abstract void lower(int from, int n, double[] least);

  /** Extends bounds by the finite elements of a range. */
  final void extend(Bounds bounds, int from, int to) {
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
  abstract void extendByAll(Bounds bounds, int from, int to);

  /** Elements that float32 holds exactly: half the memory to pass through. */
  private static final class Floats extends Block {
    private final float[] values;

    Floats(int capacity) {
      values = new float[capacity];
    }

    @Override
    void read(NdArray elements) {
      elements.readInto(values);
    }

    @Override
    double at(int index) {
      return values[index];
    }

    @Override
    void add(int from, int n, double[] sums) {
      for (int i = 0; i < n; i++) {
        sums[i] += values[from + i];
      }
    }

    @Override
    void raise(int from, int n, double[] greatest) {
      for (int i = 0; i < n; i++) {
        double value = values[from + i];
        greatest[i] = value > greatest[i] ? value : greatest[i];
      }
    }

    @Override
    void lower(int from, int n, double[] least) {
      for (int i = 0; i < n; i++) {
        double value = values[from + i];
        least[i] = value < least[i] ? value : least[i];
      }
    }

    @Override
    void extendByAll(Bounds bounds, int from, int to) {
      float least = Float.POSITIVE_INFINITY;
      float greatest = Float.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        float value = values[i];
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

  /** All other elements. */
  private static final class Doubles extends Block {
    private final double[] values;
    private final RealReader reader;

    Doubles(int capacity, RealReader reader) {
      values = new double[capacity];
      this.reader = reader;
    }

    @Override
    void read(NdArray elements) {
      reader.read(elements, values);
    }

    @Override
    double at(int index) {
      return values[index];
    }

    @Override
    void add(int from, int n, double[] sums) {
      for (int i = 0; i < n; i++) {
        sums[i] += values[from + i];
      }
    }

    @Override
    void raise(int from, int n, double[] greatest) {
      for (int i = 0; i < n; i++) {
        double value = values[from + i];
        greatest[i] = value > greatest[i] ? value : greatest[i];
      }
    }

    @Override
    void lower(int from, int n, double[] least) {
      for (int i = 0; i < n; i++) {
        double value = values[from + i];
        least[i] = value < least[i] ? value : least[i];
      }
    }

    @Override
    void extendByAll(Bounds bounds, int from, int to) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        double value = values[i];
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
}
