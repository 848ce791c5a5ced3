package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.Order;
import io.npyio.file.Npz.Compression;
import io.npyio.source.ByteSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Large members of archives, which a second thread reads, inflates and checks. */
class ReadAheadTest {
  private static final String READER = "npyio-read-ahead";
  private static final int COUNT = 700_007;

  /** 5.3 MiB: many blocks, and one that is shorter than the others. */
  private static final long[] NUMBERS = numbers();

  private static long[] numbers() {
    long[] numbers = new long[COUNT];
    for (int i = 0; i < COUNT; i++) {
      numbers[i] = i * 0x9E3779B97F4A7C15L >>> 48;
    }
    return numbers;
  }

  @BeforeEach
  void needsASecondCore() {
    assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "skipped: one processor");
  }

  private static byte[] archive(Compression compression, NdArray array) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (NpzWriter writer = NpzWriter.to(bytes, compression)) {
      writer.add("a", array);
      writer.commit();
    }
    return bytes.toByteArray();
  }

  private static byte[] archive(Compression compression) throws IOException {
    return archive(compression, NdArray.of(NUMBERS));
  }

  /** Whether a reader stays alive; a thread ends a moment after the executor that it belongs to. */
  private static boolean isReaderAlive() {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    boolean isAlive = true;
    while (isAlive && System.nanoTime() < limit) {
      isAlive =
          Thread.getAllStackTraces().keySet().stream()
              .anyMatch(thread -> READER.equals(thread.getName()));
    }
    return isAlive;
  }

  /** A source that notes which threads read it. */
  private static class WatchedSource implements ByteSource {
    final Set<String> readers = new TreeSet<>();
    private final ByteSource bytes;

    WatchedSource(byte[] bytes) {
      this.bytes = ByteSource.of(bytes).named("watched");
    }

    @Override
    public String name() {
      return bytes.name();
    }

    @Override
    public long size() throws IOException {
      return bytes.size();
    }

    @Override
    public synchronized void readFully(long position, ByteBuffer target) throws IOException {
      readers.add(Thread.currentThread().getName());
      bytes.readFully(position, target);
    }

    @Override
    public void close() {}
  }

  @ParameterizedTest
  @EnumSource(names = {"STORED", "DEFLATED"})
  void aLargeMemberIsReadByASecondThread(Compression compression) throws IOException {
    WatchedSource source = new WatchedSource(archive(compression));
    try (Npz npz = Npz.open(source)) {
      assertArrayEquals(NUMBERS, npz.load("a", long[].class));
      assertArrayEquals(
          Arrays.stream(NUMBERS).mapToDouble(n -> n).toArray(), npz.load("a", double[].class));
    }
    assertEquals(Set.of(Thread.currentThread().getName(), READER), source.readers);
    assertFalse(isReaderAlive());
  }

  @Test
  void aSmallMemberIsReadByTheCallerAlone() throws IOException {
    long[] few = Arrays.copyOf(NUMBERS, 400_000);
    WatchedSource source = new WatchedSource(archive(Compression.STORED, NdArray.of(few)));
    try (Npz npz = Npz.open(source)) {
      assertArrayEquals(few, npz.load("a", long[].class));
    }
    assertEquals(Set.of(Thread.currentThread().getName()), source.readers);
  }

  @ParameterizedTest
  @EnumSource(names = {"STORED", "DEFLATED"})
  void fortranOrderAndTheOtherByteOrderAreRearranged(Compression compression) throws IOException {
    NdArray array = NdArray.of(Arrays.copyOf(NUMBERS, 700_000)).reshape(350, 2000);
    NdArray stored = array.astype(array.dtype().withByteOrder(ByteOrder.BIG_ENDIAN)).copy(Order.F);
    try (Npz npz = Npz.open(archive(compression, stored))) {
      assertArrayEquals(array.toArray(long[].class), npz.load("a", long[].class));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"STORED", "DEFLATED"})
  void aValueThatDoesNotFitIsNamed(Compression compression) throws IOException {
    long[] numbers = NUMBERS.clone();
    numbers[600_000] = 1L << 40;
    try (Npz npz = Npz.open(archive(compression, NdArray.of(numbers)))) {
      assertEquals(
          "byte[]!a: 1099511627776 at (600000,) does not fit an int; astype(INT32) converts as NumPy does",
          assertThrows(ArithmeticException.class, () -> npz.load("a", int[].class)).getMessage());
    }
    assertFalse(isReaderAlive());
  }

  @Test
  void damageIsReportedAsByOneThread() throws IOException {
    byte[] archive = archive(Compression.STORED);
    archive[archive.length / 2] ^= 1;
    try (Npz npz = Npz.open(archive)) {
      String whole = assertThrows(NpyFormatException.class, () -> npz.load("a")).getMessage();
      assertTrue(whole.startsWith("byte[]!a: byte 5600184: expected the CRC-32 "), whole);
      assertEquals(
          whole,
          assertThrows(NpyFormatException.class, () -> npz.load("a", long[].class)).getMessage());
    }
    assertFalse(isReaderAlive());
  }

  @Test
  void failuresOfTheSourceReachTheCaller() throws IOException {
    var lost = new IOException("remote: connection lost");
    var source =
        new WatchedSource(archive(Compression.DEFLATED)) {
          @Override
          public synchronized void readFully(long position, ByteBuffer target) throws IOException {
            if (READER.equals(Thread.currentThread().getName())) {
              throw lost;
            }
            super.readFully(position, target);
          }
        };
    try (Npz npz = Npz.open(source)) {
      assertSame(lost, assertThrows(IOException.class, () -> npz.load("a", long[].class)));
    }
    assertFalse(isReaderAlive());
  }

  @Test
  void anInterruptEndsAReadThatWaits() throws Exception {
    var isWaiting = new CountDownLatch(1);
    var source =
        new WatchedSource(archive(Compression.STORED)) {
          @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it waits
          @Override
          public void readFully(long position, ByteBuffer target) throws IOException {
            if (READER.equals(Thread.currentThread().getName())) {
              isWaiting.countDown();
              waitForInterrupt();
            }
            super.readFully(position, target);
          }
        };
    Thread caller = Thread.currentThread();
    var interrupter = new Thread(() -> interruptAfter(isWaiting, caller), "interrupter");
    interrupter.start();
    try (Npz npz = Npz.open(source)) {
      assertEquals(
          "watched!a: interrupted while reading",
          assertThrows(InterruptedIOException.class, () -> npz.load("a", long[].class))
              .getMessage());
    } finally {
      assertTrue(Thread.interrupted(), "the thread stays interrupted");
      interrupter.join();
    }
    assertFalse(isReaderAlive());
  }

  private static void waitForInterrupt() throws IOException {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException ended) {
      throw new InterruptedIOException("ended");
    }
  }

  private static void interruptAfter(CountDownLatch latch, Thread thread) {
    try {
      latch.await();
      thread.interrupt();
    } catch (InterruptedException impossible) {
      throw new AssertionError(impossible);
    }
  }
}
