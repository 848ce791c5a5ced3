package io.npyio.cli.format;

import io.npyio.array.ObjectArray;
import io.npyio.cli.format.text.Table;
import io.npyio.cli.format.text.TableDialect;
import io.npyio.cli.format.text.TableFormat;
import io.npyio.cli.format.text.TableSyntax;
import io.npyio.cli.format.text.TxtWriter;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Numbers as {@code np.savetxt} writes them and {@code np.loadtxt} reads them. */
record TxtFile(Path path, TableFormat format) implements TextFile {
  @Override
  public FileKind kind() {
    return FileKind.TXT;
  }

  @Override
  public OpenArray open(@Nullable DType wanted, LongConsumer progress) throws IOException {
    return Table.survey(path, new TableSyntax(TableDialect.TXT, format), progress).read(wanted);
  }

  @Override
  public void write(ArrayWrite array, WritableByteChannel channel, LongConsumer progress)
      throws IOException {
    TxtWriter.write(array, Channels.newOutputStream(channel), progress);
  }

  @Override
  public void writeObjects(ObjectArray array, WritableByteChannel channel) throws IOException {
    throw new IOException(
        "a txt file holds numbers, not Python objects; --to-dtype float64 makes numbers of them");
  }
}
