package io.npyio.cli.format;

import io.npyio.cli.format.text.DescrJson;
import io.npyio.cli.format.text.Json;
import io.npyio.cli.format.text.JsonFault;
import io.npyio.cli.format.text.ShapeText;
import io.npyio.cli.transfer.Cleanup;
import io.npyio.cli.transfer.Replacement;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The file {@code FILE.json} beside a raw FILE, with its dtype, shape, order and offset. */
final class SidecarFile {
  private static final Set<String> KEYS = Set.of("dtype", "shape", "order", "offset");

  /** A file with the name of a sidecar that describes nothing. */
  private static final class NotASidecar extends IOException {
    private static final long serialVersionUID = 1L;

    NotASidecar(String problem, @Nullable Throwable cause) {
      super(problem, cause);
    }
  }

  private SidecarFile() {}

  static Path of(Path raw) {
    return raw.resolveSibling(raw.getFileName() + ".json");
  }

  /**
   * The description in the sidecar, which is empty if there is none. A sidecar that cannot be read
   * is an error, because it may describe the file.
   */
  static RawSpec read(Path raw) throws IOException {
    Path path = of(raw);
    String name = "its sidecar " + path.getFileName();
    if (Files.notExists(path)) {
      return RawSpec.NOTHING;
    }
    if (Files.isDirectory(path)) {
      throw new NotASidecar(name + " is a folder", null);
    }
    try (InputStream text = Files.newInputStream(path)) {
      return spec(JsonMapper.shared().readTree(text));
    } catch (IOException | JacksonIOException unreadable) {
      throw new IOException(name + " cannot be read", unreadable);
    } catch (JacksonException problem) {
      throw new NotASidecar(name + ": " + JsonFault.text(problem), problem);
    } catch (IllegalArgumentException problem) {
      throw new NotASidecar(name + ": " + problem.getMessage(), problem);
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
    } catch (NotASidecar foreign) {
      throw new IOException(
          "its sidecar would replace "
              + of(raw).getFileName()
              + ", which is not a sidecar; --no-sidecar writes none",
          foreign);
    }
  }

  /**
   * Runs the step that replaces the data of a raw file, which an old sidecar would describe
   * wrongly. So it is out of the way before, and a process that is killed in between leaves data
   * that need a description, never another one's. If the step leaves the old data, it is put back.
   */
  static void removeAround(Path raw, Cleanup.Step step) throws IOException {
    naming(raw, () -> remove(raw, step));
  }

  private static void remove(Path raw, Cleanup.Step step) throws IOException {
    if (!exists(raw)) {
      Files.deleteIfExists(aside(of(raw))); // of a process that was killed
      step.run();
      return;
    }
    Path sidecar = of(raw).toRealPath();
    Path aside = aside(sidecar);
    List<Object> before = state(raw);
    Files.move(sidecar, aside, StandardCopyOption.REPLACE_EXISTING);
    try {
      step.run();
    } finally {
      if (state(raw).equals(before)) {
        Files.move(aside, sidecar);
      } else {
        Files.delete(aside);
      }
    }
  }

  /** Where an old sidecar is while its data are replaced. */
  private static Path aside(Path sidecar) {
    int hash = String.valueOf(sidecar.getFileName()).hashCode();
    return sidecar.resolveSibling(".npyio-" + Integer.toUnsignedString(hash, 36) + ".sidecar");
  }

  /** Whether a file is an old sidecar that {@link #removeAround} put aside. */
  static boolean isSetAside(Path path) {
    return path.getFileName().toString().matches("\\.npyio-[0-9a-z]+\\.sidecar");
  }

  /** Distinguishes the data of a raw file from those that take their place. */
  private static List<Object> state(Path raw) throws IOException {
    if (Files.notExists(raw)) {
      return List.of();
    }
    BasicFileAttributes file = Files.readAttributes(raw, BasicFileAttributes.class);
    return List.of(file.size(), file.lastModifiedTime(), String.valueOf(file.fileKey()));
  }

  /** Whether the sidecar states the shape of a layout. */
  static boolean describes(Path raw, ArrayLayout layout) throws IOException {
    return String.valueOf(read(raw).shape()).equals(layout.shape().toString());
  }

  private static boolean exists(Path raw) throws IOException {
    try {
      return read(raw).dtype() != null;
    } catch (NotASidecar foreign) {
      return false;
    }
  }

  /** As {@link #removeAround}, followed by a sidecar that describes the new data. */
  static void replaceAround(Path raw, ArrayLayout layout, Cleanup.Step step) throws IOException {
    Replacement.Placing around =
        placing -> {
          removeAround(raw, step);
          placing.run();
        };
    naming(raw, () -> Replacement.of(of(raw), channel -> write(channel, layout, 0), around));
  }

  static void write(Path raw, ArrayLayout layout, long offset) throws IOException {
    naming(raw, () -> Replacement.of(of(raw), channel -> write(channel, layout, offset)));
  }

  /**
   * Runs a step that changes data and sidecar. If the sidecar is what prevents it, that is told.
   */
  private static void naming(Path raw, Cleanup.Step step) throws IOException {
    try {
      step.run();
    } catch (FileSystemException problem) {
      Path sidecar = of(raw).getFileName();
      if (problem.getFile() == null || !Path.of(problem.getFile()).endsWith(sidecar)) {
        throw problem;
      }
      String reason = problem.getReason() == null ? "permission denied" : problem.getReason();
      throw new IOException("its sidecar " + sidecar + ": " + reason, problem);
    }
  }

  private static void write(FileChannel channel, ArrayLayout layout, long offset)
      throws IOException {
    String text =
        Json.text(
            json -> {
              json.writeStartObject().writeName("dtype");
              DescrJson.write(json, layout.dtype());
              Json.writeShape(json, layout.shape());
              json.writeStringProperty("order", layout.order().name());
              json.writeNumberProperty("offset", offset).writeEndObject().writeRaw('\n');
            });
    Channels.newOutputStream(channel).write(text.getBytes(StandardCharsets.UTF_8));
  }
}
