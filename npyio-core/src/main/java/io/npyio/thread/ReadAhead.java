package io.npyio.thread;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Reads in a second thread, in the order in which it is asked to, while the caller uses what was
 * read before. Not for use by several threads.
 *
 * @param <T> the result of each read
 */
public final class ReadAhead<T> implements AutoCloseable {
  private final String interrupted;
  private final ExecutorService reader = Executors.newSingleThreadExecutor(ReadAhead::thread);
  private final Deque<Future<T>> reads = new ArrayDeque<>();

  /** Reads something. */
  @FunctionalInterface
  public interface Read<T> {
    /** {@return what was read} */
    T run() throws IOException;
  }

  /**
   * A reader that has nothing to read.
   *
   * @param interrupted the message of the exception for an interrupted caller
   */
  public ReadAhead(String interrupted) {
    this.interrupted = interrupted;
  }

  private static Thread thread(Runnable reading) {
    Thread thread = new Thread(reading, "npyio-read-ahead");
    thread.setDaemon(true);
    return thread;
  }

  /** Adds a read, to be done after those that were added before. */
  public void add(Read<T> read) {
    reads.add(reader.submit(read::run));
  }

  /**
   * Waits for the read that was added first, and removes it. One that has failed stays.
   *
   * @throws InterruptedIOException if the calling thread is interrupted, which it stays; the next
   *     call waits for the read again
   */
  public T take() throws IOException {
    try {
      if (Thread.interrupted()) { // even if the read is done, so that it is not left to chance
        throw new InterruptedException();
      }
      T result = reads.element().get();
      reads.remove();
      return result;
    } catch (InterruptedException interrupt) {
      throw Interrupts.interrupted(interrupted, interrupt);
    } catch (ExecutionException failure) {
      throw Failures.rethrown(requireNonNull(failure.getCause()));
    }
  }

  /** Abandons all reads, without waiting for the one that is under way. */
  public void abandon() {
    reads.forEach(read -> read.cancel(false));
    reader.shutdown();
  }

  /**
   * Waits for the read that is under way, and abandons the others. An interrupt of the caller ends
   * a read that waits, for a network perhaps.
   */
  @Override
  public void close() {
    abandon();
    boolean isInterrupted = false;
    for (boolean hasEnded = false; !hasEnded; ) {
      try {
        hasEnded = reader.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      } catch (InterruptedException interrupt) {
        isInterrupted = true;
        reader.shutdownNow();
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
