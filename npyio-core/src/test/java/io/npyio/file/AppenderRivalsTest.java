package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Appenders that meet others at their file: no row that was flushed is lost, and none in silence.
 */
@Timeout(120)
class AppenderRivalsTest {
  private static final String TAKEN = "grown.npy: another appender has the file open";

  private static final String CHANGED =
      "grown.npy: another program changed the file while it was appended to: %s; nothing more is written to it, and what was appended since the last flush may not be in it";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("grown.npy");
  }

  private static NdArray row(long... values) {
    return NdArray.of(values);
  }

  // ---- in one process

  @Test
  void oneOfManyThreadsAppendsAtATime() throws Exception {
    Npy.save(file, NdArray.zeros(DType.INT64, 0));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(2);
    var inside = new AtomicInteger();
    var meetings = new AtomicInteger();
    var appended = new AtomicLong();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Thread thread =
          new Thread(
              () -> {
                while (System.nanoTime() < end) {
                  appended.addAndGet(appendIfAlone(inside, meetings));
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertEquals(0, meetings.get());
    assertTrue(appended.get() > 0, "none got the file");
    assertEquals(Shape.of(appended.get()), Npy.load(file).shape());
  }

  private int appendIfAlone(AtomicInteger inside, AtomicInteger meetings) {
    try (NpyAppender appender = NpyAppender.open(file)) {
      meetings.addAndGet(inside.incrementAndGet() > 1 ? 1 : 0);
      try {
        appender.append(row(7, 8, 9));
        appender.flush();
        return 3;
      } finally {
        inside.decrementAndGet();
      }
    } catch (IOException refused) {
      assertEquals(TAKEN, refused.getMessage());
      return 0;
    }
  }

  @Test
  void theCollectorDoesNotLetASecondAppenderIn() throws Exception {
    try (NpyAppender first = NpyAppender.create(file, DType.INT64)) {
      first.append(row(1, 2, 3));
      first.flush();
      for (int i = 0; i < 5; i++) {
        System.gc();
        Thread.sleep(20);
        var refused = assertThrows(IOException.class, () -> NpyAppender.open(file));
        assertEquals(TAKEN, refused.getMessage());
      }
      first.append(row(7));
    }
    assertArrayEquals(new long[] {1, 2, 3, 7}, Npy.load(file, long[].class));
  }

  @Test
  void anotherPathToTheFileDoesNotLetASecondAppenderIn() throws Exception {
    NpyAppender.create(file, DType.INT64).close();
    Path link = Files.createSymbolicLink(folder.resolve("link.npy"), file);
    Path hardLink = Files.createLink(folder.resolve("hard.npy"), file);
    try (NpyAppender first = NpyAppender.open(file)) {
      first.append(row(1));
      for (Path other : List.of(link, hardLink)) {
        var refused = assertThrows(IOException.class, () -> NpyAppender.open(other));
        assertEquals(
            other.getFileName() + ": another appender has the file open", refused.getMessage());
      }
    }
    NpyAppender.open(link).close();
  }

  @Test
  void anAppenderThatWasForgottenLetsTheNextOneIn() throws Exception {
    forget();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      System.gc();
      try (NpyAppender next = NpyAppender.open(file)) {
        assertEquals(Shape.of(0), next.layout().shape());
        return;
      } catch (IOException stillOpen) {
        assertEquals(TAKEN, stillOpen.getMessage());
        assertTrue(System.nanoTime() < end, "it keeps the file");
        Thread.sleep(10);
      }
    }
  }

  private void forget() throws IOException {
    NpyAppender.create(file, DType.INT64).append(row(1));
  }

  @Test
  void anAppenderThatCouldNotBeOpenedKeepsNobodyAway() throws Exception {
    Files.write(file, new byte[3]);
    for (int i = 0; i < 2; i++) {
      assertThrows(NpyFormatException.class, () -> NpyAppender.open(file));
    }
    Files.delete(file);
    NpyAppender.create(file, DType.INT64).close();
  }

  // ---- another program

  private interface Change {
    void apply() throws Exception;
  }

  /** The change of another program is found; nothing it wrote is overwritten, then or later. */
  private void assertNoticed(String found, Change change) throws Exception {
    Files.deleteIfExists(file);
    NpyAppender appender = NpyAppender.create(file, DType.INT64);
    appender.append(row(1, 2, 3));
    appender.flush();
    change.apply();
    byte[] changed = Files.exists(file) ? Files.readAllBytes(file) : null;
    appender.append(row(7)); // waits in the buffer
    String message = CHANGED.formatted(found);
    assertEquals(message, assertThrows(IOException.class, appender::flush).getMessage());
    var later = assertThrows(IOException.class, () -> appender.append(row(8)));
    assertEquals(message, later.getMessage());
    NdArray large = NdArray.zeros(DType.INT64, 100_000);
    assertEquals(
        message, assertThrows(IOException.class, () -> appender.append(large)).getMessage());
    assertEquals(message, assertThrows(IOException.class, appender::close).getMessage());
    if (changed != null) {
      assertArrayEquals(changed, Files.readAllBytes(file));
      SoleWriter.open(file).close(); // the next one may try
    }
  }

  @Test
  void rowsOfAnotherProcessAreNotOverwritten() throws Exception {
    assertNoticed(
        "it has 184 bytes, not 152",
        () -> {
          assertEquals(Shape.of(3), Npy.header(file).layout().shape()); // ends the lock on POSIX
          Process child = appendInAnotherProcess();
          child.outputWriter().append('\n').close();
          assertTrue(child.waitFor(60, TimeUnit.SECONDS), "the child does not end");
          assertEquals(0, child.exitValue());
        });
    assertArrayEquals(new long[] {1, 2, 3, 10, 20, 30, 40}, Npy.load(file, long[].class));
  }

  @Test
  void anAppenderInAnotherProcessThatGotInIsNotDisturbed() throws Exception {
    NpyAppender appender = NpyAppender.create(file, DType.INT64);
    appender.append(row(1, 2, 3));
    appender.flush();
    appender.append(row(7));
    assertEquals(Shape.of(3), Npy.header(file).layout().shape());
    Process child = appendInAnotherProcess();
    try {
      String message = CHANGED.formatted("another appender has opened it");
      assertEquals(message, assertThrows(IOException.class, appender::flush).getMessage());
      child.outputWriter().append('\n').close();
      assertTrue(child.waitFor(60, TimeUnit.SECONDS), "the child does not end");
      assertEquals(0, child.exitValue());
      assertEquals(message, assertThrows(IOException.class, appender::close).getMessage());
      assertArrayEquals(new long[] {1, 2, 3, 10, 20, 30, 40}, Npy.load(file, long[].class));
    } finally {
      child.destroyForcibly();
    }
  }

  /** A process that has opened the file, and appends when it is told to. */
  private Process appendInAnotherProcess() throws Exception {
    return ChildJvm.start(Child.class, file, "open");
  }

  /** Appends four numbers. */
  static final class Child {
    private Child() {}

    public static void main(String[] args) throws IOException {
      try (NpyAppender appender = NpyAppender.open(Path.of(args[0]))) {
        System.out.println("open");
        assertEquals('\n', System.in.read());
        appender.append(row(10, 20, 30, 40));
      }
    }
  }

  @Test
  void everyChangeIsNoticed() throws Exception {
    assertNoticed(
        "it has 153 bytes, not 152",
        () -> Files.write(file, new byte[1], StandardOpenOption.APPEND));
    assertNoticed("it has 130 bytes, not 152", () -> cutTo(130));
    assertNoticed("its header is not the one written last", this::changeHeader);
    String replaced = "it was removed, or another file has taken its place";
    assertNoticed(replaced, () -> Files.delete(file));
    assertNoticed(replaced, () -> Npy.save(file, NdArray.of(new long[] {4})));
    assertNoticed(
        replaced,
        () -> Files.move(file, folder.resolve("old.npy"), StandardCopyOption.ATOMIC_MOVE));
  }

  private void cutTo(long bytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(bytes);
    }
  }

  private void changeHeader() throws IOException {
    byte[] header = Files.readAllBytes(file);
    String text = new String(header, 0, 128, StandardCharsets.ISO_8859_1);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      int written = channel.write(ByteBuffer.wrap(new byte[] {'2'}), text.indexOf("(3,)") + 1);
      assertEquals(1, written);
    }
  }

  @Test
  void aFileThatIsReadMeanwhileIsNotChanged() throws Exception {
    try (NpyAppender appender = NpyAppender.create(file, DType.INT64)) {
      for (int i = 0; i < 5; i++) {
        appender.append(row(i));
        appender.flush();
        assertEquals(Shape.of(i + 1), Npy.load(file).shape());
      }
    }
    assertArrayEquals(new long[] {0, 1, 2, 3, 4}, Npy.load(file, long[].class));
  }

  // ---- an interrupt

  @Test
  void anInterruptSaysWhatIsInTheFile() throws Exception {
    NpyAppender appender = NpyAppender.create(file, DType.INT64);
    appender.append(row(1, 2, 3));
    appender.flush();
    appender.append(row(4, 5));
    Thread.currentThread().interrupt();
    try {
      var interrupted = assertThrows(InterruptedIOException.class, appender::flush);
      assertEquals(
          "grown.npy: interrupted while appending: the 3 rows that were flushed are in the file, later ones may not be; recover(path) opens it",
          interrupted.getMessage());
      assertTrue(Thread.currentThread().isInterrupted());
    } finally {
      boolean unused = Thread.interrupted();
    }
    var closed = assertThrows(IllegalStateException.class, () -> appender.append(row(6)));
    assertEquals("grown.npy: the appender has been closed", closed.getMessage());
    appender.close();
    assertArrayEquals(new long[] {1, 2, 3}, Npy.load(file, long[].class));
    NpyAppender.recover(file).close();
  }
}
