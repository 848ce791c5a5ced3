package io.npyio.cli.format.text;

import io.npyio.array.NdArray;
import io.npyio.dtype.Shape;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as npyio writes it: characters that are not {@link Printable} are escaped, several values
 * have a line each.
 */
public final class Json {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .characterEscapes(new Escapes())
          .rootValueSeparator("\n")
          .build();

  /** JSON itself requires this of the characters up to U+001F only. */
  private static final class Escapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int DELETE = 0x7F;

    private final int[] ascii = standardAsciiEscapesForJSON();

    Escapes() {
      ascii[DELETE] = ESCAPE_STANDARD;
    }

    @Override
    public int[] getEscapeCodesForAscii() {
      return ascii;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int c) {
      // surrogates come one by one
      boolean isLeft = Printable.isPrintable(c) || Character.getType(c) == Character.SURROGATE;
      return isLeft ? null : new SerializedString("\\u%04x".formatted(c));
    }
  }

  private Json() {}

  /** {@return a generator that leaves the stream open, and writes lone surrogates as '?'} */
  public static JsonGenerator generator(OutputStream out) {
    return FACTORY.createGenerator(
        ObjectWriteContext.empty(), new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }

  /** {@return the text that a function writes} */
  public static String text(Consumer<JsonGenerator> write) {
    var text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write.accept(json);
    }
    return text.toString();
  }

  /** Writes the elements of an array as nested lists, or a single element bare. */
  public static void writeElements(JsonGenerator json, NdArray array) {
    new JsonElements(json).write(array);
  }

  /** Writes the property {@code shape}. */
  public static void writeShape(JsonGenerator json, Shape shape) {
    json.writeName("shape");
    writeLengths(json, shape);
  }

  /** Writes the lengths of a shape as a list. */
  public static void writeLengths(JsonGenerator json, Shape shape) {
    json.writeStartArray();
    for (long length : shape.lengths()) {
      json.writeNumber(length);
    }
    json.writeEndArray();
  }
}
