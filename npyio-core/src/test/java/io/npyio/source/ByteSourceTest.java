package io.npyio.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.source.ByteSource.Part;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ByteSourceTest {
  private static final long SEED = Long.getLong("npyio.seed", 13_579);
  private static final int SIZE = 100_000;
  private static final byte[] BYTES = new byte[SIZE];

  static {
    new Random(SEED).nextBytes(BYTES);
  }

  @TempDir private Path folder;
  private Path file;
  private FileSystem jar;
  private final List<ByteSource> sources = new ArrayList<>();

  @BeforeEach
  void openOneOfEachKind() throws IOException {
    file = Files.write(folder.resolve("a.bin"), BYTES);
    URI uri = URI.create("jar:" + folder.resolve("a.jar").toUri());
    jar = FileSystems.newFileSystem(uri, Map.of("create", "true"));
    Path inJar = Files.write(jar.getPath("in.bin"), BYTES);
    ByteBuffer around = ByteBuffer.allocateDirect(SIZE + 20).put(10, BYTES);
    sources.add(ByteSource.of(file));
    sources.add(FileSource.open(file));
    sources.add(ByteSource.of(inJar));
    sources.add(ByteSource.of(BYTES));
    sources.add(ByteSource.of(around.position(10).limit(10 + SIZE)));
    sources.add(ByteSource.of(FileChannel.open(file)));
    sources.add(ByteSource.of(BYTES).named("upload"));
  }

  @AfterEach
  void closeAll() throws IOException {
    for (ByteSource source : sources) {
      source.close();
    }
    jar.close();
  }

  @Test
  void eachSourceHasAName() {
    assertEquals(
        List.of("a.bin", "a.bin", "in.bin", "byte[]", "buffer", "channel", "upload"),
        sources.stream().map(ByteSource::name).toList());
  }

  @Test
  void anyRangeIsReadIntoAnyBuffer() throws IOException {
    Random random = new Random(SEED);
    for (ByteSource source : sources) {
      assertEquals(SIZE, source.size(), source.name());
      for (int i = 0; i < 50; i++) {
        int from = random.nextInt(SIZE);
        int count = random.nextInt(SIZE - from + 1);
        ByteBuffer target =
            i % 2 == 0 ? ByteBuffer.allocate(count + 5) : ByteBuffer.allocateDirect(count + 5);
        source.readFully(from, target.position(3).limit(3 + count));
        assertEquals(3 + count, target.position());
        byte[] found = new byte[count];
        target.get(3, found);
        assertArrayEquals(Arrays.copyOfRange(BYTES, from, from + count), found, source.name());
        assertEquals(0, target.limit(count + 5).get(count + 4));
      }
    }
  }

  @Test
  void severalPartsAreReadAtOnce() throws IOException {
    for (ByteSource source : sources) {
      Part first = new Part(99_990, ByteBuffer.allocate(10));
      Part second = new Part(0, ByteBuffer.allocate(2));
      source.readFully(List.of(first, second));
      assertArrayEquals(Arrays.copyOfRange(BYTES, 99_990, SIZE), first.target().array());
      assertArrayEquals(Arrays.copyOf(BYTES, 2), second.target().array());
    }
  }

  @Test
  void theEndIsAnEofExceptionThatCountsTheMissingBytes() {
    for (ByteSource source : sources) {
      ByteBuffer target = ByteBuffer.allocate(10);
      EOFException end = assertThrows(EOFException.class, () -> source.readFully(SIZE - 9, target));
      assertEquals(
          source.name() + ": the source ends here but 1 more byte is asked for", end.getMessage());
      assertEquals(9, target.position());
      assertEquals(BYTES[SIZE - 1], target.get(8));
      end = assertThrows(EOFException.class, () -> source.readFully(1L << 40, target.clear()));
      assertEquals(
          source.name() + ": the source ends here but 10 more bytes are asked for",
          end.getMessage());
      assertEquals(0, target.position());
    }
  }

  @Test
  void theLastBytesAreReadWithoutKnowingTheSize() throws IOException {
    for (ByteSource source : sources) {
      for (int count : new int[] {0, 1, 65_557, SIZE, SIZE + 1, Integer.MAX_VALUE}) {
        ByteBuffer last = source.readLast(count);
        byte[] found = new byte[last.remaining()];
        last.get(found);
        int from = Math.max(0, SIZE - count);
        assertArrayEquals(Arrays.copyOfRange(BYTES, from, SIZE), found, source.name());
      }
      assertThrows(IllegalArgumentException.class, () -> source.readLast(-1), source.name());
    }
  }

  @Test
  void aRangeLargerThanAChunkIsRead() throws IOException {
    byte[] many = new byte[2_500_000];
    new Random(SEED).nextBytes(many);
    Path large = Files.write(folder.resolve("large.bin"), many);
    Path inJar = Files.write(jar.getPath("large.bin"), many);
    for (Path path : List.of(large, inJar)) {
      try (ByteSource source = ByteSource.of(path)) {
        ByteBuffer target = ByteBuffer.allocate(many.length + 2);
        source.readFully(1, target.position(1).limit(many.length));
        assertEquals(many.length, target.position());
        assertEquals(many.length, target.limit());
        byte[] found = new byte[many.length - 1];
        target.get(1, found);
        assertArrayEquals(Arrays.copyOfRange(many, 1, many.length), found);
      }
    }
  }

  @Test
  void aNegativePositionIsRefused() {
    for (ByteSource source : sources) {
      var refused =
          assertThrows(
              IllegalArgumentException.class, () -> source.readFully(-1, ByteBuffer.allocate(1)));
      assertEquals("a position cannot be negative: -1", refused.getMessage());
    }
  }

  @Test
  void aClosedFileIsNamed() throws IOException {
    for (ByteSource source : List.of(sources.get(0), sources.get(1), sources.get(5))) {
      source.close();
      source.close();
      String expected = source.name() + ": the source has been closed";
      assertEquals(
          expected,
          assertThrows(IOException.class, () -> source.readFully(0, ByteBuffer.allocate(1)))
              .getMessage());
      assertEquals(expected, assertThrows(IOException.class, source::size).getMessage());
    }
  }

  @Test
  void aFolderIsNamed() throws IOException {
    for (Path path : List.of(folder, Files.createDirectory(jar.getPath("sub")))) {
      var refused = assertThrows(AccessDeniedException.class, () -> ByteSource.of(path));
      assertEquals(path + ": is a folder", refused.getMessage());
    }
    try (FileSource source = FileSource.open(folder)) {
      var refused =
          assertThrows(
              AccessDeniedException.class, () -> source.readFully(0, ByteBuffer.allocate(1)));
      assertEquals(folder + ": is a folder", refused.getMessage());
    }
  }

  @Test
  void aMissingFileIsNamed() {
    Path missing = folder.resolve("missing");
    assertEquals(
        missing.toString(),
        assertThrows(NoSuchFileException.class, () -> ByteSource.of(missing)).getMessage());
  }

  // ---- interrupts

  @Test
  void anInterruptEndsOnlyTheReadingOfItsThread() throws Exception {
    ByteSource source = sources.get(0);
    var isDone = new AtomicBoolean();
    var reads = new AtomicInteger();
    CompletableFuture<Void> other =
        CompletableFuture.runAsync(
            () -> {
              ByteBuffer target = ByteBuffer.allocate(SIZE);
              while (!isDone.get()) {
                try {
                  source.readFully(0, target.clear());
                } catch (IOException failure) {
                  throw new AssertionError(failure);
                }
                assertArrayEquals(BYTES, target.array());
                reads.incrementAndGet();
              }
            });
    for (int i = 0; i < 200; i++) {
      Thread.currentThread().interrupt();
      var interrupted =
          assertThrows(
              InterruptedIOException.class, () -> source.readFully(0, ByteBuffer.allocate(9)));
      assertEquals("a.bin: interrupted while reading", interrupted.getMessage());
      assertTrue(Thread.interrupted(), "the thread stays interrupted");
      ByteBuffer again = ByteBuffer.allocate(9);
      source.readFully(0, again);
      assertArrayEquals(Arrays.copyOf(BYTES, 9), again.array());
    }
    int before = reads.get();
    while (reads.get() == before && !other.isDone()) {
      Thread.onSpinWait();
    }
    isDone.set(true);
    other.get();
  }

  @Test
  void aFileThatAnotherOneReplacedIsNotOpenedAgain() throws Exception {
    ByteSource source = sources.get(0);
    Path other = Files.write(folder.resolve("other"), new byte[SIZE]);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    ByteBuffer target = ByteBuffer.allocate(9);
    source.readFully(0, target);
    assertArrayEquals(Arrays.copyOf(BYTES, 9), target.array());
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, () -> source.readFully(0, target.clear()));
    assertTrue(Thread.interrupted());
    assertEquals(
        "a.bin: another file has taken its place while it was read",
        assertThrows(IOException.class, () -> source.readFully(0, target.clear())).getMessage());
  }

  @Test
  void aFileOfOneThreadStaysClosedAfterAnInterrupt() {
    ByteSource source = sources.get(1);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedIOException.class, source::size);
    assertTrue(Thread.interrupted());
    assertEquals(
        "a.bin: the source has been closed",
        assertThrows(IOException.class, source::size).getMessage());
  }
}
