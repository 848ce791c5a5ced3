package io.npyio.strided;

import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.memory.GatherPattern;
import io.npyio.memory.Memory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over two arrays of one shape together, in the order of memory rather than of the index,
 * as runs along one axis. NumPy's iterator and its inner loop.
 *
 * <p>Axes of length 1 are dropped, axes that continue each other in both arrays are merged, and the
 * rest are visited from the widest stride of the target to the narrowest:
 *
 * <pre>
 *   both rows          one run           source columns,     tiles of 64 x 64, whose
 *   a b c | a b c  =>  a b c d e f ..    target rows     =>  columns pass through scratch
 *   d e f | d e f                        a d | a b
 *                                        b e | d e
 * </pre>
 *
 * <p>If the two arrays run across each other, the last two axes are cut into tiles, and each tile
 * of the source passes through scratch memory: its columns are copied there whole, which brings its
 * rows close together. Short trailing axes are gathered in scratch, too, into one run.
 */
public final class StridedWalk {
  /** Processes a run: {@code n} elements from each start, a stride apart. */
  @FunctionalInterface
  public interface Kernel {
    /**
     * {@code memory} is that of the source, or scratch that a part of the source passes through.
     */
    void run(Memory memory, long source, long sourceStride, long target, long targetStride, int n);
  }

  /** How a kernel uses the memory of the source. */
  public enum Access {
    /** Read, at its own position or in scratch. */
    READ,
    /** Written, at its own position or in scratch. */
    WRITE,
    /** Read in place, at positions that the kernel knows from elsewhere. */
    IN_PLACE
  }

  private static final int TILE = 64;
  private static final int MAX_RUN = 1 << 30;

  /** Elements of a mapped file until the next look at its length: half a second of faults. */
  private static final int WATCHED_ELEMENTS = 1 << 16;

  /**
   * Bytes of a mapped file that are copied in bulk, unswapped, until the next look at its length:
   * one fault ends such a copy. The JVM writes large ones around the caches (JDK-8310159).
   */
  static final int WATCHED_BYTES = 32 << 20;

  /** A walk over fewer elements takes so little time that reading the clock would show in it. */
  static final int MIN_WATCHED_ELEMENTS = 1 << 12;

  /** Shorter runs cost more to start than to process; the neighbouring axis is preferred. */
  private static final int MIN_RUN = 16;

  private static final int BLOCK = 1024;

  /** Elements wider than this, in bytes, use their cache lines well enough without scratch. */
  private static final int MAX_SCRATCH_WIDTH = 32;

  /** Bytes between the columns of a tile, so that they do not evict each other from the cache. */
  private static final int TILE_PADDING = 64;

  private final Memory memory;
  private final @Nullable Memory targetMemory;
  private final boolean mayShrink;
  private final int width;
  private final Access access;
  private final Kernel kernel;
  private final boolean inRows;
  private final long[] lengths;
  private final long[] sources;
  private final long[] targets;
  private int rank;
  private long unwatched;
  private @Nullable Memory scratch;
  private @Nullable ShortAxes shortAxes;
  private @Nullable Memory ordered;

  private StridedWalk(
      Strided source,
      @Nullable Memory targetMemory,
      long[] targetStrides,
      boolean inRows,
      Access access,
      Kernel kernel) {
    this.memory = source.memory();
    this.targetMemory = targetMemory;
    this.mayShrink = memory.mayShrink() || (targetMemory != null && targetMemory.mayShrink());
    this.unwatched = source.size() < MIN_WATCHED_ELEMENTS ? 0 : WATCHED_ELEMENTS;
    this.width = source.dtype().itemSize();
    this.access = access;
    this.kernel = kernel;
    this.inRows = inRows;
    this.lengths = source.lengths().clone();
    this.sources = source.strides().clone();
    this.targets = targetStrides.clone();
    this.rank = lengths.length;
  }

  /** Calls the kernel for every element once, in the order of the target's memory. */
  static void walk(Strided source, Strided target, Access access, Kernel kernel) {
    if (!source.isEmpty()) {
      new StridedWalk(source, target.memory(), target.strides(), false, access, kernel)
          .start(source.offset(), target.offset());
    }
  }

  /**
   * As {@link #walk}, but the target is a Java array in C order, in which each run is contiguous.
   *
   * @param start the index in it of the first element
   * @param whole the shape of the array of which the target is a slice, or that of the source
   */
  static void walkRows(Strided source, long start, Shape whole, Access access, Kernel kernel) {
    if (!source.isEmpty()) {
      long[] steps = Strides.of(whole.lengths(), 1, Order.C);
      new StridedWalk(source, null, steps, true, access, kernel).start(source.offset(), start);
    }
  }

  /** Whether a walk over a mapped file is long enough to check the length of the file. */
  static boolean isWatched(Strided source) {
    return source.memory().mayShrink() && source.size() >= MIN_WATCHED_ELEMENTS;
  }

  private void dropSingles() {
    int kept = 0;
    for (int i = 0; i < rank; i++) {
      if (lengths[i] != 1) {
        move(i, kept++);
      }
    }
    rank = kept;
  }

  /** Insertion sort, widest target stride first; equal strides stay in the order of the index. */
  private void sort() {
    for (int i = 1; i < rank; i++) {
      for (int j = i; j > 0 && isWider(j, j - 1); j--) {
        swap(j, j - 1);
      }
    }
  }

  private boolean isWider(int i, int j) {
    long a = Math.abs(targets[i]);
    long b = Math.abs(targets[j]);
    return a > b || (a == b && Math.abs(sources[i]) > Math.abs(sources[j]));
  }

  private void merge() {
    int last = 0;
    for (int i = 1; i < rank; i++) {
      boolean continues =
          sources[last] == sources[i] * lengths[i] && targets[last] == targets[i] * lengths[i];
      if (continues) {
        sources[last] = sources[i];
        targets[last] = targets[i];
        lengths[last] *= lengths[i];
      } else {
        move(i, ++last);
      }
    }
    rank = Math.min(rank, last + 1);
  }

  private void move(int from, int to) {
    lengths[to] = lengths[from];
    sources[to] = sources[from];
    targets[to] = targets[from];
  }

  private void swap(int i, int j) {
    long length = lengths[i];
    long source = sources[i];
    long target = targets[i];
    move(j, i);
    lengths[j] = length;
    sources[j] = source;
    targets[j] = target;
  }

  /** A slice whose last axis has length 1 has gaps between its elements. */
  private void endInRows() {
    if (inRows && rank > 0 && targets[rank - 1] != 1) {
      lengths[rank] = 1;
      sources[rank] = 0;
      targets[rank++] = 1;
    }
  }

  private void start(long source, long target) {
    dropSingles();
    sort();
    merge();
    endInRows();
    if (rank < 2) {
      boolean single = rank == 0;
      runs(
          memory,
          source,
          single ? 0 : sources[0],
          target,
          single ? 0 : targets[0],
          single ? 1 : lengths[0]);
      return;
    }
    int inner = rank - 1;
    int crossing = narrowestSource();
    if (crossing != inner && lengths[inner] >= MIN_RUN) {
      bringBeforeInner(crossing);
      boolean isNarrow = width <= MAX_SCRATCH_WIDTH && sources[inner - 1] == width;
      if (isNarrow && access != Access.IN_PLACE) {
        scratch = Memory.allocate(Math.min(TILE, lengths[inner]) * pitch());
      }
      outer(0, source, target, TILE, TILE);
    } else if (gathersShortAxes()) {
      gathered(0, source, target);
    } else if (!inRows && lengths[inner] < MIN_RUN && lengths[inner] < lengths[inner - 1]) {
      swap(inner, inner - 1);
      outer(0, source, target, MIN_RUN, BLOCK);
    } else {
      outer(0, source, target, Long.MAX_VALUE, Long.MAX_VALUE);
    }
  }

  // ---- short axes ----------------------------------------------------------------------------

  /**
   * Groups of short trailing axes whose elements follow each other in the target. They are gathered
   * into scratch and processed there as one run.
   *
   * @param axis the first of them
   * @param rows of that axis in one run
   * @param rowSize elements of a row
   * @param pattern the offsets of a run's elements in the source
   */
  private record ShortAxes(int axis, long rows, int rowSize, GatherPattern pattern) {}

  private boolean gathersShortAxes() {
    int inner = rank - 1;
    if (lengths[inner] >= MIN_RUN || access == Access.IN_PLACE || width > MAX_SCRATCH_WIDTH) {
      return false;
    }
    int axis = inner;
    long rowSize = 1;
    while (axis > 0 && followsInTarget(axis - 1) && rowSize * lengths[axis] <= BLOCK / 2) {
      rowSize *= lengths[axis--];
    }
    long rows = Math.min(lengths[axis], BLOCK / rowSize);
    if (axis == inner || span(axis) + rows * Math.abs(sources[axis]) > Integer.MAX_VALUE / 2) {
      return false;
    }
    GatherPattern pattern = GatherPattern.ofRun(1, 0);
    for (int i = inner; i >= axis; i--) {
      pattern = pattern.repeat((int) (i == axis ? rows : lengths[i]), (int) sources[i]);
    }
    shortAxes = new ShortAxes(axis, rows, (int) rowSize, pattern);
    scratch = Memory.allocate((long) pattern.size() * width);
    if (access == Access.READ && pattern.span(width) <= 2 * scratch.size()) {
      ordered = Memory.allocate(pattern.span(width));
    }
    return true;
  }

  private boolean followsInTarget(int axis) {
    return targets[axis] == targets[axis + 1] * lengths[axis + 1];
  }

  /** The number of bytes that the axes after this one span. */
  private long span(int axis) {
    double span = 0;
    for (int i = axis + 1; i < rank; i++) {
      span += (double) lengths[i] * Math.abs(sources[i]);
    }
    return (long) span;
  }

  private void gathered(int axis, long source, long target) {
    ShortAxes repeated = Objects.requireNonNull(shortAxes);
    long step = axis == repeated.axis() ? repeated.rows() : 1;
    for (long i = 0; i < lengths[axis]; i += step) {
      long from = source + i * sources[axis];
      long to = target + i * targets[axis];
      if (axis < repeated.axis()) {
        gathered(axis + 1, from, to);
      } else {
        int n = (int) Math.min(step, lengths[axis] - i) * repeated.rowSize();
        pass(repeated, from, to, n);
      }
    }
  }

  private void pass(ShortAxes repeated, long source, long target, int n) {
    Memory gathered = Objects.requireNonNull(scratch);
    watch(n);
    if (access == Access.READ) {
      gather(source, repeated.pattern(), gathered, n);
    }
    kernel.run(gathered, 0, width, target, targets[rank - 1], n);
    if (access == Access.WRITE) {
      memory.scatter(gathered, source, repeated.pattern(), width, n);
    }
  }

  /**
   * Elements that lie close together are first copied as they lie: memory is read ahead for a copy
   * in order, but not for a pattern that goes back and forth.
   */
  private void gather(long source, GatherPattern pattern, Memory gathered, int n) {
    if (ordered != null && n == pattern.size()) {
      memory.copyTo(source + pattern.least(), ordered, 0, ordered.size());
      ordered.gather(-pattern.least(), pattern, gathered, width, n);
    } else {
      memory.gather(source, pattern, gathered, width, n);
    }
  }

  // ---- tiles ---------------------------------------------------------------------------------

  private int narrowestSource() {
    int narrowest = rank - 1;
    for (int i = rank - 2; i >= 0; i--) {
      if (Math.abs(sources[i]) < Math.abs(sources[narrowest])) {
        narrowest = i;
      }
    }
    return narrowest;
  }

  private void bringBeforeInner(int axis) {
    for (int i = axis; i < rank - 2; i++) {
      swap(i, i + 1);
    }
  }

  private void outer(int axis, long source, long target, long rows, long columns) {
    if (axis == rank - 2) {
      tiles(source, target, rows, columns);
      return;
    }
    for (long i = 0; i < lengths[axis]; i++) {
      outer(axis + 1, source + i * sources[axis], target + i * targets[axis], rows, columns);
    }
  }

  private void tiles(long source, long target, long rows, long columns) {
    int outer = rank - 2;
    int inner = rank - 1;
    for (long i = 0; i < lengths[outer]; i += Math.min(rows, lengths[outer])) {
      long rowEnd = i + Math.min(rows, lengths[outer] - i);
      for (long j = 0; j < lengths[inner]; j += Math.min(columns, lengths[inner])) {
        tile(
            source + i * sources[outer] + j * sources[inner],
            target + i * targets[outer] + j * targets[inner],
            rowEnd - i,
            Math.min(columns, lengths[inner] - j));
      }
    }
  }

  private void tile(long source, long target, long rows, long columns) {
    Memory columnwise = scratch;
    if (columnwise == null) {
      rows(memory, source, sources[rank - 2], sources[rank - 1], target, rows, columns);
      return;
    }
    watch(rows * columns);
    if (access == Access.READ) {
      for (long j = 0; j < columns; j++) {
        memory.copyTo(columnAt(source, j), columnwise, j * pitch(), rows * width);
      }
    }
    rows(columnwise, 0, width, pitch(), target, rows, columns);
    if (access == Access.WRITE) {
      for (long j = 0; j < columns; j++) {
        columnwise.copyTo(j * pitch(), memory, columnAt(source, j), rows * width);
      }
    }
  }

  private long columnAt(long source, long column) {
    return source + column * sources[rank - 1];
  }

  private long pitch() {
    return (long) TILE * width + TILE_PADDING;
  }

  private void rows(
      Memory from, long source, long rowStride, long stride, long target, long rows, long columns) {
    for (long i = 0; i < rows; i++) {
      runs(
          from,
          source + i * rowStride,
          stride,
          target + i * targets[rank - 2],
          targets[rank - 1],
          columns);
    }
  }

  private void runs(
      Memory from, long source, long sourceStride, long target, long targetStride, long n) {
    int most = mayShrink ? WATCHED_ELEMENTS : MAX_RUN;
    for (long done = 0; done < n; done += most) {
      int count = (int) Math.min(n - done, most);
      watch(count);
      kernel.run(
          from,
          source + done * sourceStride,
          sourceStride,
          target + done * targetStride,
          targetStride,
          count);
    }
  }

  /** Checks now and then whether a mapped file has been cut short. */
  private void watch(long elements) {
    unwatched += elements;
    if (mayShrink && unwatched >= WATCHED_ELEMENTS) {
      unwatched = 0;
      memory.requireWhole();
      if (targetMemory != null) {
        targetMemory.requireWhole();
      }
    }
  }
}
