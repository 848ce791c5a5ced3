package io.npyio.cli.format.text;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
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

  private static void requireTable(ArrayWrite array) {
    int rank = array.array().rank();
    if (array.dtype() instanceof DType.Struct struct) {
      requireOneAxis(array);
      struct.fields().forEach(TableWriter::requireCell);
    } else if (rank > 2) {
      throw new IllegalArgumentException(
          "a table has one or two axes, not the %d of %s; --slice takes a part, json holds all"
              .formatted(rank, array.array().shape()));
    }
  }

  private static void requireOneAxis(ArrayWrite array) {
    int rank = array.array().rank();
    if (rank > 1) {
      throw new IllegalArgumentException(
          "a table of structs has one axis, not the %d of %s; --slice takes a part, json holds all"
              .formatted(rank, array.array().shape()));
    }
  }

  private static void requireCell(Field field) {
    if (!Inference.isCell(field.type())) {
      throw new IllegalArgumentException(
          "field '%s' of %s does not fit one column of a table; json holds it"
              .formatted(field.name(), field.type()));
    }
  }

  private void write(ArrayWrite array, LongConsumer progress) throws IOException {
    if (array.dtype() instanceof DType.Struct struct) {
      writeHeading(struct);
    }
    if (array.array().rank() == 0) {
      writeRows(array.single().reshape(1));
    } else {
      array.forEachRows(this::writeRows, progress);
    }
  }

  private void writeHeading(DType.Struct struct) throws IOException {
    List<Field> fields = struct.fields();
    for (int i = 0; i < fields.size(); i++) {
      writeCell(fields.get(i).name(), i);
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
        struct.fields().stream().map(field -> rows.field(field.name())).toArray(NdArray[]::new);
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
