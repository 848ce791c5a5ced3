package io.npyio.view.reduce;

/**
 * The place of a tile.
 *
 * @param level of the tile, at most the top
 * @param row of the tile, counted in tiles of the level
 * @param column likewise
 */
record TileArea(Levels levels, int level, long row, long column) {
  /** The place of a tile that was asked for; levels above the top are as the top. */
  static TileArea of(Levels levels, int level, long row, long column) {
    if (level < 0 || level > Levels.MAX_LEVEL) {
      throw new IndexOutOfBoundsException(
          "level %d is out of bounds; expected 0 to %d".formatted(level, Levels.MAX_LEVEL));
    }
    var area = new TileArea(levels, Math.min(level, levels.top()), row, column);
    check("row", row, levels.rows(area.level), level);
    check("column", column, levels.columns(area.level), level);
    return area;
  }

  private static void check(String what, long index, long cells, int level) {
    long tiles = Math.max(1, Levels.cells(cells, 8));
    if (index < 0 || index >= tiles) {
      throw new IndexOutOfBoundsException(
          "%s %d is out of bounds; the tiles of level %d have %ss 0 to %d"
              .formatted(what, index, level, what, tiles - 1));
    }
  }

  /** The first row of cells. */
  long firstRow() {
    return row * Levels.TILE;
  }

  /** The first column of cells. */
  long firstColumn() {
    return column * Levels.TILE;
  }

  int rows() {
    return (int) Math.min(Levels.TILE, levels.rows(level) - firstRow());
  }

  int columns() {
    return (int) Math.min(Levels.TILE, levels.columns(level) - firstColumn());
  }

  /** The elements of all cells. */
  Rectangle elements() {
    return new Rectangle(
        firstRow() << level,
        Math.min(levels.rows(), (firstRow() + rows()) << level),
        firstColumn() << level,
        Math.min(levels.columns(), (firstColumn() + columns()) << level));
  }

  /** With rows and columns exchanged. */
  TileArea turned() {
    return new TileArea(levels.turned(), level, /* row= */ column, /* column= */ row);
  }
}
