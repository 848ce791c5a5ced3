package io.npyio.spark;

import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A column over the bytes of a block of rows, which it shares: the element at an index lies at
 * {@code base + index * stride}. Each kind of column overrides the getters of its type.
 */
abstract class BlockVector extends ColumnVector {

  BlockVector(DataType type) {
    super(type);
  }

  @Override
  public void close() {}

  @Override
  public boolean hasNull() {
    return false;
  }

  @Override
  public int numNulls() {
    return 0;
  }

  @Override
  public boolean isNullAt(int index) {
    return false;
  }

  private UnsupportedOperationException other(String type) {
    return new UnsupportedOperationException("a column of " + dataType() + " has no " + type);
  }

  @Override
  public boolean getBoolean(int index) {
    throw other("boolean");
  }

  @Override
  public byte getByte(int index) {
    throw other("byte");
  }

  @Override
  public short getShort(int index) {
    throw other("short");
  }

  @Override
  public int getInt(int index) {
    throw other("int");
  }

  @Override
  public long getLong(int index) {
    throw other("long");
  }

  @Override
  public float getFloat(int index) {
    throw other("float");
  }

  @Override
  public double getDouble(int index) {
    throw other("double");
  }

  @Override
  public ColumnarArray getArray(int index) {
    throw other("array");
  }

  @Override
  public ColumnarMap getMap(int index) {
    throw other("map");
  }

  @Override
  public Decimal getDecimal(int index, int precision, int scale) {
    throw other("decimal");
  }

  @Override
  public UTF8String getUTF8String(int index) {
    throw other("string");
  }

  @Override
  public byte[] getBinary(int index) {
    throw other("binary");
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    throw other("fields");
  }
}
