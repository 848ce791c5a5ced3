package io.npyio.file;

import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
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
 * Fills blocks in a second thread, in the order in which they are given, while the caller uses the
 * ones before. Closing waits for the block that is being filled, and abandons the others.
 */
final class ReadAhead implements AutoCloseable {
  private final String name;
  private final Filler filler;
  private final ExecutorService reader = Executors.newSingleThreadExecutor(ReadAhead::thread);
  private final Deque<Future<NdArray>> blocks = new ArrayDeque<>();

  /** Reads the next bytes into a block. */
  @FunctionalInterface
  interface Filler {
    void fill(NdArray block) throws IOException;
  }

  /**
   * A reader without blocks.
   *
   * @param name of the input, for messages
   */
  ReadAhead(String name, Filler filler) {
    this.name = name;
    this.filler = filler;
  }

  private static Thread thread(Runnable reading) {
    Thread thread = new Thread(reading, "npyio-read-ahead");
    thread.setDaemon(true);
    return thread;
  }

  /** Adds a block to be filled after those that were added before. */
  void add(NdArray block) {
    blocks.add(
        reader.submit(
            () -> {
              filler.fill(block);
              return block;
            }));
  }

  /**
   * Waits for the block that was added first, and removes it.
   *
   * @throws InterruptedIOException if the calling thread is interrupted, which it stays
   */
  NdArray take() throws IOException {
    try {
      return blocks.remove().get();
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      var interrupted = new InterruptedIOException(name + ": interrupted while reading");
      interrupted.initCause(interrupt);
      throw interrupted;
    } catch (ExecutionException failure) {
      throw rethrown(requireNonNull(failure.getCause()));
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException known) {
      throw known;
    }
    if (cause instanceof Error known) {
      throw known;
    }
    return (IOException) cause;
  }

  /** An interrupt of the caller ends a read that waits, for a network perhaps. */
  @Override
  public void close() {
    blocks.forEach(block -> block.cancel(false));
    reader.shutdown();
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
