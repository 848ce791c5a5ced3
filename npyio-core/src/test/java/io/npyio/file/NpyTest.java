package io.npyio.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Loading and saving through paths, streams, channels and byte arrays. */
class NpyTest {
  private static final long SEED = Long.getLong("npyio.seed", 7_070);
  private static final byte[] OLD = "do not destroy".getBytes(US_ASCII);
  private static final NdArray MATRIX = NdArray.of(new double[][] {{1, 2, 3}, {4, 5, 6}});

  @TempDir private Path folder;

  private static NdArray large() {
    double[] values = new double[200_003]; // more than one block of reading
    Arrays.setAll(values, i -> i / 7.0);
    return NdArray.of(values);
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertSame(NdArray expected, NdArray found) {
    assertEquals(expected.layout(), found.layout());
    assertTrue(expected.contentEquals(found));
  }

  // ---- streams and channels

  @Test
  void severalArraysFollowEachOtherInAStream() throws Exception {
    List<NdArray> arrays =
        List.of(MATRIX, NdArray.zeros(DType.INT8, 0, 3), NdArray.of(7), large(), NdArray.of("é😀"));
    var stream = new ByteArrayOutputStream();
    for (NdArray array : arrays) {
      Npy.save(stream, array);
    }
    for (InputStream in : streams(stream.toByteArray())) {
      assertSame(arrays.get(0), Npy.load(in));
      for (NdArray array : arrays.subList(1, arrays.size())) {
        assertSame(array, Npy.loadNext(in).orElseThrow());
      }
      assertEquals(Optional.empty(), Npy.loadNext(in));
      assertEquals(
          "stream: byte 0: expected the magic bytes of a .npy file but found no data",
          assertThrows(NpyFormatException.class, () -> Npy.load(in)).getMessage());
    }
  }

  /** The bytes as a plain stream, one of short reads, one of single bytes, and a compressed one. */
  private static List<InputStream> streams(byte[] bytes) throws IOException {
    var compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(bytes);
    }
    return List.of(
        new ByteArrayInputStream(bytes),
        new ShortReads(new ByteArrayInputStream(bytes), 1000),
        new ShortReads(new ByteArrayInputStream(bytes), 1),
        new GZIPInputStream(new ByteArrayInputStream(compressed.toByteArray())));
  }

  @Test
  void theFailureOfACompressedStreamStaysWhatItIs() throws Exception {
    var compressed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(compressed)) {
      gzip.write(Npy.toBytes(large()));
    }
    byte[] cut = Arrays.copyOf(compressed.toByteArray(), compressed.size() / 2);
    InputStream in = new GZIPInputStream(new ByteArrayInputStream(cut));
    assertEquals(
        "Unexpected end of ZLIB input stream",
        assertThrows(EOFException.class, () -> Npy.load(in)).getMessage());
  }

  /** Gives fewer bytes than were asked for, and claims that there are none. */
  private static final class ShortReads extends FilterInputStream {
    private final Random random = new Random(SEED);
    private final int most;

    ShortReads(InputStream in, int most) {
      super(in);
      this.most = most;
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      return super.read(bytes, from, Math.min(length, 1 + random.nextInt(most)));
    }

    @Override
    public int available() {
      return 0;
    }
  }

  @Test
  void aStreamIsLeftBehindTheArray() throws Exception {
    byte[] bytes = Arrays.copyOf(Npy.toBytes(MATRIX), 128 + 48 + 3);
    bytes[176] = 9;
    for (InputStream in : streams(bytes)) {
      assertSame(MATRIX, Npy.load(in));
      assertEquals(9, in.read());
    }
    Path file = Files.write(folder.resolve("tail.npy"), bytes);
    try (FileInputStream in = new FileInputStream(file.toFile())) {
      assertSame(MATRIX, Npy.load(in));
      assertEquals(9, in.read());
    }
    assertSame(MATRIX, Npy.load(bytes));
    assertSame(MATRIX, Npy.load(file));
  }

  @Test
  void aStreamStaysOpen() throws Exception {
    boolean[] closed = new boolean[1];
    InputStream in =
        new FilterInputStream(new ByteArrayInputStream(Npy.toBytes(MATRIX))) {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    Npy.load(in);
    OutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    Npy.save(out, MATRIX);
    assertFalse(closed[0]);
  }

  @Test
  void gzipStreamsWorkOnBothSides() throws Exception {
    Path file = folder.resolve("array.npy.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      Npy.save(out, large());
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      assertSame(large(), Npy.load(in));
    }
    assertEquals(
        "array.npy.gz: byte 0: expected the magic bytes 93 4E 55 4D 50 59 of a .npy file but found "
            + "1F 8B 08 00 00 00; this is a gzip file, decompress it first",
        assertThrows(NpyFormatException.class, () -> Npy.load(file))
            .getMessage()
            .replaceFirst("08 00 00 .*;", "08 00 00 00;"));
  }

  @Test
  void channelsAreWrittenAndReadFromWhereTheyAre() throws Exception {
    Path file = folder.resolve("channel");
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(OLD));
      Npy.save(channel, MATRIX);
      Npy.save(channel, large());
      long end = channel.position();
      channel.position(OLD.length);
      assertSame(MATRIX, Npy.load(channel));
      assertSame(large(), Npy.load(channel));
      assertEquals(end, channel.position());
      assertEquals(
          "channel: byte 0: expected the magic bytes of a .npy file but found no data",
          assertThrows(NpyFormatException.class, () -> Npy.load(channel)).getMessage());
    }
  }

  @Test
  void anArrayLies5GibibytesInsideAFile() throws Exception {
    Path file = folder.resolve("sparse");
    long offset = 5L << 30;
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      channel.position(offset);
      Npy.save(channel, MATRIX);
      channel.position(offset);
      assertSame(MATRIX, Npy.load(channel));
    }
    ArrayLayout layout = ArrayLayout.of(DType.FLOAT64, 2, 3);
    try (Memmap mapped = Memmap.open(file, MapMode.READ_ONLY, layout, offset + 128)) {
      assertTrue(MATRIX.contentEquals(mapped.array()));
    }
  }

  @Test
  void aChannelThatTakesFewBytesGetsAll() throws Exception {
    var written = new ByteArrayOutputStream();
    Random random = new Random(SEED);
    WritableByteChannel slow =
        new WritableByteChannel() {
          @Override
          public int write(ByteBuffer from) {
            int count = Math.min(from.remaining(), random.nextInt(3000));
            for (int i = 0; i < count; i++) {
              written.write(from.get());
            }
            return count;
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {}
        };
    Npy.save(slow, large());
    assertArrayEquals(Npy.toBytes(large()), written.toByteArray());
  }

  @Test
  void theElementsOfAFileAreReadIntoAJavaArray() throws Exception {
    Path file = folder.resolve("a.npy");
    Npy.save(file, large());
    assertArrayEquals(large().toArray(double[].class), Npy.load(file, double[].class));
    Npy.save(file, MATRIX);
    assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, Npy.load(file, double[].class));
    assertArrayEquals(new int[][] {{1, 2, 3}, {4, 5, 6}}, Npy.load(file, int[][].class));
    Npy.save(file, MATRIX.transpose());
    assertArrayEquals(new long[] {1, 4, 2, 5, 3, 6}, Npy.load(file, long[].class));
    Npy.save(file, NdArray.of(0.5));
    assertArrayEquals(new float[] {0.5f}, Npy.load(file, float[].class));
  }

  @Test
  void aValueThatDoesNotFitIsNamedByItsIndexInTheFile() throws Exception {
    Path file = folder.resolve("a.npy");
    Npy.save(file, NdArray.of(0.5));
    assertMisfit("0.5 at ()", file);
    NdArray large = NdArray.of(new double[300_000]);
    large.setDouble(0.25, 299_999);
    for (NdArray array : List.of(large, large.reshape(2, 150_000), large.slice("200000:"))) {
      Files.delete(file);
      Npy.save(file, array);
      String index = array.rank() == 2 ? "(1, 149999)" : "(" + (array.size() - 1) + ",)";
      assertMisfit("0.25 at " + index, file);
    }
  }

  private static void assertMisfit(String start, Path file) {
    assertEquals(
        "a.npy: " + start + " does not fit an int; astype(INT32) converts as NumPy does",
        assertThrows(ArithmeticException.class, () -> Npy.load(file, int[].class)).getMessage());
  }

  @ParameterizedTest
  @ValueSource(ints = {200_000, 400_000, 131_072})
  void aLargeFileIsReadIntoAJavaArray(int size) throws Exception {
    Path file = folder.resolve("large.npy");
    NdArray array = NdArray.of(new double[size]);
    array.setDouble(1.5, size - 1);
    array.setDouble(2.5, 131_071);
    for (NdArray saved :
        List.of(
            array,
            array.reshape(2, -1),
            array.reshape(2, -1).copy(Order.F),
            array.reshape(-1, 2, 32).copy(Order.F),
            array.reshape(2, -1).transpose().copy(Order.F))) {
      Files.deleteIfExists(file);
      Npy.save(file, saved);
      assertArrayEquals(saved.toArray(float[].class), Npy.load(file, float[].class));
      assertArrayEquals(saved.toArray(double[].class), Npy.load(file, double[].class));
      assertSame(saved, Npy.load(file));
    }
  }

  // ---- elements and shapes at the edge

  @Test
  void anElementLargerThanABlockIsWhole() throws Exception {
    NdArray text = NdArray.of("x".repeat(262_144) + "y");
    assertEquals("<U262145", text.dtype().toString());
    Path file = folder.resolve("long.npy");
    Npy.save(file, text);
    assertSame(text, Npy.load(file));
    assertSame(text, Npy.load(Npy.toBytes(text)));
    NdArray reversed = NdArray.of(new String[] {"a".repeat(300_000), "b"}).slice("::-1");
    assertEquals("b", Npy.load(Npy.toBytes(reversed)).getString(0));
  }

  @Test
  void arraysOfNoAxesAndOfNoElementsAreSavedAndLoaded() throws Exception {
    for (long[] shape : new long[][] {{}, {0}, {0, 3}, {3, 0, 2}, {1, 1}, {0, 1L << 40}}) {
      NdArray array = NdArray.zeros(DType.FLOAT32, shape);
      Path file = folder.resolve("edge.npy");
      Npy.save(file, array);
      assertSame(array, Npy.load(file));
      assertEquals(128 + array.nbytes(), Files.size(file));
      for (MapMode mode : List.of(MapMode.READ_ONLY, MapMode.READ_WRITE, MapMode.COPY_ON_WRITE)) {
        try (Memmap mapped = Npy.map(file, mode)) {
          assertSame(array, mapped.array());
        }
      }
      assertEquals(128 + array.nbytes(), Files.size(file));
    }
  }

  // ---- save replaces whole files or nothing

  @Test
  void nothingIsTouchedWhenAnArrayCannotBeSaved() throws Exception {
    Path file = Files.write(folder.resolve("old.npy"), OLD);
    NdArray objects = NdArray.wrap(ByteBuffer.allocate(8), ArrayLayout.of(DType.OBJECT, 1));
    assertEquals(
        "elements of |O are Python objects; saveObjects writes them",
        assertThrows(IllegalArgumentException.class, () -> Npy.save(file, objects)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> Npy.toBytes(objects));
    DType overlapping =
        new DType.Struct(List.of(Field.of("a", "<i4"), Field.of("b", "<i4").withOffset(2)), 6);
    assertThrows(
        IllegalArgumentException.class, () -> Npy.save(file, NdArray.zeros(overlapping, 1)));
    NdArray names = NdArray.zeros(DType.struct(Field.of("整形", "<i4")), 1);
    assertEquals(
        "format 2.0 holds Latin-1 only; field names of [('整形', '<i4')] need 3.0",
        assertThrows(IllegalArgumentException.class, () -> Npy.save(file, names, NpyVersion.V2_0))
            .getMessage());
    assertArrayEquals(OLD, Files.readAllBytes(file));
    assertEquals(List.of("old.npy"), names());
  }

  @Test
  void aSaveThatFailsHalfWayLeavesTheOldFileAndNothingElse() throws Exception {
    Path file = Files.write(folder.resolve("old.npy"), OLD);
    Memmap closed = Npy.create(folder.resolve("other.npy"), ArrayLayout.of(DType.INT8, 9));
    closed.close();
    assertThrows(IllegalStateException.class, () -> Npy.save(file, closed.array()));
    assertArrayEquals(OLD, Files.readAllBytes(file));
    assertEquals(List.of("old.npy", "other.npy"), names());
    try (AtomicFile half = AtomicFile.replacing(file)) {
      Npy.save(half.channel(), MATRIX);
    }
    assertArrayEquals(OLD, Files.readAllBytes(file));
    assertEquals(List.of("old.npy", "other.npy"), names());
  }

  @Test
  void aFailingStreamIsTheCallersException() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    assertEquals(
        "disk full", assertThrows(IOException.class, () -> Npy.save(full, MATRIX)).getMessage());
  }

  @Test
  void anArrayMappedFromAFileIsSavedOverIt() throws Exception {
    Path file = folder.resolve("self.npy");
    Npy.save(file, large());
    try (Memmap mapped = Npy.map(file, MapMode.READ_WRITE)) {
      Npy.save(file, mapped.array().slice("::-1"));
      assertSame(large(), mapped.array());
    }
    assertSame(large().slice("::-1").copy(Order.C), Npy.load(file));
  }

  @Test
  void theTargetOfALinkIsReplacedAndTheLinkStays() throws Exception {
    Path target = Files.write(folder.resolve("target.npy"), OLD);
    Path link = folder.resolve("link.npy");
    Files.createSymbolicLink(link, Path.of("target.npy"));
    Npy.save(link, MATRIX);
    assertTrue(Files.isSymbolicLink(link));
    assertSame(MATRIX, Npy.load(target));
    assertEquals(List.of("link.npy", "target.npy"), names());
  }

  @Test
  void theMissingTargetOfALinkIsCreated() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path link = folder.resolve("link.npy");
    Files.createSymbolicLink(link, Path.of("other", "target.npy"));
    Npy.save(link, MATRIX);
    assertTrue(Files.isSymbolicLink(link));
    assertSame(MATRIX, Npy.load(other.resolve("target.npy")));
  }

  @Test
  void aFileKeepsItsPermissions() throws Exception {
    Path file = Files.write(folder.resolve("a.npy"), OLD);
    assumeTrue(Files.getFileStore(file).supportsFileAttributeView("posix"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Npy.save(file, MATRIX);
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
  }

  @Test
  void aFileThatMayNotBeWrittenIsNotReplaced() throws Exception {
    Path file = Files.write(folder.resolve("a.npy"), OLD);
    assertTrue(file.toFile().setWritable(false));
    assumeFalse(Files.isWritable(file), "root may write to every file");
    assertThrows(AccessDeniedException.class, () -> Npy.save(file, MATRIX));
    assertThrows(AccessDeniedException.class, () -> Npy.create(file, MATRIX.layout()));
    assertArrayEquals(OLD, Files.readAllBytes(file));
    assertEquals(List.of("a.npy"), names());
  }

  @Test
  void aMissingFolderIsNamed() {
    Path file = folder.resolve("no/such/a.npy");
    for (int i = 0; i < 2; i++) {
      boolean isSave = i == 0;
      NoSuchFileException missing =
          assertThrows(
              NoSuchFileException.class,
              () -> {
                if (isSave) {
                  Npy.save(file, MATRIX);
                } else {
                  Memmap.open(file, MapMode.CREATE, MATRIX.layout()).close();
                }
              });
      assertEquals(file + ": its folder does not exist", missing.getMessage());
    }
  }

  @Test
  void aFolderIsNotReplaced() throws Exception {
    Path inner = Files.createDirectory(folder.resolve("a.npy"));
    assertThrows(IOException.class, () -> Npy.save(inner, MATRIX));
    assertThrows(IOException.class, () -> Npy.load(inner));
    assertThrows(IOException.class, () -> Npy.map(inner, MapMode.READ_ONLY));
    assertTrue(Files.isDirectory(inner));
    assertEquals(List.of("a.npy"), names());
  }

  @Test
  void fileNamesAreTakenAsTheyAre() throws Exception {
    List<String> names =
        new ArrayList<>(
            List.of("noext", "x.NPY", "a b", "é整", "-", ".hidden", "100%.npy", "a".repeat(255)));
    for (String name : names) {
      Path file = folder.resolve(name);
      Npy.save(file, MATRIX);
      assertSame(MATRIX, Npy.load(file));
      try (Memmap created = Npy.create(file, MATRIX.layout())) {
        assertEquals(file, created.path());
      }
    }
    assertEquals(names.stream().sorted().toList(), names());
  }

  @Test
  void aRelativePathIsSavedAndLoaded() throws Exception {
    Path relative = Path.of("").toAbsolutePath().relativize(folder.resolve("r.npy"));
    Npy.save(relative, MATRIX);
    assertSame(MATRIX, Npy.load(relative));
  }

  @Test
  void twoThreadsThatSaveToOneFileLeaveOneOfTheirs() throws Exception {
    Path file = folder.resolve("shared.npy");
    NdArray ones = NdArray.of(new double[50_000]);
    ones.fill(1);
    NdArray twos = NdArray.of(new double[70_000]);
    twos.fill(2);
    List<CompletableFuture<Void>> writers = new ArrayList<>();
    for (NdArray array : List.of(ones, twos)) {
      writers.add(
          CompletableFuture.runAsync(
              () -> {
                for (int i = 0; i < 20; i++) {
                  try {
                    Npy.save(file, array);
                    NdArray found = Npy.load(file);
                    assertTrue(found.contentEquals(ones) || found.contentEquals(twos));
                  } catch (IOException e) {
                    throw new AssertionError(e);
                  }
                }
              }));
    }
    for (CompletableFuture<Void> writer : writers) {
      writer.get();
    }
    assertEquals(List.of("shared.npy"), names());
  }

  @Test
  void aDeviceIsWrittenDirectly() throws Exception {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device));
    Npy.save(device, MATRIX);
    assertFalse(Files.isRegularFile(device));
  }

  @Test
  void aFileOfSeveralArraysLoadsTheFirst() throws Exception {
    Path file = folder.resolve("two.npy");
    try (OutputStream out = Files.newOutputStream(file)) {
      Npy.save(out, MATRIX);
      Npy.save(Channels.newChannel(out), large());
    }
    assertSame(MATRIX, Npy.load(file));
  }
}
