package io.npyio.spark;

import io.npyio.dtype.DType;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.apache.spark.sql.catalyst.expressions.SpecializedGetters;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Writes the values of one type. The lengths of text and arrays become known as values come, so the
 * values go to a spool first, and from there to the file.
 */
interface Encoder {

  /**
   * An encoder for a column, a field or an element.
   *
   * @param path its name in messages
   * @throws IllegalArgumentException if NumPy has no dtype for the type
   */
  static Encoder of(DataType type, String path) {
    if (type instanceof StructType struct) {
      return new StructEncoder(struct, path);
    }
    if (type instanceof ArrayType array) {
      return new ArrayEncoder(of(array.elementType(), path), path);
    }
    if (type instanceof StringType) {
      return new TextEncoder(path);
    }
    return type instanceof BinaryType ? new BinaryEncoder(path) : NumberEncoder.of(type, path);
  }

  /**
   * Adds a value to the spool.
   *
   * @throws IllegalArgumentException if it is null, or does not fit those before
   */
  void write(SpecializedGetters values, int at, Spool spool) throws IOException;

  /** {@return the dtype of all values that were written} */
  DType dtype();

  /** {@return whether the file can take the spooled bytes unchanged} */
  boolean isFinal();

  /** Moves the next value of the spool to the file, in its final form. */
  void copy(DataInputStream spool, OutputStream file) throws IOException;

  /** Refuses a null. */
  static void requireValue(SpecializedGetters values, int at, String path) {
    if (values.isNullAt(at)) {
      throw new IllegalArgumentException(
          path + ": found null, which NumPy has not; fill or filter nulls before writing");
    }
  }
}
