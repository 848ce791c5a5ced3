package io.npyio.spark;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;
import scala.collection.AbstractIterator;

/** The rows of a split in blocks, whose bytes the next block overwrites. */
final class BatchIterator extends AbstractIterator<ColumnarBatch> implements Closeable {
  private static final int BLOCK_BYTES = 1 << 20;
  private static final int BLOCK_ROWS = 4096;
  private static final int MAX_BLOCK_BYTES = Integer.MAX_VALUE - 8;

  private final Shard shard;
  private final StructType wanted;
  private final StructType own;
  private final ColumnVector[] partitions;
  private final long end;
  private final int blockRows;
  private byte[] bytes = new byte[0];
  private long next;

  /**
   * @param wanted the columns of the batches, the index of the row included
   * @param own the columns that the file has, as {@link Columns} matched them
   * @param partitions columns after them
   */
  BatchIterator(
      Shard shard,
      Shard.Range rows,
      StructType wanted,
      StructType own,
      ColumnVector... partitions) {
    this.shard = shard;
    this.wanted = wanted;
    this.own = own;
    this.partitions = partitions;
    this.next = rows.from();
    this.end = rows.to();
    this.blockRows = own.isEmpty() ? Integer.MAX_VALUE : blockRows(shard);
  }

  private static int blockRows(Shard shard) {
    long row = Math.max(1, shard.rowBytes());
    requireFits(shard, "", row);
    requireFits(shard, " once they are converted", SparkTypes.convertedBytes(shard.rowLayout(1)));
    return (int) Math.min(BLOCK_ROWS, Math.max(1, BLOCK_BYTES / row));
  }

  private static void requireFits(Shard shard, String when, long rowBytes) {
    if (rowBytes > MAX_BLOCK_BYTES) {
      throw new IllegalArgumentException(
          "%s: expected rows of at most %d bytes%s, found %s with rows of %d"
              .formatted(shard.name(), MAX_BLOCK_BYTES, when, shard.layout(), rowBytes));
    }
  }

  @Override
  public boolean hasNext() {
    return next < end;
  }

  @Override
  public ColumnarBatch next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    int count = (int) Math.min(blockRows, end - next);
    try {
      ColumnarBatch batch = new ColumnarBatch(columns(count), count);
      next += count;
      return batch;
    } catch (IOException failure) {
      throw Undeclared.<RuntimeException>asIs(failure);
    }
  }

  private ColumnVector[] columns(int count) throws IOException {
    ColumnVector[] columns = new ColumnVector[wanted.length() + partitions.length];
    if (own.isEmpty()) {
      fill(columns, new ColumnVector[0]);
    } else {
      ArrayLayout layout = shard.rowLayout(count);
      if (bytes.length < layout.nbytes()) {
        bytes = new byte[(int) layout.nbytes()];
      }
      NdArray array = NdArray.wrap(ByteBuffer.wrap(bytes, 0, (int) layout.nbytes()), layout);
      shard.read(next, bytes, array);
      fill(columns, own(new Vectors(array, bytes, 0, place(count))));
    }
    return columns;
  }

  private String place(int count) {
    return "%s: rows %d to %d".formatted(shard.name(), next, next + count - 1);
  }

  private ColumnVector[] own(Vectors block) {
    return SparkTypes.hasFieldColumns(shard.layout())
        ? block.fields(own)
        : new ColumnVector[] {block.column(own.fields()[0].dataType())};
  }

  private void fill(ColumnVector[] columns, ColumnVector[] own) {
    int at = 0;
    int nextOwn = 0;
    for (StructField field : wanted.fields()) {
      columns[at++] = NpyFormat.isRowIndex(field) ? new RowIndexVector(next) : own[nextOwn++];
    }
    for (ColumnVector partition : partitions) {
      columns[at++] = partition;
    }
  }

  @Override
  public void close() throws IOException {
    shard.close();
  }
}
