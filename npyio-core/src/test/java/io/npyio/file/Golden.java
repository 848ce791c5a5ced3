package io.npyio.file;

import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A file that real NumPy wrote, or judged, and its entry in the manifest beside it.
 *
 * @param path of the file
 * @param facts the entry
 */
public record Golden(Path path, JsonNode facts) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** {@return the entries of a folder of the test data} */
  public static List<Golden> of(String group) {
    Path folder = folder().resolve(group);
    List<Golden> files = new ArrayList<>();
    for (JsonNode entry : json(folder.resolve("manifest.json")).get("entries")) {
      files.add(new Golden(folder.resolve(entry.get("file").stringValue()), entry));
    }
    return files;
  }

  /** {@return one entry} */
  public static Golden of(String group, String file) {
    return of(group).stream().filter(g -> g.name().equals(file)).findFirst().orElseThrow();
  }

  /** {@return the messages kept by hand beside a manifest, by the stem of the file's name} */
  static Map<String, String> messages(String group) {
    Map<String, String> messages = new TreeMap<>();
    for (var entry : json(folder().resolve(group).resolve("messages.json")).properties()) {
      messages.put(entry.getKey(), entry.getValue().stringValue());
    }
    return messages;
  }

  /** {@return the folder of the test data} */
  public static Path folder() {
    String named = System.getProperty("npyio.testdata");
    Path folder = Path.of("").toAbsolutePath();
    while (named == null && !Files.exists(folder.resolve("testdata/old-numpy.json"))) {
      folder = folder.getParent();
    }
    return named == null ? folder.resolve("testdata") : Path.of(named);
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the name of the file} */
  public String name() {
    return path.getFileName().toString();
  }

  String stem() {
    return name().replaceFirst("\\.npy$", "");
  }

  /** {@return all bytes of the file} */
  public byte[] bytes() throws IOException {
    return Files.readAllBytes(path);
  }

  /** Whether NumPy reads the file as it is, without being asked to trust it. */
  boolean isAccepted() {
    return !facts.has("numpy") || facts.get("numpy").get("ok").booleanValue();
  }

  /** Whether NumPy refuses the file only for the length of its header. */
  boolean needsLongHeader() {
    return facts.has("numpy_no_limit") && facts.get("numpy_no_limit").get("ok").booleanValue();
  }

  Shape shape() {
    JsonNode shape = facts.get("shape");
    return Shape.of(
        IntStream.range(0, shape.size()).mapToLong(i -> integer(shape.get(i))).toArray());
  }

  Order order() {
    boolean fortran =
        facts.has("order")
            ? facts.get("order").stringValue().equals("F")
            : facts.get("fortran_order").booleanValue();
    return fortran ? Order.F : Order.C;
  }

  /** The Python text of NumPy's descr. */
  String descr() {
    return facts.get("descr").stringValue();
  }

  DType dtype() {
    String descr = descr();
    return DType.of(descr.startsWith("'") ? descr.substring(1, descr.length() - 1) : descr);
  }

  /** Integers beyond 2^53 are strings, which every JSON reader keeps as they are. */
  static long integer(JsonNode node) {
    return node.isString() ? Long.parseLong(node.stringValue()) : node.longValue();
  }

  @Override
  public String toString() {
    return name();
  }
}
