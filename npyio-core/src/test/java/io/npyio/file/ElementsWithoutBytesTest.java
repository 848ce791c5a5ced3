package io.npyio.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.record.RecordMapper;
import io.npyio.source.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Elements without bytes: a file of 128 bytes may claim 2^63 of them, and no call works on that.
 */
class ElementsWithoutBytesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final long MOST = 1 << 22;

  @TempDir private Path folder;

  /** A file that claims more elements than it has bytes for, and what refuses it. */
  private record Hostile(String descr, String shape, String data) {
    byte[] bytes() {
      String text = "{'descr': " + descr + ", 'fortran_order': False, 'shape': " + shape + ", }";
      byte[] header = new byte[10 + text.length()];
      ByteBuffer.wrap(header).put(NpyHeader.MAGIC).put((byte) 1).put((byte) 0);
      header[8] = (byte) text.length();
      System.arraycopy(text.getBytes(ISO_8859_1), 0, header, 10, text.length());
      return ByteBuffer.allocate(header.length + data.length())
          .put(header)
          .put(data.getBytes(ISO_8859_1))
          .array();
    }

    String refusal() throws IOException {
      DType dtype = Npy.header(ByteSource.of(bytes())).layout().dtype();
      return "byte %d: expected at most %d elements or rows without bytes but found %s of %s"
          .formatted(
              bytes().length - data.length(),
              MOST + data.length(),
              shape,
              descr.startsWith("[") ? dtype.toString() : "'" + dtype + "'");
    }
  }

  static Stream<Hostile> hostileFiles() {
    return Stream.of(
        new Hostile("'|V0'", "(9223372036854775807,)", ""),
        new Hostile("'|V0'", "(4611686018427387904, 1)", ""),
        new Hostile("'|V0'", "(4194305,)", ""),
        new Hostile("'<U0'", "(9223372036854775807,)", ""),
        new Hostile("'>U0'", "(3037000499, 3037000499)", ""),
        new Hostile("'S0'", "(9223372036854775807,)", ""),
        new Hostile("[]", "(9223372036854775807,)", ""),
        new Hostile("[('a', '|V0'), ('b', '<U0')]", "(9000000,)", ""),
        new Hostile("'<f8'", "(115292150460684697, 0)", ""),
        new Hostile("'<f8'", "(15292150460684697, 0, 2)", ""),
        new Hostile("'|b1'", "(4194305, 0)", ""),
        new Hostile("[('a', '<i4', (2147483647, 0))]", "(5,)", ""),
        new Hostile("[('a', '<i4', (100000000, 0)), ('b', '|i1')]", "(2,)", "ab"),
        new Hostile("[('a', [], (20000000,)), ('b', '|i1')]", "(1,)", "a"),
        new Hostile("[('a', [('c', '<i4', (9000, 0))], (9000,))]", "()", ""));
  }

  // ---- files that are refused

  @ParameterizedTest
  @MethodSource("hostileFiles")
  void everyWayToReadRefusesThem(Hostile hostile) throws Exception {
    byte[] bytes = hostile.bytes();
    Path file = Files.write(folder.resolve("a.npy"), bytes);
    Map<String, Executable> reads = new LinkedHashMap<>();
    reads.put("load", () -> Npy.load(file));
    reads.put("load bytes", () -> Npy.load(bytes));
    reads.put("load stream", () -> Npy.load(new ByteArrayInputStream(bytes)));
    reads.put("load next", () -> Npy.loadNext(new ByteArrayInputStream(bytes)));
    reads.put("load as", () -> Npy.load(file, Object[].class));
    reads.put("open", () -> Npy.open(ByteSource.of(bytes)));
    for (MapMode mode : MapMode.values()) {
      if (mode != MapMode.CREATE) {
        reads.put("map " + mode, () -> Npy.map(file, mode));
      }
    }
    reads.put("append", () -> NpyAppender.open(file));
    reads.put("recover", () -> NpyAppender.recover(file));
    for (Map.Entry<String, Executable> read : reads.entrySet()) {
      assertRefused(hostile, read.getKey(), read.getValue());
    }
  }

  @ParameterizedTest
  @MethodSource("hostileFiles")
  void everyWayToReadAMemberRefusesThem(Hostile hostile) throws Exception {
    Path file = folder.resolve("a.npz");
    for (boolean isDeflated : new boolean[] {false, true}) {
      NpzBytes archive = new NpzBytes();
      byte[] member = hostile.bytes();
      Files.write(
          file,
          (isDeflated
                  ? archive.deflated("a.npy", member, e -> {})
                  : archive.stored("a.npy", member))
              .bytes());
      try (Npz npz = Npz.open(file)) {
        assertRefused(hostile, "load", () -> npz.load("a"));
        assertRefused(hostile, "load as", () -> npz.load("a", Object[].class));
        assertRefused(hostile, "load all", npz::loadAll);
        if (!isDeflated) {
          assertRefused(hostile, "map", () -> npz.map("a"));
        }
        assertEquals(hostile.shape(), npz.header("a").layout().shape().toString());
      }
    }
  }

  private static void assertRefused(Hostile hostile, String name, Executable read)
      throws IOException {
    String message =
        assertTimeoutPreemptively(
            LIMIT, () -> assertThrows(NpyFormatException.class, read).getMessage(), name);
    assertEquals(hostile.refusal(), message.substring(message.indexOf(": ") + 2), name);
  }

  @ParameterizedTest
  @MethodSource("hostileFiles")
  void theHeaderTellsWhatTheyClaim(Hostile hostile) throws Exception {
    Path file = Files.write(folder.resolve("a.npy"), hostile.bytes());
    assertEquals(hostile.shape(), Npy.header(file).layout().shape().toString());
  }

  @Test
  void arraysOfObjectsAreRefusedToo() {
    var hostile = new Hostile("'|O'", "(4194305, 0)", "N.");
    NpyFormatException refused =
        assertThrows(
            NpyFormatException.class,
            () -> Npy.loadObjects(new ByteArrayInputStream(hostile.bytes())));
    assertEquals(
        "expected at most 4194304 elements or rows without bytes but found (4194305, 0) of '|O'",
        refused.problem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"|V0", "<f8"})
  void aRawFileIsNeitherMappedNorCreatedAsThem(String dtype) throws Exception {
    Path file = Files.write(folder.resolve("a.dat"), new byte[3]);
    ArrayLayout layout = ArrayLayout.of(dtype, 1L << 40, dtype.equals("|V0") ? 1 : 0);
    for (MapMode mode : MapMode.values()) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> Memmap.open(file, mode, layout));
      assertEquals(
          "expected at most 4194304 elements or rows without bytes but found %s of '%s'"
              .formatted(layout.shape(), dtype),
          refused.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> Memmap.grow(file, layout, 0));
    assertThrows(IllegalArgumentException.class, () -> Npy.create(file, layout));
    assertEquals(3, Files.size(file));
  }

  @Test
  void anArrayWithoutRowsMayHaveAnyColumns() throws IOException {
    NdArray array = Npy.load(new Hostile("'<f8'", "(0, 115292150460684697)", "").bytes());
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          assertEquals("[]", array.toString());
          assertEquals(0, array.toArray(double[].class).length);
          assertTrue(array.contentEquals(array.copy(Order.F)));
          assertEquals(array.layout(), Npy.load(Npy.toBytes(array)).layout());
        });
  }

  // ---- the most that is read

  /** A row without bytes. */
  @SuppressWarnings("ArrayRecordComponent") // the Java type of a void field
  public record Row(byte[] a) {}

  static Stream<Hostile> largestFiles() {
    return Stream.of(
        new Hostile("'|V0'", "(4194304,)", ""),
        new Hostile("'<U0'", "(2048, 2048)", ""),
        new Hostile("'S0'", "(4194304, 1)", ""),
        new Hostile("[]", "(4194304,)", ""),
        new Hostile("[('a', '|S0')]", "(4194304,)", ""),
        new Hostile("'<f8'", "(4194304, 0)", ""),
        new Hostile("'<f8'", "(2048, 0, 2048)", ""),
        new Hostile("[('a', '<i4', (1048576, 0))]", "(4,)", ""),
        new Hostile("[('a', '<i4', (2097153, 0)), ('b', '|i1')]", "(2,)", "ab"));
  }

  @ParameterizedTest
  @MethodSource("largestFiles")
  void everyCallOnTheLargestEndsSoon(Hostile file) throws Exception {
    NdArray array = Npy.load(file.bytes());
    Map<String, Executable> calls = new LinkedHashMap<>();
    calls.put("toString", array::toString);
    calls.put("repr", array::repr);
    calls.put("copy", () -> array.copy(Order.F));
    calls.put(
        "astype", () -> array.astype(array.dtype().withByteOrder(java.nio.ByteOrder.BIG_ENDIAN)));
    calls.put("parallel", () -> array.parallel(4).copy(Order.F));
    calls.put("contentEquals", () -> assertTrue(array.contentEquals(Npy.load(file.bytes()))));
    calls.put(
        "blocks", () -> array.blocks(1 << 14).forEach(block -> assertFalse(block.size() < 0)));
    calls.put("writeTo", () -> array.writeTo(nowhere(), Order.F));
    calls.put("toBytes", () -> assertEquals(array.layout(), Npy.load(Npy.toBytes(array)).layout()));
    calls.put("transpose", () -> array.transpose().contentEquals(array.transpose()));
    calls.put("fields", () -> fields(array));
    calls.put("load part", () -> Npy.open(ByteSource.of(file.bytes())).load());
    calls.forEach((name, call) -> assertTimeoutPreemptively(LIMIT, call, name));
  }

  private static void fields(NdArray array) {
    if (array.dtype() instanceof DType.Struct struct) {
      struct
          .fields()
          .forEach(field -> assertNotNull(array.field(field.name()).copy(Order.C).toString()));
    }
  }

  private static java.nio.channels.WritableByteChannel nowhere() {
    return Channels.newChannel(OutputStream.nullOutputStream());
  }

  @Test
  void theLargestBecomeJavaArraysAndRecords() {
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          NdArray rows = Npy.load(new Hostile("'<f8'", "(4194304, 0)", "").bytes());
          assertEquals(MOST, rows.toArray(double[][].class).length);
          NdArray texts = Npy.load(new Hostile("'<U0'", "(4194304,)", "").bytes());
          assertEquals("", texts.toArray(String[].class)[(int) MOST - 1]);
          NdArray structs = Npy.load(new Hostile("[('a', '|S0')]", "(1048576,)", "").bytes());
          assertEquals(1 << 20, RecordMapper.of(Row.class).toList(structs).size());
        });
  }

  @Test
  void rowsAreAppendedToTheLargestAsToAnyOther() throws IOException {
    Path file =
        Files.write(folder.resolve("a.npy"), Npy.toBytes(NdArray.zeros(DType.raw(0), 1000)));
    assertTimeoutPreemptively(
        LIMIT,
        () -> {
          try (NpyAppender appender = NpyAppender.open(file)) {
            appender.append(NdArray.zeros(DType.raw(0), MOST - 1000));
          }
        });
    assertEquals(MOST, Npy.load(file).size());
  }

  // ---- arrays that a program makes

  @ParameterizedTest
  @ValueSource(strings = {"|V0", "<U0", "S0"})
  void anArrayInMemoryOf2To62ElementsIsOnlyALayout(String dtype) {
    NdArray array = NdArray.zeros(DType.of(dtype), 1L << 62);
    NdArray other = NdArray.zeros(DType.of(dtype.replace('<', '>')), 1L << 62);
    Map<String, Executable> calls = new LinkedHashMap<>();
    calls.put("toString", array::toString);
    calls.put("repr", array::repr);
    calls.put("copy", () -> array.copy(Order.F));
    calls.put("contentEquals", () -> assertTrue(array.contentEquals(other)));
    calls.put("writeTo", () -> array.writeTo(nowhere(), Order.C));
    calls.put("save", () -> Npy.save(folder.resolve("b.npy"), array));
    calls.forEach((name, call) -> assertTimeoutPreemptively(LIMIT, call, name));
  }
}
