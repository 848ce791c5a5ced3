package io.npyio.view.reduce;

import java.util.function.Consumer;

/** Reads rectangles of a plane block by block, as rows of cells of one level. */
final class CellReader {
  private final Plane plane;
  private final Aggregate aggregate;
  private final int level;
  private final Runnable betweenBlocks;

  /**
   * A reader.
   *
   * @param betweenBlocks runs before each block is read; may throw to end the reading
   */
  CellReader(Plane plane, Aggregate aggregate, int level, Runnable betweenBlocks) {
    this.plane = plane;
    this.aggregate = aggregate;
    this.level = level;
    this.betweenBlocks = betweenBlocks;
  }

  /** Reads a rectangle that is not empty; its left and upper edges lie on edges of cells. */
  void read(Rectangle all, Consumer<CellRow> rows) {
    long rowElements = cellHeight(all) * all.width();
    if (rowElements <= Block.ELEMENTS) {
      readRows(all, Block.ELEMENTS / rowElements, rows);
    } else {
      readPartsOfRows(all, rows);
    }
  }

  private long cellHeight(Rectangle all) {
    return Math.min(1L << level, all.height());
  }

  private int cellWidth(Rectangle all) {
    return (int) Math.min(1L << level, all.width());
  }

  /** Reads several rows of cells in each block. */
  private void readRows(Rectangle all, long rowsInBlock, Consumer<CellRow> rows) {
    long height = Math.min(rowsInBlock * cellHeight(all), all.height());
    int width = (int) all.width();
    Block block = plane.block(height * width);
    var kernel = new CellKernel(aggregate, block, width);
    for (long top = all.top(); top < all.bottom(); top += height) {
      Rectangle band = all.rows(top, height);
      read(block, band);
      for (int first = 0; first < band.height(); first += (int) cellHeight(all)) {
        int rowHeight = (int) Math.min(cellHeight(all), band.height() - first);
        CellRow row = CellRow.ofLength(Levels.cells(width, level));
        kernel.reduce(first * width, rowHeight, width, cellWidth(all), row, 0);
        rows.accept(row);
      }
    }
  }

  /** Reads each row of cells in several blocks. */
  private void readPartsOfRows(Rectangle all, Consumer<CellRow> rows) {
    long cellElements = cellHeight(all) * cellWidth(all);
    int width = (int) Math.max(1, Block.ELEMENTS / cellElements) * cellWidth(all);
    Block block = plane.block(cellHeight(all) * width);
    var kernel = new CellKernel(aggregate, block, width);
    for (long top = all.top(); top < all.bottom(); top += cellHeight(all)) {
      Rectangle band = all.rows(top, cellHeight(all));
      CellRow row = CellRow.ofLength(Levels.cells(all.width(), level));
      for (long left = all.left(); left < all.right(); left += width) {
        Rectangle part = band.columns(left, width);
        read(block, part);
        int first = (int) ((left - all.left()) >> level);
        kernel.reduce(0, (int) part.height(), (int) part.width(), cellWidth(all), row, first);
      }
      rows.accept(row);
    }
  }

  private void read(Block block, Rectangle part) {
    betweenBlocks.run();
    block.read(plane.rectangle(part));
  }
}
