package io.npyio.spark;

import org.apache.spark.sql.types.DataTypes;

/** The indices of a block's rows in their file. */
final class RowIndexVector extends BlockVector {
  private final long first;

  RowIndexVector(long first) {
    super(DataTypes.LongType);
    this.first = first;
  }

  @Override
  public long getLong(int index) {
    return first + index;
  }
}
