package io.npyio.shards;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.NpyHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads rows that may lie in several shards. */
final class ShardReader {
  /** The JDK reads into a buffer on the heap by way of a direct one of the same size. */
  private static final int PIECE_BYTES = 1 << 20;

  private final ShardLayout plan;
  private final List<NpyHeader> headers;
  private final OpenShards shards;

  ShardReader(ShardLayout plan, List<NpyHeader> headers, OpenShards shards) {
    this.plan = plan;
    this.headers = headers;
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
    void read(OpenShards.Open shard, int index, long from, long to, long before) throws IOException;
  }

  private void forEachShard(long from, long to, Piece piece) throws IOException {
    for (long row = from; row < to; ) {
      int index = plan.shardOf(row);
      Shard shard = plan.shards().get(index);
      long start = row;
      long end = Math.min(to, shard.endRow());
      shards.use(
          index,
          open ->
              piece.read(
                  open, index, start - shard.firstRow(), end - shard.firstRow(), start - from));
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
        (shard, index, first, end, before) ->
            read(shard, headers.get(index), first, target.slice(0, before, before + end - first)));
  }

  /** Reads rows into a flat array of primitives. */
  void read(long from, long to, Object target, int start, long rowElements) throws IOException {
    forEachShard(
        from,
        to,
        (shard, index, first, end, before) ->
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
        (shard, index, first, last, before) -> {
          long start = plan.shards().get(index).firstRow() * rowBytes;
          long from = Math.max(offset - start, first * rowBytes);
          ByteBuffer part = part(target, (int) (Math.min(end - start, last * rowBytes) - from));
          readBytes(shard, headers.get(index), from, part);
        });
  }

  /** The next bytes of a buffer, behind which it then is. */
  private static ByteBuffer part(ByteBuffer target, int count) {
    ByteBuffer part = target.slice().limit(count);
    target.position(target.position() + count);
    return part;
  }

  /** Reads bytes of one shard, as if its elements were in C order, from an offset. */
  private void readBytes(OpenShards.Open shard, NpyHeader header, long offset, ByteBuffer target)
      throws IOException {
    if (isInPlace(header.layout(), plan.layout().dtype())) {
      shard.source().readFully(header.dataOffset() + offset, target);
      return;
    }
    long rowBytes = plan.rowBytes();
    long end = offset + target.remaining();
    long endRow = (end - 1) / rowBytes + 1;
    long step = rowsOfPiece();
    for (long row = offset / rowBytes; row < endRow; row += step) {
      long rows = Math.min(step, endRow - row);
      NdArray converted = NdArray.zeros(ShardLayout.withRows(plan.layout(), rows));
      read(shard, header, row, converted);
      int from = (int) Math.max(0, offset - row * rowBytes);
      int to = (int) Math.min(rows * rowBytes, end - row * rowBytes);
      target.put(converted.asByteBuffer().slice(from, to - from));
    }
  }

  private long rowsOfPiece() {
    return Math.max(1, PIECE_BYTES / Math.max(1, plan.rowBytes()));
  }

  private void read(OpenShards.Open shard, NpyHeader header, long first, NdArray target)
      throws IOException {
    long rows = target.shape().length(0);
    long step = rowsOfPiece();
    for (long at = 0; at < rows; at += step) {
      long end = Math.min(rows, at + step);
      NdArray part = target.slice(0, at, end);
      ByteBuffer bytes = bytes(header.layout(), part);
      if (bytes != null) {
        shard.source().readFully(header.dataOffset() + (first + at) * plan.rowBytes(), bytes);
      } else {
        part.copyFrom(shard.array().slice(0, first + at, first + end).load());
      }
    }
  }

  /** The bytes of a part of the target, if the shard has equal ones and one buffer holds them. */
  private static @Nullable ByteBuffer bytes(ArrayLayout stored, NdArray part) {
    if (!isInPlace(stored, part.dtype()) || !part.isContiguous(Order.C)) {
      return null;
    }
    try {
      return part.asByteBuffer();
    } catch (IllegalStateException inSeveralBuffers) {
      return null;
    }
  }

  /** Whether a shard has its elements in C order, with a dtype. */
  private static boolean isInPlace(ArrayLayout stored, DType dtype) {
    boolean isInRows = stored.order() == Order.C || stored.shape().rank() == 1;
    return isInRows && stored.dtype().equals(dtype);
  }
}
