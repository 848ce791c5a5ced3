package io.npyio.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thread that is interrupted in a shared source does not stop the others. */
class InterruptedSourceTest {
  private static final int ROUNDS = 3_000;

  @TempDir Path folder;

  /** The JDK's channel waits for ever for those that map, which wait for its lock. */
  @Test
  void anInterruptWhileTheSizeIsAskedForLetsOthersMap() throws Exception {
    Path file = Files.write(folder.resolve("x"), new byte[100]);
    ExecutorService threads = Executors.newCachedThreadPool(InterruptedSourceTest::daemon);
    AtomicBoolean isOver = new AtomicBoolean();
    FileSource source = FileSource.shared(file);
    List<Future<?>> mapping = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      mapping.add(threads.submit(() -> map(source, isOver)));
    }
    threads.submit(() -> interrupted(source)).get(60, TimeUnit.SECONDS);
    isOver.set(true);
    for (Future<?> each : mapping) {
      each.get(60, TimeUnit.SECONDS);
    }
    threads.shutdown();
    source.close(); // not after a hang, when it would wait as well
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "interrupted-source");
    thread.setDaemon(true);
    return thread;
  }

  private static Void map(FileSource source, AtomicBoolean isOver) throws IOException {
    while (!isOver.get()) {
      int length = source.withChannel(channel -> channel.map(MapMode.READ_ONLY, 0, 100).capacity());
      assertEquals(100, length);
    }
    return null;
  }

  private static Void interrupted(FileSource source) throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedIOException.class, source::size);
      assertTrue(Thread.interrupted());
      assertEquals(100, source.size());
    }
    return null;
  }
}
