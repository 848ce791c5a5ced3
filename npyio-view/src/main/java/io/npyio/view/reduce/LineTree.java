package io.npyio.view.reduce;

import java.util.ArrayList;
import java.util.List;

/**
 * The least and the greatest finite element of each stretch of a series, and of each 16 stretches
 * of the level below, filled by a scan. A stretch has a power of 2 of elements.
 */
final class LineTree extends ScanJob {
  /** 16 MB as float64, two for each stretch. */
  private static final long MAX_STRETCHES = 1 << 20;

  private static final int MIN_STRETCH_SHIFT = 6;
  private static final int FAN_SHIFT = 4;
  private static final long FAN = 1 << FAN_SHIFT;
  private static final int UNIT_SHIFT = 22;
  private static final long MAX_SCANNED_ELEMENTS = 1L << 34;

  private final Plane series;
  private final int shift;
  private final List<Stretches> levels = new ArrayList<>();

  private LineTree(Plane series, int shift) {
    super(Levels.cells(series.columns(), UNIT_SHIFT), bytes(series.columns(), shift));
    this.series = series;
    this.shift = shift;
    levels.add(Stretches.ofLength(Levels.cells(series.columns(), shift)));
  }

  static LineTree of(Plane series) {
    return new LineTree(series, shift(series.columns()));
  }

  /** Whether a series is short enough to be scanned as a whole. */
  static boolean isScannable(Plane series) {
    return series.mayBeScanned() && series.columns() <= MAX_SCANNED_ELEMENTS;
  }

  private static int shift(long length) {
    int shift = MIN_STRETCH_SHIFT;
    while (Levels.cells(length, shift) > MAX_STRETCHES) {
      shift++;
    }
    return shift;
  }

  /** The size of the tree of a series, in bytes. */
  static long bytes(Plane series) {
    return bytes(series.columns(), shift(series.columns()));
  }

  private static long bytes(long length, int shift) {
    long stretches = Levels.cells(length, shift);
    return (stretches + stretches / (FAN - 1)) * 2 * Double.BYTES;
  }

  /** The number of elements of a stretch. */
  long stretch() {
    return 1L << shift;
  }

  /** Bounds of stretches of one level. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Stretches(double[] least, double[] greatest) {
    static Stretches ofLength(long length) {
      int n = Math.toIntExact(length);
      return new Stretches(new double[n], new double[n]);
    }

    int length() {
      return least.length;
    }

    void set(int index, Bounds bounds) {
      least[index] = bounds.least();
      greatest[index] = bounds.greatest();
    }

    void extend(Bounds bounds, long from, long to) {
      for (int i = (int) from; i < to; i++) {
        bounds.add(least[i], greatest[i]);
      }
    }
  }

  @Override
  void scan(long unit, Runnable betweenBlocks) {
    long end = Math.min(series.columns(), (unit + 1) << UNIT_SHIFT);
    Block block = series.block(Math.min(Block.ELEMENTS, series.columns()));
    for (long at = unit << UNIT_SHIFT; at < end; at += Block.ELEMENTS) {
      betweenBlocks.run();
      long to = Math.min(end, at + Block.ELEMENTS);
      block.read(series.row(0).slice(0, at, to));
      for (long from = at; from < to; from += stretch()) {
        var bounds = new Bounds();
        block.extend(bounds, (int) (from - at), (int) (Math.min(to, from + stretch()) - at));
        levels.get(0).set((int) (from >> shift), bounds);
      }
    }
  }

  @Override
  void finish() {
    for (Stretches below = levels.get(0); below.length() > FAN; ) {
      Stretches above = Stretches.ofLength(Levels.cells(below.length(), FAN_SHIFT));
      for (int i = 0; i < above.length(); i++) {
        var bounds = new Bounds();
        below.extend(bounds, i * FAN, Math.min(below.length(), (i + 1) * FAN));
        above.set(i, bounds);
      }
      levels.add(above);
      below = above;
    }
  }

  /** Extends bounds by the bounds of whole stretches, once the scan is complete. */
  void extend(Bounds bounds, long firstStretch, long lastStretch) {
    long from = firstStretch;
    long to = lastStretch;
    for (int i = 0; i < levels.size(); i++) {
      Stretches level = levels.get(i);
      long whole = -(-from >> FAN_SHIFT); // rounded up
      long end = to >> FAN_SHIFT;
      if (whole >= end || i == levels.size() - 1) {
        level.extend(bounds, from, to);
        return;
      }
      level.extend(bounds, from, whole << FAN_SHIFT);
      level.extend(bounds, end << FAN_SHIFT, to);
      from = whole;
      to = end;
    }
  }
}
