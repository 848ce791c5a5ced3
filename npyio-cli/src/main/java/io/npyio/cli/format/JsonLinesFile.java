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

/** The items of an array along its first axis, a line of JSON each. */
record JsonLinesFile(Path path) implements TextFile {
  @Override
  public FileKind kind() {
    return FileKind.JSONL;
  }

  @Override
  public OpenArray open(@Nullable DType wanted, LongConsumer progress) throws IOException {
    return JsonDocument.surveyLines(path, progress).read(wanted);
  }

  @Override
  public void write(ArrayWrite array, WritableByteChannel channel, LongConsumer progress)
      throws IOException {
    JsonWriter.writeLines(array, Channels.newOutputStream(channel), progress);
  }

  @Override
  public void writeObjects(ObjectArray array, WritableByteChannel channel) throws IOException {
    JsonWriter.writeLines(array, Channels.newOutputStream(channel));
  }
}
