package io.npyio.spark;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Structs, and whole rows under an empty path. A struct of a real and an imaginary part becomes a
 * complex number; two columns of these names stay columns.
 */
final class StructEncoder implements Encoder {
  private final String[] names;
  private final Encoder[] fields;
  private final DataType complexPart;
  private final String path;

  StructEncoder(StructType type, String path) {
    this.names = type.fieldNames();
    this.fields = new Encoder[names.length];
    for (int i = 0; i < fields.length; i++) {
      String field = path.isEmpty() ? "column " + names[i] : path + "." + names[i];
      fields[i] = Encoder.of(type.fields()[i].dataType(), field);
    }
    this.complexPart = path.isEmpty() ? DataTypes.NullType : complexPart(type);
    this.path = path;
  }

  /** The encoder of whole rows, whose lengths the option rowShape may tell. */
  static StructEncoder rows(StructType schema, NpyOptions options) {
    StructEncoder rows = new StructEncoder(schema, "");
    long[] lengths = options.rowLengths();
    if (lengths == null) {
      return rows;
    }
    if (rows.isSingle() && rows.first() instanceof ArrayEncoder array) {
      array.setLengths(lengths);
      return rows;
    }
    throw new IllegalArgumentException(
        "the option rowShape: expected a single column of arrays, found %s; leave the option out"
            .formatted(schema.catalogString()));
  }

  private static DataType complexPart(StructType type) {
    if (!Arrays.equals(type.fieldNames(), new String[] {SparkTypes.REAL, SparkTypes.IMAG})) {
      return DataTypes.NullType;
    }
    DataType part = type.fields()[0].dataType();
    return part.equals(type.fields()[1].dataType()) ? part : DataTypes.NullType;
  }

  @Override
  public void write(SpecializedGetters values, int at, Spool spool) throws IOException {
    Encoder.requireValue(values, at, path);
    writeFields(values.getStruct(at, fields.length), spool);
  }

  /** Writes a whole row, which cannot be null. */
  void writeFields(SpecializedGetters row, Spool spool) throws IOException {
    for (int i = 0; i < fields.length; i++) {
      fields[i].write(row, i, spool);
    }
  }

  /** The only column, if there is one. */
  boolean isSingle() {
    return fields.length == 1;
  }

  Encoder first() {
    return fields[0];
  }

  /** Whether the lengths of all arrays are known, which may not be so if there was no row. */
  boolean isKnown() {
    return Arrays.stream(fields).allMatch(StructEncoder::isKnown);
  }

  private static boolean isKnown(Encoder encoder) {
    if (encoder instanceof StructEncoder struct) {
      return struct.isKnown();
    }
    return !(encoder instanceof ArrayEncoder array) || array.isKnown();
  }

  @Override
  public DType dtype() {
    if (complexPart.equals(DataTypes.FloatType)) {
      return DType.COMPLEX64;
    }
    if (complexPart.equals(DataTypes.DoubleType)) {
      return DType.COMPLEX128;
    }
    Field[] typed = new Field[fields.length];
    for (int i = 0; i < typed.length; i++) {
      typed[i] = Field.of(names[i], fields[i].dtype());
    }
    return DType.struct(typed);
  }

  @Override
  public boolean isFinal() {
    return Arrays.stream(fields).allMatch(Encoder::isFinal);
  }

  @Override
  public void copy(DataInputStream spool, OutputStream file) throws IOException {
    for (Encoder field : fields) {
      field.copy(spool, file);
    }
  }
}
