package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npz.Compression;
import io.npyio.source.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays and archives that are not local files, and what of them is read. */
class SourcesTest {
  private static final NdArray SMALL = NdArray.of(new int[][] {{1, 2, 3}, {4, 5, 6}});
  private static final NdArray LARGE = large();

  @TempDir private Path folder;

  private static NdArray large() {
    NdArray array = NdArray.zeros(DType.FLOAT32, 700, 1000);
    for (int i = 0; i < 700; i++) {
      array.setFloat(i, i, (i * 7) % 1000);
    }
    return array;
  }

  private static void assertSame(NdArray expected, NdArray found) {
    assertArrayEquals(Npy.toBytes(expected), Npy.toBytes(found));
  }

  private byte[] archive(Compression compression) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (NpzWriter writer = NpzWriter.to(bytes, compression)) {
      writer.add("small", SMALL);
      writer.add("large", LARGE);
      writer.add("other", new double[] {1.5});
      writer.addBytes("readme.txt", new byte[] {'h', 'i'});
      writer.commit();
    }
    return bytes.toByteArray();
  }

  // ---- arrays

  @Test
  void aSmallArrayIsOneRead() throws IOException {
    CountingSource source = new CountingSource(Npy.toBytes(SMALL));
    assertSame(SMALL, Npy.load(source));
    assertEquals(List.of("0+152"), source.taken());
    assertArrayEquals(new int[][] {{1, 2, 3}, {4, 5, 6}}, Npy.load(source, int[][].class));
    assertEquals(List.of("0+152"), source.taken());
    assertFalse(source.isClosed);
  }

  @Test
  void aHeaderIsOneReadOf4KibibytesWhateverTheSize() throws IOException {
    CountingSource source = new CountingSource(Npy.toBytes(LARGE));
    assertEquals(LARGE.layout(), Npy.header(source).layout());
    assertEquals(List.of("0+4096"), source.taken());
  }

  @Tag("slow")
  @Test
  void aLargeArrayIsReadInEveryForm() throws IOException {
    for (NdArray array : List.of(LARGE, LARGE.copy(Order.F))) {
      ByteSource source = new CountingSource(Npy.toBytes(array));
      assertSame(array, Npy.load(source));
      assertArrayEquals(array.toArray(float[][].class), Npy.load(source, float[][].class));
      assertArrayEquals(array.toArray(double[].class), Npy.load(source, double[].class));
      String first = array == LARGE ? "128.0 at (128, 896)" : "143.0 at (143, 1)";
      assertEquals(
          "remote: " + first + " does not fit a byte; astype(INT8) converts as NumPy does",
          assertThrows(ArithmeticException.class, () -> Npy.load(source, byte[].class))
              .getMessage());
    }
  }

  @Test
  void aSourceThatIsTooShortIsRefusedBeforeItsDataAreRead() {
    byte[] bytes = Npy.toBytes(LARGE);
    CountingSource source = new CountingSource(Arrays.copyOf(bytes, bytes.length - 3));
    assertEquals(
        "remote: byte 2800125: the file ends here but (700, 1000) of '<f4' needs 3 more bytes",
        assertThrows(NpyFormatException.class, () -> Npy.load(source)).getMessage());
    assertEquals(List.of("0+4096"), source.taken());
  }

  @Test
  void objectsAreReadFromASource() throws IOException {
    ObjectArray objects = ObjectArray.of(Shape.of(2), Arrays.asList("a", 7L));
    var bytes = new ByteArrayOutputStream();
    Npy.saveObjects(bytes, objects);
    ObjectArray read = Npy.loadObjects(new CountingSource(bytes.toByteArray()));
    assertEquals(List.of("a", 7L), read.elements());
  }

  @Test
  void nothingAtAllIsRefusedAlikeByEveryReader() throws IOException {
    Path file = Files.createFile(folder.resolve("empty.npy"));
    byte[] none = {};
    String expected = ": byte 0: expected the magic bytes of a .npy file but found no data";
    assertEquals("empty.npy" + expected, refusal(() -> Npy.load(file)));
    assertEquals("empty.npy" + expected, refusal(() -> Npy.load(file, int[].class)));
    assertEquals("empty.npy" + expected, refusal(() -> Npy.header(file)));
    assertEquals("empty.npy" + expected, refusal(() -> Npy.map(file, MapMode.READ_ONLY)));
    assertEquals("empty.npy" + expected, refusal(() -> Npy.loadObjects(file)));
    assertEquals("empty.npy" + expected, refusal(() -> NpyAppender.open(file)));
    assertEquals("byte[]" + expected, refusal(() -> Npy.load(none)));
    assertEquals("remote" + expected, refusal(() -> Npy.load(new CountingSource(none))));
    assertEquals("stream" + expected, refusal(() -> Npy.load(new ByteArrayInputStream(none))));
    String noArchive = ": byte 0: expected a zip archive, as .npz files are, but found no data";
    assertEquals("empty.npy" + noArchive, refusal(() -> Npz.open(file)));
    assertEquals("byte[]" + noArchive, refusal(() -> Npz.open(none)));
    assertEquals("stream" + noArchive, refusal(() -> Npz.read(new ByteArrayInputStream(none))));
  }

  private static String refusal(org.junit.jupiter.api.function.Executable read) {
    return assertThrows(NpyFormatException.class, read).getMessage();
  }

  // ---- archives

  @Test
  void aSmallMemberIsOneRead() throws IOException {
    for (Compression compression : List.of(Compression.STORED, Compression.DEFLATED)) {
      CountingSource source = new CountingSource(archive(compression));
      try (Npz npz = Npz.open(source)) {
        assertEquals("remote", npz.name());
        assertTrue(source.taken().size() <= 2, "the directory");
        assertSame(SMALL, npz.load("small"));
        assertEquals(1, source.taken().size());
        assertEquals(SMALL.layout(), npz.header("small").layout());
        assertEquals(1, source.taken().size());
        assertArrayEquals(new byte[] {'h', 'i'}, npz.bytes("readme.txt"));
        assertEquals(1, source.taken().size());
        assertEquals(LARGE.layout(), npz.header("large").layout());
        assertTrue(source.taken().size() <= 2, "the start of a large member");
      }
      assertTrue(source.isClosed);
    }
  }

  @Tag("slow")
  @Test
  void aLargeMemberIsFewReads() throws IOException {
    byte[] noise = new byte[20_000_000];
    new Random(1).nextBytes(noise);
    for (Compression compression : List.of(Compression.STORED, Compression.DEFLATED)) {
      var bytes = new ByteArrayOutputStream();
      try (NpzWriter writer = NpzWriter.to(bytes, compression)) {
        writer.add("noise", noise);
        writer.commit();
      }
      CountingSource source = new CountingSource(bytes.toByteArray());
      try (Npz npz = Npz.open(source)) {
        assertArrayEquals(noise, npz.load("noise", byte[].class));
        assertTrue(source.taken().size() <= 6, "directory, header, and 64 KiB, 512 KiB, 4 MiB, …");
        assertEquals(20_000_000, npz.header("noise").layout().nbytes());
        assertTrue(source.taken().size() <= 2, "the start of a large member");
      }
    }
  }

  @Test
  void archivesAreReadFromBytesStreamsAndSources() throws IOException {
    for (Compression compression : List.of(Compression.STORED, Compression.DEFLATED)) {
      byte[] bytes = archive(compression);
      List<Npz> archives =
          List.of(
              Npz.open(bytes),
              Npz.read(new ByteArrayInputStream(bytes)),
              Npz.open(new CountingSource(bytes)));
      for (Npz npz : archives) {
        assertEquals(List.of("small", "large", "other", "readme.txt"), npz.names());
        assertSame(SMALL, npz.load("small"));
        assertSame(LARGE, npz.load("large"));
        assertArrayEquals(LARGE.toArray(float[].class), npz.load("large", float[].class));
        npz.close();
      }
      assertEquals(
          "NpzFile 'byte[]' with keys: small, large, other, readme.txt",
          archives.get(0).toString());
      var closed = assertThrows(IllegalStateException.class, () -> archives.get(1).load("small"));
      assertEquals("stream has been closed", closed.getMessage());
    }
  }

  @Test
  void allArraysAreLoadedInOrder() throws IOException {
    try (Npz npz = Npz.open(archive(Compression.STORED))) {
      Map<String, NdArray> all = npz.loadAll();
      assertEquals(List.of("small", "large", "other"), List.copyOf(all.keySet()));
      assertSame(LARGE, all.get("large"));
      assertEquals(1.5, all.get("other").getDouble(0));
    }
    ReadOptions little = ReadOptions.DEFAULT.withMaxBytes(24 + 2_800_000);
    try (Npz npz = Npz.open(archive(Compression.STORED), little)) {
      assertSame(LARGE, npz.load("large"));
      assertEquals(
          "byte[]!other: byte 128: expected at most 0 bytes of data but found (1,) of '<f8', which"
              + " has 8; if you trust the source, allow more with maxBytes",
          refusal(npz::loadAll));
    }
  }

  @Test
  void aMemberIsDescribedByItsName() throws IOException {
    try (Npz npz = Npz.open(archive(Compression.STORED))) {
      Npz.Member small = npz.member("small");
      assertEquals(small, npz.member("small.npy"));
      assertEquals(new Npz.Member("small.npy", Compression.STORED, 152, 152), small);
      assertEquals("small", small.name());
      assertEquals("readme.txt", npz.member("readme.txt").name());
      assertEquals(
          "no member 'q' in byte[]: small, large, other, readme.txt",
          assertThrows(IllegalArgumentException.class, () -> npz.member("q")).getMessage());
    }
  }

  @Test
  void objectsInAnArchiveAreLoaded() throws IOException {
    ObjectArray objects = ObjectArray.of(Shape.of(2), Arrays.asList("a", 7L));
    var pickled = new ByteArrayOutputStream();
    Npy.saveObjects(pickled, objects);
    var bytes = new ByteArrayOutputStream();
    try (NpzWriter writer = NpzWriter.to(bytes, Compression.DEFLATED)) {
      writer.addBytes("o.npy", pickled.toByteArray());
      writer.add("a", SMALL);
      writer.commit();
    }
    try (Npz npz = Npz.open(bytes.toByteArray())) {
      assertEquals(List.of("a", 7L), npz.loadObjects("o").elements());
      assertEquals(
          "byte[]!a: byte 128: expected Python objects but the elements are <i4; load reads them",
          refusal(() -> npz.loadObjects("a")));
      assertEquals(
          "byte[]!o: byte 128: expected plain data but found the Python objects of '|O';"
              + " loadObjects reads them",
          refusal(npz::loadAll));
    }
  }

  @Test
  void onlyMembersOfALocalFileAreMapped() throws IOException {
    try (Npz npz = Npz.open(archive(Compression.STORED))) {
      assertEquals(
          "byte[]!small is not in a local file and cannot be mapped; load it",
          assertThrows(IllegalArgumentException.class, () -> npz.map("small")).getMessage());
    }
  }

  @Test
  void javaArraysAreSavedByName() throws IOException {
    Path file = folder.resolve("a.npz");
    Map<String, Object> arrays = new LinkedHashMap<>();
    arrays.put("rows", new float[][] {{1, 2}, {3, 4}});
    arrays.put("array", SMALL);
    arrays.put("text", new String[] {"a", "bc"});
    arrays.put("one", 2.5);
    for (int i = 0; i < 2; i++) {
      if (i == 0) {
        Npz.save(file, arrays);
      } else {
        Npz.saveCompressed(file, arrays);
      }
      try (Npz npz = Npz.open(file)) {
        assertEquals(List.of("rows", "array", "text", "one"), npz.names());
        assertSame(NdArray.of(arrays.get("rows")), npz.load("rows"));
        assertSame(SMALL, npz.load("array"));
        assertSame(NdArray.of(arrays.get("text")), npz.load("text"));
        assertSame(NdArray.of(2.5), npz.load("one"));
      }
    }
  }

  // ---- other file systems

  @Test
  void filesInAJarAreLoadedAndNotMapped() throws IOException {
    Path jar = folder.resolve("a.jar");
    URI uri = URI.create("jar:" + jar.toUri());
    try (FileSystem files = FileSystems.newFileSystem(uri, Map.of("create", "true"))) {
      Path npy = files.getPath("/large.npy");
      Path npz = files.getPath("/a.npz");
      Files.write(npy, Npy.toBytes(LARGE));
      Files.write(npz, archive(Compression.DEFLATED));
      assertSame(LARGE, Npy.load(npy));
      assertArrayEquals(LARGE.toArray(float[].class), Npy.load(npy, float[].class));
      try (Npz open = Npz.open(npz)) {
        assertSame(SMALL, open.load("small"));
      }
      String expected =
          "/large.npy is in a file system of kind 'jar', whose files cannot be mapped; load it, or"
              + " copy it to a local file";
      assertEquals(
          expected,
          assertThrows(IllegalArgumentException.class, () -> Npy.map(npy, MapMode.READ_ONLY))
              .getMessage());
      assertEquals(
          expected,
          assertThrows(
                  IllegalArgumentException.class,
                  () -> Memmap.open(npy, MapMode.READ_ONLY, DType.INT8))
              .getMessage());
    }
  }

  // ---- interrupts

  @Tag("slow")
  @Test
  void interruptingAReaderOfAnArchiveLeavesItOpenForTheOthers() throws Exception {
    Path file = Files.write(folder.resolve("shared.npz"), archive(Compression.DEFLATED));
    try (Npz npz = Npz.open(file)) {
      List<CompletableFuture<Void>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        boolean isInterrupted = i == 0;
        readers.add(CompletableFuture.runAsync(() -> read(npz, isInterrupted)));
      }
      for (CompletableFuture<Void> reader : readers) {
        reader.get();
      }
      assertSame(SMALL, npz.load("small"));
    } catch (ExecutionException failure) {
      throw new AssertionError(failure.getCause());
    }
  }

  private static void read(Npz npz, boolean isInterrupted) {
    for (int i = 0; i < 50; i++) {
      try {
        if (isInterrupted) {
          Thread.currentThread().interrupt();
        }
        assertSame(SMALL, npz.load("small"));
        assertSame(LARGE, npz.load("large"));
        assertFalse(isInterrupted, "read although interrupted");
      } catch (InterruptedIOException interrupted) {
        assertTrue(isInterrupted && Thread.interrupted());
      } catch (IOException failure) {
        throw new AssertionError(failure);
      }
    }
  }
}
