package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that another program cuts short while they are mapped. */
class CutShortTest {
  private static final int ROWS = 1 << 20;
  private static final int COLUMNS = 8;
  private static final long BYTES = 4L * ROWS * COLUMNS;

  /** A bulk read that met each missing element by itself took a minute. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void name() {
    assumeTrue(
        !System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows"),
        "skipped: Windows cuts no file that is mapped");
    file = folder.resolve("a.npy");
  }

  /** What is done with the array of the file. */
  private enum Use {
    READ_INTO(array -> () -> array.readInto(new float[ROWS * COLUMNS])),
    TO_ARRAY(array -> () -> array.toArray(double[].class)),
    TO_ROWS(array -> () -> array.toArray(float[][].class)),
    ASTYPE(array -> () -> array.astype(DType.FLOAT64)),
    ASTYPE_OF_COLUMNS(array -> () -> array.slice(1, 0, 1).astype(DType.FLOAT64)),
    COPY(array -> () -> array.copy(Order.C)),
    COPY_IN_COLUMNS(array -> () -> array.copy(Order.F)),
    PARALLEL(array -> () -> array.parallel(2).astype(DType.FLOAT64)),
    EQUALS(array -> () -> array.contentEquals(NdArray.zeros(array.layout()))),
    EQUALS_OTHER(array -> () -> NdArray.zeros(array.layout()).contentEquals(array)),
    EQUALS_COLUMNS(
        array -> () -> array.transpose().contentEquals(NdArray.zeros(array.layout()).transpose())),
    WRITE(array -> () -> array.writeTo(nowhere(), Order.C)),
    WRITE_IN_COLUMNS(array -> () -> array.writeTo(nowhere(), Order.F)),
    ASSIGN_FROM(array -> () -> NdArray.zeros(array.layout()).copyFrom(array));

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Function<NdArray, Step> step;

    Use(Function<NdArray, Step> step) {
      this.step = step;
    }
  }

  /** What changes the array of the file. */
  private enum Change {
    FILL(array -> () -> array.fill(1.0f)),
    COPY_FROM(array -> () -> array.copyFrom(new float[ROWS * COLUMNS])),
    ASSIGN(array -> () -> array.copyFrom(NdArray.zeros(DType.FLOAT64, ROWS, COLUMNS)));

    @SuppressWarnings("ImmutableEnumChecker") // functions without state
    private final Function<NdArray, Step> step;

    Change(Function<NdArray, Step> step) {
      this.step = step;
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static java.nio.channels.WritableByteChannel nowhere() {
    return Channels.newChannel(OutputStream.nullOutputStream());
  }

  private void write(String dtype) throws IOException {
    Npy.save(file, NdArray.zeros(DType.of(dtype), ROWS, COLUMNS));
  }

  private void cut() throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(4096);
    }
  }

  private void assertNoticed(Step step) throws Exception {
    Thread.sleep(20); // the length is asked for a hundred times a second
    String message = assertTimeoutPreemptively(LIMIT, () -> messageOf(step));
    assertEquals(
        "a.npy: the file was cut short while it was mapped: the array ends at byte %d but the file now at byte 4096"
            .formatted(128 + BYTES),
        message);
  }

  /**
   * Before Java 22 the JVM may report a fault once more, a moment later, wherever the thread is.
   */
  private static String messageOf(Step step) throws IOException {
    String message = "no error";
    try {
      step.run();
    } catch (InternalError noticed) {
      message = String.valueOf(noticed.getMessage());
    }
    for (int i = 0; i < 3; i++) {
      try {
        LockSupport.parkNanos(1_000_000);
      } catch (InternalError late) {
        assertTrue(Runtime.version().feature() < 22, late.getMessage());
      }
    }
    return message;
  }

  @ParameterizedTest
  @EnumSource
  void everyBulkReadNamesTheFileAtOnce(Use use) throws Exception {
    for (String dtype : new String[] {"<f4", ">f4"}) {
      write(dtype);
      for (MapMode mode : new MapMode[] {MapMode.READ_ONLY, MapMode.COPY_ON_WRITE}) {
        write(dtype);
        try (Memmap mapped = Npy.map(file, mode)) {
          cut();
          assertNoticed(use.step.apply(mapped.array()));
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyBulkWriteNamesTheFileAtOnce(Change change) throws Exception {
    write(">f4");
    try (Memmap mapped = Npy.map(file, MapMode.READ_WRITE)) {
      cut();
      assertNoticed(change.step.apply(mapped.array()));
    }
  }

  /** One fault ends a copy of unswapped elements; with swapped ones, each element is a fault. */
  @ParameterizedTest
  @EnumSource(names = {"READ_INTO", "COPY", "ASSIGN_FROM"})
  void aFileThatIsCutSinceTheLastLookCostsLittleTime(Use use) throws Exception {
    assumeTrue(Runtime.version().feature() >= 22, "skipped: the JVM tells of faults too late");
    for (String dtype : new String[] {"<f4", ">f4"}) {
      write(dtype);
      try (Memmap mapped = Npy.map(file, MapMode.READ_ONLY)) {
        Step step = use.step.apply(mapped.array());
        cut();
        assertTimeoutPreemptively(LIMIT, () -> assertThrows(InternalError.class, step::run));
      }
    }
  }

  /** Copies in bulk look at a mapped file after each 32 MiB. */
  @Test
  void arraysOfSeveralPiecesAreReadWhole() throws Exception {
    byte[] bytes = new byte[(65 << 20) + 7];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 31 + (i >> 20));
    }
    Npy.save(file, bytes);
    try (Memmap mapped = Npy.map(file, MapMode.READ_ONLY)) {
      assertArrayEquals(bytes, mapped.array().toArray(byte[].class));
      assertTrue(mapped.array().copy(Order.C).contentEquals(NdArray.of(bytes)));
    }
  }

  @Test
  void aMappedFileThatCannotBeSavedAgainLeavesNothingBehind() throws Exception {
    write("<f4");
    try (Memmap mapped = Npy.map(file, MapMode.READ_ONLY)) {
      cut();
      assertNoticed(() -> Npy.save(folder.resolve("b.npy"), mapped.array()));
      assertNoticed(() -> Npz.save(folder.resolve("b.npz"), Map.of("a", mapped.array())));
      assertNoticed(() -> Npz.saveCompressed(folder.resolve("c.npz"), Map.of("a", mapped.array())));
    }
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void smallReadsOfALongerFileAreNotDisturbed() throws Exception {
    write("<f4");
    try (Memmap mapped = Npy.map(file, MapMode.READ_ONLY)) {
      Npy.save(folder.resolve("b.npy"), NdArray.zeros(DType.FLOAT32, 1));
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.APPEND)) {
        channel.write(java.nio.ByteBuffer.allocate(100));
      }
      Thread.sleep(20);
      assertEquals(ROWS * COLUMNS, mapped.array().toArray(float[].class).length);
    }
  }

  /** The mapping keeps the old file, whatever takes its name. */
  @Test
  void aShorterFileThatTakesThePlaceIsAnotherFile() throws Exception {
    write("<f4");
    Path other = folder.resolve("b.npy");
    Npy.save(other, NdArray.zeros(DType.FLOAT32, 1));
    try (Memmap mapped = Npy.map(file, MapMode.READ_ONLY)) {
      Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
      Thread.sleep(20);
      assertEquals(ROWS * COLUMNS, mapped.array().toArray(float[].class).length);
      Files.delete(file);
      Thread.sleep(20);
      assertEquals(ROWS * COLUMNS, mapped.array().toArray(double[].class).length);
    }
  }

  @Test
  void aRawFileIsWatchedToTheEndOfItsArray() throws Exception {
    ArrayLayout layout = ArrayLayout.of(">f4", ROWS, COLUMNS);
    Path raw = folder.resolve("a.dat");
    try (Memmap created = Memmap.open(raw, MapMode.CREATE, layout, 128)) {
      try (FileChannel channel = FileChannel.open(raw, StandardOpenOption.WRITE)) {
        channel.truncate(128 + BYTES - 1);
      }
      Thread.sleep(20);
      InternalError error =
          assertThrows(InternalError.class, () -> created.array().toArray(float[].class));
      assertEquals(
          "a.dat: the file was cut short while it was mapped: the array ends at byte %d but the file now at byte %d"
              .formatted(128 + BYTES, 128 + BYTES - 1),
          error.getMessage());
    }
  }
}
