package io.npyio.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements that threads and processes share: what is done in one step, and where it can be. */
class AtomicAccessTest {
  @TempDir private Path folder;

  private static NdArray direct(String dtype, long... shape) {
    ArrayLayout layout = ArrayLayout.of(DType.of(dtype), shape);
    return NdArray.wrap(ByteBuffer.allocateDirect((int) layout.nbytes()), layout);
  }

  private static void assertRefused(
      Class<? extends Exception> type, String message, Executable use) {
    assertEquals(message, assertThrows(type, use).getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"<i8", ">i8", "<u8", ">u8", "<M8[ns]", ">m8[s]"})
  void longsAreReadAndSetInOneStep(String dtype) {
    NdArray array = direct(dtype, 2, 3);
    array.setLongRelease(0x0102030405060708L, 1, 2);
    assertEquals(0x0102030405060708L, array.getLong(1, 2));
    assertEquals(0x0102030405060708L, array.getLongAcquire(1, 2));
    assertFalse(array.compareAndSetLong(7, 8, 1, 2));
    assertTrue(array.compareAndSetLong(0x0102030405060708L, 255, 1, 2));
    assertEquals(255, array.getAndAddLong(2, 1, 2));
    assertEquals(257, array.getAndAddLong(-300, 1, 2));
    assertEquals(-43, array.getLongAcquire(1, 2));
    assertEquals(0, array.getLongAcquire(1, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<i4", ">i4", "<u4", ">u4"})
  void intsAreReadAndSetInOneStep(String dtype) {
    NdArray array = direct(dtype, 2, 3).transpose();
    array.setIntRelease(0x01020304, 2, 1);
    assertEquals(0x01020304, array.getInt(2, 1));
    assertEquals(0x01020304, array.getIntAcquire(2, 1));
    assertFalse(array.compareAndSetInt(7, 8, 2, 1));
    assertTrue(array.compareAndSetInt(0x01020304, 255, 2, 1));
    assertEquals(255, array.getAndAddInt(2, 2, 1));
    assertEquals(257, array.getAndAddInt(-300, 2, 1));
    assertEquals(-43, array.getIntAcquire(2, 1));
    assertEquals(0, array.getIntAcquire(1, 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"<i8", ">i8"})
  @Timeout(60)
  void noAdditionOfAnotherThreadIsLost(String dtype) {
    NdArray array = direct(dtype, 2);
    IntStream.range(0, 200_000)
        .parallel()
        .forEach(
            i -> {
              array.getAndAddLong(1, 0);
              long seen;
              do {
                seen = array.getLongAcquire(1);
              } while (!array.compareAndSetLong(seen, seen + 3, 1));
            });
    assertEquals(200_000, array.getLong(0));
    assertEquals(600_000, array.getLong(1));
  }

  @Tag("slow")
  @Test
  @Timeout(60)
  @SuppressWarnings("ThreadPriorityCheck") // the other thread may need this processor
  void dataIsSeenByWhoeverSeesItsNumber() throws Exception {
    NdArray array = direct("i8", 3);
    int count = 100_000;
    Thread writer =
        new Thread(
            () -> {
              for (int i = 1; i <= count; i++) {
                array.setLong(i, 0);
                array.setLongRelease(i, 1);
                while (array.getLongAcquire(2) < i) {
                  Thread.yield();
                }
              }
            });
    writer.setDaemon(true);
    writer.start();
    for (int i = 1; i <= count; i++) {
      while (array.getLongAcquire(1) < i) {
        Thread.yield();
      }
      assertEquals(i, array.getLong(0));
      array.setLongRelease(i, 2);
    }
    writer.join(TimeUnit.SECONDS.toMillis(10));
  }

  @Test
  void aMappedArrayReachesItsFileAndOtherMappings() throws IOException {
    Path file = Files.write(folder.resolve("shared.dat"), new byte[24]);
    ArrayLayout layout = ArrayLayout.of(DType.INT64, 3);
    try (Memmap one = Memmap.open(file, MapMode.READ_WRITE, layout);
        Memmap other = Memmap.open(file, MapMode.READ_ONLY, layout)) {
      one.array().setLongRelease(42, 2);
      assertEquals(42, other.array().getLongAcquire(2));
      NdArray readOnly = other.array();
      assertThrows(ReadOnlyBufferException.class, () -> readOnly.setLongRelease(1, 0));
      assertThrows(ReadOnlyBufferException.class, () -> readOnly.compareAndSetLong(0, 1, 0));
      assertThrows(ReadOnlyBufferException.class, () -> readOnly.getAndAddLong(0, 0));
    }
    assertEquals(42, Files.readAllBytes(file)[16]);
  }

  private static List<Executable> longs(NdArray array) {
    return List.of(
        () -> array.getLongAcquire(0),
        () -> array.setLongRelease(1, 0),
        () -> array.compareAndSetLong(0, 1, 0),
        () -> array.getAndAddLong(1, 0));
  }

  private static List<Executable> ints(NdArray array) {
    return List.of(
        () -> array.getIntAcquire(0),
        () -> array.setIntRelease(1, 0),
        () -> array.compareAndSetInt(0, 1, 0),
        () -> array.getAndAddInt(1, 0));
  }

  @Test
  void elementsOfAnotherDTypeAreRefused() {
    for (String dtype : List.of("f8", "i4", "i1", "c16", "S8")) {
      String name = DType.of(dtype).toString();
      for (Executable use : longs(direct(dtype, 2))) {
        assertRefused(
            IllegalArgumentException.class,
            "elements of %s are not integers of 64 bits; view(DType.INT64) if their bytes are"
                .formatted(name),
            use);
      }
    }
    for (Executable use : ints(direct("i8", 2))) {
      assertRefused(
          IllegalArgumentException.class,
          "elements of <i8 are not integers of 32 bits; view(DType.INT32) if their bytes are",
          use);
    }
  }

  @Test
  void elementsOnTheHeapAreRefused() {
    NdArray typed = NdArray.wrap(LongBuffer.allocate(2), 2);
    for (NdArray array : List.of(NdArray.zeros(DType.INT64, 2), typed)) {
      for (Executable use : longs(array)) {
        assertRefused(
            IllegalStateException.class,
            "atomic access needs memory outside the heap; map a file or wrap a direct ByteBuffer",
            use);
      }
    }
  }

  @Test
  void elementsThatAreNotAlignedAreRefused() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(64).alignedSlice(8);
    NdArray array = NdArray.wrap(bytes.position(4), ArrayLayout.of(DType.INT64, 2));
    for (Executable use : longs(array)) {
      assertRefused(
          IllegalStateException.class,
          "atomic access needs elements at multiples of 8 bytes; place the array at such a multiple"
              + " in its file or buffer",
          use);
    }
    assertEquals(0, array.view(DType.INT32).getIntAcquire(1));
  }

  @Test
  void aClosedMappingIsRefused() throws IOException {
    Path file = Files.write(folder.resolve("closed.dat"), new byte[16]);
    Memmap map = Memmap.open(file, MapMode.READ_WRITE, ArrayLayout.of(DType.INT64, 2));
    map.close();
    for (Executable use : longs(map.array())) {
      assertRefused(IllegalStateException.class, "the array's memory was closed", use);
    }
  }
}
