package io.npyio.array;

import io.npyio.array.Conversion.Rule;
import io.npyio.memory.Memory;
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

  /** Writes the bytes of the elements in C order, converted to a dtype. */
  static void write(NdArray array, DType dtype, WritableByteChannel channel, LongConsumer progress)
      throws IOException {
    if (dtype.itemSize() == 0 || array.size() == 0) {
      return;
    }
    boolean isInOrder = array.isContiguous(Order.C);
    int bytes = array.isContiguous(Order.F) && !isInOrder ? BYTES_ACROSS : BYTES;
    int widest = Math.max(dtype.itemSize(), array.dtype().itemSize());
    long most = Math.min(Math.max(1, bytes / widest), array.size());
    var output = new Output(channel, progress);
    if (isInOrder && dtype.equals(array.dtype())) {
      for (NdArray block : of(array, most)) {
        output.write(block);
      }
      return;
    }
    NdArray scratch = scratch(array, dtype, most);
    for (NdArray block : of(array, most)) {
      output.write(converted(block, scratch));
    }
  }

  /** Where contiguous pieces go. */
  private record Output(WritableByteChannel channel, LongConsumer progress) {
    void write(NdArray piece) throws IOException {
      piece.memory().writeTo(channel, piece.offset(), piece.nbytes());
      progress.accept(piece.nbytes());
    }
  }

  private static NdArray converted(NdArray block, NdArray scratch) {
    NdArray whole = scratch.slice(0, 0, block.size()).reshape(block.shape().lengths());
    Bulk.convert(block, whole, Rule.CAST);
    return whole;
  }

  private static NdArray scratch(NdArray array, DType dtype, long size) {
    ArrayLayout layout = ArrayLayout.of(dtype, size);
    Memory memory = Memory.scratch(Math.toIntExact(layout.nbytes()));
    return NdArray.over(memory, 0, layout).parallel(array.threads());
  }
}
