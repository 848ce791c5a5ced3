package io.npyio.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.memory.Memory;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.ShortBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Arrays as buffers, how long those live, and buffers as arrays. */
class BuffersTest {
  private static final int SIZE = 10_000;

  @TempDir private Path folder;

  private static void assertRefused(
      Class<? extends Exception> type, String message, Executable use) {
    assertEquals(message, assertThrows(type, use).getMessage());
  }

  // ---- buffers out -----------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "u1 | LITTLE_ENDIAN",
        ">f4 | BIG_ENDIAN",
        "<c16 | LITTLE_ENDIAN",
        ">M8[s] | BIG_ENDIAN",
        ">U3 | BIG_ENDIAN",
        "S3 | LITTLE_ENDIAN",
        "[('a', '>i2'), ('b', 'u1'), ('c', [('d', '>f8', (2,))])] | BIG_ENDIAN",
        "[('a', '>i2'), ('b', '<i2')] | LITTLE_ENDIAN",
        "[('a', '<i2'), ('b', 'S1')] | LITTLE_ENDIAN",
        "[('a', 'S1')] | LITTLE_ENDIAN"
      })
  void theByteOrderIsThatOfTheDType(String dtype, String order) {
    ByteOrder expected =
        order.equals("BIG_ENDIAN") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    NdArray array = NdArray.zeros(DType.of(dtype), 3);
    assertEquals(expected, array.asByteBuffer().order());
    assertEquals(expected, array.asReadOnly().asByteBuffer().order());
    assertEquals(array.nbytes(), array.asByteBuffer().limit());
  }

  @Test
  void aRowOfALargerArrayIsItsOwnBytes() {
    NdArray rows = NdArray.of(new float[][] {{1, 2}, {3, 4}, {5, 6}});
    FloatBuffer row = rows.at(1).asByteBuffer().asFloatBuffer();
    assertEquals(FloatBuffer.wrap(new float[] {3, 4}), row);
    row.put(1, 40);
    assertEquals(40, rows.getFloat(1, 1));
  }

  @Test
  void arraysWithoutBytesOfTheirOwnAreRefused() {
    NdArray array = NdArray.zeros(DType.INT32, 3, 4);
    assertRefused(
        IllegalStateException.class,
        "an array of shape (3, 2) and strides [16, -8] has no bytes in one piece;"
            + " copy(Order.C) first",
        () -> array.slice(":, ::-2").asByteBuffer());
    assertRefused(
        IllegalArgumentException.class,
        "elements of dtype object are references to Python objects; Npy.loadObjects reads them",
        () -> NdArray.wrap(ByteBuffer.allocate(8), ArrayLayout.of(DType.OBJECT, 1)).asByteBuffer());
  }

  @Test
  void emptyArraysAreEmptyBuffers() throws IOException {
    assertEquals(0, NdArray.zeros(DType.FLOAT64, 3, 0).asByteBuffer().capacity());
    NdArray end = NdArray.zeros(DType.FLOAT64, 3).slice(0, 3, 3);
    assertEquals(0, end.asReadOnly().asByteBuffer().capacity());
    Path file = Files.write(folder.resolve("empty.dat"), new byte[8]);
    try (Memmap map = Memmap.open(file, MapMode.READ_WRITE, ArrayLayout.of(DType.INT8, 0))) {
      assertEquals(0, map.array().asByteBuffer().capacity());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_ONLY", "READ_WRITE"})
  void aMappingOfMoreThanTwoGigabytesGivesItsSlices(MapMode mode) throws IOException {
    long size = (1L << 31) + 1000;
    Path file = folder.resolve("large.dat");
    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(size);
      sparse.seek((1L << 30) - 1);
      sparse.write(new byte[] {5, 6});
    }
    try (Memmap map = Memmap.open(file, mode, ArrayLayout.of(DType.INT8, size))) {
      NdArray all = map.array();
      assertRefused(
          IllegalStateException.class,
          "2147484648 bytes are more than the 2147483647 that a buffer can have; take slices",
          all::asByteBuffer);
      assertEquals(6, all.slice(0, 1L << 30, 1L << 31).asByteBuffer().get(0));
      NdArray across = all.slice(0, (1L << 30) - 1, (1L << 30) + 1);
      if (!Memory.UNMAPS_AT_ONCE) {
        assertRefused(
            IllegalStateException.class,
            "the bytes of the array lie in several buffers; take slices, or copy(Order.C) first",
            across::asByteBuffer);
        return;
      }
      assertEquals(ByteBuffer.wrap(new byte[] {5, 6}), across.asByteBuffer());
      assertEquals(mode == MapMode.READ_ONLY, across.asByteBuffer().isReadOnly());
    }
  }

  // ---- how long they live ----------------------------------------------------------------------

  private Path numbers() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * SIZE).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < SIZE; i++) {
      bytes.putFloat(i);
    }
    return Files.write(Files.createTempFile(folder, "numbers", ".dat"), bytes.array());
  }

  private static Memmap map(Path file, MapMode mode) throws IOException {
    return Memmap.open(file, mode, ArrayLayout.of(DType.FLOAT32, SIZE));
  }

  private static FloatBuffer derivedFromAForgottenArray(Path file, MapMode mode)
      throws IOException {
    ByteBuffer bytes = map(file, mode).array().slice(0, 1, SIZE).asByteBuffer();
    return bytes.duplicate().order(bytes.order()).asFloatBuffer().slice();
  }

  @ParameterizedTest
  @EnumSource(names = {"READ_ONLY", "READ_WRITE", "COPY_ON_WRITE"})
  void aDerivedBufferOutlivesTheArrayAndItsMapping(MapMode mode) throws Exception {
    Path file = numbers();
    FloatBuffer floats = derivedFromAForgottenArray(file, mode);
    for (int round = 0; round < 5; round++) {
      collectGarbage();
      for (int i = 0; i < SIZE - 1; i++) {
        assertEquals(i + 1, floats.get(i));
      }
    }
  }

  @Test
  void aMappingGoesWithItsLastBuffer() throws Exception {
    assumeTrue(Memory.UNMAPS_AT_ONCE, "skipped: the collector alone unmaps before Java 22");
    Path maps = Path.of("/proc/self/maps");
    assumeTrue(Files.isReadable(maps), "skipped: no " + maps);
    Path file = numbers();
    assertEquals(1, derivedFromAForgottenArray(file, MapMode.READ_ONLY).get(0));
    boolean isMapped = true;
    for (int i = 0; i < 100 && isMapped; i++) {
      collectGarbage();
      isMapped = Files.readString(maps).contains(file.toRealPath().toString());
    }
    assertFalse(isMapped);
  }

  /** Gives cleaners the time to run. */
  private static void collectGarbage() throws InterruptedException {
    System.gc();
    Thread.sleep(20);
  }

  @Test
  void aBufferOfAClosedMappingThrowsOrRemainsButNeverCrashes() throws IOException {
    Memmap map = map(numbers(), MapMode.READ_ONLY);
    ByteBuffer bytes = map.array().asByteBuffer();
    FloatBuffer floats = bytes.asFloatBuffer();
    map.close();
    assertRefused(
        IllegalStateException.class,
        "the array's memory was closed",
        () -> map.array().asByteBuffer());
    if (Memory.UNMAPS_AT_ONCE) {
      assertThrows(IllegalStateException.class, () -> floats.get(3));
      assertThrows(IllegalStateException.class, () -> bytes.get(0, new byte[100]));
    } else {
      assertEquals(3, floats.get(3));
    }
  }

  @Tag("slow")
  @Test
  void closingWhileOthersReadEndsTheirReadingOrNothing() throws Exception {
    float[] target = new float[SIZE];
    for (int round = 0; round < 20; round++) {
      Memmap map = map(numbers(), MapMode.READ_WRITE);
      FloatBuffer floats = map.array().asByteBuffer().asFloatBuffer();
      NdArray array = map.array();
      checkClosedInUse(
          map,
          List.of(
              i -> assertEquals(i % SIZE, floats.get(i % SIZE)),
              i -> floats.get(0, target),
              i -> assertEquals(i % SIZE, array.getFloat(i % SIZE)),
              i -> array.readInto(new float[SIZE])));
    }
  }

  private static void checkClosedInUse(Memmap map, List<IntConsumer> uses) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(uses.size());
    try {
      var running = new CountDownLatch(uses.size());
      List<Future<String>> ends = new ArrayList<>();
      for (IntConsumer use : uses) {
        ends.add(threads.submit(() -> useUntilRefused(use, running)));
      }
      assertTrue(running.await(60, TimeUnit.SECONDS));
      map.close();
      for (Future<String> end : ends) {
        assertTrue(List.of("refused", "done").contains(end.get(60, TimeUnit.SECONDS)));
      }
    } catch (ExecutionException wrong) {
      throw new AssertionError("not refused by name", wrong.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static String useUntilRefused(IntConsumer use, CountDownLatch running) {
    for (int i = 0; i < 20_000; i++) {
      try {
        use.accept(i);
      } catch (IllegalStateException closed) {
        return "refused";
      } finally {
        if (i == 100) {
          running.countDown();
        }
      }
    }
    return "done";
  }

  // ---- buffers in ------------------------------------------------------------------------------

  @Test
  void everyTypedBufferHasItsDType() {
    assertEquals(DType.FLOAT32, NdArray.wrap(FloatBuffer.allocate(6), 2, 3).dtype());
    assertEquals(DType.FLOAT64, NdArray.wrap(DoubleBuffer.allocate(6), 2, 3).dtype());
    assertEquals(DType.INT32, NdArray.wrap(IntBuffer.allocate(6), 2, 3).dtype());
    assertEquals(DType.INT64, NdArray.wrap(LongBuffer.allocate(6), 2, 3).dtype());
    assertEquals(DType.INT16, NdArray.wrap(ShortBuffer.allocate(6), 2, 3).dtype());
    assertEquals(DType.UINT16, NdArray.wrap(CharBuffer.allocate(6), 2, 3).dtype());
    assertEquals(Shape.of(2, 3), NdArray.wrap(CharBuffer.allocate(6), 2, -1).shape());
  }

  @Test
  void elementsAreSharedBothWaysWhateverTheOrderOfTheBuffer() {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      DoubleBuffer doubles = ByteBuffer.allocateDirect(64).order(order).asDoubleBuffer();
      NdArray array = NdArray.wrap(doubles.position(2), 2, 3);
      assertEquals(2, doubles.position());
      doubles.put(7, -0.5);
      assertEquals(-0.5, array.getDouble(1, 2));
      array.transpose().slice("1, ::-1").copyFrom(new float[] {4, 3});
      assertEquals(3, doubles.get(3));
      assertEquals(4, doubles.get(6));
      assertArrayEquals(new double[] {0, 3, 0, 0, 4, -0.5}, array.toArray(double[].class));
    }
  }

  @Test
  void textIsItsUnits() {
    NdArray units = NdArray.wrap(CharBuffer.wrap("naïve"), 5);
    assertTrue(units.isReadOnly());
    assertArrayEquals("naïve".toCharArray(), units.toArray(char[].class));
    assertThrows(ReadOnlyBufferException.class, () -> units.setInt(1, 0));
  }

  @Test
  void aShapeOfAnotherSizeIsRefused() {
    assertRefused(
        IllegalArgumentException.class,
        "an array of shape (7,) and 7 elements cannot be reshaped to [2, 3]",
        () -> NdArray.wrap(FloatBuffer.allocate(7), 2, 3));
  }

  @Test
  void aReadOnlyBufferIsAReadOnlyArray() {
    NdArray array = NdArray.wrap(IntBuffer.wrap(new int[] {1, 2}).asReadOnlyBuffer(), 2);
    assertTrue(array.isReadOnly());
    assertThrows(ReadOnlyBufferException.class, () -> array.fill(3));
    assertEquals(2, array.getInt(1));
  }

  @Test
  void timesAreCopiedToAndFromTheirCounts() {
    NdArray days = NdArray.zeros(DType.datetime64(DateTimeUnit.DAY), 3);
    days.copyFrom(LongBuffer.wrap(new long[] {1, 2, 3}));
    assertEquals("1970-01-04", days.getString(2));
    LongBuffer counts = ByteBuffer.allocateDirect(24).asLongBuffer();
    days.readInto(counts);
    assertEquals(LongBuffer.wrap(new long[] {1, 2, 3}), counts.flip());
  }

  @Test
  void structsAreCopiedToAndFromTheirBytes() {
    DType dtype = DType.struct(Field.of("a", "u1"), Field.of("b", ">i2"));
    NdArray array = NdArray.zeros(new ArrayLayout(dtype, Shape.of(2, 2), Order.F));
    byte[] bytes = {1, 0, 2, 3, 0, 4, 5, 0, 6, 7, 0, 8};
    array.copyFrom(ByteBuffer.wrap(bytes));
    assertEquals(4, array.field("b").getInt(0, 1));
    ByteBuffer back = ByteBuffer.allocate(12);
    array.readInto((Object) back);
    assertArrayEquals(bytes, back.array());
    assertRefused(
        IllegalArgumentException.class,
        "elements of [('a', '|u1'), ('b', '>i2')] are not single numbers; take a field()",
        () -> array.readInto(ShortBuffer.allocate(4)));
  }

  @Test
  void copiesOfManyBlocksKeepTheOrderOfTheIndex() {
    int[] values = new int[300 * 700];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    NdArray across = NdArray.of(values).reshape(700, 300).transpose();
    IntBuffer target = ByteBuffer.allocateDirect(4 * values.length).asIntBuffer();
    across.parallel(2).readInto(target);
    for (int i = 0; i < values.length; i++) {
      assertEquals(i % 700 * 300 + i / 700, target.get(i));
    }
    NdArray back = NdArray.zeros(DType.FLOAT64, 700, 300).transpose();
    back.copyFrom(target.flip());
    assertArrayEquals(values, back.transpose().toArray(int[].class));
  }
}
