package io.npyio.spark;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;

/** Structs, whose fields are columns of the same rows. */
final class StructVector extends BlockVector {
  private final ColumnVector[] fields;

  StructVector(DataType type, ColumnVector... fields) {
    super(type);
    this.fields = fields;
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    return fields[ordinal];
  }
}
