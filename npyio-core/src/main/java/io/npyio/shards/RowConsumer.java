package io.npyio.shards;

import io.npyio.array.NdArray;
import java.io.IOException;

/**
 * Takes rows of an array.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RowConsumer {
  /**
   * Takes some rows.
   *
   * @param firstRow the index of the first one in the whole array
   * @param rows valid until the method returns
   */
  void accept(long firstRow, NdArray rows) throws IOException;
}
