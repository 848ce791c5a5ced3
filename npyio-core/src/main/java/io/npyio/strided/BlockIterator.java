package io.npyio.strided;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;

/** An array as a sequence of views in C order, small enough to be processed one at a time. */
public final class BlockIterator implements Iterator<Strided> {
  private final long maxElements;
  private final Deque<Cut> cuts = new ArrayDeque<>();

  /** A view whose first axis is iterated from {@code next} on, {@code step} rows at a time. */
  private static final class Cut {
    private final Strided array;
    private final long step;
    private long next;

    Cut(Strided array, long step) {
      this.array = array;
      this.step = step;
    }
  }

  private BlockIterator(Strided array, long maxElements) {
    this.maxElements = maxElements;
    open(array);
  }

  /** Consecutive views in C order, each with at most {@code maxElements} elements. */
  public static Iterable<Strided> of(Strided array, long maxElements) {
    if (maxElements < 1) {
      throw new IllegalArgumentException(
          "a block must have at least 1 element, not " + maxElements);
    }
    return () -> new BlockIterator(array, maxElements);
  }

  private void open(Strided array) {
    if (array.isEmpty()) {
      return;
    }
    Strided rows = array.rank() == 0 ? array.insertAxis(0) : array;
    long perRow = rows.size() / rows.lengths()[0];
    cuts.push(new Cut(rows, Math.max(1, maxElements / perRow)));
  }

  @Override
  public boolean hasNext() {
    return !cuts.isEmpty();
  }

  @Override
  public Strided next() {
    while (!cuts.isEmpty()) {
      Cut cut = cuts.element();
      long rows = cut.array.lengths()[0];
      long from = cut.next;
      long to = Math.min(rows, from + cut.step);
      cut.next = to;
      if (to == rows) {
        cuts.pop();
      }
      Strided block = cut.array.slice(0, from, to);
      if (block.size() <= maxElements) {
        return block;
      }
      open(block.select(0, 0));
    }
    throw new NoSuchElementException();
  }
}
