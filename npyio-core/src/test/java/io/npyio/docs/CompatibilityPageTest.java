package io.npyio.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.file.NpyAppender;
import io.npyio.file.NpyFormatException;
import io.npyio.file.Npz;
import io.npyio.file.NpzWriter;
import io.npyio.shards.NpyShards;
import io.npyio.shards.ShardException;
import java.io.IOException;
import java.nio.ReadOnlyBufferException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** "Which exception when" of docs/compatibility.md: each row is tried. */
class CompatibilityPageTest {
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([^|`]+) \\| `(\\w+)` \\|$");

  private static final Map<String, Class<? extends Throwable>> TYPES =
      Stream.of(
              NpyFormatException.class,
              ShardException.class,
              NoSuchFileException.class,
              FileAlreadyExistsException.class,
              IllegalArgumentException.class,
              ArithmeticException.class,
              IndexOutOfBoundsException.class,
              NullPointerException.class,
              ReadOnlyBufferException.class,
              IllegalStateException.class)
          .collect(Collectors.toMap(Class::getSimpleName, Function.identity()));

  @TempDir private Path folder;

  private Path file;

  @BeforeEach
  void writeFile() throws IOException {
    file = folder.resolve("a.npy");
    Npy.save(file, new long[] {1, 2, 5_000_000_000L});
  }

  @Test
  void everyRowIsTriedAndThrowsWhatItSays() throws Exception {
    Map<String, String> rows = new LinkedHashMap<>();
    ROW.matcher(Snippets.page("docs/compatibility.md"))
        .results()
        .forEach(row -> rows.put(row.group(1), row.group(2)));
    Map<String, List<Executable>> tried = tried();
    assertEquals(tried.keySet(), rows.keySet());
    for (Map.Entry<String, String> row : rows.entrySet()) {
      for (Executable each : tried.get(row.getKey())) {
        assertThrows(TYPES.get(row.getValue()), each, row.getKey());
      }
    }
  }

  private Map<String, List<Executable>> tried() throws IOException {
    Map<String, List<Executable>> tried = new LinkedHashMap<>();
    tried.putAll(badFiles());
    tried.putAll(badArguments());
    tried.putAll(closed());
    return tried;
  }

  private Map<String, List<Executable>> badFiles() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    byte[] ofVersion9 = bytes.clone();
    ofVersion9[6] = 9;
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
    Path objects = folder.resolve("objects.npy");
    Npy.saveObjects(objects, ObjectArray.of(Shape.of(1), List.of("text")));
    Path other = folder.resolve("other.npy");
    Npy.save(other, new double[] {1});
    Path none = folder.resolve("none.npy");
    return Map.of(
        "bytes that are not an array: damaged, cut short, of an unknown version, larger than the"
            + " limits",
        List.of(() -> Npy.load(new byte[10]), () -> Npy.load(cut), () -> Npy.load(ofVersion9)),
        "Python objects where numbers were asked for",
        List.of(() -> Npy.load(objects)),
        "files that are not the shards of one array",
        List.of(() -> NpyShards.open(List.of(file, other)).close()),
        "a file that is not there",
        List.of(() -> Npy.load(none), () -> Npz.open(none), () -> NpyShards.open(List.of(none))),
        "a file that is there already, where a new one was asked for",
        List.of(() -> NpyAppender.create(file, DType.INT64)));
  }

  private Map<String, List<Executable>> badArguments() {
    NdArray array = NdArray.of(new int[] {1, 2, 3});
    return Map.of(
        "text that is not a dtype, a slice or a shape",
        List.of(
            () -> DType.of("f3"), () -> array.slice("a:b"), () -> ArrayLayout.parse("nonsense")),
        "a Java type that elements of the dtype cannot be read as",
        List.of(() -> array.toArray(Thread[].class), () -> Npy.load(file, Thread[].class)),
        "shapes that do not fit each other",
        List.of(() -> array.copyFrom(new int[2]), () -> array.reshape(2, 2)),
        "a value that does not fit the type it is asked for or stored as",
        List.of(() -> Npy.load(file, int[].class), () -> array.setLong(1L << 40, 0)),
        "an index or an axis out of range",
        List.of(() -> array.getInt(3), () -> array.at(-4)),
        "a null argument",
        List.of(() -> Npy.load((Path) null), () -> array.fill(null)),
        "writing into a read-only array",
        List.of(() -> array.asReadOnly().setInt(1, 0)));
  }

  private Map<String, List<Executable>> closed() throws IOException {
    Memmap map = Npy.map(file, MapMode.READ_ONLY);
    NdArray mapped = map.array();
    map.close();
    Path archive = folder.resolve("a.npz");
    Npz.save(archive, Map.of("a", new int[] {1}));
    Npz npz = Npz.open(archive);
    npz.close();
    NpyAppender appender = NpyAppender.open(file);
    appender.close();
    NpzWriter writer = NpzWriter.create(folder.resolve("b.npz"));
    writer.close();
    return Map.of(
        "use of an array after its file was closed",
        List.of(() -> mapped.getLong(0), () -> mapped.toArray(long[].class)),
        "use of an archive, an appender or a writer after it was closed",
        List.of(
            () -> npz.load("a"),
            () -> appender.append(new long[] {1}),
            () -> writer.add("b", NdArray.of(new int[] {1}))));
  }
}
