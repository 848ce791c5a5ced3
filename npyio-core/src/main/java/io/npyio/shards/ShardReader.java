package io.npyio.shards;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.NpyHeader;
import io.npyio.file.StoredArray;
import io.npyio.source.ByteSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads rows that may lie in several shards. */
final class ShardReader {
  /** The JDK reads into a buffer on the heap by way of a direct one of the same size. */
  private static final int PIECE_BYTES = 1 << 20;

  private final ShardLayout plan;
  private final OpenShards shards;

  ShardReader(ShardLayout plan, OpenShards shards) {
    this.plan = plan;
    this.shards = shards;
  }

  /** Rows of one shard. */
  private interface Piece {
    /**
     * Reads them.
     *
     * @param from the first row, in the shard
     * @param to the end, exclusive
     * @param before the rows that were read before
     */
    void read(OpenShards.Open shard, long from, long to, long before) throws IOException;
  }

  private void forEachShard(long from, long to, Piece piece) throws IOException {
    for (long row = from; row < to; ) {
      int index = plan.shardOf(row);
      Shard shard = plan.shards().get(index);
      long start = row;
      long end = Math.min(to, shard.endRow());
      shards.use(
          index,
          open -> piece.read(open, start - shard.firstRow(), end - shard.firstRow(), start - from));
      row = end;
    }
  }

  ShardLayout plan() {
    return plan;
  }

  /** Reads rows into an array of just these rows. */
  void read(long from, long to, NdArray target) throws IOException {
    forEachShard(
        from,
        to,
        (shard, first, end, before) ->
            read(shard, first, target.slice(0, before, before + end - first)));
  }

  /** Reads rows into a flat array of primitives. */
  void read(long from, long to, Object target, int start, long rowElements) throws IOException {
    forEachShard(
        from,
        to,
        (shard, first, end, before) ->
            shard
                .array()
                .slice(0, first, end)
                .readInto(target, Math.toIntExact(start + before * rowElements)));
  }

  /**
   * Fills a buffer with bytes of the elements in C order.
   *
   * @param offset of the first one; all of them exist
   */
  void readBytes(long offset, ByteBuffer target) throws IOException {
    if (!target.hasRemaining()) {
      return;
    }
    long rowBytes = plan.rowBytes();
    long end = offset + target.remaining();
    forEachShard(
        offset / rowBytes,
        (end - 1) / rowBytes + 1,
        (shard, first, last, before) -> {
          long start = (offset / rowBytes + before - first) * rowBytes;
          long from = Math.max(offset - start, first * rowBytes);
          ByteBuffer part = part(target, (int) (Math.min(end - start, last * rowBytes) - from));
          readBytes(shard, from, part);
        });
  }

  /** The next bytes of a buffer, behind which it then is. */
  private static ByteBuffer part(ByteBuffer target, int count) {
    ByteBuffer part = target.slice().limit(count);
    target.position(target.position() + count);
    return part;
  }

  /** Reads bytes of one shard, as if its elements were in C order, from an offset. */
  private void readBytes(OpenShards.Open shard, long offset, ByteBuffer target) throws IOException {
    NpyHeader header = shard.header();
    if (isInPlace(header.layout(), plan.layout().dtype())) {
      shard.source().readFully(header.dataOffset() + offset, target);
    } else {
      convert(shard.array(), offset, target);
    }
  }

  private void convert(StoredArray stored, long offset, ByteBuffer target) throws IOException {
    ArrayLayout layout = ArrayLayout.of(plan.layout().dtype(), stored.shape().lengths());
    Cut cut = Cut.of(layout);
    if (cut == null) {
      NdArray converted = NdArray.zeros(layout);
      converted.copyFrom(stored.load());
      target.put(converted.asByteBuffer().slice((int) offset, target.remaining()));
      return;
    }
    long end = offset + target.remaining();
    for (long index = offset / cut.unit(); index * cut.unit() < end; index = cut.next(index)) {
      long start = index * cut.unit();
      long from = Math.max(offset, start);
      long to = Math.min(end, cut.next(index) * cut.unit());
      convert(cut.part(stored, index), from - start, part(target, (int) (to - from)));
    }
  }

  /** Reads rows of one shard. */
  private void read(OpenShards.Open shard, long first, NdArray target) throws IOException {
    NpyHeader header = shard.header();
    if (isInPlace(header.layout(), target.dtype()) && target.isContiguous(Order.C)) {
      long offset = header.dataOffset() + first * plan.rowBytes();
      readInPlace(shard.source(), offset, target.reshape(target.size()));
    } else {
      long end = first + target.shape().length(0);
      convert(shard.array().slice(0, first, end), target);
    }
  }

  /** Reads the elements of a flat array, whose bytes lie in the source as they are. */
  private static void readInPlace(ByteSource source, long offset, NdArray flat) throws IOException {
    int itemSize = flat.dtype().itemSize();
    long step = Math.max(1, PIECE_BYTES / Math.max(1, itemSize));
    for (long from = 0; from < flat.size(); from += step) {
      NdArray piece = flat.slice(0, from, Math.min(flat.size(), from + step));
      readPiece(source, offset + from * itemSize, piece);
    }
  }

  private static void readPiece(ByteSource source, long offset, NdArray piece) throws IOException {
    try {
      source.readFully(offset, piece.asByteBuffer());
    } catch (IllegalStateException inSeveralBuffers) {
      NdArray copy = NdArray.zeros(piece.layout());
      source.readFully(offset, copy.asByteBuffer());
      piece.copyFrom(copy);
    }
  }

  private static void convert(StoredArray stored, NdArray target) throws IOException {
    Cut cut = Cut.of(stored.layout());
    if (cut == null) {
      target.copyFrom(stored.load());
      return;
    }
    for (long index = 0; index < cut.length(); index = cut.next(index)) {
      convert(cut.part(stored, index), cut.part(target, index));
    }
  }

  /**
   * An array that is converted in pieces along its first axis, so that little memory is needed
   * however long a row is.
   *
   * @param length of the axis
   * @param unit the bytes at an index of it
   * @param step the indices of a piece; if it is one, that may be cut along the next axis
   */
  private record Cut(long length, long unit, long step) {
    /** How an array is cut; null if it is one piece. */
    static @Nullable Cut of(ArrayLayout layout) {
      if (layout.nbytes() <= PIECE_BYTES || layout.shape().rank() == 0) {
        return null;
      }
      long length = layout.shape().length(0);
      long unit = layout.nbytes() / length;
      return new Cut(length, unit, Math.max(1, PIECE_BYTES / unit));
    }

    long next(long index) {
      return Math.min(length, index + step);
    }

    StoredArray part(StoredArray array, long index) {
      return step == 1 ? array.at(index) : array.slice(0, index, next(index));
    }

    NdArray part(NdArray array, long index) {
      return step == 1 ? array.at(index) : array.slice(0, index, next(index));
    }
  }

  /** Whether a shard has its elements in C order, with a dtype. */
  private static boolean isInPlace(ArrayLayout stored, DType dtype) {
    boolean isInRows = stored.order() == Order.C || stored.shape().rank() == 1;
    return isInRows && stored.dtype().equals(dtype);
  }
}
