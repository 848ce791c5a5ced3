package io.npyio.spark;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;

/** Arrays of one length, whose elements lie one after another in another column. */
final class ArrayVector extends BlockVector {
  private final ColumnVector elements;
  private final int length;

  ArrayVector(DataType type, ColumnVector elements, int length) {
    super(type);
    this.elements = elements;
    this.length = length;
  }

  @Override
  public ColumnarArray getArray(int index) {
    return new ColumnarArray(elements, index * length, length);
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    return elements;
  }
}
