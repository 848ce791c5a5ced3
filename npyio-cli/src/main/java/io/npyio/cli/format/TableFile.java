package io.npyio.cli.format;

import io.npyio.array.ObjectArray;
import io.npyio.cli.format.text.Table;
import io.npyio.cli.format.text.TableDialect;
import io.npyio.cli.format.text.TableFormat;
import io.npyio.cli.format.text.TableSyntax;
import io.npyio.cli.format.text.TableWriter;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A table: an array of one or two axes, or one axis of structs with one column per field.
 *
 * @param separator between cells that are written
 * @param syntax of the text that is read
 */
record TableFile(Path path, FileKind kind, char separator, TableSyntax syntax) implements TextFile {
  static TableFile csv(Path path, TableFormat format) {
    return new TableFile(path, FileKind.CSV, ',', new TableSyntax(TableDialect.CSV, format));
  }

  static TableFile tsv(Path path, TableFormat format) {
    return new TableFile(path, FileKind.TSV, '\t', new TableSyntax(TableDialect.TSV, format));
  }

  @Override
  public OpenArray open(@Nullable DType wanted, LongConsumer progress) throws IOException {
    return Table.survey(path, syntax, progress).read(wanted);
  }

  @Override
  public void write(ArrayWrite array, WritableByteChannel channel, LongConsumer progress)
      throws IOException {
    TableWriter.write(array, separator, Channels.newOutputStream(channel), progress);
  }

  @Override
  public void writeObjects(ObjectArray array, WritableByteChannel channel) throws IOException {
    TableWriter.write(array, separator, Channels.newOutputStream(channel));
  }
}
