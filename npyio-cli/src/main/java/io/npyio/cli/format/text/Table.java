package io.npyio.cli.format.text;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The findings of a first pass over a table: its size, its heading, and the dtypes of its columns.
 *
 * <p>The first row is a heading if all its cells are text and a column below holds other values, or
 * if its cells are the names of the wanted fields.
 */
public final class Table {
  private final Path path;
  private final char separator;
  private final LongConsumer progress;
  private final List<String> first;
  private final List<Inference> columns = new ArrayList<>();
  private long rows;

  private Table(Path path, char separator, LongConsumer progress, List<String> first) {
    this.path = path;
    this.separator = separator;
    this.progress = progress;
    this.first = first;
    first.forEach(cell -> columns.add(new Inference()));
  }

  /** {@return the findings of a pass over a file} */
  public static Table survey(Path path, char separator, LongConsumer progress) throws IOException {
    try (TableReader in = new TableReader(path, separator, progress)) {
      List<String> row = in.row();
      Table table = new Table(path, separator, progress, row == null ? List.of() : row);
      while ((row = in.row()) != null) {
        table.requireWidth(row, in);
        table.rows++;
        for (int i = 0; i < row.size(); i++) {
          table.columns.get(i).see(row.get(i));
        }
      }
      return table;
    }
  }

  private void requireWidth(List<String> row, TableReader in) throws IOException {
    if (row.size() != first.size()) {
      throw new IOException(
          "line %d: expected %d %s, as in the first row, but found %d"
              .formatted(
                  in.line(), first.size(), first.size() == 1 ? "cell" : "cells", row.size()));
    }
  }

  /** Reads the elements in a second pass. */
  public OpenArray read(@Nullable DType wanted) throws IOException {
    boolean hasHeading = hasHeading(wanted);
    if (!hasHeading && !first.isEmpty()) {
      rows++;
      for (int i = 0; i < first.size(); i++) {
        columns.get(i).see(first.get(i));
      }
    }
    boolean isStruct = wanted == null ? hasHeading : wanted instanceof DType.Struct;
    DType dtype = isStruct ? struct(wanted, hasHeading) : Inference.of(columns).dtype(wanted);
    OpenArray open = OpenArray.scratch(layout(dtype));
    try {
      fill(open.array(), isStruct, hasHeading);
      return open;
    } catch (IOException | RuntimeException problem) {
      open.close();
      throw problem;
    }
  }

  private boolean hasHeading(@Nullable DType wanted) {
    if (wanted instanceof DType.Struct struct
        && struct.fields().stream().map(Field::name).toList().equals(first)) {
      return true;
    }
    boolean isText = !first.isEmpty() && first.stream().noneMatch(Table::isNumberLike);
    return isText
        && rows > 0
        && columns.stream().anyMatch(column -> !(column.dtype(null) instanceof DType.Flexible));
  }

  private static boolean isNumberLike(String cell) {
    return !cell.isBlank() && Inference.isValue(cell);
  }

  private DType struct(@Nullable DType wanted, boolean hasHeading) throws IOException {
    if (wanted instanceof DType.Struct struct) {
      if (struct.fields().size() != first.size()) {
        throw new IOException(
            "line 1: expected %d cells for %s but found %d"
                .formatted(struct.fields().size(), struct, first.size()));
      }
      return struct;
    }
    Field[] fields = new Field[columns.size()];
    var taken = new HashSet<String>();
    for (int i = 0; i < fields.length; i++) {
      String heading = first.get(i).strip();
      String name = hasHeading && !heading.isEmpty() ? heading : "f" + i;
      if (!taken.add(name)) {
        throw new IOException("line 1: two columns have the heading '" + name + "'");
      }
      fields[i] = Field.of(name, columns.get(i).dtype(null));
    }
    return DType.struct(fields);
  }

  private ArrayLayout layout(DType dtype) {
    boolean isOneAxis = !Inference.isCell(dtype) || first.size() <= 1;
    return isOneAxis ? ArrayLayout.of(dtype, rows) : ArrayLayout.of(dtype, rows, first.size());
  }

  private void fill(NdArray array, boolean isStruct, boolean hasHeading) throws IOException {
    try (TableReader in = new TableReader(path, separator, progress)) {
      if (hasHeading) {
        in.row();
      }
      NdArray[] fields = isStruct ? fields(array) : new NdArray[0];
      for (long i = 0; i < rows; i++) {
        List<String> row = Objects.requireNonNull(in.row(), "the file changed while it was read");
        for (int j = 0; j < row.size(); j++) {
          try {
            set(isStruct ? fields[j] : array, row.get(j), i, j);
          } catch (IllegalArgumentException | ArithmeticException problem) {
            throw new IOException(
                "line %d, cell %d: %s".formatted(in.line(), j + 1, problem.getMessage()), problem);
          }
        }
      }
    }
  }

  private static NdArray[] fields(NdArray array) {
    List<Field> fields = ((DType.Struct) array.dtype()).fields();
    return fields.stream().map(field -> array.field(field.name())).toArray(NdArray[]::new);
  }

  private static void set(NdArray array, String cell, long i, long j) {
    if (array.rank() == 1) {
      Cells.set(array, cell, i);
    } else {
      Cells.set(array, cell, i, j);
    }
  }
}
