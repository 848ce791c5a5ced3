package io.npyio.cli.format;

import io.npyio.dtype.DType;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Nested lists; or an object of dtype, shape and the nested lists as data, which is written. */
final class JsonKind implements FileKind {
  @Override
  public String word() {
    return "json";
  }

  @Override
  public OpenArray open(Path path, RawSpec raw, @Nullable DType wanted, LongConsumer progress)
      throws IOException {
    raw.requireNothing(this);
    return JsonDocument.survey(path, progress).read(wanted);
  }

  /** Text is read twice. */
  @Override
  public long reads(Path path) throws IOException {
    return 2 * Files.size(path);
  }

  @Override
  public void write(Outgoing array, WritableByteChannel channel) throws IOException {
    try (JsonGenerator json = Json.generator(Channels.newOutputStream(channel))) {
      json.writeStartObject().writeName("dtype");
      DescrJson.write(json, array.dtype());
      Json.writeShape(json, array.array().shape());
      json.writeName("data");
      writeData(array, json);
      json.writeEndObject().writeRaw('\n');
    }
  }

  /** Writes the nested lists alone. */
  static void writeData(Outgoing array, JsonGenerator json) throws IOException {
    var elements = new JsonElements(json);
    if (array.array().rank() == 0) {
      elements.write(array.single());
      return;
    }
    json.writeStartArray();
    array.forEachRows(elements::items);
    json.writeEndArray();
  }
}
