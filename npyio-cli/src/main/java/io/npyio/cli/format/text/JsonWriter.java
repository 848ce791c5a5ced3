package io.npyio.cli.format.text;

import io.npyio.cli.transfer.ArrayWrite;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.LongConsumer;
import tools.jackson.core.JsonGenerator;

/** Writes an array as JSON, block by block. */
public final class JsonWriter {
  private JsonWriter() {}

  /**
   * Writes an object with the dtype, the shape and the nested lists, and leaves the stream open.
   *
   * @param progress is given the bytes of each block written
   */
  public static void writeDocument(ArrayWrite array, OutputStream out, LongConsumer progress)
      throws IOException {
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject().writeName("dtype");
      DescrJson.write(json, array.dtype());
      Json.writeShape(json, array.array().shape());
      json.writeName("data");
      writeElements(array, json, progress);
      json.writeEndObject().writeRaw('\n');
    }
  }

  /**
   * Writes the nested lists alone and a line break, and leaves the stream open.
   *
   * @param progress is given the bytes of each block written
   */
  public static void writeLists(ArrayWrite array, OutputStream out, LongConsumer progress)
      throws IOException {
    try (JsonGenerator json = Json.generator(out)) {
      writeElements(array, json, progress);
      json.writeRaw('\n');
    }
  }

  private static void writeElements(ArrayWrite array, JsonGenerator json, LongConsumer progress)
      throws IOException {
    var elements = new JsonElements(json);
    if (array.array().rank() == 0) {
      elements.write(array.single());
      return;
    }
    json.writeStartArray();
    array.forEachRows(elements::items, progress);
    json.writeEndArray();
  }
}
