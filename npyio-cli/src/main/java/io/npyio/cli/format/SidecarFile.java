package io.npyio.cli.format;

import io.npyio.cli.format.text.DescrJson;
import io.npyio.cli.format.text.Json;
import io.npyio.cli.format.text.JsonFault;
import io.npyio.cli.format.text.ShapeText;
import io.npyio.cli.transfer.Replacement;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file {@code FILE.json} beside a raw FILE, with its dtype, shape, order and offset. */
final class SidecarFile {
  private static final Set<String> KEYS = Set.of("dtype", "shape", "order", "offset");

  private SidecarFile() {}

  static Path of(Path raw) {
    return raw.resolveSibling(raw.getFileName() + ".json");
  }

  /** The description in the sidecar, which is empty if there is none. */
  static RawSpec read(Path raw) throws IOException {
    Path path = of(raw);
    if (Files.notExists(path)) {
      return RawSpec.NOTHING;
    }
    try {
      return spec(JsonMapper.shared().readTree(path.toFile()));
    } catch (JacksonException | IllegalArgumentException problem) {
      String what =
          problem instanceof JacksonException json ? JsonFault.text(json) : problem.getMessage();
      throw new IOException("its sidecar " + path.getFileName() + ": " + what, problem);
    }
  }

  private static RawSpec spec(JsonNode json) {
    if (!json.isObject()
        || !keys(json).containsAll(Set.of("dtype"))
        || !KEYS.containsAll(keys(json))) {
      throw new IllegalArgumentException(
          "expected an object of 'dtype', 'shape', 'order' and 'offset'");
    }
    JsonNode offset = json.get("offset");
    JsonNode order = json.get("order");
    if (offset != null && !offset.isIntegralNumber()) {
      throw new IllegalArgumentException(
          "expected a number of bytes as 'offset' but found " + offset);
    }
    return new RawSpec(
        DescrJson.read(json.get("dtype")),
        json.has("shape") ? shape(json.get("shape")) : null,
        order == null ? null : order(order),
        offset == null ? null : (Long) offset.longValue());
  }

  private static Set<String> keys(JsonNode json) {
    return Set.copyOf(json.propertyNames());
  }

  private static @Nullable ShapeText shape(JsonNode shape) {
    boolean isShape =
        shape.isArray()
            && StreamSupport.stream(shape.spliterator(), false)
                .allMatch(JsonNode::isIntegralNumber);
    if (!isShape) {
      throw new IllegalArgumentException(
          "expected a list of lengths as 'shape' but found " + shape);
    }
    return ShapeText.parse(shape.toString());
  }

  private static Order order(JsonNode order) {
    if (order.isString() && order.stringValue().matches("[CF]")) {
      return Order.valueOf(order.stringValue());
    }
    throw new IllegalArgumentException("expected \"C\" or \"F\" as 'order' but found " + order);
  }

  /** Refuses to replace a file with the name of the sidecar that is not a sidecar. */
  static void requireReplaceable(Path raw) throws IOException {
    try {
      read(raw);
    } catch (IOException foreign) {
      throw new IOException(
          "its sidecar would replace "
              + of(raw).getFileName()
              + ", which is not a sidecar; --no-sidecar writes none",
          foreign);
    }
  }

  static void write(Path raw, ArrayLayout layout, long offset) throws IOException {
    String text =
        Json.text(
            json -> {
              json.writeStartObject().writeName("dtype");
              DescrJson.write(json, layout.dtype());
              Json.writeShape(json, layout.shape());
              json.writeStringProperty("order", layout.order().name());
              json.writeNumberProperty("offset", offset).writeEndObject().writeRaw('\n');
            });
    ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
    Replacement.of(of(raw), channel -> channel.write(bytes));
  }
}
