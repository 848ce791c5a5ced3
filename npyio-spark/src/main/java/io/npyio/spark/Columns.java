package io.npyio.spark;

import io.npyio.dtype.ArrayLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The columns that a query asks for, matched with those of a file by name. */
final class Columns {
  private Columns() {}

  /**
   * The columns of a file under the names that it has itself.
   *
   * @throws IllegalArgumentException if one is missing, or has another type
   */
  static StructType match(String name, ArrayLayout layout, StructType wanted, boolean hasCase) {
    try {
      return struct(SparkTypes.schema(layout), wanted, hasCase, "column ");
    } catch (IllegalArgumentException misfit) {
      throw new IllegalArgumentException(
          "%s: its array %s does not fit: %s".formatted(name, layout, misfit.getMessage()), misfit);
    }
  }

  private static StructType struct(
      StructType own, StructType wanted, boolean hasCase, String path) {
    StructField[] fields = wanted.fields().clone();
    for (int i = 0; i < fields.length; i++) {
      StructField field = find(own, fields[i].name(), hasCase, path);
      DataType type = type(field.dataType(), fields[i].dataType(), hasCase, path + field.name());
      fields[i] = field.copy(field.name(), type, true, field.metadata());
    }
    return new StructType(fields);
  }

  private static StructField find(StructType own, String name, boolean hasCase, String path) {
    List<StructField> found =
        Arrays.stream(own.fields()).filter(field -> field.name().equals(name)).toList();
    if (found.isEmpty() && !hasCase) {
      found =
          Arrays.stream(own.fields()).filter(field -> field.name().equalsIgnoreCase(name)).toList();
    }
    if (found.size() != 1) {
      String names =
          Arrays.stream(own.fields()).map(StructField::name).collect(Collectors.joining(", "));
      throw new IllegalArgumentException("expected %s%s, found %s".formatted(path, name, names));
    }
    return found.get(0);
  }

  private static DataType type(DataType own, DataType wanted, boolean hasCase, String path) {
    if (own instanceof StructType ownStruct && wanted instanceof StructType struct) {
      return struct(ownStruct, struct, hasCase, path + ".");
    }
    if (own instanceof ArrayType ownArray && wanted instanceof ArrayType array) {
      DataType element = type(ownArray.elementType(), array.elementType(), hasCase, path);
      return new ArrayType(element, true);
    }
    if (!own.equals(wanted)) {
      throw new IllegalArgumentException(
          "expected %s of type %s, found %s".formatted(path, sql(wanted), sql(own)));
    }
    return own;
  }

  private static String sql(DataType type) {
    return type.sql().toLowerCase(Locale.ROOT);
  }
}
