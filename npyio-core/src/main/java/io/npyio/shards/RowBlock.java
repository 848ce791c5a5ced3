package io.npyio.shards;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import java.nio.ByteBuffer;

/** Room for rows, which are read into it again and again. */
final class RowBlock {
  /** Larger blocks are rare; they go to the heap rather than to the limit of direct memory. */
  private static final int MAX_DIRECT_BYTES = 1 << 24;

  private RowBlock() {}

  /** Room for a number of rows of the array of a plan. */
  static NdArray of(ShardLayout plan, long rows) {
    ArrayLayout layout = ShardLayout.withRows(plan.layout(), rows);
    return layout.nbytes() <= MAX_DIRECT_BYTES
        ? NdArray.wrap(ByteBuffer.allocateDirect((int) layout.nbytes()), layout)
        : NdArray.zeros(layout);
  }
}
