package io.npyio.cli.format;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.array.NdArray;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Rows of cells: one or two axes, or one axis of structs, of which each field is a column. */
final class TableKind implements FileKind {
  private static final int BUFFER = 1 << 16;

  private final String word;
  private final char separator;

  TableKind(String word, char separator) {
    this.word = word;
    this.separator = separator;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public OpenArray open(Path path, RawSpec raw, @Nullable DType wanted, LongConsumer progress)
      throws IOException {
    raw.requireNothing(this);
    return Table.survey(path, separator, progress).read(wanted);
  }

  /** Text is read twice. */
  @Override
  public long reads(Path path) throws IOException {
    return 2 * Files.size(path);
  }

  @Override
  public void write(Outgoing array, WritableByteChannel channel) throws IOException {
    requireTable(array);
    Writer out =
        new BufferedWriter(
            new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8),
            BUFFER);
    if (array.dtype() instanceof DType.Struct struct) {
      writeHeading(struct, out);
    }
    if (array.array().rank() == 0) {
      writeRows(array.single().reshape(1), out);
    } else {
      array.forEachRows(rows -> writeRows(rows, out));
    }
    out.flush();
  }

  private void requireTable(Outgoing array) {
    int rank = array.array().rank();
    if (array.dtype() instanceof DType.Struct struct) {
      if (rank > 1) {
        throw new IllegalArgumentException(
            "a table of structs has one axis, not the %d of %s; --slice takes a part, json holds all"
                .formatted(rank, array.array().shape()));
      }
      for (Field field : struct.fields()) {
        if (!Inference.isCell(field.type())) {
          throw new IllegalArgumentException(
              "field '%s' of %s does not fit one column of a table; json holds it"
                  .formatted(field.name(), field.type()));
        }
      }
    } else if (rank > 2) {
      throw new IllegalArgumentException(
          "a table has one or two axes, not the %d of %s; --slice takes a part, json holds all"
              .formatted(rank, array.array().shape()));
    }
  }

  private void writeHeading(DType.Struct struct, Writer out) throws IOException {
    List<Field> fields = struct.fields();
    for (int i = 0; i < fields.size(); i++) {
      writeCell(fields.get(i).name(), i, out);
    }
    out.write('\n');
  }

  private void writeRows(NdArray rows, Writer out) throws IOException {
    if (rows.dtype() instanceof DType.Struct struct) {
      writeStructs(rows, struct, out);
      return;
    }
    boolean isOneAxis = rows.rank() == 1;
    for (long i = 0; i < rows.shape().length(0); i++) {
      for (int j = 0; j < (isOneAxis ? 1 : rows.shape().length(1)); j++) {
        writeCell(isOneAxis ? Cells.text(rows, i) : Cells.text(rows, i, j), j, out);
      }
      out.write('\n');
    }
  }

  private void writeStructs(NdArray rows, DType.Struct struct, Writer out) throws IOException {
    NdArray[] fields =
        struct.fields().stream().map(field -> rows.field(field.name())).toArray(NdArray[]::new);
    for (long i = 0; i < rows.shape().length(0); i++) {
      for (int j = 0; j < fields.length; j++) {
        writeCell(Cells.text(fields[j], i), j, out);
      }
      out.write('\n');
    }
  }

  private void writeCell(String text, int column, Writer out) throws IOException {
    if (column > 0) {
      out.write(separator);
    }
    if (needsQuotes(text)) {
      out.write('"' + text.replace("\"", "\"\"") + '"');
    } else {
      out.write(text);
    }
  }

  /** A cell without a character would be a blank line where it is alone. */
  private boolean needsQuotes(String text) {
    return text.isEmpty()
        || text.chars().anyMatch(c -> c == separator || c == '"' || c == '\n' || c == '\r');
  }
}
