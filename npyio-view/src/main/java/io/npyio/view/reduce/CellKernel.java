package io.npyio.view.reduce;

/**
 * Aggregates a block of elements to a row of cells: first down the columns of a cell, then from
 * left to right. Elements that are not finite are looked for only in cells whose aggregate is not.
 */
final class CellKernel {
  private final Aggregate aggregate;
  private final Block block;
  private final double[] columns;

  CellKernel(Aggregate aggregate, Block block, int maxWidth) {
    this.aggregate = aggregate;
    this.block = block;
    columns = new double[maxWidth];
  }

  /**
   * Aggregates rows of the block.
   *
   * @param start the index in the block of the first element
   * @param height the number of rows, all in one row of cells
   * @param width the number of columns
   * @param side the number of columns of a cell; the last one may have fewer
   * @param first the first cell to set
   */
  void reduce(int start, int height, int width, int side, CellRow to, int first) {
    block.down(aggregate, start, height, width, columns);
    int cell = first;
    for (int left = 0; left < width; left += side) {
      int right = Math.min(width, left + side);
      double value = aggregate.across(columns, left, right);
      if (Double.isFinite(value)) {
        to.values()[cell] = value;
        to.finite()[cell] = (long) height * (right - left);
      } else {
        reduceFinite(start, height, width, left, right, to, cell);
      }
      cell++;
    }
  }

  private void reduceFinite(
      int start, int height, int width, int left, int right, CellRow to, int cell) {
    double value = aggregate.start();
    double infinities = 0;
    long finite = 0;
    for (int column = left; column < right; column++) {
      double down = aggregate.start();
      for (int row = 0; row < height; row++) {
        double element = block.at(start + row * width + column);
        if (Double.isFinite(element)) {
          down = aggregate.join(down, element);
          finite++;
        } else if (!Double.isNaN(element)) {
          infinities += element;
        }
      }
      value = aggregate.join(value, down);
    }
    to.values()[cell] = finite == 0 ? infinities : value;
    to.finite()[cell] = finite;
  }
}
