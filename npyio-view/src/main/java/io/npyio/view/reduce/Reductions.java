package io.npyio.view.reduce;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tiles, lines and ranges of arrays of any size, for several threads.
 *
 * <p>Large arrays are scanned once in the background, so an array must stay readable until {@link
 * #forget} of its key has returned. What scans keep is bounded: those used least recently go first.
 *
 * <p>A mean is the sum of the finite elements by their number. Its sum is made in float64: in the
 * cells of the lowest level that is kept, or below it in those asked for, first along the longer
 * strides of the file and then along the shorter ones; above it of four cells, (upper left + upper
 * right) + (lower left + lower right). So a tile has the same bits whether it is read or was kept.
 */
public final class Reductions implements AutoCloseable {
  private static final long BUDGET_BYTES = 96L << 20;

  /** After this time a tile that is wanted in haste is better sampled. */
  private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  /** After this time a sample is no longer made finer. */
  private static final long SAMPLE_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

  /** Lines of lower cost are read from the series at any time. */
  private static final double MAX_CHEAP_COST = 1 << 20;

  /** Lines of lower cost are read from the series as long as there is no tree. */
  private static final double MAX_DIRECT_COST = 1 << 22;

  private final long budget;
  private final ScanGate gate = new ScanGate();
  private final ScanQueue queue;
  private final Map<Key, ScanJob> jobs = new LinkedHashMap<>(16, 0.75f, true);

  /** With 96 MB for what scans keep, and all processors. */
  public Reductions() {
    this(BUDGET_BYTES, Runtime.getRuntime().availableProcessors());
  }

  /**
   * With other limits.
   *
   * @param budget for what scans keep, in bytes
   * @param threads that scan
   */
  public Reductions(long budget, int threads) {
    this.budget = budget;
    queue = new ScanQueue(threads, gate);
  }

  /** The subject of a scan; a line has no aggregate. */
  private record Key(String array, @Nullable Aggregate aggregate) {}

  /**
   * {@return a tile of a heat map}
   *
   * @param key names the array, its slice and the part, and this version of the file
   * @param numbers of two axes
   * @param level of the tile: a cell covers 2<sup>level</sup> × 2<sup>level</sup> elements
   * @param row of the tile: it begins at cell {@code row * 256}
   * @param column likewise
   * @param haste whether a sample is better than an exact tile that takes long to read
   * @throws IndexOutOfBoundsException if there is no such tile
   * @throws IllegalArgumentException if the elements are not numbers, or have no such part
   */
  public Tile tile(
      String key,
      Numbers numbers,
      Aggregate aggregate,
      int level,
      long row,
      long column,
      Haste haste) {
    Plane plane = Plane.of(numbers);
    Levels levels = Levels.of(plane);
    if (!plane.isTurned()) {
      return tile(key, plane, aggregate, TileArea.of(levels, level, row, column), haste);
    }
    TileArea asked = TileArea.of(levels.turned(), level, row, column);
    return tile(key, plane, aggregate, asked.turned(), haste).turned();
  }

  private Tile tile(String key, Plane plane, Aggregate aggregate, TileArea area, Haste haste) {
    Levels levels = area.levels();
    var reader = new TileReader(plane, aggregate, area);
    if (levels.isCheap(plane, area.level())) {
      return read(reader, haste, true);
    }
    boolean isScanned =
        area.level() >= levels.base() && levels.isScannable() && plane.mayBeScanned();
    ScanJob job =
        isScanned
            ? job(
                new Key(key, aggregate), levels.bytes(), () -> Pyramid.of(plane, aggregate, levels))
            : null;
    if (job instanceof Pyramid pyramid && pyramid.has(area)) {
      return pyramid.tile(area);
    }
    return levels.isDirect(plane, area.level())
        ? read(reader, haste, levels.isPrompt(plane, area.level()))
        : reader.sampled(exactness(job), SAMPLE_NANOS);
  }

  /** What may be said of a sample. */
  private static Exactness exactness(@Nullable ScanJob job) {
    return job == null ? Exactness.SAMPLED : Exactness.AFTER_SCAN;
  }

  /** Reads a tile; in haste a sample of it, if reading all takes longer than a moment. */
  private static Tile read(TileReader reader, Haste haste, boolean isPrompt) {
    if (haste == Haste.PATIENT) {
      return reader.exact();
    }
    Tile exact = isPrompt ? reader.exactWithin(MOMENT_NANOS) : null;
    return exact == null ? reader.sampled(Exactness.ON_REQUEST, SAMPLE_NANOS) : exact;
  }

  /**
   * {@return the bounds of buckets of a series}
   *
   * @param key as for a tile
   * @param numbers of one axis
   * @param from the first element
   * @param to the element after the last one
   * @param n the number of buckets; bucket i begins at {@code from + (to - from) * i / n}
   * @throws IndexOutOfBoundsException if there are no such elements, or n is less than 1
   * @throws IllegalArgumentException if the elements are not numbers, or have no such part
   */
  public Line line(String key, Numbers numbers, long from, long to, int n) {
    Plane series = Plane.ofSeries(numbers);
    Buckets buckets = Buckets.of(from, to, n, series.columns());
    var reader = new LineReader(series, buckets);
    double cost = series.cost(1, buckets.length());
    if (cost <= MAX_CHEAP_COST) {
      return reader.exact();
    }
    ScanJob job =
        LineTree.isScannable(series)
            ? job(new Key(key, null), LineTree.bytes(series), () -> LineTree.of(series))
            : null;
    if (job instanceof LineTree tree && tree.isComplete()) {
      return reader.by(tree);
    }
    return cost <= MAX_DIRECT_COST ? reader.exact() : reader.sampled(exactness(job));
  }

  /**
   * {@return the range of the values of an array, of a sample if it is large}
   *
   * @param numbers of any number of axes
   * @throws IllegalArgumentException if the elements are not numbers, or have no such part
   */
  public ValueRange range(Numbers numbers) {
    return ValueRange.of(numbers);
  }

  /** {@return the scans that are not complete} */
  public synchronized List<Scan> scans() {
    List<Scan> scans = new ArrayList<>();
    jobs.forEach(
        (key, job) -> {
          if (!job.isComplete()) {
            scans.add(new Scan(key.array, queue.progress(job), job.problem()));
          }
        });
    return scans;
  }

  /** {@return the gate at which scans wait while requests are answered} */
  public ScanGate gate() {
    return gate;
  }

  /** Forgets what was kept of some arrays; afterwards no thread reads them. */
  public synchronized void forget(Predicate<String> keys) {
    Iterator<Map.Entry<Key, ScanJob>> entries = jobs.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<Key, ScanJob> entry = entries.next();
      if (keys.test(entry.getKey().array)) {
        entries.remove();
        queue.cancel(entry.getValue());
      }
    }
  }

  /** Forgets all arrays, and ends the threads. */
  @Override
  public void close() {
    forget(key -> true);
    queue.close();
  }

  /** The job of a key, begun if there is none; null if its result would be too large. */
  private synchronized @Nullable ScanJob job(Key key, long bytes, Supplier<ScanJob> begin) {
    ScanJob job = jobs.get(key);
    if (job == null && bytes <= budget) {
      makeRoom(bytes);
      job = begin.get();
      jobs.put(key, job);
    }
    if (job != null) {
      queue.prefer(job);
    }
    return job;
  }

  private void makeRoom(long bytes) {
    long used = jobs.values().stream().mapToLong(ScanJob::bytes).sum();
    Iterator<ScanJob> leastRecent = jobs.values().iterator();
    while (used + bytes > budget) {
      ScanJob job = leastRecent.next();
      leastRecent.remove();
      queue.cancel(job);
      used -= job.bytes();
    }
  }
}
