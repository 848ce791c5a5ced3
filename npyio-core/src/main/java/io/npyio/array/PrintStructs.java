package io.npyio.array;

import java.util.ArrayList;
import java.util.List;

/** Structs as tuples of their fields, each field a column of its own. */
record PrintStructs(List<Field> fields, List<PrintColumn> columns) implements PrintColumn {

  static PrintStructs of(PrintSample sample, DType.Struct type, PrintOptions options) {
    List<PrintColumn> columns = new ArrayList<>();
    for (Field field : type.fields()) {
      PrintSample values = sample.field(field);
      PrintColumn column = PrintColumn.of(values, options);
      boolean isArray = field.type() instanceof DType.SubArray;
      columns.add(
          isArray
              ? PrintSubArrays.of(column, values.array(), sample.array().rank(), options)
              : column);
    }
    return new PrintStructs(type.fields(), columns);
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
