package io.npyio.cli.format.text;

import io.npyio.array.ObjectArray;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.dtype.Shape;
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

  /** As {@link #writeLists(ArrayWrite, OutputStream, LongConsumer)}, as a value of a document. */
  public static void writeLists(ArrayWrite array, JsonGenerator json, LongConsumer progress)
      throws IOException {
    writeElements(array, json, progress);
  }

  /**
   * Writes the items of the first axis, a line each, and leaves the stream open.
   *
   * @param progress is given the bytes of each block written
   */
  public static void writeLines(ArrayWrite array, OutputStream out, LongConsumer progress)
      throws IOException {
    try (JsonGenerator json = Json.generator(out)) {
      var elements = new JsonElements(json);
      if (array.array().rank() == 0) {
        elements.write(array.single());
      } else {
        array.forEachRows(elements::items, progress);
      }
      endLines(json, array.array().shape());
    }
  }

  /** As {@link #writeLines(ArrayWrite, OutputStream, LongConsumer)}, of Python objects. */
  public static void writeLines(ObjectArray array, OutputStream out) {
    try (JsonGenerator json = Json.generator(out)) {
      new JsonObjects(json).writeItems(array);
      endLines(json, array.shape());
    }
  }

  private static void endLines(JsonGenerator json, Shape shape) {
    if (shape.rank() == 0 || shape.length(0) > 0) {
      json.writeRaw('\n');
    }
  }

  /** As {@link #writeDocument(ArrayWrite, OutputStream, LongConsumer)}, of Python objects. */
  public static void writeDocument(ObjectArray array, OutputStream out) {
    try (JsonGenerator json = Json.generator(out)) {
      json.writeStartObject().writeName("dtype");
      DescrJson.write(json, array.dtype());
      Json.writeShape(json, array.shape());
      json.writeName("data");
      new JsonObjects(json).write(array);
      json.writeEndObject().writeRaw('\n');
    }
  }

  /** As {@link #writeLists(ArrayWrite, OutputStream, LongConsumer)}, of Python objects. */
  public static void writeLists(ObjectArray array, OutputStream out) {
    try (JsonGenerator json = Json.generator(out)) {
      new JsonObjects(json).write(array);
      json.writeRaw('\n');
    }
  }

  /** As {@link #writeLists(ObjectArray, OutputStream)}, as a value of a document. */
  public static void writeLists(ObjectArray array, JsonGenerator json) {
    new JsonObjects(json).write(array);
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
