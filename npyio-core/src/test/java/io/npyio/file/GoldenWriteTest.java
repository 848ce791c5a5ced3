package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.MemoryFolder;
import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import java.io.ByteArrayOutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What NumPy wrote is written again byte for byte. */
class GoldenWriteTest {
  private static final Pattern FORCED =
      Pattern.compile("(golden_)?forced(_.*)?_([123])_0(_np124)?");

  @TempDir(factory = MemoryFolder.class)
  private Path folder;

  static Stream<Golden> arrays() {
    return Stream.of("dtypes", "structs").flatMap(group -> Golden.of(group).stream());
  }

  /** The headers that {@code np.save} wrote; the others were made by hand. */
  static Stream<Golden> savedHeaders() {
    List<String> saved = List.of("golden_", "growth_", "fields_", "largest_", "smallest_");
    return Golden.of("headers").stream()
        .filter(g -> saved.stream().anyMatch(g.name()::startsWith) && !isForced(g));
  }

  static Stream<Golden> forcedHeaders() {
    return Golden.of("headers").stream().filter(GoldenWriteTest::isForced);
  }

  private static boolean isForced(Golden golden) {
    return FORCED.matcher(golden.stem()).matches();
  }

  @ParameterizedTest
  @MethodSource({"arrays", "savedHeaders"})
  void aLoadedArrayIsSavedAsNumPySavedIt(Golden golden) throws Exception {
    NdArray loaded = Npy.load(golden.path());
    byte[] expected = golden.bytes();
    assertArrayEquals(expected, Npy.toBytes(loaded));
    Path file = folder.resolve("saved.npy");
    Npy.save(file, loaded);
    assertArrayEquals(expected, Files.readAllBytes(file));
    var stream = new ByteArrayOutputStream();
    Npy.save(Channels.newChannel(stream), loaded);
    assertArrayEquals(expected, stream.toByteArray());
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void aMappedArrayIsSavedAsNumPySavedIt(Golden golden) throws Exception {
    for (MapMode mode : List.of(MapMode.READ_ONLY, MapMode.COPY_ON_WRITE)) {
      try (Memmap mapped = Npy.map(golden.path(), mode)) {
        assertArrayEquals(golden.bytes(), Npy.toBytes(mapped.array()), mode.python());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void anArrayRebuiltOnTheHeapIsSavedAsNumPySavedIt(Golden golden) throws Exception {
    NdArray loaded = Npy.load(golden.path());
    NdArray rebuilt = NdArray.zeros(loaded.layout());
    List<NdArray> from = GoldenValues.elements(loaded);
    List<NdArray> to = GoldenValues.elements(rebuilt);
    for (int i = 0; i < from.size(); i++) {
      to.get(i).setBytes(from.get(i).getBytes());
    }
    assertArrayEquals(golden.bytes(), Npy.toBytes(rebuilt));
    assertArrayEquals(golden.bytes(), Npy.toBytes(loaded.copy(loaded.layout().order())));
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void aCreatedFileIsWhatSaveWrites(Golden golden) throws Exception {
    NdArray loaded = Npy.load(golden.path());
    Path file = folder.resolve("created.npy");
    try (Memmap created = Npy.create(file, Npy.header(golden.path()).layout())) {
      assertEquals(golden.facts().get("data_offset").longValue(), created.offset());
      List<NdArray> from = GoldenValues.elements(loaded);
      List<NdArray> to = GoldenValues.elements(created.array());
      for (int i = 0; i < from.size(); i++) {
        to.get(i).setBytes(from.get(i).getBytes());
      }
    }
    assertArrayEquals(golden.bytes(), Files.readAllBytes(file));
  }

  @ParameterizedTest
  @MethodSource("forcedHeaders")
  void aForcedVersionIsWrittenAsNumPyWritesIt(Golden golden) throws Exception {
    Matcher name = FORCED.matcher(golden.stem());
    assertTrue(name.matches());
    NpyVersion version = NpyVersion.values()[Integer.parseInt(name.group(3)) - 1];
    NdArray loaded = Npy.load(golden.path());
    Path file = folder.resolve("forced.npy");
    Npy.save(file, loaded, version);
    assertArrayEquals(golden.bytes(), Files.readAllBytes(file));
    ArrayLayout layout = loaded.layout();
    byte[] header = NpyHeader.encode(layout, version);
    assertArrayEquals(header, Arrays.copyOf(golden.bytes(), header.length));
  }

  @ParameterizedTest
  @EnumSource(NpyVersion.class)
  void everyVersionIsReadBack(NpyVersion version) throws Exception {
    Path file = folder.resolve("version.npy");
    for (Golden golden : arrays().toList()) {
      ArrayLayout layout = Npy.load(golden.path()).layout();
      if (Npy.header(golden.path()).version() == NpyVersion.V3_0 && version != NpyVersion.V3_0) {
        assertThrows(IllegalArgumentException.class, () -> Npy.create(file, layout, version));
        continue;
      }
      Files.deleteIfExists(file); // renaming over a file makes ext4 write it out
      try (Memmap created = Npy.create(file, layout, version)) {
        assertEquals(version, Npy.header(file).version(), golden.name());
        assertEquals(0, created.offset() % 64);
      }
      assertEquals(layout, Npy.load(file).layout(), golden.name());
    }
  }

  @Test
  void enoughIsWritten() {
    assertTrue(arrays().count() > 650);
    assertTrue(savedHeaders().count() > 40);
    assertTrue(forcedHeaders().count() > 10);
  }
}
