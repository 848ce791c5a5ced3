package io.npyio.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Java and Python exchange items through one mapped file: two rings, one in each direction. Each
 * has a number of items written and a number of items read, on cache lines of their own.
 */
class RingBufferLiveTest {
  private static final int ITEMS = 1_000_000;
  private static final int SLOTS = 1024;
  private static final long MAX_SECONDS = 120;
  private static final long FACTOR = 0x9E3779B97F4A7C15L;

  /** Indices of the four numbers. */
  private static final int SENT = 0;

  private static final int SENT_READ = 8;
  private static final int RETURNED = 16;
  private static final int RETURNED_READ = 24;

  private static final int HEADER = 32;

  /** Checks each item, and sends it back with its second half negated. */
  private static final String PYTHON =
      """
      import sys, time
      import numpy as np
      path, items, slots, seconds = sys.argv[1], *map(int, sys.argv[2:])
      shared = np.memmap(path, dtype='<i8', mode='r+')
      sent = shared[32:32 + 2 * slots].reshape(slots, 2)
      returned = shared[32 + 2 * slots:32 + 4 * slots].reshape(slots, 2)
      deadline = time.monotonic() + seconds
      def wait():
          time.sleep(0)
          if time.monotonic() > deadline:
              sys.exit(f'Python waits in vain at item {done} of {shared[:32:8]}')
      done = 0
      while done < items:
          ready = shared[0].item()
          if ready == done:
              wait()
          while done < ready:
              while done - shared[24].item() >= slots:
                  wait()
              slot = done % slots
              number, product = sent[slot].tolist()
              if number != done or (number * 0x9E3779B97F4A7C15 - product) % 2**64:
                  sys.exit(f'item {done} came as {number}, {product}')
              returned[slot, 0] = number
              returned[slot, 1] = ~product
              done += 1
              shared[16] = done
              shared[8] = done
      """;

  @TempDir private Path folder;

  private long deadline;

  @Test
  void aMillionItemsGoThereAndBackWholeAndInOrder() throws Exception {
    LivePython.start().close();
    String machine = System.getProperty("os.arch");
    assumeTrue(
        List.of("amd64", "x86_64").contains(machine),
        "skipped: Python has no fences, which " + machine + " needs");
    Path file = folder.resolve("ring.dat");
    ArrayLayout layout = ArrayLayout.of(DType.INT64, HEADER + 4 * SLOTS);
    try (Memmap map = Memmap.open(file, MapMode.CREATE, layout)) {
      deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MAX_SECONDS);
      Path errors = folder.resolve("errors.txt");
      Process python = start(file, errors);
      try {
        exchange(map.array(), python);
        assertTrue(python.waitFor(MAX_SECONDS, TimeUnit.SECONDS), "Python does not end");
        assertEquals(0, python.exitValue());
      } catch (AssertionError | CompletionException problem) {
        throw new AssertionError(problem.getMessage() + "\n" + Files.readString(errors), problem);
      } finally {
        python.destroyForcibly().waitFor();
      }
    }
  }

  private static Process start(Path file, Path errors) throws IOException {
    String executable = System.getenv().getOrDefault("NPYIO_PYTHON", "python3");
    String[] numbers = {"" + ITEMS, "" + SLOTS, "" + MAX_SECONDS};
    List<String> command =
        List.of(executable, "-c", PYTHON, file.toString(), numbers[0], numbers[1], numbers[2]);
    Files.writeString(errors, "", UTF_8);
    return new ProcessBuilder(command).redirectError(errors.toFile()).start();
  }

  private void exchange(NdArray shared, Process python) {
    NdArray sent = shared.slice(0, HEADER, HEADER + 2 * SLOTS).reshape(SLOTS, 2);
    NdArray returned = shared.slice(0, HEADER + 2 * SLOTS, HEADER + 4 * SLOTS).reshape(SLOTS, 2);
    CompletableFuture<Void> sending =
        CompletableFuture.runAsync(() -> send(shared, sent, python), task -> thread(task).start());
    try {
      receive(shared, returned, python);
    } finally {
      sending.join();
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "sender");
    thread.setDaemon(true);
    return thread;
  }

  private void send(NdArray shared, NdArray sent, Process python) {
    for (long i = 0; i < ITEMS; i++) {
      while (i - shared.getLongAcquire(SENT_READ) >= SLOTS) {
        await(python, "sent", i);
      }
      sent.setLong(i, i % SLOTS, 0);
      sent.setLong(i * FACTOR, i % SLOTS, 1);
      shared.setLongRelease(i + 1, SENT);
    }
  }

  private void receive(NdArray shared, NdArray returned, Process python) {
    for (long i = 0; i < ITEMS; i++) {
      while (shared.getLongAcquire(RETURNED) == i) {
        await(python, "received", i);
      }
      assertEquals(i, returned.getLong(i % SLOTS, 0));
      assertEquals(~(i * FACTOR), returned.getLong(i % SLOTS, 1));
      shared.setLongRelease(i + 1, RETURNED_READ);
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // Python may need this processor
  private void await(Process python, String verb, long items) {
    Thread.yield();
    if (System.nanoTime() > deadline || (!python.isAlive() && python.exitValue() != 0)) {
      throw new AssertionError("%d items were %s when Python stopped".formatted(items, verb));
    }
  }
}
