package io.npyio.spark;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnVector;

/**
 * Makes columns over the bytes of arrays. Only numbers that the JVM lacks, and array fields between
 * others, are copied; all other elements stay where they were read.
 */
final class Vectors {
  private final NdArray array;
  private final byte[] bytes;
  private final int base;
  private final String place;

  /**
   * @param array whose first axis are the rows
   * @param bytes that contain it
   * @param base the index of its first byte
   * @param place the name in messages
   */
  Vectors(NdArray array, byte[] bytes, int base, String place) {
    this.array = array;
    this.bytes = bytes;
    this.base = base;
    this.place = place;
  }

  /** The array as a column of a type that {@link SparkTypes} gives, or fewer fields of it. */
  ColumnVector column(DataType type) {
    DType converted = SparkTypes.converted(array.dtype());
    boolean isApart = array.rank() > 1 && !array.isContiguous(Order.C);
    if (isApart || !converted.equals(array.dtype())) {
      return copy(converted).column(type);
    }
    return array.rank() > 1 ? arrays((ArrayType) type) : elements(type);
  }

  private Vectors copy(DType dtype) {
    ArrayLayout layout = new ArrayLayout(dtype, array.shape(), Order.C);
    byte[] copied = new byte[Math.toIntExact(layout.nbytes())];
    NdArray copy = NdArray.wrap(ByteBuffer.wrap(copied), layout);
    copy.copyFrom(array);
    return new Vectors(copy, copied, 0, place);
  }

  private ColumnVector arrays(ArrayType type) {
    long[] lengths = array.shape().lengths();
    long[] joined = Arrays.copyOfRange(lengths, 1, lengths.length);
    joined[0] *= lengths[0];
    Vectors elements = new Vectors(array.reshape(joined), bytes, base, place);
    return new ArrayVector(type, elements.column(type.elementType()), (int) lengths[1]);
  }

  private ColumnVector elements(DataType type) {
    int stride = (int) array.strides()[0];
    return switch (array.dtype().category()) {
      case NUMBER -> number((DType.Scalar) array.dtype(), type, base, stride);
      case COMPLEX -> complex((DType.Scalar) array.dtype(), (StructType) type, stride);
      case DATETIME, TIMEDELTA ->
          new TimeVector(
              (DType.Temporal) array.dtype(), type, bytes, base, stride, (int) array.size(), place);
      case UNICODE -> text((DType.Flexible) array.dtype(), stride);
      case BYTES -> new BinaryVector(bytes, base, stride, array.dtype().itemSize(), true);
      case VOID -> new BinaryVector(bytes, base, stride, array.dtype().itemSize(), false);
      case STRUCT -> new StructVector(type, fields((StructType) type));
      case SUB_ARRAY, OBJECT ->
          throw new IllegalArgumentException(array.dtype() + " is not the dtype of elements");
    };
  }

  private NumberVector number(DType.Scalar dtype, DataType type, int first, int stride) {
    return new NumberVector(dtype, type, bytes, first, stride);
  }

  private ColumnVector complex(DType.Scalar dtype, StructType type, int stride) {
    DType.Scalar part = new DType.Scalar(dtype.kind().part(), dtype.order());
    ColumnVector[] parts = new ColumnVector[type.fields().length];
    for (int i = 0; i < parts.length; i++) {
      StructField field = type.fields()[i];
      int offset = field.name().equals(SparkTypes.REAL) ? 0 : part.itemSize();
      parts[i] = number(part, field.dataType(), base + offset, stride);
    }
    return new StructVector(type, parts);
  }

  private ColumnVector text(DType.Flexible dtype, int stride) {
    return new TextVector(bytes, base, stride, dtype.length(), dtype.order());
  }

  /** The columns of some fields of structs. */
  ColumnVector[] fields(StructType wanted) {
    ColumnVector[] columns = new ColumnVector[wanted.fields().length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = field(wanted.fields()[i]);
    }
    return columns;
  }

  /** The column of one field of structs. */
  ColumnVector field(StructField wanted) {
    Field field = ((DType.Struct) array.dtype()).field(wanted.name());
    return new Vectors(
            array.field(wanted.name()), bytes, base + field.offset(), place + ": " + wanted.name())
        .column(wanted.dataType());
  }
}
