package io.npyio.cli.format.text;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.CountingStreams;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The findings of a first pass over a JSON document: the shape of its lists and the dtype of their
 * elements.
 */
public final class JsonDocument {
  /** Reads values in the middle of a document. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Path path;
  private final LongConsumer progress;
  private final boolean hasLines;
  private final JsonSurvey found = new JsonSurvey();
  private @Nullable DType dtype;
  private @Nullable Shape shape;

  private JsonDocument(Path path, boolean hasLines, LongConsumer progress) {
    this.path = path;
    this.hasLines = hasLines;
    this.progress = progress;
  }

  /** {@return the findings of a pass over a file, which may hold lines all the same} */
  public static JsonDocument survey(Path path, LongConsumer progress) throws IOException {
    try {
      return surveyDocument(path, progress);
    } catch (JsonFault problem) {
      if (isSecondLine(path)) {
        return surveyLines(path, progress);
      }
      throw problem;
    }
  }

  private static JsonDocument surveyDocument(Path path, LongConsumer progress) throws IOException {
    var document = new JsonDocument(path, false, progress);
    try (JsonParser in = document.parser()) {
      in.nextToken();
      if (in.currentToken() == JsonToken.START_OBJECT) {
        document.surveyObject(in);
      } else {
        document.found.see(in);
      }
      if (in.nextToken() != null) {
        throw JsonFault.expected(in, "the end of the document");
      }
    }
    return document;
  }

  /** {@return the findings of a pass over a file with a list, an object or an element a line} */
  public static JsonDocument surveyLines(Path path, LongConsumer progress) throws IOException {
    var document = new JsonDocument(path, true, progress);
    try (JsonParser in = document.parser()) {
      document.found.seeLines(in);
    }
    return document;
  }

  /** Whether a second value follows the first one, on another line. */
  private static boolean isSecondLine(Path path) throws IOException {
    try (JsonParser in = new JsonDocument(path, true, bytes -> {}).parser()) {
      in.nextToken();
      in.skipChildren();
      int line = in.currentTokenLocation().getLineNr();
      return in.nextToken() != null && in.currentTokenLocation().getLineNr() > line;
    } catch (JacksonException noJson) {
      return false;
    }
  }

  private JsonParser parser() throws IOException {
    return MAPPER.createParser(CountingStreams.of(Files.newInputStream(path), progress));
  }

  private void surveyObject(JsonParser in) {
    boolean hasData = false;
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "dtype" -> dtype = DescrJson.read(tree(in));
        case "shape" -> shape = shape(in, tree(in));
        case "data" -> {
          hasData = true;
          found.see(in);
        }
        default -> throw JsonFault.expected(in, "'dtype', 'shape' and 'data'");
      }
    }
    if (!hasData) {
      throw JsonFault.expected(in, "'data' before the end of the object");
    }
  }

  private static JsonNode tree(JsonParser in) {
    return MAPPER.readTree(in);
  }

  private static Shape shape(JsonParser in, JsonNode shape) {
    if (!shape.isArray()) {
      throw JsonFault.expected(in, "a list of lengths as 'shape'");
    }
    return ShapeText.parse(shape.toString()).with(0);
  }

  /** Reads the elements in a second pass. */
  public OpenArray read(@Nullable DType wanted) throws IOException {
    ArrayLayout layout = layout(wanted);
    layout.requireBoundedByBytes();
    OpenArray open = OpenArray.scratch(layout);
    try (JsonParser in = parser()) {
      if (hasLines) {
        readItems(in, open.array());
      } else {
        if (in.nextToken() == JsonToken.START_OBJECT) {
          toData(in);
        }
        read(in, open.array());
      }
      return open;
    } catch (RuntimeException problem) {
      open.close();
      throw problem;
    }
  }

  private static void toData(JsonParser in) {
    while (in.nextToken() == JsonToken.PROPERTY_NAME && !in.currentName().equals("data")) {
      in.nextToken();
      in.skipChildren();
    }
    in.nextToken();
  }

  private ArrayLayout layout(@Nullable DType wanted) {
    DType type = dtype == null ? found.dtype(wanted) : dtype;
    if (shape != null) {
      return new ArrayLayout(type, shape, Order.C);
    }
    long[] lengths = found.lengths();
    boolean arePairs =
        type.category() == DType.Category.COMPLEX
            && lengths.length > 0
            && lengths[lengths.length - 1] == 2;
    return ArrayLayout.of(type, arePairs ? Arrays.copyOf(lengths, lengths.length - 1) : lengths);
  }

  private static void read(JsonParser in, NdArray array) {
    if (array.rank() == 0) {
      set(in, array);
      return;
    }
    long length = array.shape().length(0);
    require(in, in.currentToken() == JsonToken.START_ARRAY, "a list of " + length);
    readItems(in, array);
    require(in, in.nextToken() == JsonToken.END_ARRAY, "the end of a list of " + length);
  }

  private static void readItems(JsonParser in, NdArray array) {
    long length = array.shape().length(0);
    for (long i = 0; i < length; i++) {
      JsonToken start = in.nextToken();
      require(in, start != null && start != JsonToken.END_ARRAY, length + " items, not " + i + ",");
      if (array.rank() == 1) {
        set(in, array, i);
      } else {
        read(in, array.at(i));
      }
    }
  }

  private static void require(JsonParser in, boolean condition, String what) {
    if (!condition) {
      throw JsonFault.expected(in, what);
    }
  }

  private static void set(JsonParser in, NdArray array, long... index) {
    try {
      if (in.currentToken().isStructStart()) {
        array.set(Cells.object(array.dtype(), JsonValue.of(in)), index);
      } else {
        Cells.set(array, in.getString(), index);
      }
    } catch (IllegalArgumentException | ArithmeticException problem) {
      throw new JsonFault(in, String.valueOf(problem.getMessage()), problem);
    }
  }
}
