package io.npyio.shards;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.AtomicFile;
import io.npyio.file.NpyFormatException;
import io.npyio.file.NpyHeader;
import io.npyio.file.WriteOptions;
import io.npyio.source.FileSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file that lists the shards of an array:
 *
 * <pre>{@code
 * {"npyio_shards": 1, "dtype": "<f4", "shape": [1500, 768], "shards": [
 *   {"path": "part-00000.npy", "rows": 1000, "bytes": 3072128},
 *   {"path": "part-00001.npy", "rows": 500, "bytes": 1536128}
 * ]}
 * }</pre>
 *
 * @param name of the file, for messages
 * @param layout of the array
 * @param entries the shards in order
 */
record Manifest(String name, ArrayLayout layout, List<Entry> entries) {
  static final String FILE_NAME = "manifest.json";

  private static final int MAX_BYTES = 1 << 26;
  private static final int START_BYTES = 1 << 8;
  private static final Pattern START = Pattern.compile("\\s*\\{\\s*\"npyio_shards\"");
  private static final String HINT = "NpyShardWriter writes manifests";

  /**
   * A shard.
   *
   * @param path relative to the folder of the manifest, with {@code /} between names
   * @param bytes of the header and the rows
   */
  record Entry(String path, long rows, long bytes) {}

  static boolean beginsIn(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      String start = new String(in.readNBytes(START_BYTES), StandardCharsets.ISO_8859_1);
      return START.matcher(start).lookingAt();
    }
  }

  // ---- reading -------------------------------------------------------------------------------

  static Manifest read(Path file) throws IOException {
    String name = FileSource.name(file);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw bad(name, "expected a manifest of at most " + MAX_BYTES + " bytes but found more");
      }
      return parse(name, bytes);
    }
  }

  static Manifest parse(String name, byte[] bytes) throws NpyFormatException {
    if (!(Json.parse(name, bytes) instanceof Map<?, ?> members)) {
      throw bad(name, "expected an object with the key \"npyio_shards\" but found another value");
    }
    long version = integer(name, members, "npyio_shards");
    if (version != 1) {
      throw bad(name, "expected version 1 of \"npyio_shards\" but found " + version);
    }
    ArrayLayout layout = layout(name, members);
    List<Entry> entries = new ArrayList<>();
    for (Object item : list(name, members, "shards")) {
      if (!(item instanceof Map<?, ?> shard)) {
        throw bad(name, "expected an object for each of \"shards\" but found another value");
      }
      entries.add(
          new Entry(
              text(name, shard, "path"),
              integer(name, shard, "rows"),
              integer(name, shard, "bytes")));
    }
    if (entries.isEmpty()) {
      throw bad(name, "expected at least one of \"shards\" but found none");
    }
    return new Manifest(name, layout, List.copyOf(entries));
  }

  private static ArrayLayout layout(String name, Map<?, ?> members) throws NpyFormatException {
    String text = text(name, members, "dtype");
    long[] shape = shape(name, members);
    try {
      return ArrayLayout.of(DType.of(text), shape);
    } catch (IllegalArgumentException | ArithmeticException problem) {
      throw bad(
          name, "expected a dtype but found " + Json.quote(text) + ": " + problem.getMessage());
    }
  }

  private static long[] shape(String name, Map<?, ?> members) throws NpyFormatException {
    List<?> lengths = list(name, members, "shape");
    boolean areLengths = lengths.stream().allMatch(each -> each instanceof Long n && n >= 0);
    if (!areLengths || lengths.isEmpty() || lengths.size() > Shape.MAX_RANK) {
      throw bad(name, "expected the lengths of 1 to 64 axes as \"shape\" but found another value");
    }
    return lengths.stream().mapToLong(each -> (Long) each).toArray();
  }

  private static long integer(String name, Map<?, ?> members, String key)
      throws NpyFormatException {
    return value(name, members, key, Long.class, "an integer");
  }

  private static String text(String name, Map<?, ?> members, String key) throws NpyFormatException {
    return value(name, members, key, String.class, "a string");
  }

  private static List<?> list(String name, Map<?, ?> members, String key)
      throws NpyFormatException {
    return value(name, members, key, List.class, "an array");
  }

  private static <T> T value(
      String name, Map<?, ?> members, String key, Class<T> type, String expected)
      throws NpyFormatException {
    @Nullable Object value = members.get(key);
    if (!type.isInstance(value)) {
      String found = value == null ? "none" : "another value";
      throw bad(name, "expected %s as \"%s\" but found %s".formatted(expected, key, found));
    }
    return type.cast(value);
  }

  private static NpyFormatException bad(String name, String problem) {
    return new NpyFormatException(name, 0, problem, HINT);
  }

  /** The shards in a folder. None of them may lie outside of it. */
  List<ShardFile> files(Path folder) throws NpyFormatException {
    List<ShardFile> files = new ArrayList<>();
    for (Entry entry : entries) {
      files.add(new ShardFile.OfPath(entry.path, folder.resolve(inFolder(entry.path))));
    }
    return files;
  }

  private Path inFolder(String text) throws NpyFormatException {
    try {
      Path path = Path.of(text);
      if (!text.isEmpty()
          && path.getRoot() == null
          && path.normalize().equals(path)
          && !path.startsWith("..")) {
        return path;
      }
    } catch (InvalidPathException notHere) {
      // refused below
    }
    throw bad(
        name, "expected a path within the folder of the manifest but found " + Json.quote(text));
  }

  /** Compares what the manifest says with the headers of the shards. */
  void require(ShardLayout found, List<NpyHeader> headers) throws ShardException {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      NpyHeader header = headers.get(i);
      long rows = found.shards().get(i).rows();
      long bytes = header.dataOffset() + header.layout().nbytes();
      if (rows != entry.rows || bytes != entry.bytes) {
        throw differs(
            entry.path,
            "%d rows in %d bytes".formatted(entry.rows, entry.bytes),
            "%d rows in %d bytes".formatted(rows, bytes));
      }
    }
    if (!found.layout().equals(layout)) {
      throw differs(entries.get(0).path, described(layout), described(found.layout()));
    }
  }

  private ShardException differs(String shard, String expected, String found) {
    return new ShardException(
        shard,
        "expected %s, as %s says, but found %s".formatted(expected, name, found),
        "the shards and their manifest must be written together");
  }

  private static String described(ArrayLayout layout) {
    return layout.dtype() + " " + layout.shape();
  }

  // ---- writing -------------------------------------------------------------------------------

  /** The bytes of the file. */
  byte[] bytes() {
    var text = new StringBuilder("{\"npyio_shards\": 1, \"dtype\": ");
    text.append(Json.quote(layout.dtype().toString()));
    text.append(", \"shape\": ").append(Arrays.toString(layout.shape().lengths()));
    text.append(", \"shards\": [");
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      text.append(i == 0 ? "\n" : ",\n").append("  {\"path\": ").append(Json.quote(entry.path));
      text.append(", \"rows\": ").append(entry.rows);
      text.append(", \"bytes\": ").append(entry.bytes).append('}');
    }
    return text.append("\n]}\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  static void write(Path file, byte[] content, WriteOptions options) throws IOException {
    try (AtomicFile target = AtomicFile.replacing(file, options)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        target.channel().write(bytes);
      }
      target.commit();
    }
  }
}
