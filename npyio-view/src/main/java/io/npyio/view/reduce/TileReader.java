package io.npyio.view.reduce;

import io.npyio.array.NdArray;
import java.util.BitSet;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** Reads tiles from a plane. */
final class TileReader {
  /** Elements of a row that are read for a sampled cell, next to each other. */
  private static final int ADJACENT = 256;

  /** Elements of a row that are read for a sampled cell, if each lies in a page of its own. */
  private static final int SCATTERED = 4;

  /** The distance of the rows of cells that are sampled in any case. */
  private static final int FIRST_DISTANCE = 16;

  /** The most bytes that are fetched for a sample. */
  private static final double MAX_FETCHED_BYTES = 1 << 23;

  private final Plane plane;
  private final Aggregate aggregate;
  private final TileArea area;
  private final float[] cells;

  TileReader(Plane plane, Aggregate aggregate, TileArea area) {
    this.plane = plane;
    this.aggregate = aggregate;
    this.area = area;
    cells = new float[area.rows() * area.columns()];
  }

  /** Reads all elements of a tile, and aggregates them as a scan does. */
  Tile exact() {
    return exact(() -> {});
  }

  /** As {@link #exact()}; null if that takes longer. */
  @Nullable Tile exactWithin(long nanos) {
    long start = System.nanoTime();
    try {
      return exact(
          () -> {
            if (System.nanoTime() - start > nanos) {
              throw new CancellationException();
            }
          });
    } catch (CancellationException tooLong) {
      return null;
    }
  }

  private Tile exact(Runnable betweenBlocks) {
    if (cells.length > 0) {
      plane.fetch(plane.rectangle(area.elements()));
      int base = Math.min(area.level(), area.levels().base());
      var cascade = new Cascade(aggregate, base, area.level(), this::keep);
      new CellReader(plane, aggregate, base, betweenBlocks).read(area.elements(), cascade::add);
      cascade.finish();
    }
    return new Tile(area.rows(), area.columns(), cells, Exactness.EXACT);
  }

  private void keep(int level, long row, CellRow made) {
    if (level == area.level()) {
      made.show(aggregate, cells, (int) row * area.columns());
    }
  }

  /**
   * Reads a part of the middle row of each cell; of a file that is not in memory, only of as many
   * rows of cells as a moment allows, which stand for the rows below them.
   *
   * @param exactness of the tile
   * @param nanos the moment
   */
  Tile sampled(Exactness exactness, long nanos) {
    long start = System.nanoTime();
    var sampler = new RowSampler();
    int finest = rowsOfOneSample();
    plane.fetch(sampledRows(finest));
    int first = plane.isFetched() ? finest : FIRST_DISTANCE;
    for (int distance = first; distance >= finest; distance /= 2) {
      for (int row = 0; row < area.rows(); row += distance) {
        if (distance == first || System.nanoTime() - start < nanos) {
          sampler.sample(row);
        }
      }
    }
    sampler.repeat();
    return new Tile(area.rows(), area.columns(), cells, exactness);
  }

  /** Samples rows of cells, each once and in any order. */
  private final class RowSampler {
    private final Run run = Run.in(1L << area.level(), plane.isDense());
    private final Block block = plane.block((long) area.columns() * run.count);
    private final CellKernel kernel = new CellKernel(aggregate, block, area.columns() * run.count);
    private final BitSet sampled = new BitSet();

    void sample(int i) {
      if (sampled.get(i)) {
        return;
      }
      sampled.set(i);
      NdArray row = plane.row(middleOf(i));
      CellRow made = CellRow.ofLength(area.columns());
      readWhole(row, run, block, kernel, made);
      readLast(row, run, block, kernel, made);
      keep(area.level(), i, made);
    }

    /** Gives rows that were not sampled the cells of the nearest one above that was. */
    void repeat() {
      int columns = area.columns();
      for (int i = 1; i < area.rows(); i++) {
        if (!sampled.get(i)) {
          System.arraycopy(cells, (i - 1) * columns, cells, i * columns, columns);
        }
      }
    }
  }

  /** The rows of cells that share a sample: one row, unless elements have to be fetched. */
  private int rowsOfOneSample() {
    double bytes = area.rows() * plane.bytesAcross(area.elements().width());
    double step = plane.isFetched() ? Math.ceil(bytes / MAX_FETCHED_BYTES) : 1;
    return (int) Math.max(1, Math.min(area.rows(), step));
  }

  /** The middle row of a row of cells. */
  private long middleOf(int row) {
    Rectangle all = area.elements();
    long side = 1L << area.level();
    Rectangle cell = all.rows(all.top() + row * side, side);
    return cell.top() + (cell.height() - 1) / 2;
  }

  /** All rows that are sampled; the last one may be another, if the edge of the plane cuts it. */
  private NdArray sampledRows(int step) {
    Rectangle all = area.elements();
    long distance = (long) step << area.level();
    return plane.rectangle(all).slice(0, middleOf(0) - all.top(), all.height(), distance);
  }

  /**
   * The elements read of a row of a cell.
   *
   * @param count the number of elements
   * @param step the distance between them
   * @param first the first of them
   */
  private record Run(int count, long step, long first) {
    static Run in(long side, boolean isDense) {
      int count = (int) Math.min(side, isDense ? ADJACENT : SCATTERED);
      return isDense
          ? new Run(count, 1, (side - count) / 2)
          : new Run(count, side / count, side / count / 2);
    }

    NdArray of(NdArray row) {
      int axis = row.rank() - 1;
      long end = Math.min(row.shape().length(axis), first + (count - 1) * step + 1);
      return row.slice(axis, Math.min(first, end - 1), end, step);
    }
  }

  /** Reads the cells that are not cut by the edge of the plane. */
  private void readWhole(NdArray row, Run run, Block block, CellKernel kernel, CellRow to) {
    Rectangle all = area.elements();
    long whole = all.width() >> area.level();
    if (whole > 0) {
      long width = whole << area.level();
      NdArray cells = row.slice(0, all.left(), all.left() + width);
      block.readAlone(run.of(cells.reshape(whole, 1L << area.level())));
      kernel.reduce(0, 1, (int) whole * run.count, run.count, to, 0);
    }
  }

  /** Reads the last cell if the edge of the plane cuts it. */
  private void readLast(NdArray row, Run run, Block block, CellKernel kernel, CellRow to) {
    Rectangle all = area.elements();
    long whole = all.width() >> area.level();
    if (whole < area.columns()) {
      NdArray part = run.of(row.slice(0, all.left() + (whole << area.level()), all.right()));
      block.readAlone(part);
      kernel.reduce(0, 1, (int) part.size(), run.count, to, (int) whole);
    }
  }
}
