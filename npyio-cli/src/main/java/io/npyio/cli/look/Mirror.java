package io.npyio.cli.look;

import io.npyio.array.NdArray;
import io.npyio.cli.format.RangedArray;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.StoredArray;
import io.npyio.view.Fetcher;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.stream.LongStream;

/**
 * An array that is read by ranges, as a temporary file with holes: it has the blocks that were
 * looked at.
 */
final class Mirror implements Fetcher, Closeable {
  private static final int BLOCK_BYTES = 1 << 14;

  /** Blocks that are read together. */
  private static final int BATCH = 1 << 9;

  private static final long MAX_FETCHED_BYTES = 1L << 30;
  private static final long MAX_UNASKED_BYTES = 1L << 28;

  private final RangedArray source;
  private final StoredArray bytes;
  private final OpenArray copy;
  private final NdArray array;

  /** The blocks that are there; guarded by itself. */
  private final BitSet present = new BitSet();

  private Mirror(RangedArray source, OpenArray copy) {
    this.source = source;
    this.copy = copy;
    bytes = flat(source.elements());
    array = shaped(copy.array(), source.elements().layout());
  }

  /** A mirror without any elements; closing it closes the source. */
  static Mirror of(RangedArray source) throws IOException {
    try {
      long size = source.elements().layout().nbytes();
      return new Mirror(source, OpenArray.scratch(ArrayLayout.of(DType.UINT8, size)));
    } catch (IOException | RuntimeException problem) {
      source.close();
      throw problem;
    }
  }

  /** The bytes of the elements, as they lie in the file. */
  private static StoredArray flat(StoredArray stored) {
    ArrayLayout layout = stored.layout();
    StoredArray inOrder = layout.order() == Order.F ? stored.transpose() : stored;
    return inOrder.reshape(layout.size()).view(DType.UINT8);
  }

  private static NdArray shaped(NdArray bytes, ArrayLayout layout) {
    NdArray elements = bytes.view(layout.dtype());
    long[] lengths = layout.shape().lengths();
    if (layout.order() == Order.C) {
      return elements.reshape(lengths);
    }
    long[] reversed =
        LongStream.range(0, lengths.length)
            .map(i -> lengths[lengths.length - 1 - (int) i])
            .toArray();
    return elements.reshape(reversed).transpose();
  }

  /** All elements, of which only those may be read that have been fetched. */
  NdArray array() {
    return array;
  }

  @Override
  public boolean isRequired() {
    return true;
  }

  @Override
  public boolean mayFetchAll() {
    return copy.array().size() <= MAX_UNASKED_BYTES;
  }

  @Override
  public void fetch(NdArray view) throws IOException {
    BitSet missing = TouchedBlocks.of(view, copy.array().offset(), BLOCK_BYTES);
    synchronized (present) {
      missing.andNot(present);
    }
    requireFew(Math.min(copy.array().size(), (long) missing.cardinality() * BLOCK_BYTES));
    long[] blocks = missing.stream().asLongStream().toArray();
    for (int from = 0; from < blocks.length; from += BATCH) {
      long[] batch = Arrays.copyOfRange(blocks, from, Math.min(blocks.length, from + BATCH));
      copy(batch);
      synchronized (present) {
        Arrays.stream(batch).forEach(block -> present.set((int) block));
      }
    }
  }

  private static void requireFew(long bytes) throws IOException {
    if (bytes > MAX_FETCHED_BYTES) {
      throw new IOException(
          "%d bytes would have to be fetched, more than the %d that the viewer fetches at a time; 'npyio convert --slice' takes a part"
              .formatted(bytes, MAX_FETCHED_BYTES));
    }
  }

  /** Copies blocks; the last one of all may be shorter than the others. */
  private void copy(long... blocks) throws IOException {
    long whole = copy.array().size() / BLOCK_BYTES;
    long[] rows = Arrays.stream(blocks).filter(block -> block < whole).toArray();
    long end = whole * BLOCK_BYTES;
    NdArray target = copy.array().slice(0, 0, end).reshape(whole, BLOCK_BYTES);
    NdArray taken = bytes.slice(0, 0, end).reshape(whole, BLOCK_BYTES).take(rows);
    for (int i = 0; i < rows.length; i++) {
      target.at(rows[i]).copyFrom(taken.at(i));
    }
    if (rows.length < blocks.length) {
      long size = copy.array().size();
      copy.array().slice(0, end, size).copyFrom(bytes.slice(0, end, size).load());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      copy.close();
    } finally {
      source.close();
    }
  }
}
