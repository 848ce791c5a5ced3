package io.npyio.array;

import io.npyio.memory.Memory;
import io.npyio.memory.Offsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Walks two arrays of one shape together, in the order of memory rather than of the index, as runs
 * along one axis.
 *
 * <p>Axes of length 1 are dropped, axes that continue each other in both arrays become one, and the
 * rest are visited from the widest stride of the target to the narrowest. Where the two arrays run
 * across each other the last two axes are cut into tiles, and a tile of the source passes through a
 * small memory of its own: there its columns, each moved as a whole, are near to each other.
 */
final class Runs {
  /** What is done with a run: {@code n} elements from each start, that far apart. */
  @FunctionalInterface
  interface Body {
    /** {@code memory} is that of the source, or the one that a tile of it passes through. */
    void run(Memory memory, long source, long sourceStride, long target, long targetStride, int n);
  }

  /**
   * The memory that source positions are in.
   *
   * @param width of an element, in bytes
   * @param use what the body does with it
   */
  record Side(Memory memory, int width, Use use) {}

  /** What a body does with the memory of the source. */
  enum Use {
    READ,
    WRITTEN,
    /** Read where it is, by positions that the body knows from elsewhere. */
    IN_PLACE
  }

  private static final int TILE = 64;
  private static final int LONGEST = 1 << 30;

  /** Below this a run costs more to start than to do, and the axis next to it is preferred. */
  private static final int SHORT = 16;

  private static final int BLOCK = 1024;

  /** Elements wider than this fill their cache lines well enough where they are. */
  private static final int WIDEST = 32;

  /** Keeps the columns of a tile out of each other's place in the cache. */
  private static final int GAP = 64;

  private final Side side;
  private final Body body;
  private final boolean inRows;
  private final long[] lengths;
  private final long[] sources;
  private final long[] targets;
  private int rank;
  private @Nullable Memory near;
  private @Nullable Pattern pattern;

  private Runs(
      Side side, long[] lengths, long[] sources, long[] targets, boolean inRows, Body body) {
    this.side = side;
    this.body = body;
    this.inRows = inRows;
    this.lengths = lengths.clone();
    this.sources = sources.clone();
    this.targets = targets.clone();
    this.rank = lengths.length;
  }

  /**
   * Calls the body for every element once.
   *
   * @param lengths of the axes
   * @param sourceStrides of the first array, in bytes
   * @param targetStrides of the second one, in any unit, whose order of memory is followed
   */
  static void walk(
      Side side,
      long[] lengths,
      long source,
      long[] sourceStrides,
      long target,
      long[] targetStrides,
      Body body) {
    if (isEmpty(lengths)) {
      return;
    }
    new Runs(side, lengths, sourceStrides, targetStrides, false, body).start(source, target);
  }

  /** The same where the target is a Java array in C order: each run is contiguous in it. */
  static void walkRows(
      Side side, Shape shape, long source, long[] sourceStrides, long target, Body body) {
    walkRows(side, shape, source, sourceStrides, target, shape, body);
  }

  /** The same where the target is a slice of a Java array of the shape {@code whole}. */
  static void walkRows(
      Side side,
      Shape shape,
      long source,
      long[] sourceStrides,
      long target,
      Shape whole,
      Body body) {
    long[] lengths = shape.lengths();
    if (isEmpty(lengths)) {
      return;
    }
    new Runs(side, lengths, sourceStrides, whole.strides(1, Order.C), true, body)
        .start(source, target);
  }

  private static boolean isEmpty(long[] lengths) {
    for (long length : lengths) {
      if (length == 0) {
        return true;
      }
    }
    return false;
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

  /** Insertion sort, widest target stride first; equal ones stay in the order of the index. */
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

  /** Where the last axis of a slice has one element, those of the others lie apart. */
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
          side.memory(),
          source,
          single ? 0 : sources[0],
          target,
          single ? 0 : targets[0],
          single ? 1 : lengths[0]);
      return;
    }
    int inner = rank - 1;
    int crossing = narrowestSource();
    if (crossing != inner && lengths[inner] >= SHORT) {
      bringBeforeInner(crossing);
      boolean isNarrow = side.width() <= WIDEST && sources[inner - 1] == side.width();
      if (isNarrow && side.use() != Use.IN_PLACE) {
        near = Memory.allocate(Math.min(TILE, lengths[inner]) * pitch());
      }
      outer(0, source, target, TILE, TILE);
    } else if (patternOfShortAxes()) {
      patterns(0, source, target);
    } else if (!inRows && lengths[inner] < SHORT && lengths[inner] < lengths[inner - 1]) {
      swap(inner, inner - 1);
      outer(0, source, target, SHORT, BLOCK);
    } else {
      outer(0, source, target, Long.MAX_VALUE, Long.MAX_VALUE);
    }
  }

  // ---- short axes ----------------------------------------------------------------------------

  /**
   * The last axes, where they are short and their elements follow each other in the target: so many
   * rows of the first of them at a time pass through near memory, and are one run there.
   */
  private record Pattern(int axis, long rows, int rowSize, Offsets apart, Offsets dense) {}

  private boolean patternOfShortAxes() {
    int inner = rank - 1;
    if (lengths[inner] >= SHORT || side.use() == Use.IN_PLACE || side.width() > WIDEST) {
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
    Offsets apart = Offsets.ofRun(1, 0);
    for (int i = inner; i >= axis; i--) {
      apart = apart.times((int) (i == axis ? rows : lengths[i]), (int) sources[i]);
    }
    Offsets dense = Offsets.ofRun(apart.size(), side.width());
    pattern = new Pattern(axis, rows, (int) rowSize, apart, dense);
    near = Memory.allocate((long) dense.size() * side.width());
    return true;
  }

  private boolean followsInTarget(int axis) {
    return targets[axis] == targets[axis + 1] * lengths[axis + 1];
  }

  /** How far apart the elements of the axes behind this one can lie. */
  private long span(int axis) {
    double span = 0;
    for (int i = axis + 1; i < rank; i++) {
      span += (double) lengths[i] * Math.abs(sources[i]);
    }
    return (long) span;
  }

  private void patterns(int axis, long source, long target) {
    Pattern repeated = Objects.requireNonNull(pattern);
    long step = axis == repeated.axis() ? repeated.rows() : 1;
    for (long i = 0; i < lengths[axis]; i += step) {
      long from = source + i * sources[axis];
      long to = target + i * targets[axis];
      if (axis < repeated.axis()) {
        patterns(axis + 1, from, to);
      } else {
        int n = (int) Math.min(step, lengths[axis] - i) * repeated.rowSize();
        pass(repeated, from, to, n);
      }
    }
  }

  private void pass(Pattern repeated, long source, long target, int n) {
    Memory nearby = Objects.requireNonNull(near);
    int width = side.width();
    if (side.use() == Use.READ) {
      side.memory().copyItemsTo(source, repeated.apart(), nearby, 0, repeated.dense(), width, n);
    }
    body.run(nearby, 0, width, target, targets[rank - 1], n);
    if (side.use() == Use.WRITTEN) {
      nearby.copyItemsTo(0, repeated.dense(), side.memory(), source, repeated.apart(), width, n);
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
    Memory nearby = near;
    if (nearby == null) {
      rows(side.memory(), source, sources[rank - 2], sources[rank - 1], target, rows, columns);
      return;
    }
    if (side.use() == Use.READ) {
      for (long j = 0; j < columns; j++) {
        side.memory().copyTo(columnAt(source, j), nearby, j * pitch(), rows * side.width());
      }
    }
    rows(nearby, 0, side.width(), pitch(), target, rows, columns);
    if (side.use() == Use.WRITTEN) {
      for (long j = 0; j < columns; j++) {
        nearby.copyTo(j * pitch(), side.memory(), columnAt(source, j), rows * side.width());
      }
    }
  }

  private long columnAt(long source, long column) {
    return source + column * sources[rank - 1];
  }

  private long pitch() {
    return (long) TILE * side.width() + GAP;
  }

  private void rows(
      Memory memory,
      long source,
      long rowStride,
      long stride,
      long target,
      long rows,
      long columns) {
    for (long i = 0; i < rows; i++) {
      runs(
          memory,
          source + i * rowStride,
          stride,
          target + i * targets[rank - 2],
          targets[rank - 1],
          columns);
    }
  }

  private void runs(
      Memory memory, long source, long sourceStride, long target, long targetStride, long n) {
    for (long done = 0; done < n; done += LONGEST) {
      body.run(
          memory,
          source + done * sourceStride,
          sourceStride,
          target + done * targetStride,
          targetStride,
          (int) Math.min(n - done, LONGEST));
    }
  }
}
