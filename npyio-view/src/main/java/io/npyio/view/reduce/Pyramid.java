package io.npyio.view.reduce;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.LongPredicate;

/** The cells of all levels of a plane from the base on, filled by a scan. */
final class Pyramid extends ScanJob {
  /** Units of fewer elements would cost more to begin than to scan. */
  private static final long MIN_UNIT_ELEMENTS = 1 << 20;

  private static final int MIN_LEVELS_IN_UNIT = 4;
  private static final int MAX_UNIT_COLUMNS_SHIFT = 20;

  private final Plane plane;
  private final Aggregate aggregate;
  private final Levels levels;
  private final Units units;
  private final FloatStore[] stores;

  /** The cells of the highest level that units reach, of which higher ones are made. */
  private final CellRow junction;

  private final AtomicIntegerArray scanned;

  private Pyramid(Plane plane, Aggregate aggregate, Levels levels, Units units) {
    super(units.count(), levels.bytes());
    this.plane = plane;
    this.aggregate = aggregate;
    this.levels = levels;
    this.units = units;
    stores = new FloatStore[levels.top() - levels.base() + 1];
    for (int i = 0; i < stores.length; i++) {
      int level = levels.base() + i;
      stores[i] = new FloatStore(levels.rows(level) * levels.columns(level));
    }
    junction = CellRow.ofLength(levels.rows(units.level) * levels.columns(units.level));
    scanned = new AtomicIntegerArray(Math.toIntExact(units.count()));
  }

  static Pyramid of(Plane plane, Aggregate aggregate, Levels levels) {
    return new Pyramid(plane, aggregate, levels, Units.of(levels));
  }

  /**
   * The division of a plane into units, each a rectangle of whole cells of a level.
   *
   * @param level the highest that is complete in a unit; a unit has one row of its cells
   * @param columnsShift the width of a unit as a power of 2
   */
  private record Units(Levels levels, int level, int columnsShift) {
    static Units of(Levels levels) {
      int level = Math.min(levels.top(), levels.base() + MIN_LEVELS_IN_UNIT);
      long width = Math.min(levels.columns(), 1L << MAX_UNIT_COLUMNS_SHIFT);
      while (level < levels.top() && (width << level) < MIN_UNIT_ELEMENTS) {
        level++;
      }
      return new Units(levels, level, Math.max(level, MAX_UNIT_COLUMNS_SHIFT));
    }

    long across() {
      return Levels.cells(levels.columns(), columnsShift);
    }

    long count() {
      return levels.rows(level) * across();
    }

    Rectangle rectangle(long unit) {
      return new Rectangle(0, levels.rows(), 0, levels.columns())
          .rows((unit / across()) << level, 1L << level)
          .columns((unit % across()) << columnsShift, 1L << columnsShift);
    }

    /** Whether all units that a rectangle lies in are among some. */
    boolean cover(Rectangle part, LongPredicate some) {
      for (long row = part.top() >> level; row <= (part.bottom() - 1) >> level; row++) {
        long last = (part.right() - 1) >> columnsShift;
        for (long column = part.left() >> columnsShift; column <= last; column++) {
          if (!some.test(row * across() + column)) {
            return false;
          }
        }
      }
      return true;
    }
  }

  @Override
  void scan(long unit, Runnable betweenBlocks) {
    Rectangle part = units.rectangle(unit);
    var cascade =
        new Cascade(
            aggregate,
            levels.base(),
            units.level,
            (level, row, cells) ->
                keep(level, (part.top() >> level) + row, part.left() >> level, cells));
    new CellReader(plane, aggregate, levels.base(), betweenBlocks).read(part, cascade::add);
    cascade.finish();
    scanned.set((int) unit, 1);
  }

  private void keep(int level, long row, long column, CellRow cells) {
    var shown = new float[cells.length()];
    cells.show(aggregate, shown, 0);
    long at = row * levels.columns(level) + column;
    stores[level - levels.base()].write(at, shown);
    if (level == units.level) {
      cells.copyTo(junction, (int) at);
    }
  }

  @Override
  void finish() {
    var cascade =
        new Cascade(
            aggregate,
            units.level,
            levels.top(),
            (level, row, cells) -> {
              if (level > units.level) {
                keep(level, row, 0, cells);
              }
            });
    int width = (int) levels.columns(units.level);
    for (int row = 0; row < levels.rows(units.level); row++) {
      cascade.add(junction.part(row * width, width));
    }
    cascade.finish();
  }

  /** Whether all cells of a tile are known. */
  boolean has(TileArea area) {
    if (area.level() < levels.base() || isComplete()) {
      return area.level() >= levels.base();
    }
    return area.level() <= units.level
        && units.cover(area.elements(), unit -> scanned.get((int) unit) == 1);
  }

  /** A tile, all of whose cells are known. */
  Tile tile(TileArea area) {
    int rows = area.rows();
    int columns = area.columns();
    var cells = new float[rows * columns];
    FloatStore store = stores[area.level() - levels.base()];
    for (int row = 0; row < rows; row++) {
      long at = (area.firstRow() + row) * levels.columns(area.level()) + area.firstColumn();
      store.read(at, cells, row * columns, columns);
    }
    return new Tile(rows, columns, cells, Exactness.EXACT);
  }
}
