package io.npyio.cli.scan;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A pool of threads that share the work of a scan. */
public final class Workers implements Closeable {
  private final int size;
  private final ExecutorService threads;

  /** Starts the threads. */
  public Workers(int size) {
    this.size = size;
    this.threads =
        Executors.newFixedThreadPool(
            size,
            work -> {
              var thread = new Thread(work, "scan");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** {@return the number of threads} */
  int size() {
    return size;
  }

  /**
   * Runs the work for every item, in any order.
   *
   * @param done takes the results in the order of the items, on the calling thread
   */
  public <T, R> void run(List<T> items, Function<T, R> work, Consumer<R> done) throws IOException {
    if (items.size() == 1) {
      // without a switch of threads, which would cost more than a small array
      done.accept(work.apply(items.get(0)));
      return;
    }
    Queue<Future<R>> results = new ArrayDeque<>(items.size());
    for (T item : items) {
      results.add(threads.submit(() -> work.apply(item)));
    }
    try {
      for (Future<R> next = results.poll(); next != null; next = results.poll()) {
        done.accept(next.get());
      }
    } catch (ExecutionException problem) {
      throw rethrown(problem.getCause());
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", asked);
    } finally {
      results.forEach(left -> left.cancel(true));
    }
  }

  private static IOException rethrown(@Nullable Throwable problem) {
    if (problem instanceof RuntimeException known) {
      throw known;
    }
    if (problem instanceof Error known) {
      throw known;
    }
    return new IOException(problem);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
