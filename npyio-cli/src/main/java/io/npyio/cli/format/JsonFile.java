package io.npyio.cli.format;

import io.npyio.array.ObjectArray;
import io.npyio.cli.format.text.JsonDocument;
import io.npyio.cli.format.text.JsonWriter;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Nested lists, or an object with the dtype, the shape and the nested lists. */
record JsonFile(Path path) implements TextFile {
  @Override
  public FileKind kind() {
    return FileKind.JSON;
  }

  @Override
  public OpenArray open(@Nullable DType wanted, LongConsumer progress) throws IOException {
    return JsonDocument.survey(path, progress).read(wanted);
  }

  @Override
  public void write(ArrayWrite array, WritableByteChannel channel, LongConsumer progress)
      throws IOException {
    JsonWriter.writeDocument(array, Channels.newOutputStream(channel), progress);
  }

  @Override
  public void writeObjects(ObjectArray array, WritableByteChannel channel) throws IOException {
    JsonWriter.writeDocument(array, Channels.newOutputStream(channel));
  }
}
