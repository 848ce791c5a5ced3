package io.npyio.view.reduce;

/**
 * A part of a level of a heat map, of at most 256 × 256 cells.
 *
 * @param rows the number of rows
 * @param columns the number of columns
 * @param cells the aggregate of the finite elements of each cell, row by row; without any an
 *     infinity if there are only such of one sign, otherwise NaN
 * @param exactness whether all elements of each cell were read
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Tile(int rows, int columns, float[] cells, Exactness exactness) {
  /** {@return whether all elements of each cell were read} */
  public boolean isExact() {
    return exactness == Exactness.EXACT;
  }

  /** With rows and columns exchanged. */
  Tile turned() {
    var turned = new float[cells.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        turned[column * rows + row] = cells[row * columns + column];
      }
    }
    return new Tile(/* rows= */ columns, /* columns= */ rows, turned, exactness);
  }
}
