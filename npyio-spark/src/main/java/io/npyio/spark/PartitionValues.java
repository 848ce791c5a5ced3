package io.npyio.spark;

import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.vectorized.ConstantColumnVector;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.YearMonthIntervalType;
import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * Columns of one value each, which the folder of a file tells. Spark's own method for them differs
 * between its versions.
 */
final class PartitionValues {
  private PartitionValues() {}

  static ColumnVector[] columns(StructType schema, InternalRow values) {
    ColumnVector[] columns = new ColumnVector[schema.length()];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = column(schema.fields()[i].dataType(), values, i);
    }
    return columns;
  }

  private static ColumnVector column(DataType type, InternalRow values, int at) {
    ConstantColumnVector column = new ConstantColumnVector(1, type);
    if (values.isNullAt(at)) {
      column.setNull();
      return column;
    }
    column.setNotNull();
    if (type instanceof StringType) {
      column.setUtf8String(values.getUTF8String(at));
    } else if (type instanceof BinaryType) {
      column.setBinary(values.getBinary(at));
    } else if (type instanceof DecimalType decimal) {
      int precision = decimal.precision();
      column.setDecimal(values.getDecimal(at, precision, decimal.scale()), precision);
    } else {
      setPrimitive(column, type, values, at);
    }
    return column;
  }

  private static void setPrimitive(
      ConstantColumnVector column, DataType type, InternalRow values, int at) {
    if (type instanceof BooleanType) {
      column.setBoolean(values.getBoolean(at));
    } else if (type instanceof ByteType) {
      column.setByte(values.getByte(at));
    } else if (type instanceof ShortType) {
      column.setShort(values.getShort(at));
    } else if (type instanceof FloatType) {
      column.setFloat(values.getFloat(at));
    } else if (type instanceof DoubleType) {
      column.setDouble(values.getDouble(at));
    } else if (type instanceof IntegerType
        || type instanceof DateType
        || type instanceof YearMonthIntervalType) {
      column.setInt(values.getInt(at));
    } else {
      column.setLong(values.getLong(at)); // long, timestamps, spans of days
    }
  }
}
