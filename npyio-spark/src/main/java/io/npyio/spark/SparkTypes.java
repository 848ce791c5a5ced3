package io.npyio.spark;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.Field;
import io.npyio.dtype.Kind;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** The types of Spark for NumPy's dtypes. */
final class SparkTypes {
  /** The column of an array without fields. */
  static final String VALUE = "value";

  static final String REAL = "real";
  static final String IMAG = "imag";

  /** Spark's type for the numbers of unsigned 64 bits, which a long does not hold. */
  static final DataType UINT64 = DataTypes.createDecimalType(20, 0);

  private SparkTypes() {}

  /** The columns of an array: its fields, or a single one named value. */
  static StructType schema(ArrayLayout layout) {
    if (hasFieldColumns(layout)) {
      return (StructType) of(layout.dtype());
    }
    DataType type = of(layout.dtype());
    for (int axis = 1; axis < layout.shape().rank(); axis++) {
      type = DataTypes.createArrayType(type, true);
    }
    return new StructType(new StructField[] {field(VALUE, type)});
  }

  /** Whether each row is one struct, so that its fields are the columns. */
  static boolean hasFieldColumns(ArrayLayout layout) {
    return layout.dtype() instanceof DType.Struct && layout.shape().rank() <= 1;
  }

  static DataType of(DType dtype) {
    return switch (dtype.category()) {
      case NUMBER -> number(((DType.Scalar) converted(dtype)).kind());
      case COMPLEX -> complex(((DType.Scalar) converted(dtype)).kind());
      case DATETIME -> datetime(((DType.Temporal) dtype).unit());
      case TIMEDELTA -> timedelta(((DType.Temporal) dtype).unit());
      case UNICODE -> DataTypes.StringType;
      case BYTES, VOID -> DataTypes.BinaryType;
      case STRUCT -> struct((DType.Struct) dtype);
      case SUB_ARRAY -> subArray((DType.SubArray) dtype);
      case OBJECT -> throw new IllegalArgumentException("Spark has no type for Python objects");
    };
  }

  private static DataType number(Kind kind) {
    return switch (kind) {
      case BOOL -> DataTypes.BooleanType;
      case INT8 -> DataTypes.ByteType;
      case UINT8, INT16 -> DataTypes.ShortType;
      case UINT16, INT32 -> DataTypes.IntegerType;
      case UINT32, INT64 -> DataTypes.LongType;
      case UINT64 -> UINT64;
      case FLOAT32 -> DataTypes.FloatType;
      case FLOAT64 -> DataTypes.DoubleType;
      default -> throw new IllegalArgumentException("Spark has no type for " + kind.numpyName());
    };
  }

  private static DataType complex(Kind kind) {
    DataType part = number(kind.part());
    return new StructType(new StructField[] {field(REAL, part), field(IMAG, part)});
  }

  /** Units finer than Spark's microseconds stay counts, of which nothing is lost. */
  private static DataType datetime(DateTimeUnit unit) {
    return switch (unit) {
      case YEAR, MONTH, WEEK, DAY -> DataTypes.DateType;
      case HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND -> DataTypes.TimestampNTZType;
      case NANOSECOND, PICOSECOND, FEMTOSECOND, ATTOSECOND, GENERIC -> DataTypes.LongType;
    };
  }

  private static DataType timedelta(DateTimeUnit unit) {
    return switch (unit) {
      case YEAR, MONTH -> YearMonthIntervalType.DEFAULT();
      case WEEK, DAY, HOUR, MINUTE, SECOND, MILLISECOND, MICROSECOND ->
          DayTimeIntervalType.DEFAULT();
      case NANOSECOND, PICOSECOND, FEMTOSECOND, ATTOSECOND, GENERIC -> DataTypes.LongType;
    };
  }

  private static DataType struct(DType.Struct struct) {
    List<StructField> fields = new ArrayList<>();
    for (Field field : struct.fields()) {
      fields.add(field(field.name(), of(field.type())));
    }
    return DataTypes.createStructType(fields);
  }

  private static DataType subArray(DType.SubArray array) {
    DataType type = of(array.base());
    for (int axis = 0; axis < array.shape().rank(); axis++) {
      type = DataTypes.createArrayType(type, true);
    }
    return type;
  }

  private static StructField field(String name, DataType type) {
    return DataTypes.createStructField(name, type, true);
  }

  /** The bytes of the longest column of an array, once its numbers are converted. */
  static long convertedBytes(ArrayLayout layout) {
    return layout.shape().size() * convertedBytes(layout.dtype());
  }

  private static long convertedBytes(DType dtype) {
    return switch (dtype.category()) {
      case STRUCT ->
          ((DType.Struct) dtype)
              .fields().stream().mapToLong(field -> convertedBytes(field.type())).max().orElse(0);
      case SUB_ARRAY -> {
        DType.SubArray array = (DType.SubArray) dtype;
        yield array.shape().size() * convertedBytes(array.base());
      }
      default -> converted(dtype).itemSize();
    };
  }

  /** The dtype in which elements are handed to Spark: numbers that the JVM lacks are converted. */
  static DType converted(DType dtype) {
    if (!(dtype instanceof DType.Scalar scalar)) {
      return dtype;
    }
    return switch (scalar.kind()) {
      case INT4, UINT4 -> DType.INT8;
      case LONGDOUBLE -> DType.FLOAT64;
      case CLONGDOUBLE -> DType.COMPLEX128;
      case FLOAT16,
          BFLOAT16,
          FLOAT8_E4M3FN,
          FLOAT8_E5M2,
          FLOAT8_E4M3FNUZ,
          FLOAT8_E5M2FNUZ,
          FLOAT8_E4M3B11FNUZ,
          FLOAT8_E8M0FNU ->
          DType.FLOAT32;
      case BOOL,
          INT8,
          UINT8,
          INT16,
          UINT16,
          INT32,
          UINT32,
          INT64,
          UINT64,
          FLOAT32,
          FLOAT64,
          COMPLEX64,
          COMPLEX128 ->
          dtype;
    };
  }
}
