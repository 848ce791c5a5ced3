package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpyAppenderTest {
  private static final long SEED = Long.getLong("npyio.seed", 20_261_128);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("grown.npy");
  }

  private static NdArray counting(int from, int rows, int columns) {
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = from * columns + i;
    }
    return NdArray.of(values).reshape(rows, columns);
  }

  @Test
  void aGrownFileIsByteForByteTheFileSavedAtOnce() throws Exception {
    try (NpyAppender appender = NpyAppender.create(file, DType.FLOAT32, 3)) {
      appender.append(counting(0, 5, 3));
      appender.append(counting(5, 1, 3).at(0));
      appender.append(counting(6, 1000, 3));
      assertEquals(ArrayLayout.of(DType.FLOAT32, 1006, 3), appender.layout());
    }
    assertArrayEquals(Npy.toBytes(counting(0, 1006, 3)), Files.readAllBytes(file));
  }

  @Test
  void scalarsAreAppendedToOneAxis() throws Exception {
    try (NpyAppender appender = NpyAppender.create(file, DType.INT64)) {
      appender.append(NdArray.of(7L));
      appender.append(NdArray.of(new long[] {8, 9}));
    }
    assertArrayEquals(new long[] {7, 8, 9}, Npy.load(file, long[].class));
  }

  @Test
  void aFortranFileGrowsAlongItsLastAxis() throws Exception {
    NdArray columns = counting(0, 4, 3);
    Npy.save(file, columns.copy(Order.F));
    try (NpyAppender appender = NpyAppender.open(file)) {
      appender.append(NdArray.of(new float[][] {{1}, {2}, {3}, {4}}));
      appender.append(NdArray.of(new float[] {5, 6, 7, 8}));
    }
    NdArray grown = Npy.load(file);
    assertEquals(new ArrayLayout(DType.FLOAT32, Shape.of(4, 5), Order.F), grown.layout());
    assertTrue(grown.slice(":, :3").contentEquals(columns));
    assertArrayEquals(new float[] {4, 8}, grown.slice("3, 3:").toArray(float[].class));
  }

  @Test
  void theOtherByteOrderIsConverted() throws Exception {
    try (NpyAppender appender =
        NpyAppender.create(file, DType.FLOAT32.withByteOrder(ByteOrder.BIG_ENDIAN), 3)) {
      appender.append(counting(0, 2, 3));
    }
    assertEquals(">f4", Npy.header(file).layout().dtype().toString());
    assertTrue(Npy.load(file).contentEquals(counting(0, 2, 3)));
  }

  @Test
  void anythingElseIsRefusedAndNothingIsWritten() throws Exception {
    try (NpyAppender appender = NpyAppender.create(file, DType.FLOAT32, 3)) {
      long length = Files.size(file);
      var shape =
          assertThrows(IllegalArgumentException.class, () -> appender.append(counting(0, 2, 4)));
      assertEquals("<f4 (2, 4) cannot be appended to <f4 (0, 3) along axis 0", shape.getMessage());
      var dtype =
          assertThrows(
              IllegalArgumentException.class,
              () -> appender.append(NdArray.zeros(DType.FLOAT64, 2, 3)));
      assertEquals("<f8 (2, 3) cannot be appended to <f4 (0, 3) along axis 0", dtype.getMessage());
      assertEquals(length, Files.size(file));
    }
  }

  @Test
  void whatIsNotFlushedIsNotInTheHeaderYet() throws Exception {
    try (NpyAppender appender = NpyAppender.create(file, DType.FLOAT32, 3)) {
      appender.append(counting(0, 2, 3));
      assertEquals(Shape.of(0, 3), Npy.load(file).shape());
      appender.flush();
      assertEquals(Shape.of(2, 3), Npy.load(file).shape());
      appender.append(counting(2, 2, 3));
      assertEquals(Shape.of(2, 3), Npy.load(file).shape());
    }
    assertEquals(Shape.of(4, 3), Npy.load(file).shape());
  }

  @Test
  void readersThatHaveTheFileMappedKeepWhatTheySee() throws Exception {
    Npy.save(file, counting(0, 2, 3));
    try (Memmap map = Npy.map(file, MapMode.READ_ONLY);
        NpyAppender appender = NpyAppender.open(file)) {
      appender.append(counting(2, 100_000, 3));
      appender.flush();
      assertTrue(map.array().contentEquals(counting(0, 2, 3)));
    }
  }

  @Test
  void bytesBehindTheDataAreRefusedAndRecoverDropsThem() throws Exception {
    Npy.save(file, counting(0, 2, 3));
    Files.write(file, new byte[5], StandardOpenOption.APPEND);
    var refused = assertThrows(NpyFormatException.class, () -> NpyAppender.open(file));
    assertEquals(
        "grown.npy: byte 152: expected the end of the file but found 5 more bytes; if an interrupted appender left them, recover(path) drops them",
        refused.getMessage());
    try (NpyAppender appender = NpyAppender.recover(file)) {
      appender.append(counting(2, 1, 3));
    }
    assertArrayEquals(Npy.toBytes(counting(0, 3, 3)), Files.readAllBytes(file));
  }

  @Test
  void aHeaderWithoutRoomNamesTheWayOut() throws Exception {
    byte[] tight =
        "\u0093NUMPY\u0001\u00007\u0000{'descr': '|u1', 'fortran_order': False, 'shape': (9,)}\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] bytes = Arrays.copyOf(tight, tight.length + 9);
    bytes[8] = (byte) (tight.length - 10);
    Files.write(file, bytes);
    try (NpyAppender appender = NpyAppender.open(file)) {
      var full =
          assertThrows(
              NpyFormatException.class, () -> appender.append(NdArray.zeros(DType.UINT8, 1)));
      assertEquals(
          "grown.npy: byte 10: the header has no room for the shape (10,); Npy.save writes headers with room to grow, so load and save the file once",
          full.getMessage());
    }
    assertArrayEquals(bytes, Files.readAllBytes(file));
  }

  @Test
  void twoAppendersOfOneFileAreRefused() throws Exception {
    NpyAppender.create(file, DType.INT8).close();
    try (NpyAppender first = NpyAppender.open(file)) {
      var second = assertThrows(IOException.class, () -> NpyAppender.open(file));
      assertEquals("grown.npy: another appender has the file open", second.getMessage());
      first.append(NdArray.of(new byte[] {1}));
    }
    NpyAppender.open(file).close();
  }

  @Test
  void anExistingFileIsNotCreatedAnew() throws Exception {
    Npy.save(file, counting(0, 2, 3));
    assertThrows(FileAlreadyExistsException.class, () -> NpyAppender.create(file, DType.INT8));
    assertTrue(Npy.load(file).contentEquals(counting(0, 2, 3)));
  }

  @Test
  void pythonObjectsAreNotAppended() {
    var refused =
        assertThrows(IllegalArgumentException.class, () -> NpyAppender.create(file, DType.OBJECT));
    assertEquals(
        "elements of |O hold Python objects, which cannot be appended", refused.getMessage());
    assertFalse(Files.exists(file));
  }

  @Test
  void anArrayWithoutAxesCannotGrow() throws Exception {
    Npy.save(file, NdArray.of(1.0));
    var refused = assertThrows(NpyFormatException.class, () -> NpyAppender.open(file));
    assertEquals(
        "grown.npy: byte 10: expected at least one axis to append along but found ()",
        refused.getMessage());
  }

  @Test
  void aFailedWriteLeavesTheFileAsItWas() throws Exception {
    Path raw = folder.resolve("rows.dat");
    Memmap source = Memmap.open(raw, MapMode.CREATE, ArrayLayout.of(DType.FLOAT32, 2, 3));
    NdArray rows = source.array();
    source.close();
    try (NpyAppender appender = NpyAppender.create(file, DType.FLOAT32, 3)) {
      appender.append(counting(0, 1, 3));
      assertThrows(IllegalStateException.class, () -> appender.append(rows));
      appender.append(counting(1, 1, 3));
    }
    assertArrayEquals(Npy.toBytes(counting(0, 2, 3)), Files.readAllBytes(file));
  }

  /** Rows that the buffer takes, that fill it, and that are too long for it. */
  @Test
  void rowsInAnyNumbersAreTheFileSavedAtOnce() throws Exception {
    Random random = new Random(SEED);
    for (int columns : new int[] {2, 3, 100, 20_000}) {
      for (Order order : Order.values()) {
        NdArray start = counting(0, 2, columns);
        Npy.save(file, order == Order.C ? start : start.transpose());
        int rows = 2;
        try (NpyAppender appender = NpyAppender.open(file)) {
          for (int i = 0; i < 60; i++) {
            int count = i % 10 == 9 ? random.nextInt(700) : random.nextInt(4);
            count = columns == 20_000 ? Math.min(count, 3) : count;
            NdArray block = counting(rows, count, columns);
            if (count == 1 && random.nextBoolean()) {
              appender.append(block.at(0).toArray(float[].class));
            } else if (count == 1) {
              appender.append(block.at(0));
            } else {
              appender.append(order == Order.C ? block : block.transpose());
            }
            rows += count;
            if (random.nextInt(10) == 0) {
              appender.flush();
              assertEquals(shape(order, rows, columns), Npy.header(file).layout().shape());
            }
          }
          assertEquals(shape(order, rows, columns), appender.layout().shape());
        }
        NdArray whole = counting(0, rows, columns);
        NdArray expected = order == Order.C ? whole : whole.transpose();
        String what = "seed " + SEED + ", " + columns + " columns, " + order;
        assertArrayEquals(Npy.toBytes(expected), Files.readAllBytes(file), what);
      }
    }
  }

  private static Shape shape(Order order, int rows, int columns) {
    return order == Order.C ? Shape.of(rows, columns) : Shape.of(columns, rows);
  }

  @Test
  void rowsThatAreNotFlushedStayInTheBuffer() throws Exception {
    try (NpyAppender appender = NpyAppender.create(file, DType.FLOAT32, 3)) {
      appender.append(counting(0, 2, 3));
      assertEquals(128, Files.size(file));
      assertEquals(Shape.of(2, 3), appender.layout().shape());
      appender.flush();
      assertEquals(128 + 24, Files.size(file));
      for (int i = 2; i < 300; i++) {
        appender.append(counting(i, 1, 3));
      }
      assertTrue(Files.size(file) > 128 + 24, "a full buffer is written");
      assertEquals(Shape.of(2, 3), Npy.load(file).shape());
    }
    assertTrue(Npy.load(file).contentEquals(counting(0, 300, 3)));
  }

  @Test
  void javaArraysAreRows() throws Exception {
    try (NpyAppender appender = NpyAppender.create(file, DType.FLOAT32, 3)) {
      appender.append(new float[] {0, 1, 2});
      appender.append(new float[][] {{3, 4, 5}, {6, 7, 8}});
      appender.append(new double[] {9, 10, 11});
      appender.append(new int[][] {{12, 13, 14}});
      appender.append((Object) counting(5, 1, 3));
    }
    assertArrayEquals(Npy.toBytes(counting(0, 6, 3)), Files.readAllBytes(file));
    Path times = folder.resolve("times.npy");
    try (NpyAppender appender = NpyAppender.create(times, DType.INT64)) {
      appender.append(7L);
      appender.append(new long[] {8, 9});
      appender.append(10);
      appender.append(new int[] {11, 12});
      appender.append(new long[0]);
    }
    assertArrayEquals(new long[] {7, 8, 9, 10, 11, 12}, Npy.load(times, long[].class));
    Path names = folder.resolve("names.npy");
    try (NpyAppender appender = NpyAppender.create(names, DType.of("S3"), 2)) {
      appender.append(new String[] {"a", "bc"});
    }
    assertEquals("[['a' 'bc']]", Npy.load(names).astype(DType.of("U3")).toString());
  }

  @Test
  void aJavaArrayThatDoesNotFitIsNotAppended() throws Exception {
    try (NpyAppender appender = NpyAppender.create(file, DType.INT8, 3)) {
      appender.append(new byte[] {1, 2, 3});
      var shape =
          assertThrows(IllegalArgumentException.class, () -> appender.append(new byte[] {1, 2}));
      assertEquals("|i1 (2,) cannot be appended to |i1 (1, 3) along axis 0", shape.getMessage());
      assertThrows(ArithmeticException.class, () -> appender.append(new int[] {1, 2, 300}));
      assertThrows(ArithmeticException.class, () -> appender.append(new int[][] {{1, 2, 300}}));
      appender.append(new int[] {4, 5, 6});
    }
    assertArrayEquals(new byte[][] {{1, 2, 3}, {4, 5, 6}}, Npy.load(file, byte[][].class));
  }

  @Test
  void structsAreAppendedWithTheirPadding() throws Exception {
    DType padded = DType.struct(Field.of("a", "|i1"), Field.of("b", "<i4").withOffset(4));
    NdArray rows = NdArray.zeros(padded, 5);
    rows.field("a").fill(1);
    rows.field("b").copyFrom(new int[] {1, 2, 3, 4, 5});
    NdArray other = rows.astype(padded.withByteOrder(ByteOrder.BIG_ENDIAN));
    try (NpyAppender appender = NpyAppender.create(file, padded)) {
      for (int i = 0; i < 5; i++) {
        appender.append(i % 2 == 0 ? rows.at(i) : other.at(i));
      }
    }
    assertArrayEquals(Npy.toBytes(rows), Files.readAllBytes(file));
  }

  // ---- replacing

  @Test
  void aReplacementAppearsWhenItIsCommitted() throws Exception {
    Npy.save(file, counting(0, 2, 3));
    byte[] before = Files.readAllBytes(file);
    try (Memmap old = Npy.map(file, MapMode.READ_ONLY);
        NpyAppender appender = NpyAppender.replacing(file, DType.FLOAT32, 3)) {
      appender.append(counting(0, 500, 3));
      appender.flush();
      assertArrayEquals(before, Files.readAllBytes(file));
      appender.append(counting(500, 1, 3));
      appender.commit();
      assertArrayEquals(Npy.toBytes(counting(0, 501, 3)), Files.readAllBytes(file));
      assertTrue(old.array().contentEquals(counting(0, 2, 3)));
    }
    assertEquals(1, folder.toFile().list().length);
  }

  @Test
  void aReplacementWithoutCommitLeavesTheOldFileAndNothingElse() throws Exception {
    Npy.save(file, counting(0, 2, 3));
    try (NpyAppender appender = NpyAppender.replacing(file, DType.FLOAT32, 3)) {
      appender.append(counting(0, 500, 3));
    }
    assertArrayEquals(Npy.toBytes(counting(0, 2, 3)), Files.readAllBytes(file));
    assertEquals(1, folder.toFile().list().length);
  }

  @Test
  void aReplacementOfNothingIsCreatedAndMayHaveNoRows() throws Exception {
    try (NpyAppender appender = NpyAppender.replacing(file, DType.INT16)) {
      appender.commit();
    }
    assertArrayEquals(Npy.toBytes(NdArray.zeros(DType.INT16, 0)), Files.readAllBytes(file));
  }

  @Test
  void commitEndsAnAppenderOfAnyKind() throws Exception {
    try (NpyAppender appender = NpyAppender.create(file, DType.FLOAT32, 3)) {
      appender.append(counting(0, 2, 3));
      appender.commit();
      assertArrayEquals(Npy.toBytes(counting(0, 2, 3)), Files.readAllBytes(file));
      var ended =
          assertThrows(IllegalStateException.class, () -> appender.append(counting(2, 1, 3)));
      assertEquals("grown.npy: the appender has been closed", ended.getMessage());
      assertThrows(IllegalStateException.class, appender::flush);
    }
  }

  @Test
  void aRawFileGrowsWhenAsked() throws Exception {
    Path raw = folder.resolve("data.dat");
    Memmap.open(raw, MapMode.CREATE, ArrayLayout.of(DType.FLOAT32, 2, 3)).close();
    try (Memmap grown = Memmap.grow(raw, ArrayLayout.of(DType.FLOAT32, 5, 3), 0)) {
      grown.array().setFloat(1, 4, 2);
    }
    assertEquals(60, Files.size(raw));
    try (Memmap same = Memmap.grow(raw, ArrayLayout.of(DType.FLOAT32, 1, 3), 0)) {
      assertEquals(0f, same.array().getFloat(0, 0));
    }
    assertEquals(60, Files.size(raw));
  }
}
