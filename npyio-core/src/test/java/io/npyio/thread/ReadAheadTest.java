package io.npyio.thread;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Reads in a second thread, whatever becomes of them. */
@Timeout(60)
class ReadAheadTest {
  private final ReadAhead<String> ahead = new ReadAhead<>("a: interrupted");

  @Test
  void readsAreTakenInTheirOrder() throws IOException {
    try (ahead) {
      ahead.add(() -> "first");
      ahead.add(() -> "second");
      assertEquals("first", ahead.take());
      assertEquals("second", ahead.take());
    }
  }

  @Test
  void anInterruptKeepsTheRead() throws IOException {
    try (ahead) {
      ahead.add(() -> "kept");
      Thread.currentThread().interrupt();
      var interrupted = assertThrows(InterruptedIOException.class, ahead::take);
      assertEquals("a: interrupted", interrupted.getMessage());
      assertTrue(Thread.interrupted(), "the thread stays interrupted");
      assertEquals("kept", ahead.take());
    }
  }

  @Test
  void aFailureIsThrownEachTimeUnchanged() {
    for (Throwable failure :
        List.of(new IOException("a"), new IllegalStateException("b"), new AssertionError("c"))) {
      try (var failing = new ReadAhead<String>("interrupted")) {
        failing.add(
            () -> {
              throw Failures.rethrown(failure);
            });
        assertSame(failure, assertThrows(failure.getClass(), failing::take));
        assertSame(failure, assertThrows(failure.getClass(), failing::take));
      }
    }
  }

  @Test
  void closingWaitsForTheReadUnderWayAndAbandonsTheOthers() throws Exception {
    List<String> done = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch isReading = new CountDownLatch(1);
    try (ahead) {
      ahead.add(() -> read("first", isReading, done));
      ahead.add(() -> read("second", isReading, done));
      isReading.await();
    }
    assertEquals(List.of("first"), done);
  }

  private static String read(String name, CountDownLatch isReading, List<String> done) {
    isReading.countDown();
    try {
      Thread.sleep(20);
    } catch (InterruptedException ended) {
      throw new AssertionError(ended);
    }
    done.add(name);
    return name;
  }
}
