package io.npyio.cli.format.text;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A column of a table of structs: a field, an item of a field that is an array, as in {@code
 * pose_0}, or a field within a field, as in {@code p.x}.
 *
 * @param heading of the column
 * @param values from rows to the values of the column
 */
record TableColumn(String heading, UnaryOperator<NdArray> values) {

  /** The columns of a struct, in order. */
  static List<TableColumn> of(DType.Struct struct) {
    List<TableColumn> columns = new ArrayList<>();
    add(columns, "", UnaryOperator.identity(), struct);
    return columns;
  }

  private static void add(
      List<TableColumn> columns, String prefix, UnaryOperator<NdArray> owner, DType.Struct struct) {
    for (Field field : struct.fields()) {
      String name = prefix + field.name();
      addType(columns, name, rows -> owner.apply(rows).field(field.name()), field.type());
    }
  }

  private static void addType(
      List<TableColumn> columns, String name, UnaryOperator<NdArray> values, DType type) {
    if (type instanceof DType.Struct struct) {
      add(columns, name + ".", values, struct);
    } else if (type instanceof DType.SubArray array) {
      addItems(columns, name, values, array);
    } else {
      columns.add(new TableColumn(name, values));
    }
  }

  private static void addItems(
      List<TableColumn> columns, String name, UnaryOperator<NdArray> values, DType.SubArray array) {
    Shape shape = array.shape();
    for (long i = 0; i < shape.size(); i++) {
      long[] index = shape.unravel(i);
      String suffix = Arrays.stream(index).mapToObj(at -> "_" + at).collect(Collectors.joining());
      String slice =
          Arrays.stream(index).mapToObj(at -> ", " + at).collect(Collectors.joining("", ":", ""));
      addType(columns, name + suffix, rows -> values.apply(rows).slice(slice), array.base());
    }
  }

  /** The values of the column in rows. */
  NdArray of(NdArray rows) {
    return values.apply(rows);
  }
}
