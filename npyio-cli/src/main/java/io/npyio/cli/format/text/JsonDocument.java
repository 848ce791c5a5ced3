package io.npyio.cli.format.text;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.CountingStreams;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
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
  private final List<Long> lengths = new ArrayList<>();
  private final Inference elements = new Inference();
  private final Map<String, Inference> fields = new LinkedHashMap<>();
  private int rank = -1;
  private boolean hasElements;
  private @Nullable DType dtype;
  private @Nullable Shape shape;

  private JsonDocument(Path path, LongConsumer progress) {
    this.path = path;
    this.progress = progress;
  }

  /** {@return the findings of a pass over a file} */
  public static JsonDocument survey(Path path, LongConsumer progress) throws IOException {
    var document = new JsonDocument(path, progress);
    try (JsonParser in = document.parser()) {
      in.nextToken();
      if (in.currentToken() == JsonToken.START_OBJECT) {
        document.surveyObject(in);
      } else {
        document.survey(in, 0);
      }
      if (in.nextToken() != null) {
        throw expected(in, "the end of the document");
      }
    }
    return document;
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
          survey(in, 0);
        }
        default -> throw expected(in, "'dtype', 'shape' and 'data'");
      }
    }
    if (!hasData) {
      throw expected(in, "'data' before the end of the object");
    }
  }

  private static JsonNode tree(JsonParser in) {
    return MAPPER.readTree(in);
  }

  private static Shape shape(JsonParser in, JsonNode shape) {
    if (!shape.isArray()) {
      throw expected(in, "a list of lengths as 'shape'");
    }
    return ShapeText.parse(shape.toString()).with(0);
  }

  private void survey(JsonParser in, int depth) {
    if (in.currentToken() == JsonToken.START_ARRAY) {
      surveyList(in, depth);
      return;
    }
    if (hasElements && depth != rank) {
      throw expected(in, "lists of equal depth");
    }
    hasElements = true;
    rank = depth;
    if (in.currentToken() == JsonToken.START_OBJECT) {
      surveyFields(in);
    } else {
      see(in, elements);
    }
  }

  private void surveyList(JsonParser in, int depth) {
    if (hasElements && depth >= rank) {
      throw expected(in, "lists of equal depth");
    }
    long length = 0;
    while (in.nextToken() != JsonToken.END_ARRAY) {
      survey(in, depth + 1);
      length++;
    }
    while (lengths.size() <= depth) {
      lengths.add(-1L);
    }
    if (lengths.get(depth) >= 0 && lengths.get(depth) != length) {
      throw expected(
          in, "a list of %d, as before, and not of %d".formatted(lengths.get(depth), length));
    }
    lengths.set(depth, length);
  }

  /** Surveys an object, which is a struct; deeper nesting needs a dtype. */
  private void surveyFields(JsonParser in) {
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      Inference field = fields.computeIfAbsent(in.currentName(), name -> new Inference());
      if (in.nextToken().isStructStart()) {
        field.seeText("");
        in.skipChildren();
      } else {
        see(in, field);
      }
    }
  }

  private static void see(JsonParser in, Inference what) {
    if (in.currentToken() == null) {
      throw expected(in, "a value");
    }
    String text = in.getString();
    switch (in.currentToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> what.seeNumber(text);
      case VALUE_TRUE, VALUE_FALSE -> what.seeLogical();
      case VALUE_STRING -> {
        if (Inference.isSpecial(text)) {
          what.seeNumber(text);
        } else {
          what.seeText(text);
        }
      }
      default -> throw expected(in, "a value");
    }
  }

  private static JsonFault expected(JsonParser in, String what) {
    String found = in.currentToken() == null ? "nothing more" : "'" + in.getString() + "'";
    return new JsonFault(in, "expected " + what + " but found " + found, null);
  }

  /** Reads the elements in a second pass. */
  public OpenArray read(@Nullable DType wanted) throws IOException {
    ArrayLayout layout = layout(wanted);
    layout.requireBoundedByBytes();
    OpenArray open = OpenArray.scratch(layout);
    try (JsonParser in = parser()) {
      if (in.nextToken() == JsonToken.START_OBJECT) {
        toData(in);
      }
      read(in, open.array());
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
    DType type = dtype == null ? inferred(wanted) : dtype;
    if (shape != null) {
      return new ArrayLayout(type, shape, Order.C);
    }
    long[] found = lengths.stream().mapToLong(length -> Math.max(length, 0)).toArray();
    boolean arePairs =
        type.category() == DType.Category.COMPLEX
            && found.length > 0
            && found[found.length - 1] == 2;
    return ArrayLayout.of(type, arePairs ? Arrays.copyOf(found, found.length - 1) : found);
  }

  private DType inferred(@Nullable DType wanted) {
    if (wanted != null || fields.isEmpty()) {
      return elements.dtype(wanted);
    }
    return DType.struct(
        fields.entrySet().stream()
            .map(field -> Field.of(field.getKey(), field.getValue().dtype(null)))
            .toArray(Field[]::new));
  }

  private static void read(JsonParser in, NdArray array) {
    if (array.rank() == 0) {
      set(in, array);
      return;
    }
    long length = array.shape().length(0);
    require(in, in.currentToken() == JsonToken.START_ARRAY, "a list of " + length);
    for (long i = 0; i < length; i++) {
      require(in, in.nextToken() != JsonToken.END_ARRAY, length + " items, not " + i + ",");
      if (array.rank() == 1) {
        set(in, array, i);
      } else {
        read(in, array.at(i));
      }
    }
    require(in, in.nextToken() == JsonToken.END_ARRAY, "the end of a list of " + length);
  }

  private static void require(JsonParser in, boolean condition, String what) {
    if (!condition) {
      throw expected(in, what);
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
