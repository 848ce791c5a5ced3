package io.npyio.cli.format.text;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.dtype.DType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/** Writes numbers byte for byte as {@code np.savetxt} does by default. */
public final class TxtWriter {
  private static final int BUFFER_CHARS = 1 << 16;

  private final Writer out;
  private final StringBuilder text = new StringBuilder();

  private TxtWriter(Writer out) {
    this.out = out;
  }

  /**
   * Writes an array, and leaves the stream open.
   *
   * @param progress is given the bytes of each block written
   * @throws IllegalArgumentException if the array does not fit a table, or has other elements than
   *     numbers
   */
  public static void write(ArrayWrite array, OutputStream out, LongConsumer progress)
      throws IOException {
    TableWriter.requireAxes(array.dtype(), array.array().shape());
    requireNumbers(array.dtype());
    Writer ascii = new OutputStreamWriter(out, StandardCharsets.US_ASCII);
    var writer = new TxtWriter(ascii);
    if (array.array().rank() == 0) {
      writer.writeRows(array.single().reshape(1));
    } else {
      array.forEachRows(writer::writeRows, progress);
    }
    ascii.flush();
  }

  private static void requireNumbers(DType dtype) {
    if (dtype instanceof DType.Struct struct) {
      NdArray none = NdArray.zeros(struct, 0);
      for (TableColumn column : TableColumn.of(struct)) {
        DType type = column.of(none).dtype();
        if (!isNumber(type) || isComplex(type)) {
          throw notNumbers(
              "field '%s' of %s is not a real number".formatted(column.heading(), type));
        }
      }
    } else if (!isNumber(dtype)) {
      throw notNumbers("elements of " + dtype + " are not numbers");
    }
  }

  private static IllegalArgumentException notNumbers(String found) {
    return new IllegalArgumentException(
        found + ", which np.savetxt writes to txt; csv, tsv, json and jsonl hold all elements");
  }

  private static boolean isNumber(DType dtype) {
    return dtype instanceof DType.Scalar;
  }

  private static boolean isComplex(DType dtype) {
    return dtype.category() == DType.Category.COMPLEX;
  }

  private void writeRows(NdArray rows) throws IOException {
    if (rows.dtype() instanceof DType.Struct struct) {
      writeStructs(rows, struct);
    } else {
      long length = rows.shape().length(0);
      NdArray matrix = rows.rank() == 1 ? rows.reshape(length, 1) : rows;
      if (isComplex(matrix.dtype())) {
        NdArray values = matrix.astype(DType.COMPLEX128);
        writeComplex(values.real(), values.imag());
      } else {
        writeReal(matrix.astype(DType.FLOAT64));
      }
    }
    flush();
  }

  private void writeStructs(NdArray rows, DType.Struct struct) throws IOException {
    NdArray[] columns =
        TableColumn.of(struct).stream()
            .map(column -> column.of(rows).astype(DType.FLOAT64))
            .toArray(NdArray[]::new);
    for (long i = 0; i < rows.shape().length(0); i++) {
      for (int j = 0; j < columns.length; j++) {
        startCell(j);
        ScientificText.append(text, columns[j].getDouble(i));
      }
      text.append('\n');
    }
  }

  private void writeReal(NdArray rows) throws IOException {
    for (long i = 0; i < rows.shape().length(0); i++) {
      for (long j = 0; j < rows.shape().length(1); j++) {
        startCell(j);
        ScientificText.append(text, rows.getDouble(i, j));
      }
      text.append('\n');
    }
  }

  private void writeComplex(NdArray real, NdArray imaginary) throws IOException {
    for (long i = 0; i < real.shape().length(0); i++) {
      for (long j = 0; j < real.shape().length(1); j++) {
        startCell(j);
        appendComplex(real.getDouble(i, j), imaginary.getDouble(i, j));
      }
      text.append('\n');
    }
  }

  private void appendComplex(double real, double imaginary) {
    text.append(" (");
    ScientificText.append(text, real);
    int sign = text.length();
    ScientificText.append(text, imaginary);
    if (text.charAt(sign) != '-') {
      text.insert(sign, '+');
    }
    text.append("j)");
  }

  private void startCell(long column) throws IOException {
    if (column > 0) {
      text.append(' ');
    }
    if (text.length() > BUFFER_CHARS) {
      flush();
    }
  }

  private void flush() throws IOException {
    out.append(text);
    text.setLength(0);
  }
}
