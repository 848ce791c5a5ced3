package io.npyio.print;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.util.ArrayList;
import java.util.List;

/** Structs as tuples of their fields, each field a column of its own. */
record Structs(List<Field> fields, List<Column> columns) implements Column {

  static Structs of(ShownElements sample, DType.Struct type, PrintOptions options) {
    List<Column> columns = new ArrayList<>();
    for (Field field : type.fields()) {
      ShownElements values = sample.field(field);
      Column column = Column.of(values, options);
      boolean isArray = field.type() instanceof DType.SubArray;
      columns.add(
          isArray ? SubArrays.of(column, values.array(), sample.array().rank(), options) : column);
    }
    return new Structs(type.fields(), columns);
  }

  @Override
  public String text(long position) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      texts.add(columns.get(i).text(position + fields.get(i).offset()));
    }
    return "(" + String.join(", ", texts) + (texts.size() == 1 ? ",)" : ")");
  }
}
