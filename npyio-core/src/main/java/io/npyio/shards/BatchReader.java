package io.npyio.shards;

import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
import io.npyio.thread.ReadAhead;
import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * All rows of an array of shards from the first to the last, some at a time. While the caller uses
 * them, a thread of this reader reads on.
 *
 * <pre>{@code
 * try (BatchReader batches = shards.batches(1024)) {
 *   while (batches.next()) {
 *     train(batches.firstRow(), batches.rows());
 *   }
 * }
 * }</pre>
 *
 * <p>It has room for two blocks of about 4 MiB, or of one batch if that is larger, and allocates
 * nothing for elements afterwards. Not for use by several threads; several readers of the same
 * shards may be used at a time.
 *
 * @since 0.1.0
 */
public final class BatchReader implements Closeable {
  /** What the thread reads at a time: handing over a small batch takes longer than reading it. */
  private static final int BLOCK_BYTES = 1 << 22;

  private final ShardReader shards;
  private final long batchRows;
  private final long blockRows;
  private final ReadAhead<NdArray> ahead =
      new ReadAhead<>("the shards: interrupted while waiting for rows");

  /** The block that the current batch lies in, and its first row. */
  private @Nullable NdArray block;

  private long blockStart;

  private @Nullable NdArray spare;
  private long aheadStart;

  private @Nullable NdArray batch;
  private long firstRow;
  private long nextRow;
  private boolean isClosed;

  BatchReader(ShardReader shards, long batchRows, long maxBytes) {
    this.shards = shards;
    this.batchRows = batchRows;
    ShardLayout plan = shards.plan();
    long most = Math.min(BLOCK_BYTES, maxBytes) / Math.max(1, plan.rowBytes());
    long wanted = Math.max(1, most / batchRows) * batchRows;
    this.blockRows = Math.min(wanted, Math.max(1, plan.rows()));
    if (plan.rows() > 0) {
      this.spare = RowBlock.of(plan, Math.min(blockRows, Math.max(0, plan.rows() - blockRows)));
      readAhead(RowBlock.of(plan, blockRows));
    }
  }

  private void readAhead(NdArray target) {
    long from = aheadStart;
    long to = Math.min(shards.plan().rows(), from + blockRows);
    ahead.add(
        () -> {
          shards.read(from, to, target.slice(0, 0, to - from));
          return target;
        });
  }

  /**
   * Goes to the next batch, whose rows replace the ones before it.
   *
   * @return whether there is one
   * @throws IOException if a shard cannot be read
   * @throws java.io.InterruptedIOException if the thread is interrupted; the next call goes on
   * @throws IllegalStateException if the reader has been closed
   */
  public boolean next() throws IOException {
    if (isClosed) {
      throw new IllegalStateException("the reader of batches has been closed");
    }
    if (nextRow >= shards.plan().rows()) {
      batch = null;
      return false;
    }
    if (nextRow >= blockStart + (block == null ? 0 : blockRows)) {
      nextBlock();
    }
    long end = nextRow + Math.min(batchRows, shards.plan().rows() - nextRow);
    batch = requireNonNull(block).slice(0, nextRow - blockStart, end - blockStart);
    firstRow = nextRow;
    nextRow = end;
    return true;
  }

  /** Takes the block that was read ahead, and has the next one read into the one before. */
  private void nextBlock() throws IOException {
    NdArray read = ahead.take();
    NdArray free = block == null ? requireNonNull(spare) : block;
    block = read;
    blockStart = aheadStart;
    aheadStart += blockRows;
    if (aheadStart < shards.plan().rows()) {
      readAhead(free);
    }
  }

  /**
   * {@return the rows of the batch, in C order} They are valid until the next call of {@link
   * #next}, which overwrites them; {@link NdArray#copy} keeps them.
   *
   * @throws IllegalStateException if there is no batch, before {@link #next} or after the last one
   */
  public NdArray rows() {
    requireBatch();
    return requireNonNull(batch);
  }

  /**
   * {@return the index in the whole array of the first row of the batch}
   *
   * @throws IllegalStateException as {@link #rows()}
   */
  public long firstRow() {
    requireBatch();
    return firstRow;
  }

  private void requireBatch() {
    if (batch == null) {
      throw new IllegalStateException("there is no batch; call next() first, and ask its result");
    }
  }

  /**
   * Ends the reading ahead, without waiting for the block that is being read. The shards stay open.
   * Closing twice is allowed.
   */
  @Override
  public void close() {
    isClosed = true;
    batch = null;
    ahead.abandon();
  }
}
