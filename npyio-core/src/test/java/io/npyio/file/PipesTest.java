package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.source.ByteSource;
import io.npyio.source.FileSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.function.ThrowingSupplier;
import org.junit.jupiter.api.io.TempDir;

/** Pipes and devices in place of files: read as streams, and never taken for empty files. */
class PipesTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private Path folder;
  private Path pipe;

  @BeforeEach
  void makePipe() throws Exception {
    assumeTrue(Files.exists(Path.of("/dev/null")), "skipped: no pipes here");
    pipe = folder.resolve("pipe.npy");
    assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
  }

  /** What is read from the pipe while another thread writes these bytes to it. */
  private <T> T read(byte[] written, ThrowingSupplier<T> reading) throws Exception {
    CompletableFuture<Path> writer =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Files.write(pipe, written);
              } catch (IOException closed) {
                throw new UncheckedIOException(closed);
              }
            },
            task -> new Thread(task).start());
    T read = assertTimeoutPreemptively(LIMIT, reading);
    try {
      writer.get();
    } catch (ExecutionException readerHadEnough) {
      assertEquals("Broken pipe", readerHadEnough.getCause().getCause().getMessage());
    }
    return read;
  }

  @Test
  void anArrayIsReadThrough() throws Exception {
    NdArray array = NdArray.of(new double[100_000]);
    array.setDouble(7, 99_999);
    byte[] bytes = Npy.toBytes(array);
    assertArrayEquals(bytes, Npy.toBytes(read(bytes, () -> Npy.load(pipe))));
    assertEquals(7, read(bytes, () -> Npy.load(pipe, double[].class))[99_999]);
    assertEquals(array.layout(), read(bytes, () -> Npy.header(pipe)).layout());
  }

  @Test
  void objectsAreReadThrough() throws Exception {
    var bytes = new ByteArrayOutputStream();
    Npy.saveObjects(bytes, ObjectArray.of(Shape.of(2), List.of("a", 5L)));
    assertEquals("a", read(bytes.toByteArray(), () -> Npy.loadObjects(pipe)).get(0));
  }

  @Test
  void anArrayThatIsCutOffSaysWhatIsMissing() throws Exception {
    byte[] bytes = Npy.toBytes(NdArray.of(new int[10]));
    NpyFormatException refused =
        read(
            Arrays.copyOf(bytes, bytes.length - 5),
            () -> assertThrows(NpyFormatException.class, () -> Npy.load(pipe)));
    assertEquals(
        "pipe.npy: byte 163: the file ends here but (10,) of '<i4' needs 5 more bytes",
        refused.getMessage());
    refused = read(new byte[0], () -> assertThrows(NpyFormatException.class, () -> Npy.load(pipe)));
    assertEquals(
        "pipe.npy: byte 0: expected the magic bytes of a .npy file but found no data",
        refused.getMessage());
  }

  @Test
  void whatNeedsPositionsRefusesAPipeWithoutWaitingForIt() {
    ArrayLayout layout = ArrayLayout.of(DType.INT8, 0);
    Stream<Executable> uses =
        Stream.of(
            () -> Npy.map(pipe, MapMode.READ_ONLY),
            () -> Npy.map(pipe, MapMode.READ_WRITE),
            () -> Npz.open(pipe),
            () -> ByteSource.of(pipe),
            () -> FileSource.shared(pipe),
            () -> Memmap.open(pipe, MapMode.READ_ONLY, layout),
            () -> Memmap.open(pipe, MapMode.READ_WRITE, layout),
            () -> Memmap.open(pipe, MapMode.COPY_ON_WRITE, layout),
            () -> Memmap.open(pipe, MapMode.READ_ONLY, DType.INT8),
            () -> Memmap.grow(pipe, layout, 0),
            () -> Memmap.inferLayout(pipe, DType.INT8, 0));
    uses.forEach(
        use ->
            assertEquals(
                pipe + ": is a pipe or a device, which is read as a stream only",
                assertTimeoutPreemptively(LIMIT, () -> assertThrows(FileSystemException.class, use))
                    .getMessage()));
  }

  @Test
  void devicesAreNotEmptyFiles() {
    Path zeros = Path.of("/dev/zero");
    assumeTrue(Files.exists(zeros), "skipped: no " + zeros);
    String message =
        assertTimeoutPreemptively(
            LIMIT,
            () -> assertThrows(NpyFormatException.class, () -> Npy.load(zeros)).getMessage());
    assertEquals(
        "zero: byte 0: expected the magic bytes 93 4E 55 4D 50 59 of a .npy file but found 00 00 00 00"
            + " 00 00; a file without header is read as raw data of a dtype and shape that you name",
        message);
    assertEquals(
        "/dev/zero: is a pipe or a device, which is read as a stream only",
        assertThrows(
                FileSystemException.class, () -> Memmap.open(zeros, MapMode.READ_ONLY, DType.INT8))
            .getMessage());
    assertEquals(
        "null: byte 0: expected the magic bytes of a .npy file but found no data",
        assertThrows(NpyFormatException.class, () -> Npy.load(Path.of("/dev/null"))).getMessage());
  }
}
