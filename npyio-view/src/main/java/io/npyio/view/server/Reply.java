package io.npyio.view.server;

import io.npyio.view.reduce.Exactness;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer.
 *
 * @param type its media type
 * @param headers besides the type and the headers that every answer has
 */
record Reply(int status, String type, Map<String, String> headers, Content content) {
  private static final String BINARY = "application/octet-stream";

  /** The bytes of an answer. */
  sealed interface Content {}

  /** Bytes that are there. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Whole(byte[] bytes) implements Content {}

  /**
   * Bytes that are written as they come.
   *
   * @param length their number; {@link #UNKNOWN} before they are written
   */
  record Streamed(long length, Writer writer) implements Content {
    /** The length of content that is not known in advance. */
    static final long UNKNOWN = -1;
  }

  /** Writes content, and leaves the stream open. */
  interface Writer {
    void writeTo(OutputStream out) throws IOException, HttpProblem;
  }

  /** An answer in JSON. */
  static Reply json(@Nullable Object value) {
    return json(200, value);
  }

  private static Reply json(int status, @Nullable Object value) {
    return whole(status, "application/json", Json.bytes(value));
  }

  /** Why there is no other answer. */
  static Reply problem(HttpProblem problem) {
    Map<String, @Nullable Object> object = Json.object("error", problem.getMessage());
    object.putAll(problem.details());
    return json(problem.status(), object);
  }

  /** Bytes of a type. */
  static Reply of(String type, byte[] bytes) {
    return whole(200, type, bytes);
  }

  /** Little-endian numbers of 32 bits. */
  static Reply floats(float[] values) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    littleEndian(bytes).asFloatBuffer().put(values);
    return whole(200, BINARY, bytes);
  }

  /** Little-endian numbers of 64 bits. */
  static Reply doubles(double[] values) {
    byte[] bytes = new byte[values.length * Double.BYTES];
    littleEndian(bytes).asDoubleBuffer().put(values);
    return whole(200, BINARY, bytes);
  }

  /** A file to download. */
  static Reply download(String type, String fileName, Streamed content) {
    return new Reply(200, type, Map.of(), content)
        .with("Content-Disposition", "attachment; filename=\"" + fileName + '"');
  }

  private static Reply whole(int status, String type, byte[] bytes) {
    return new Reply(status, type, Map.of(), new Whole(bytes));
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** This answer, and whether it is of all elements. Of a sample, a later one may be better. */
  Reply exact(Exactness exactness) {
    Reply sampled = with("X-Exact", "0").with("Cache-Control", "no-store");
    return switch (exactness) {
      case EXACT -> with("X-Exact", "1");
      case ON_REQUEST -> sampled.with("X-Exact-Later", "request");
      case AFTER_SCAN -> sampled.with("X-Exact-Later", "scan");
      case SAMPLED -> sampled;
    };
  }

  /** Whether a later request would get this answer again, as long as its file stays as it is. */
  boolean isFinal() {
    return !headers.containsKey("Cache-Control");
  }

  /** This answer with one more header. */
  Reply with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, type, more, content);
  }
}
