package io.npyio.cli.plot;

import io.npyio.array.NdArray;
import io.npyio.cli.scan.Region;
import io.npyio.cli.scan.Workers;
import io.npyio.dtype.Shape;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;

/**
 * An array reduced to fewer rows and columns of cells, each the mean of its finite elements. It
 * takes one pass over the array, and keeps only the cells.
 */
final class CellMeans {
  private static final byte ABOVE = 1;
  private static final byte BELOW = 2;

  private final NdArray array;
  private final long height;
  private final long width;
  private final int rows;
  private final int columns;
  private final int channels;
  private final boolean isTransposed;
  private final double[] cells;
  private final AtomicLong missing = new AtomicLong();

  private CellMeans(NdArray array, int rows, int columns, boolean isTransposed) {
    this.array = array;
    this.rows = rows;
    this.columns = columns;
    this.isTransposed = isTransposed;
    height = array.shape().length(0);
    width = array.shape().length(1);
    channels = array.rank() == 2 ? 1 : Math.toIntExact(array.shape().length(2));
    cells = new double[rows * columns * channels];
  }

  /**
   * {@return the means}
   *
   * @param array of two axes, or of three with channels as the last, which are averaged separately
   * @param rows of cells, at most as many as the array has
   * @param columns likewise
   * @param progress is given the bytes of each row of cells
   */
  static CellMeans of(NdArray array, int rows, int columns, Workers workers, LongConsumer progress)
      throws IOException {
    boolean isTransposed = Region.isInColumns(array) && array.rank() == 2;
    CellMeans means =
        isTransposed
            ? new CellMeans(array.transpose(), columns, rows, true)
            : new CellMeans(array, rows, columns, false);
    List<Integer> all = IntStream.range(0, means.rows).boxed().toList();
    long rowBytes = array.nbytes() / means.rows;
    workers.run(
        all,
        row -> {
          means.new Row(row).read();
          return rowBytes;
        },
        progress::accept);
    return means;
  }

  int rows() {
    return isTransposed ? columns : rows;
  }

  int columns() {
    return isTransposed ? rows : columns;
  }

  /** The mean of a cell; an infinity or NaN if it has no finite elements. */
  double at(int row, int column, int channel) {
    return isTransposed ? cell(column, row, channel) : cell(row, column, channel);
  }

  private double cell(int row, int column, int channel) {
    return cells[(row * columns + column) * channels + channel];
  }

  /** The number of elements that are not finite. */
  long missing() {
    return missing.get();
  }

  /** The means of all cells. */
  double[] all() {
    return cells;
  }

  /** The first element of a cell along an axis. */
  private static long start(int cell, int cells, long length) {
    // cell * length may overflow; these products do not
    return length / cells * cell + length % cells * cell / cells;
  }

  /** A row of cells, read by one thread. */
  private final class Row {
    private final int row;
    private final double[] sums = new double[columns * channels];
    private final long[] counts = new long[columns * channels];
    private final byte[] infinities = new byte[columns * channels];
    private final double[] block;

    Row(int row) {
      this.row = row;
      block = new double[(int) Math.min(Region.BLOCK_ELEMENTS, array.size())];
    }

    void read() {
      long from = start(row, rows, height);
      long to = start(row + 1, rows, height);
      long across = Math.min(width, Math.max(1, Region.BLOCK_ELEMENTS / channels));
      long down = Math.max(1, Region.BLOCK_ELEMENTS / channels / width);
      for (long top = from; top < to; top += down) {
        NdArray band = array.slice(0, top, Math.min(to, top + down));
        for (long left = 0; left < width; left += across) {
          add(band, left, Math.min(width, left + across));
        }
      }
      long finite = 0;
      for (int i = 0; i < sums.length; i++) {
        finite += counts[i];
        cells[row * sums.length + i] = counts[i] > 0 ? sums[i] / counts[i] : missing(infinities[i]);
      }
      missing.addAndGet((to - from) * width * channels - finite);
    }

    private double missing(byte infinity) {
      return switch (infinity) {
        case ABOVE -> Double.POSITIVE_INFINITY;
        case BELOW -> Double.NEGATIVE_INFINITY;
        default -> Double.NaN;
      };
    }

    private void add(NdArray band, long left, long right) {
      NdArray part = right - left == width ? band : band.slice(1, left, right);
      PlottableTypes.read(part, block);
      int length = Math.toIntExact(right - left) * channels;
      int lines = Math.toIntExact(part.shape().length(0));
      for (int column = cellOf(left); column < columns; column++) {
        long begin = Math.max(left, start(column, columns, width));
        long end = Math.min(right, start(column + 1, columns, width));
        if (begin >= right) {
          return;
        }
        for (int line = 0; line < lines; line++) {
          int at = line * length;
          int first = at + (int) (begin - left) * channels;
          add(column, first, at + (int) (end - left) * channels);
        }
      }
    }

    /** The column of cells with an element. */
    private int cellOf(long element) {
      int cell = (int) ((double) element / width * columns);
      while (cell > 0 && start(cell, columns, width) > element) {
        cell--;
      }
      while (start(cell + 1, columns, width) <= element) {
        cell++;
      }
      return cell;
    }

    private void add(int column, int from, int to) {
      for (int channel = 0; channel < channels; channel++) {
        int cell = column * channels + channel;
        double sum = 0;
        for (int i = from + channel; i < to; i += channels) {
          sum += block[i];
        }
        if (Double.isFinite(sum)) {
          sums[cell] += sum;
          counts[cell] += (to - from) / channels;
        } else {
          addFinite(cell, from + channel, to);
        }
      }
    }

    private void addFinite(int cell, int from, int to) {
      for (int i = from; i < to; i += channels) {
        double value = block[i];
        if (Double.isFinite(value)) {
          sums[cell] += value;
          counts[cell]++;
        } else if (!Double.isNaN(value)) {
          infinities[cell] |= value > 0 ? ABOVE : BELOW;
        }
      }
    }
  }

  /**
   * {@return the number of elements in a cell, as in {@code about 167 x 12}; empty if it is one}
   */
  String scale(Shape shape) {
    double down = (double) shape.length(0) / rows();
    double across = (double) shape.length(1) / columns();
    return down == 1 && across == 1 ? "" : "about " + Tick.text(down) + " x " + Tick.text(across);
  }
}
