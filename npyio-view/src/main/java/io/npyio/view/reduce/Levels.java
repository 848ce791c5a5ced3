package io.npyio.view.reduce;

/**
 * The levels of a plane: a cell of level n covers 2<sup>n</sup> × 2<sup>n</sup> elements, fewer at
 * the edges. From the base on, cells are kept; below it they are read from the plane.
 *
 * @param rows of the plane
 * @param columns of the plane
 * @param base the lowest level that is kept
 * @param top the lowest level of one cell
 */
record Levels(long rows, long columns, int base, int top) {
  /** The length of the sides of a tile, in cells. */
  static final int TILE = 256;

  /** The greatest level that may be asked for. */
  static final int MAX_LEVEL = 62;

  /** 64 MB as float32. */
  private static final long MAX_BASE_CELLS = 1 << 24;

  /** Cells of this level fit in a block, whatever the shape of the plane. */
  private static final int MAX_FINE_BASE = 5;

  /** Tiles of lower cost are read from the plane at any time; about a millisecond. */
  private static final double MAX_CHEAP_COST = 3 << 19;

  /** Tiles of lower cost are mostly read from memory in a moment, but not from a disk. */
  private static final double MAX_PROMPT_COST = 3 << 21;

  /** Tiles of lower cost are read from the plane as long as they are not kept. */
  private static final double MAX_DIRECT_COST = 3 << 23;

  /** Planes of more elements are not scanned: the levels below the base would cost too much. */
  private static final double MAX_SCANNED_ELEMENTS = 0x1p34;

  /** The levels of a plane. */
  static Levels of(Plane plane) {
    int top = 0;
    while (cells(plane.rows(), top) > 1 || cells(plane.columns(), top) > 1) {
      top++;
    }
    var levels = new Levels(plane.rows(), plane.columns(), 0, top);
    int fine = 0;
    while (fine < Math.min(top, MAX_FINE_BASE) && levels.cost(plane, fine) <= MAX_CHEAP_COST) {
      fine++;
    }
    int base = fine;
    while (levels.rows(base) * (double) levels.columns(base) > MAX_BASE_CELLS) {
      base++;
    }
    return new Levels(plane.rows(), plane.columns(), base, top);
  }

  /** With rows and columns exchanged. */
  Levels turned() {
    return new Levels(/* rows= */ columns, /* columns= */ rows, base, top);
  }

  /** The cost of reading a tile of a level. */
  private double cost(Plane plane, int level) {
    return plane.cost(sideOfTile(rows, level), sideOfTile(columns, level));
  }

  private static long sideOfTile(long length, int level) {
    return cells(length, level) <= TILE ? length : (long) TILE << level;
  }

  /** Whether tiles of a level need not be kept. */
  boolean isCheap(Plane plane, int level) {
    return cost(plane, level) <= MAX_CHEAP_COST;
  }

  /** Whether it is worth a try to read tiles of a level in a moment. */
  boolean isPrompt(Plane plane, int level) {
    return cost(plane, level) <= MAX_PROMPT_COST;
  }

  /** Whether tiles of a level may be read in full. */
  boolean isDirect(Plane plane, int level) {
    return cost(plane, level) <= MAX_DIRECT_COST;
  }

  /** Whether the plane is small enough to be scanned as a whole. */
  boolean isScannable() {
    return (double) rows * columns <= MAX_SCANNED_ELEMENTS;
  }

  /** The number of rows of cells. */
  long rows(int level) {
    return cells(rows, level);
  }

  /** The number of columns of cells. */
  long columns(int level) {
    return cells(columns, level);
  }

  /** The number of cells that cover a number of elements. */
  static long cells(long elements, int level) {
    return (elements >> level) + ((elements & ((1L << level) - 1)) == 0 ? 0 : 1);
  }

  /** The size of all cells that are kept, in bytes. */
  long bytes() {
    long cells = 0;
    for (int level = base; level <= top; level++) {
      cells += rows(level) * columns(level);
    }
    return cells * Float.BYTES;
  }
}
