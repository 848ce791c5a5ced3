package io.npyio.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npz.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives as NumPy writes and reads them; the names of some tests are those of NumPy's own. */
class NpzTest {
  private static final NdArray ONE = NdArray.of(new int[] {1, 2, 3});
  private static final NdArray TWO = NdArray.of(new double[][] {{1, 2}, {3, 4}});

  @TempDir private Path folder;

  private Path file(NpzBytes archive) throws IOException {
    return Files.write(folder.resolve("a.npz"), archive.bytes());
  }

  private Path saved(Compression compression, Map<String, NdArray> arrays) throws IOException {
    Path file = folder.resolve("saved.npz");
    if (compression == Compression.STORED) {
      Npz.save(file, arrays);
    } else {
      Npz.saveCompressed(file, arrays);
    }
    return file;
  }

  private static void assertRefused(
      Class<? extends Exception> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  private static void assertSame(NdArray expected, NdArray found) {
    assertArrayEquals(Npy.toBytes(expected), Npy.toBytes(found));
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  // ---- what NumPy writes

  /** savez(f, a, b=float64(1.5)) with a = int32 [[0, 1, 2], [3, 4, 5]], as NumPy 2.4.6 wrote it. */
  @Test
  void membersThatALaterOneShadowsAreReadOneByOne() throws Exception {
    Path file = folder.resolve("twice.npz");
    NdArray first = NdArray.of(new int[] {1, 2});
    NdArray last = NdArray.of(new int[] {3});
    Files.write(
        file,
        new NpzBytes()
            .stored("a.npy", Npy.toBytes(first))
            .stored("a.npy", Npy.toBytes(last))
            .bytes());
    try (Npz npz = Npz.open(file)) {
      assertSame(last, npz.load("a"));
      assertSame(first, npz.only(0).load("a"));
      assertSame(last, npz.only(1).load("a"));
      assertEquals(List.of("a"), npz.only(0).names());
      assertThrows(IndexOutOfBoundsException.class, () -> npz.only(2));
    }
  }

  @Test
  void theArchiveThatNumPyWritesIsRead() throws Exception {
    NdArray a = NdArray.of(new int[][] {{0, 1, 2}, {3, 4, 5}});
    NdArray b = NdArray.zeros(DType.FLOAT64);
    b.setDouble(1.5);
    NpzBytes archive = new NpzBytes();
    for (Map.Entry<String, NdArray> member :
        List.of(Map.entry("b.npy", b), Map.entry("arr_0.npy", a))) {
      byte[] content = Npy.toBytes(member.getValue());
      byte[] zip64 = NpzBytes.field(1, content.length, content.length);
      archive.stored(member.getKey(), content, e -> e.localExtra = zip64);
    }
    byte[] bytes = archive.bytes();
    assertEquals(530, bytes.length);
    assertEquals(402, archive.directoryAt);
    assertEquals(
        "504b05060000000002000200" + "6a000000" + "92010000" + "0000",
        HexFormat.of().formatHex(bytes, 508, 530));
    assertEquals(0xEB897629L, archive.entries.get(0).crc);
    assertEquals(0x844DB450L, archive.entries.get(1).crc);
    Path file = Files.write(folder.resolve("numpy.npz"), bytes);
    try (Npz npz = Npz.open(file)) {
      assertEquals(List.of("b", "arr_0"), npz.names());
      assertEquals(
          List.of(
              new Npz.Member("b.npy", Compression.STORED, 136, 136),
              new Npz.Member("arr_0.npy", Compression.STORED, 152, 152)),
          npz.members());
      assertSame(b, npz.load("b"));
      assertSame(a, npz.load("arr_0"));
      try (Memmap mapped = npz.map("b");
          Memmap second = npz.map("arr_0")) {
        assertEquals(55 + 128, mapped.offset());
        assertEquals(250 + 128, second.offset());
        assertEquals(1.5, mapped.array().getDouble());
        assertSame(a, second.array());
      }
    }
  }

  @Test
  void anArchiveWithoutArraysIsItsEndRecord() throws Exception {
    Path file = saved(Compression.STORED, Map.of());
    assertEquals("504b0506" + "0".repeat(36), HexFormat.of().formatHex(Files.readAllBytes(file)));
    try (Npz npz = Npz.open(file)) {
      assertEquals(List.of(), npz.names());
      assertEquals("NpzFile '" + file + "' with keys: ", npz.toString());
    }
  }

  /** NumPy's test 31: names; its arr_0 are for the caller to choose. */
  @Test
  void savezNamedArrays() throws Exception {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("file_a", ONE);
    arrays.put("arr_0", TWO);
    try (Npz npz = Npz.open(saved(Compression.STORED, arrays))) {
      assertEquals(List.of("file_a", "arr_0"), npz.names());
      assertSame(ONE, npz.load("file_a"));
      assertSame(TWO, npz.load("arr_0"));
    }
  }

  /** NumPy's test 32. */
  @Test
  void compressedRoundtrip() throws Exception {
    NdArray zeros = NdArray.zeros(DType.FLOAT64, 1000, 30);
    zeros.setDouble(-0.0, 999, 29);
    Path file = saved(Compression.DEFLATED, Map.of("arr_0", zeros));
    assertTrue(Files.size(file) < 2000);
    try (Npz npz = Npz.open(file)) {
      assertSame(zeros, npz.load("arr_0"));
      assertEquals(Compression.DEFLATED, npz.members().get(0).compression());
      assertEquals(1, 1 / npz.load("arr_0", double[][].class)[0][0] > 0 ? 1 : 0);
      assertEquals(-0.0, npz.load("arr_0", double[].class)[29_999]);
    }
  }

  /** NumPy's test 33. */
  @Test
  void membersAreFoundWithAndWithoutNpy() throws Exception {
    byte[] one = Npy.toBytes(ONE);
    byte[] two = Npy.toBytes(TWO);
    Path file =
        file(
            new NpzBytes()
                .stored("a.npy", one)
                .stored("a", two)
                .stored("plain", one)
                .stored("x.npy.npy", two)
                .stored("readme.txt", text("hello"))
                .stored("text.npy", text("no array"))
                .stored("empty", new byte[0])
                .stored("sub/", new byte[0])
                .stored(".npy", one));
    try (Npz npz = Npz.open(file)) {
      assertEquals(
          List.of("a", "a", "plain", "x.npy", "readme.txt", "text", "empty", "sub/", ""),
          npz.names());
      assertSame(TWO, npz.load("a"));
      assertSame(ONE, npz.load("a.npy"));
      assertSame(ONE, npz.load("plain"));
      assertSame(TWO, npz.load("x.npy"));
      assertSame(TWO, npz.load("x.npy.npy"));
      assertSame(ONE, npz.load(""));
      assertArrayEquals(text("hello"), npz.bytes("readme.txt"));
      assertArrayEquals(text("no array"), npz.bytes("text"));
      assertArrayEquals(new byte[0], npz.bytes("empty"));
      assertArrayEquals(one, npz.bytes("plain"));
      assertTrue(npz.isArray("plain"));
      assertFalse(npz.isArray("text"));
      assertFalse(npz.isArray("empty"));
      assertTrue(npz.contains("sub/"));
      assertFalse(npz.contains("x"));
      assertFalse(npz.contains("plain.npy"));
      assertRefused(
          NpyFormatException.class,
          "a.npz!text: byte 0: expected an array but found other data; bytes(name) reads any"
              + " member",
          () -> npz.load("text"));
      assertRefused(
          NpyFormatException.class,
          "a.npz!empty: byte 0: expected an array but found no data; bytes(name) reads any member",
          () -> npz.header("empty"));
    }
  }

  @Test
  void ofMembersOfOneNameTheLastCounts() throws Exception {
    Path file =
        file(new NpzBytes().stored("a.npy", Npy.toBytes(ONE)).stored("a.npy", Npy.toBytes(TWO)));
    try (Npz npz = Npz.open(file)) {
      assertEquals(List.of("a", "a"), npz.names());
      assertSame(TWO, npz.load("a"));
    }
  }

  /** NumPy's test 34. */
  @Test
  void anUnknownNameIsNamed() throws Exception {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    for (String name : "a b c d e f".split(" ")) {
      arrays.put(name, ONE);
    }
    try (Npz npz = Npz.open(saved(Compression.STORED, arrays))) {
      String message = "no member 'q' in saved.npz: a, b, c, d, e...";
      assertRefused(IllegalArgumentException.class, message, () -> npz.load("q"));
      assertRefused(IllegalArgumentException.class, message, () -> npz.header("q"));
      assertRefused(IllegalArgumentException.class, message, () -> npz.bytes("q"));
      assertRefused(IllegalArgumentException.class, message, () -> npz.map("q"));
    }
  }

  /** NumPy's tests 35 to 37: names, and the string form with five of them. */
  @Test
  void theStringFormListsFiveNames() throws Exception {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    for (String name : "a b c d e".split(" ")) {
      arrays.put(name, ONE);
    }
    Path file = saved(Compression.STORED, arrays);
    try (Npz npz = Npz.open(file)) {
      assertEquals("NpzFile '" + file + "' with keys: a, b, c, d, e", npz.toString());
    }
    arrays.put("f", ONE);
    file = saved(Compression.STORED, arrays);
    try (Npz npz = Npz.open(file)) {
      assertEquals("NpzFile '" + file + "' with keys: a, b, c, d, e...", npz.toString());
      assertEquals("saved.npz", npz.name());
    }
  }

  /** NumPy's test 38. */
  @Tag("slow")
  @Test
  void closing() throws Exception {
    Path file = saved(Compression.STORED, Map.of("a", ONE));
    Npz npz = Npz.open(file);
    Memmap mapped = npz.map("a");
    npz.close();
    npz.close();
    assertSame(ONE, mapped.array());
    mapped.close();
    assertRefused(IllegalStateException.class, file + " has been closed", () -> npz.load("a"));
    for (int i = 0; i < 1024; i++) {
      try (Npz again = Npz.open(file)) {
        assertSame(ONE, again.load("a"));
      }
    }
    Path broken = Files.write(folder.resolve("broken.npz"), text("PK broken"));
    for (int i = 0; i < 1024; i++) {
      assertThrows(NpyFormatException.class, () -> Npz.open(broken));
    }
  }

  /** NumPy's test 21 within archives: a long header is refused when its member is loaded. */
  @Test
  void aLongHeaderIsRefusedOnAccess() throws Exception {
    io.npyio.dtype.Field[] fields = new io.npyio.dtype.Field[1000];
    for (int i = 0; i < fields.length; i++) {
      fields[i] = new io.npyio.dtype.Field("field " + i, null, DType.INT8, 0);
    }
    NdArray array = NdArray.zeros(DType.struct(fields), 2);
    Path file = saved(Compression.DEFLATED, Map.of("a", array));
    try (Npz npz = Npz.open(file, ReadOptions.DEFAULT.withMaxHeaderSize(10_000))) {
      String message = assertThrows(NpyFormatException.class, () -> npz.load("a")).getMessage();
      assertTrue(
          message.startsWith("saved.npz!a: byte 8: expected a header of at most 10000"), message);
    }
    try (Npz npz = Npz.open(file)) {
      assertSame(array, npz.load("a"));
    }
  }

  @Test
  void objectsAreRefusedOnAccess() throws Exception {
    byte[] header = NpyHeader.encode(ArrayLayout.of("|O", 1));
    Path file = file(new NpzBytes().stored("o.npy", header).stored("a.npy", Npy.toBytes(ONE)));
    try (Npz npz = Npz.open(file)) {
      assertSame(ONE, npz.load("a"));
      assertEquals(DType.of("|O"), npz.header("o").layout().dtype());
      String message = assertThrows(NpyFormatException.class, () -> npz.load("o")).getMessage();
      assertTrue(message.startsWith("a.npz!o: byte 128: "), message);
    }
  }

  // ---- names

  @Test
  void namesAreUtf8WhereFlaggedAndCp437Elsewhere() throws Exception {
    byte[] cp437 = "größe.npy".getBytes(Charset.forName("IBM437"));
    Path file =
        file(
            new NpzBytes()
                .stored("größe.npy", Npy.toBytes(ONE))
                .stored("x", Npy.toBytes(TWO), e -> e.name = cp437)
                .stored("整形/../é.npy", Npy.toBytes(ONE))
                .stored("cut\0off.npy", Npy.toBytes(TWO)));
    try (Npz npz = Npz.open(file)) {
      assertEquals(List.of("größe", "größe", "整形/../é", "cut"), npz.names());
      assertSame(TWO, npz.load("größe"));
      assertSame(ONE, npz.load("整形/../é.npy"));
      assertSame(TWO, npz.load("cut"));
    }
  }

  // ---- the shape of archives

  @Test
  void prefixCommentZip64AndExtraFieldsAreRead() throws Exception {
    byte[] content = Npy.toBytes(TWO);
    byte[] unknown = NpzBytes.field(0x5455, 7);
    NpzBytes archive =
        new NpzBytes()
            .stored("a.npy", content, e -> e.localExtra = unknown)
            .deflated(
                "b.npy",
                content,
                e -> {
                  e.extra =
                      concat(unknown, NpzBytes.field(1, e.size, e.compressedSize), new byte[3]);
                  e.size = -1;
                  e.compressedSize = -1;
                  e.comment = text("member");
                })
            .with(a -> a.prefix = text("#!/bin/sh\n"))
            .with(a -> a.comment = text("comment PK\5\6"));
    archive.bytes();
    long size = archive.endAt - archive.directoryAt;
    archive.beforeEnd = NpzBytes.end64(2, size, archive.directoryAt - 10, archive.endAt - 10);
    archive.count = 0xFFFFL;
    archive.size = 0xFFFFFFFFL;
    archive.offset = 0xFFFFFFFFL;
    try (Npz npz = Npz.open(file(archive))) {
      assertSame(TWO, npz.load("a"));
      assertSame(TWO, npz.load("b"));
      try (Memmap mapped = npz.map("a", MapMode.COPY_ON_WRITE)) {
        mapped.array().setDouble(9, 0, 0);
        assertEquals(9, mapped.array().getDouble(0, 0));
      }
      assertSame(TWO, npz.load("a"));
    }
    archive.tail = text("\n");
    try (Npz npz = Npz.open(file(archive))) {
      assertSame(TWO, npz.load("b"));
    }
  }

  private static byte[] concat(byte[]... parts) {
    ByteBuffer all = ByteBuffer.allocate(Arrays.stream(parts).mapToInt(p -> p.length).sum());
    Arrays.stream(parts).forEach(all::put);
    return all.array();
  }

  @Test
  void membersWithDescriptorsAreRead() throws Exception {
    byte[] content = Npy.toBytes(TWO);
    CRC32 crc = new CRC32();
    crc.update(content);
    for (int longs : new int[] {0, 1}) {
      byte[] descriptor =
          longs == 1
              ? NpzBytes.buffer(24).putInt(0x08074b50).putInt((int) crc.getValue()).array()
              : NpzBytes.buffer(12).putInt((int) crc.getValue()).array();
      NpzBytes archive = new NpzBytes();
      for (String name : List.of("a.npy", "b.npy")) {
        archive.stored(
            name,
            content,
            e -> {
              e.flags = 8;
              e.descriptor = descriptor;
              e.localExtra = NpzBytes.field(1, 0, 0);
            });
      }
      try (Npz npz = Npz.open(file(archive))) {
        assertSame(TWO, npz.load("a"));
        assertSame(TWO, npz.load("b"));
      }
    }
  }

  // ---- reading

  @Tag("slow")
  @ParameterizedTest
  @EnumSource(names = {"STORED", "DEFLATED"})
  void largeArraysAreReadInEveryForm(Compression compression) throws Exception {
    int rows = 700;
    int columns = 1000;
    NdArray c = NdArray.zeros(DType.FLOAT32, rows, columns);
    for (int i = 0; i < rows; i++) {
      c.setFloat(i, i, (i * 7) % columns);
    }
    NdArray f = c.copy(Order.F);
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    arrays.put("c", c);
    arrays.put("f", f);
    arrays.put("slice", c.slice("::-2, 1::3"));
    try (Npz npz = Npz.open(saved(compression, arrays))) {
      assertSame(c, npz.load("c"));
      assertSame(f, npz.load("f"));
      assertSame(arrays.get("slice"), npz.load("slice"));
      assertEquals(Order.F, npz.load("f").layout().order());
      assertArrayEquals(c.toArray(float[][].class), npz.load("c", float[][].class));
      assertArrayEquals(c.toArray(double[].class), npz.load("c", double[].class));
      assertArrayEquals(c.toArray(float[].class), npz.load("f", float[].class));
      assertRefused(
          ArithmeticException.class,
          "saved.npz!c: 128.0 at (128, 896) does not fit a byte; astype(INT8) converts as NumPy does",
          () -> npz.load("c", byte[].class));
      assertRefused(
          ArithmeticException.class,
          "saved.npz!f: 143.0 at (143, 1) does not fit a byte; astype(INT8) converts as NumPy does",
          () -> npz.load("f", byte[].class));
      assertEquals(
          new ArrayLayout(DType.FLOAT32, Shape.of(700, 1000), Order.F), npz.header("f").layout());
      assertEquals(128, npz.header("f").dataOffset());
    }
  }

  @Tag("slow")
  @Test
  void blocksOfLongColumnsAreWhole() throws Exception {
    NdArray array = NdArray.zeros(new ArrayLayout(DType.INT8, Shape.of(70_000, 300), Order.F));
    for (int i = 0; i < 70_000; i++) {
      array.setInt(i % 100, i, (i * 7) % 300);
    }
    try (Npz npz = Npz.open(saved(Compression.STORED, Map.of("a", array)))) {
      assertArrayEquals(array.toArray(byte[].class), npz.load("a", byte[].class));
    }
  }

  @Test
  void dataBehindTheArrayAreIgnoredButNotTheirCrc() throws Exception {
    byte[] content = concat(Npy.toBytes(ONE), new byte[100]);
    Path file =
        file(
            new NpzBytes()
                .stored("a.npy", content, e -> e.crc = 1)
                .deflated("b.npy", content, e -> e.crc = 1)
                .stored("c.npy", content)
                .deflated("d.npy", content, e -> {}));
    try (Npz npz = Npz.open(file)) {
      assertSame(ONE, npz.load("c"));
      assertSame(ONE, npz.load("d"));
      CRC32 crc = new CRC32();
      crc.update(content);
      String found = "but found %08X; the member is damaged".formatted(crc.getValue());
      assertRefused(
          NpyFormatException.class,
          "a.npz!a: byte 240: expected the CRC-32 00000001 " + found,
          () -> npz.bytes("a"));
      assertRefused(
          NpyFormatException.class,
          "a.npz!a: byte 240: expected the CRC-32 00000001 " + found,
          () -> npz.load("a"));
      assertRefused(
          NpyFormatException.class,
          "a.npz!b: byte 240: expected the CRC-32 00000001 " + found,
          () -> npz.bytes("b"));
      assertRefused(
          NpyFormatException.class,
          "a.npz!b: byte 240: expected the CRC-32 00000001 " + found,
          () -> npz.load("b"));
    }
  }

  @Test
  void severalThreadsReadAtOnce() throws Exception {
    Map<String, NdArray> arrays = new LinkedHashMap<>();
    for (int i = 0; i < 8; i++) {
      NdArray array = NdArray.zeros(DType.INT32, 100_000);
      array.fill(i);
      arrays.put("a" + i, array);
    }
    try (Npz npz = Npz.open(saved(Compression.DEFLATED, arrays))) {
      List<String> wrong =
          arrays.keySet().parallelStream()
              .filter(
                  name -> {
                    try {
                      return !npz.load(name).contentEquals(arrays.get(name));
                    } catch (IOException e) {
                      return true;
                    }
                  })
              .toList();
      assertEquals(List.of(), wrong);
    }
  }

  // ---- mapping

  @Test
  void deflatedMembersAreNotMapped() throws Exception {
    try (Npz npz = Npz.open(saved(Compression.DEFLATED, Map.of("a", ONE)))) {
      assertRefused(
          IllegalArgumentException.class,
          "saved.npz!a is deflated and only stored members can be mapped; load it",
          () -> npz.map("a"));
      assertRefused(
          IllegalArgumentException.class,
          "members are mapped READ_ONLY or COPY_ON_WRITE, not READ_WRITE; NpzEditor changes an"
              + " archive",
          () -> npz.map("a", MapMode.READ_WRITE));
      assertRefused(
          IllegalArgumentException.class,
          "members are mapped READ_ONLY or COPY_ON_WRITE, not CREATE; NpzEditor changes an archive",
          () -> npz.map("a", MapMode.CREATE));
    }
  }

  @Test
  void aMappingStaysWhatItWasWhenTheArchiveIsReplaced() throws Exception {
    Path file = saved(Compression.STORED, Map.of("a", ONE));
    try (Npz npz = Npz.open(file)) {
      Npz.save(file, Map.of("a", TWO, "b", TWO));
      assertSame(ONE, npz.load("a"));
      try (Memmap mapped = npz.map("a")) {
        assertSame(ONE, mapped.array());
        assertTrue(mapped.array().isReadOnly());
      }
    }
  }

  @Test
  void aMemberCutOffWhileTheArchiveIsOpenIsReported() throws Exception {
    Map<String, NdArray> arrays = Map.of("a", NdArray.zeros(DType.INT8, 10_000));
    for (Compression compression : List.of(Compression.STORED, Compression.DEFLATED)) {
      Path file = saved(compression, arrays);
      try (Npz npz = Npz.open(file)) {
        try (var channel =
            java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
          channel.truncate(70);
        }
        String message = assertThrows(NpyFormatException.class, () -> npz.load("a")).getMessage();
        assertTrue(message.contains("cut short") && message.contains(" missing"), message);
      }
    }
  }
}
