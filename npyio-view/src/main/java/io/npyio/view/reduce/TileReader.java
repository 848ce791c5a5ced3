package io.npyio.view.reduce;

import io.npyio.array.NdArray;

/** Reads tiles from a plane. */
final class TileReader {
  /** Elements of a row that are read for a sampled cell, next to each other. */
  private static final int ADJACENT = 256;

  /** Elements of a row that are read for a sampled cell, if each lies in a page of its own. */
  private static final int SCATTERED = 4;

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
    if (cells.length > 0) {
      int base = Math.min(area.level(), area.levels().base());
      var cascade = new Cascade(aggregate, base, area.level(), this::keep);
      new CellReader(plane, aggregate, base, () -> {}).read(area.elements(), cascade::add);
      cascade.finish();
    }
    return new Tile(area.rows(), area.columns(), cells, true);
  }

  private void keep(int level, long row, CellRow made) {
    if (level == area.level()) {
      made.show(aggregate, cells, (int) row * area.columns());
    }
  }

  /** Reads a part of the middle row of each cell. */
  Tile sampled() {
    Rectangle all = area.elements();
    long side = 1L << area.level();
    var run = Run.in(side, plane.isDense());
    int width = area.columns() * run.count;
    Block block = plane.block(width);
    var kernel = new CellKernel(aggregate, block, width);
    for (int i = 0; i < area.rows(); i++) {
      Rectangle cell = all.rows(all.top() + i * side, side);
      NdArray row = plane.row(cell.top() + (cell.height() - 1) / 2);
      CellRow made = CellRow.ofLength(area.columns());
      readWhole(row, run, block, kernel, made);
      readLast(row, run, block, kernel, made);
      keep(area.level(), i, made);
    }
    return new Tile(area.rows(), area.columns(), cells, false);
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
      block.read(run.of(cells.reshape(whole, 1L << area.level())));
      kernel.reduce(0, 1, (int) whole * run.count, run.count, to, 0);
    }
  }

  /** Reads the last cell if the edge of the plane cuts it. */
  private void readLast(NdArray row, Run run, Block block, CellKernel kernel, CellRow to) {
    Rectangle all = area.elements();
    long whole = all.width() >> area.level();
    if (whole < area.columns()) {
      NdArray part = run.of(row.slice(0, all.left() + (whole << area.level()), all.right()));
      block.read(part);
      kernel.reduce(0, 1, (int) part.size(), run.count, to, (int) whole);
    }
  }
}
