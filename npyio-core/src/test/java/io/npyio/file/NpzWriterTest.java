package io.npyio.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.Npz.Compression;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpzWriterTest {
  private static final NdArray ONE = NdArray.of(new int[] {1, 2, 3});

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("a.npz");
  }

  private List<String> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static void assertRefused(
      Class<? extends Exception> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  @Test
  void storedArraysBeginAtMultiplesOf64() throws Exception {
    try (NpzWriter writer = NpzWriter.create(file())) {
      for (int i = 0; i < 200; i++) {
        writer.add("n".repeat(i), NdArray.zeros(DType.INT8, i));
      }
      writer.addBytes("bytes", new byte[3]);
      writer.commit();
    }
    try (Npz npz = Npz.open(file())) {
      for (int i = 0; i < 200; i++) {
        try (Memmap mapped = npz.map("n".repeat(i))) {
          assertEquals(0, mapped.offset() % 64);
          assertEquals(i, mapped.array().size());
        }
      }
      assertArrayEquals(new byte[3], npz.bytes("bytes"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STORED", "DEFLATED"})
  void javaReadsItInEitherWay(Compression compression) throws Exception {
    try (NpzWriter writer = NpzWriter.create(file(), compression)) {
      writer.add("größe/a b", ONE);
      writer.add("", NdArray.zeros(DType.FLOAT64, 70_000));
      writer.addBytes("note.txt", "note".getBytes(UTF_8));
      writer.addBytes("nothing", new byte[0]);
      writer.commit();
    }
    List<String> names = new ArrayList<>();
    try (ZipFile zip = new ZipFile(file().toFile())) {
      assertArrayEquals(
          Npy.toBytes(ONE), zip.getInputStream(zip.getEntry("größe/a b.npy")).readAllBytes());
      assertArrayEquals(
          "note".getBytes(UTF_8), zip.getInputStream(zip.getEntry("note.txt")).readAllBytes());
    }
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName() + " " + zip.readAllBytes().length);
      }
    }
    assertEquals(List.of("größe/a b.npy 140", ".npy 560128", "note.txt 4", "nothing 0"), names);
  }

  @Test
  void theSameArraysMakeTheSameBytes() throws Exception {
    Npz.save(file(), Map.of("a", ONE));
    byte[] first = Files.readAllBytes(file());
    Files.setLastModifiedTime(file(), java.nio.file.attribute.FileTime.fromMillis(0));
    Npz.save(file(), Map.of("a", ONE));
    assertArrayEquals(first, Files.readAllBytes(file()));
    Npz.saveCompressed(file(), Map.of("a", ONE));
    assertNotEquals(first.length, Files.size(file()));
    assertEquals(List.of("a.npz"), files());
  }

  @Test
  void anArrayIsWrittenPieceByPiece() throws Exception {
    try (NpzWriter writer = NpzWriter.create(file(), Compression.DEFLATED)) {
      writer.add(
          "a",
          ArrayLayout.of(DType.FLOAT32, 1000, 1000),
          channel -> {
            for (int i = 0; i < 1000; i++) {
              ByteBuffer row = ByteBuffer.allocateDirect(4000);
              row.putInt(0, i);
              assertEquals(4000, channel.write(row.asReadOnlyBuffer()));
            }
          });
      writer.commit();
    }
    try (Npz npz = Npz.open(file())) {
      NdArray array = npz.load("a").view(DType.of(">i4"));
      assertEquals(999, array.getInt(999, 0));
      assertEquals(0, array.getInt(999, 1));
    }
  }

  @Test
  void mappedArraysAreWritten() throws Exception {
    Path npy = folder.resolve("x.npy");
    Npy.save(npy, NdArray.zeros(DType.INT16, 300_000));
    try (Memmap mapped = Npy.map(npy, MapMode.READ_ONLY)) {
      Npz.save(file(), Map.of("a", mapped.array()));
    }
    try (Npz npz = Npz.open(file())) {
      assertArrayEquals(Files.readAllBytes(npy), npz.bytes("a"));
    }
  }

  @Test
  void whatIsNotCommittedLeavesNothing() throws Exception {
    Npz.save(file(), Map.of("a", ONE));
    byte[] before = Files.readAllBytes(file());
    try (NpzWriter writer = NpzWriter.create(file())) {
      writer.add("b", ONE);
    }
    assertArrayEquals(before, Files.readAllBytes(file()));
    assertEquals(List.of("a.npz"), files());
    NpzWriter writer = NpzWriter.create(file());
    writer.close();
    String message = "a member was not written in full, or the writer is closed";
    assertRefused(IllegalStateException.class, message, () -> writer.add("a", ONE));
    assertRefused(IllegalStateException.class, message, writer::commit);
  }

  @Test
  void anotherLengthThanTheLayoutsIsRefusedAndNeverCommitted() throws Exception {
    ArrayLayout layout = ArrayLayout.of(DType.INT8, 10);
    for (int length : new int[] {9, 11}) {
      try (NpzWriter writer = NpzWriter.create(file())) {
        assertRefused(
            IllegalArgumentException.class,
            "the member a.npy was begun with 138 bytes, not " + (128 + length),
            () -> writer.add("a", layout, channel -> channel.write(ByteBuffer.allocate(length))));
        assertRefused(
            IllegalStateException.class,
            "a member was not written in full, or the writer is closed",
            writer::commit);
      }
    }
    assertEquals(List.of(), files());
  }

  @Test
  void otherContentIsWrittenPieceByPiece() throws Exception {
    for (Compression compression : List.of(Compression.STORED, Compression.DEFLATED)) {
      try (NpzWriter writer = NpzWriter.create(file(), compression)) {
        writer.addBytes(
            "text",
            4,
            channel -> {
              channel.write(ByteBuffer.wrap(new byte[] {1, 2}));
              channel.write(ByteBuffer.wrap(new byte[] {3, 4}));
            });
        writer.commit();
      }
      try (Npz npz = Npz.open(file())) {
        assertArrayEquals(new byte[] {1, 2, 3, 4}, npz.bytes("text"));
      }
    }
    try (NpzWriter writer = NpzWriter.create(folder.resolve("b.npz"))) {
      assertRefused(
          IllegalArgumentException.class,
          "a member has 0 bytes or more, not -1",
          () -> writer.addBytes("x", -1, channel -> {}));
      assertRefused(
          IllegalArgumentException.class,
          "the member x was begun with 2 bytes, not 0",
          () -> writer.addBytes("x", 2, channel -> {}));
      assertRefused(
          IllegalStateException.class,
          "a member was not written in full, or the writer is closed",
          writer::commit);
    }
    assertEquals(List.of("a.npz"), files());
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aHigherLevelMakesASmallerArchive(int threads) throws Exception {
    int[] values = new Random(1).ints(400_000, 0, 50).toArray();
    List<Long> sizes = new ArrayList<>();
    for (int level : List.of(0, 1, 6, 9)) {
      try (NpzWriter writer =
          NpzWriter.create(
              file(), Compression.DEFLATED, threads, WriteOptions.DEFAULT.withLevel(level))) {
        writer.add("x", values);
        writer.commit();
      }
      try (Npz npz = Npz.open(file())) {
        assertEquals(Compression.DEFLATED, npz.member("x").compression());
        assertArrayEquals(values, npz.load("x", int[].class));
        sizes.add(npz.member("x").compressedSize());
      }
    }
    assertTrue(sizes.get(0) > 1_600_000, sizes::toString);
    for (int i = 1; i < sizes.size(); i++) {
      assertTrue(sizes.get(i) < sizes.get(i - 1), sizes::toString);
    }
  }

  @Test
  void theUsualLevelIs6() throws Exception {
    var usual = new ByteArrayOutputStream();
    var chosen = new ByteArrayOutputStream();
    int[] values = new Random(1).ints(10_000, 0, 50).toArray();
    for (ByteArrayOutputStream stream : List.of(usual, chosen)) {
      WriteOptions options =
          stream == usual ? WriteOptions.DEFAULT : WriteOptions.DEFAULT.withLevel(6);
      try (NpzWriter writer = NpzWriter.to(stream, Compression.DEFLATED, options)) {
        writer.add("x", values);
        writer.commit();
      }
    }
    assertArrayEquals(usual.toByteArray(), chosen.toByteArray());
    for (int level : List.of(0, 9)) {
      assertEquals(level, WriteOptions.DEFAULT.withLevel(level).level());
    }
    for (int level : List.of(-1, 10)) {
      assertRefused(
          IllegalArgumentException.class,
          "a level of compression is 0 to 9, not " + level,
          () -> WriteOptions.DEFAULT.withLevel(level));
    }
  }

  @Test
  void namesThatCannotBeWrittenAreRefused() throws Exception {
    try (NpzWriter writer = NpzWriter.create(file())) {
      writer.add("a", ONE);
      assertRefused(
          IllegalArgumentException.class,
          "the archive has a member a.npy already",
          () -> writer.addBytes("a.npy", new byte[0]));
      assertRefused(
          IllegalArgumentException.class,
          "a name in an archive has no NUL character: a␀b.npy",
          () -> writer.add("a\0b", ONE));
      assertRefused(
          IllegalArgumentException.class,
          "a name in an archive has at most 65535 bytes, not 65536",
          () -> writer.add("a".repeat(65_532), ONE));
      assertRefused(
          IllegalArgumentException.class,
          "a name in an archive has no unpaired surrogates: \ud800.npy",
          () -> writer.add("\ud800", ONE));
      writer.add("a".repeat(65_531), ONE);
      writer.commit();
    }
    try (Npz npz = Npz.open(file())) {
      assertEquals(2, npz.names().size());
      assertEquals(2, npz.load("a".repeat(65_531)).getInt(1));
    }
    assertRefused(
        IllegalArgumentException.class,
        "members are written STORED or DEFLATED only",
        () -> NpzWriter.create(folder.resolve("b.npz"), Compression.OTHER));
    assertEquals(List.of("a.npz"), files());
  }

  @Test
  void objectsAreRefused() throws Exception {
    try (NpzWriter writer = NpzWriter.create(file())) {
      assertThrows(
          IllegalArgumentException.class,
          () -> writer.add("o", ArrayLayout.of("|O", 1), channel -> {}));
      writer.add("a", ONE);
      writer.commit();
    }
    assertEquals(List.of("a.npz"), files());
  }

  @ParameterizedTest
  @EnumSource(names = {"STORED", "DEFLATED"})
  void aPipeIsWrittenFromFrontToBack(Compression compression) throws Exception {
    Path pipe = folder.resolve("pipe");
    boolean isMade = false;
    try {
      isMade = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException noCommand) {
      // below
    }
    assumeTrue(isMade, "skipped: no mkfifo");
    CompletableFuture<byte[]> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.newInputStream(pipe).readAllBytes();
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            });
    NdArray large = NdArray.zeros(DType.INT64, 100_000);
    large.setLong(7, 99_999);
    try (NpzWriter writer = NpzWriter.create(pipe, compression)) {
      writer.add("a", ONE);
      writer.add("large", large);
      writer.commit();
    }
    Files.write(file(), read.get());
    try (Npz npz = Npz.open(file())) {
      assertArrayEquals(Npy.toBytes(ONE), Npy.toBytes(npz.load("a")));
      assertEquals(7, npz.load("large").getLong(99_999));
      if (compression == Compression.STORED) {
        try (Memmap mapped = npz.map("large")) {
          assertEquals(0, mapped.offset() % 64);
        }
      }
    }
    try (NpzEditor editor = NpzEditor.open(file())) {
      editor.remove("a");
      editor.commit();
    }
    try (ZipFile zip = new ZipFile(file().toFile())) {
      assertEquals(800_128, zip.getEntry("large.npy").getSize());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STORED", "DEFLATED"})
  void aStreamIsWrittenFromWhereItIsAndStaysOpen(Compression compression) throws Exception {
    byte[] before = "before".getBytes(StandardCharsets.UTF_8);
    try (OutputStream stream = Files.newOutputStream(file())) {
      stream.write(before);
      try (NpzWriter writer = NpzWriter.to(stream, compression)) {
        writer.add("a", ONE);
        writer.commit();
      }
      try (NpzWriter writer = NpzWriter.to(stream)) {
        writer.addBytes("note.txt", before);
        writer.commit();
      }
    }
    byte[] bytes = Files.readAllBytes(file());
    assertArrayEquals(before, Arrays.copyOf(bytes, before.length));
    try (Npz npz = Npz.open(file())) { // the last of two archives, as Python sees it
      assertEquals(List.of("note.txt"), npz.names());
      assertArrayEquals(before, npz.bytes("note.txt"));
    }
    ByteArrayOutputStream only = new ByteArrayOutputStream();
    try (NpzWriter writer = NpzWriter.to(only, compression)) {
      writer.add("a", ONE);
      writer.commit();
    }
    Files.write(file(), only.toByteArray());
    try (Npz npz = Npz.open(file())) {
      assertArrayEquals(Npy.toBytes(ONE), Npy.toBytes(npz.load("a")));
      assertEquals(compression, npz.members().get(0).compression());
    }
  }

  /** NumPy's test 40: more than 4 GiB, here of zeros and read by mapping it. */
  @Test
  void membersOfMoreThan4GibibytesAreWrittenAndRead() throws Exception {
    long rows = (1L << 32) + 17;
    long room = folder.toFile().getUsableSpace();
    assumeTrue(room > 3 * rows, "skipped: needs 13 GB of disk, there are " + room);
    assumeTrue(Boolean.getBoolean("npyio.large"), "skipped: 8 GB; -Dnpyio.large runs it");
    Path dat = folder.resolve("zeros.dat");
    try (Memmap zeros = Memmap.open(dat, MapMode.CREATE, ArrayLayout.of(DType.INT8, rows));
        NpzWriter writer = NpzWriter.create(file())) {
      zeros.array().set(5, rows - 1);
      writer.add("large", zeros.array());
      writer.add("after", ONE);
      writer.commit();
    }
    try (Npz npz = Npz.open(file())) {
      assertEquals(rows + 128, npz.members().get(0).size());
      try (Memmap mapped = npz.map("large")) {
        assertEquals(0, mapped.offset() % 64);
        assertEquals(5, mapped.array().getInt(rows - 1));
      }
      assertEquals(3, npz.load("after").getInt(2));
    }
    try (NpzEditor editor = NpzEditor.open(file())) {
      editor.rename("large", "larger");
      editor.commit();
    }
    try (Npz npz = Npz.open(file())) {
      assertEquals(List.of("larger", "after"), npz.names());
      assertEquals(3, npz.load("after").getInt(2));
      assertEquals(rows, npz.header("larger").layout().size());
    }
    try (ZipFile zip = new ZipFile(file().toFile())) {
      assertEquals(rows + 128, zip.getEntry("larger.npy").getSize());
    }
  }

  @Tag("slow")
  @Test
  void moreThan65535MembersNeedAZip64Directory() throws Exception {
    try (NpzWriter writer = NpzWriter.create(file())) {
      for (int i = 0; i < 65_600; i++) {
        writer.addBytes(Integer.toString(i), new byte[0]);
      }
      writer.add("last", ONE);
      writer.commit();
    }
    try (Npz npz = Npz.open(file())) {
      assertEquals(65_601, npz.names().size());
      assertEquals(3, npz.load("last").getInt(2));
    }
    try (ZipFile zip = new ZipFile(file().toFile())) {
      assertEquals(65_601, zip.size());
    }
    assertFalse(files().size() > 1);
  }

  @Tag("slow")
  @Test
  void severalThreadsDeflateToOneValidStream() throws Exception {
    long seed = 17;
    var random = new Random(seed);
    int[] values = random.ints(1_500_000, 0, 50_000).toArray();
    NdArray array = NdArray.of(values);
    for (int threads : new int[] {2, 5}) {
      Path file = folder.resolve(threads + ".npz");
      try (NpzWriter writer = NpzWriter.create(file, Compression.DEFLATED, threads)) {
        writer.add("x", array);
        writer.add("small", ONE);
        writer.add("y", array.slice(0, 0, (1 << 20) / 4 - 32)); // with its header one block
        writer.commit();
      }
      try (Npz npz = Npz.open(file)) {
        assertArrayEquals(values, npz.load("x", int[].class), "seed " + seed);
        assertEquals("[1 2 3]", npz.load("small").toString());
        assertEquals((1 << 20) / 4 - 32, npz.load("y").size());
      }
      try (ZipFile zip = new ZipFile(file.toFile())) {
        byte[] bytes = zip.getInputStream(zip.getEntry("x.npy")).readAllBytes();
        assertArrayEquals(Npy.toBytes(array), bytes);
      }
    }
    assertArrayEquals(
        Files.readAllBytes(folder.resolve("2.npz")), Files.readAllBytes(folder.resolve("5.npz")));
  }

  @Test
  void aFailureWhileThreadsDeflateLeavesNothing() throws Exception {
    try (NpzWriter writer = NpzWriter.create(file(), Compression.DEFLATED, 2)) {
      assertThrows(
          IOException.class,
          () ->
              writer.add(
                  "x",
                  ArrayLayout.of(DType.INT8, 1L << 24),
                  channel -> {
                    channel.write(ByteBuffer.allocate(1 << 22));
                    throw new IOException("no more");
                  }));
    }
    assertEquals(List.of(), files());
  }

  @Test
  void deflatesByAtLeastOneThread() {
    assertRefused(
        IllegalArgumentException.class,
        "at least 1 thread is needed, not 0",
        () -> NpzWriter.create(file(), Compression.DEFLATED, 0));
  }
}
