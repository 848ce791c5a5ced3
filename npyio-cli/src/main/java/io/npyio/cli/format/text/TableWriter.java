package io.npyio.cli.format.text;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Shape;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongConsumer;

/** Writes an array as rows of cells; an array of structs gets a heading with its field names. */
public final class TableWriter {
  private static final int BUFFER_CHARS = 1 << 16;

  private final Writer out;
  private final char separator;

  private TableWriter(Writer out, char separator) {
    this.out = out;
    this.separator = separator;
  }

  /**
   * Writes an array, and leaves the stream open.
   *
   * @param progress is given the bytes of each block written
   * @throws IllegalArgumentException if the array does not fit a table
   */
  public static void write(
      ArrayWrite array, char separator, OutputStream out, LongConsumer progress)
      throws IOException {
    requireTable(array);
    Writer text =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER_CHARS);
    new TableWriter(text, separator).write(array, progress);
    text.flush();
  }

  /**
   * Writes an array of Python objects, and leaves the stream open. A cell is an object as Python
   * prints it alone; None is an empty cell.
   *
   * @throws IllegalArgumentException if the array does not fit a table
   */
  public static void write(ObjectArray array, char separator, OutputStream out) throws IOException {
    requireAxes(array.dtype(), array.shape());
    Writer text =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER_CHARS);
    new TableWriter(text, separator).write(array);
    text.flush();
  }

  private static void requireTable(ArrayWrite array) {
    requireAxes(array.dtype(), array.array().shape());
  }

  static void requireAxes(DType dtype, Shape shape) {
    boolean isStruct = dtype instanceof DType.Struct;
    if (shape.rank() > (isStruct ? 1 : 2)) {
      throw new IllegalArgumentException(
          "a table %s, not the %d of %s; --slice takes a part, --to-shape %s of convert folds axes,"
                  .formatted(
                      isStruct ? "of structs has one axis" : "has one or two axes",
                      shape.rank(),
                      shape,
                      isStruct ? "-1" : folded(shape))
              + " json holds all");
    }
  }

  /** A shape of two axes for the same elements, one that {@code reshape} can infer. */
  private static String folded(Shape shape) {
    return shape.size() == 0 ? "-1" : shape.length(0) + ",-1";
  }

  private void write(ArrayWrite array, LongConsumer progress) throws IOException {
    if (array.dtype() instanceof DType.Struct struct) {
      writeHeading(TableColumn.of(struct).stream().map(TableColumn::heading).toList());
    }
    if (array.array().rank() == 0) {
      writeRows(array.single().reshape(1));
    } else {
      array.forEachRows(this::writeRows, progress);
    }
  }

  private void write(ObjectArray array) throws IOException {
    if (array.dtype() instanceof DType.Struct struct) {
      writeHeading(struct.fields().stream().map(Field::name).toList());
    }
    int columns = array.shape().rank() == 2 ? (int) array.shape().length(1) : 1;
    for (int i = 0; columns > 0 && i < array.elements().size(); i += columns) {
      Object first = array.elements().get(i);
      writeCells(
          array.dtype() instanceof DType.Struct && first instanceof List<?> fields
              ? fields
              : array.elements().subList(i, i + columns));
    }
  }

  private void writeCells(List<?> objects) throws IOException {
    for (int j = 0; j < objects.size(); j++) {
      Object object = objects.get(j);
      writeCell(object == null ? "" : ObjectArray.str(object), j);
    }
    out.write('\n');
  }

  private void writeHeading(List<String> names) throws IOException {
    for (int i = 0; i < names.size(); i++) {
      writeCell(names.get(i), i);
    }
    out.write('\n');
  }

  private void writeRows(NdArray rows) throws IOException {
    if (rows.dtype() instanceof DType.Struct struct) {
      writeStructs(rows, struct);
      return;
    }
    boolean isOneAxis = rows.rank() == 1;
    for (long i = 0; i < rows.shape().length(0); i++) {
      for (int j = 0; j < (isOneAxis ? 1 : rows.shape().length(1)); j++) {
        writeCell(isOneAxis ? Cells.text(rows, i) : Cells.text(rows, i, j), j);
      }
      out.write('\n');
    }
  }

  private void writeStructs(NdArray rows, DType.Struct struct) throws IOException {
    NdArray[] fields =
        TableColumn.of(struct).stream().map(column -> column.of(rows)).toArray(NdArray[]::new);
    for (long i = 0; i < rows.shape().length(0); i++) {
      for (int j = 0; j < fields.length; j++) {
        writeCell(Cells.text(fields[j], i), j);
      }
      out.write('\n');
    }
  }

  private void writeCell(String text, int column) throws IOException {
    if (column > 0) {
      out.write(separator);
    }
    if (needsQuotes(text)) {
      out.write('"' + text.replace("\"", "\"\"") + '"');
    } else {
      out.write(text);
    }
  }

  /** An empty cell is quoted, since alone in its row it would make a blank line. */
  private boolean needsQuotes(String text) {
    return text.isEmpty()
        || text.chars().anyMatch(c -> c == separator || c == '"' || c == '\n' || c == '\r');
  }
}
