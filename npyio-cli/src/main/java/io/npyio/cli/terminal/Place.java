package io.npyio.cli.terminal;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where the user is in an array: which two axes are shown, and the element that is chosen. */
final class Place {
  private static final int NONE = -1;

  private final long[] lengths;
  private final long[] index;
  private int down;
  private int across;
  private int stepped;

  /** The first element, with the last two axes shown. */
  Place(long... lengths) {
    this.lengths = lengths.clone();
    index = new long[lengths.length];
    down = lengths.length > 1 ? lengths.length - 2 : lengths.length - 1;
    across = lengths.length > 1 ? lengths.length - 1 : NONE;
    stepped = Math.max(NONE, down - 1);
  }

  boolean fits(long... other) {
    return Arrays.equals(lengths, other);
  }

  boolean isEmpty() {
    return Arrays.stream(lengths).anyMatch(length -> length == 0);
  }

  long[] index() {
    return index.clone();
  }

  /** The chosen element, but another row and column. */
  long[] index(long row, long column) {
    long[] other = index.clone();
    set(other, down, row);
    set(other, across, column);
    return other;
  }

  private static void set(long[] index, int axis, long value) {
    if (axis != NONE) {
      index[axis] = value;
    }
  }

  // ---- the axes that are shown -----------------------------------------------------------------

  /** The axis of the rows; negative for a single element. */
  int down() {
    return down;
  }

  /** The axis of the columns; negative if there is one column. */
  int across() {
    return across;
  }

  long rows() {
    return length(down);
  }

  long columns() {
    return length(across);
  }

  private long length(int axis) {
    return axis == NONE ? 1 : lengths[axis];
  }

  long row() {
    return down == NONE ? 0 : index[down];
  }

  long column() {
    return across == NONE ? 0 : index[across];
  }

  void toRow(long row) {
    move(down, row);
  }

  void toColumn(long column) {
    move(across, column);
  }

  private void move(int axis, long to) {
    if (axis != NONE) {
      index[axis] = Math.max(0, Math.min(lengths[axis] - 1, to));
    }
  }

  /** Exchanges rows and columns. */
  void swap() {
    if (across != NONE) {
      int rows = down;
      down = across;
      across = rows;
    }
  }

  // ---- the other axes --------------------------------------------------------------------------

  /** Moves along the axis that is stepped; returns whether there is one. */
  boolean step(long by) {
    if (stepped == NONE) {
      return false;
    }
    move(stepped, index[stepped] + by);
    return true;
  }

  /** Chooses the next axis to be stepped. */
  void stepNextAxis() {
    int[] sliced = IntStream.range(0, lengths.length).filter(this::isSliced).toArray();
    int current = Arrays.binarySearch(sliced, stepped);
    stepped = sliced.length == 0 ? NONE : sliced[(current + 1) % sliced.length];
  }

  private boolean isSliced(int axis) {
    return axis != down && axis != across;
  }

  /** The slice that is shown, as {@code --slice} takes it. */
  String slice() {
    return IntStream.range(0, lengths.length)
        .mapToObj(axis -> isSliced(axis) ? Long.toString(index[axis]) : ":")
        .collect(Collectors.joining(", "));
  }

  /** The axis that is stepped; negative if all are shown. */
  int stepped() {
    return stepped;
  }

  // ---- a typed index ---------------------------------------------------------------------------

  /**
   * Goes to an index as {@code 5, 3}, or shows other axes, as in {@code 5, :, 3, :}. Axes that are
   * not named stay as they are.
   *
   * @throws IllegalArgumentException if it is none
   */
  void goTo(String text) {
    String[] items = text.strip().replaceFirst("^\\[(.*)]$", "$1").split(",", -1);
    if (items.length > lengths.length) {
      throw new IllegalArgumentException(
          "%d indices for %d axes".formatted(items.length, lengths.length));
    }
    long[] target = index.clone();
    int[] shown = new int[items.length];
    int count = 0;
    for (int axis = 0; axis < items.length; axis++) {
      String item = items[axis].strip();
      if (item.equals(":")) {
        shown[count++] = axis;
      } else {
        target[axis] = position(item, axis);
      }
    }
    show(Arrays.copyOf(shown, count), items.length);
    System.arraycopy(target, 0, index, 0, index.length);
  }

  private long position(String item, int axis) {
    long number;
    try {
      number = Long.parseLong(item);
    } catch (NumberFormatException notNumber) {
      throw new IllegalArgumentException(
          "'" + item + "' is not an index, as in 5, 3 or 5, :, 3, :", notNumber);
    }
    if (number < -lengths[axis] || number >= lengths[axis]) {
      throw new IllegalArgumentException(
          "index %d is out of bounds for axis %d of length %d"
              .formatted(number, axis, lengths[axis]));
    }
    return number < 0 ? number + lengths[axis] : number;
  }

  private void show(int[] axes, int named) {
    if (axes.length > 2) {
      throw new IllegalArgumentException("two axes are shown at most, not " + axes.length);
    }
    if (axes.length == 0) {
      return;
    }
    if (axes.length == 1 && lengths.length > 1 && named < lengths.length) {
      throw new IllegalArgumentException(
          "an index with ':' names all %d axes".formatted(lengths.length));
    }
    down = axes[0];
    across = axes.length == 1 ? NONE : axes[1];
    if (stepped == NONE || !isSliced(stepped)) {
      stepped = NONE;
      stepNextAxis();
    }
  }
}
