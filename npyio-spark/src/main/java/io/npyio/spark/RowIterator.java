package io.npyio.spark;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.types.StructType;
import scala.collection.AbstractIterator;

/** The rows of batches, each in Spark's own format of rows. */
final class RowIterator extends AbstractIterator<InternalRow> implements Closeable {
  private final BatchIterator batches;
  private final UnsafeProjection projection;
  private Iterator<InternalRow> rows = Collections.emptyIterator();

  /**
   * @param schema all columns of the batches
   */
  RowIterator(BatchIterator batches, StructType schema) {
    this.batches = batches;
    this.projection = UnsafeProjection.create(schema);
  }

  @Override
  public boolean hasNext() {
    while (!rows.hasNext() && batches.hasNext()) {
      rows = batches.next().rowIterator();
    }
    return rows.hasNext();
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    return projection.apply(rows.next());
  }

  @Override
  public void close() throws IOException {
    batches.close();
  }
}
