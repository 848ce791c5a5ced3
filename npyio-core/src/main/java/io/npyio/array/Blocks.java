package io.npyio.array;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.LongConsumer;

/** An array as a sequence of views in C order, small enough to be worked on one at a time. */
final class Blocks implements Iterator<NdArray> {
  /** What is gathered before it is written: as much as the second-level cache holds. */
  private static final int BYTES = 1 << 20;

  /** Where rows lie across the memory, more of them share each page and cache line. */
  private static final int BYTES_ACROSS = 1 << 23;

  private final long most;
  private final Deque<Cut> cuts = new ArrayDeque<>();

  /** A view whose first axis is handed out from {@code next} on, {@code step} rows at a time. */
  private static final class Cut {
    private final NdArray array;
    private final long step;
    private long next;

    Cut(NdArray array, long step) {
      this.array = array;
      this.step = step;
    }
  }

  private Blocks(NdArray array, long most) {
    this.most = most;
    open(array);
  }

  static Iterable<NdArray> of(NdArray array, long most) {
    if (most < 1) {
      throw new IllegalArgumentException("a block has at least 1 element, not " + most);
    }
    return () -> new Blocks(array, most);
  }

  private void open(NdArray array) {
    if (array.size() == 0) {
      return;
    }
    NdArray rows = array.rank() == 0 ? array.insertAxis(0) : array;
    long perRow = rows.size() / rows.shape().length(0);
    cuts.push(new Cut(rows, Math.max(1, most / perRow)));
  }

  @Override
  public boolean hasNext() {
    return !cuts.isEmpty();
  }

  @Override
  public NdArray next() {
    while (!cuts.isEmpty()) {
      Cut cut = cuts.element();
      long rows = cut.array.shape().length(0);
      long from = cut.next;
      long to = Math.min(rows, from + cut.step);
      cut.next = to;
      if (to == rows) {
        cuts.pop();
      }
      NdArray block = cut.array.slice(0, from, to);
      if (block.size() <= most) {
        return block;
      }
      open(block.select(0, 0));
    }
    throw new NoSuchElementException();
  }

  /** Writes the bytes of the elements in C order. */
  static void write(NdArray array, WritableByteChannel channel, LongConsumer progress)
      throws IOException {
    int itemSize = array.dtype().itemSize();
    if (itemSize == 0 || array.size() == 0) {
      return;
    }
    boolean isContiguous = array.isContiguous(Order.C);
    int bytes = array.isContiguous(Order.F) && !isContiguous ? BYTES_ACROSS : BYTES;
    long most = Math.max(1, bytes / itemSize);
    NdArray scratch =
        isContiguous ? array : NdArray.zeros(array.dtype(), Math.min(most, array.size()));
    for (NdArray block : of(array, most)) {
      NdArray whole = block;
      if (!isContiguous) {
        whole = scratch.slice(0, 0, block.size()).reshape(block.shape().lengths());
        Bulk.copyBytes(block, whole);
      }
      whole.memory().writeTo(channel, whole.offset(), whole.nbytes());
      progress.accept(whole.nbytes());
    }
  }
}
