package io.npyio.shards;

import io.npyio.thread.Failures;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs a task for each index by several threads, one of which is the caller's. */
final class IndexLoop {

  /** Does the work of one index. */
  interface Task {
    void run(long index) throws IOException;
  }

  private final long count;
  private long next;
  private long failedIndex = Long.MAX_VALUE;
  private @Nullable Throwable failure;

  private IndexLoop(long count) {
    this.count = count;
  }

  /**
   * Runs tasks for the indices from 0 to before a count, and returns when all threads have ended.
   * After a failure no further index is begun; of several the one with the lowest index is thrown.
   *
   * @param tasks makes one task for each thread
   */
  static void run(int threads, long count, Supplier<Task> tasks) throws IOException {
    var loop = new IndexLoop(count);
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, count); i++) {
      Thread other = new Thread(() -> loop.work(tasks), "npyio-shards-" + i);
      other.setDaemon(true);
      others.add(other);
      other.start();
    }
    loop.work(tasks);
    others.forEach(IndexLoop::join);
    loop.rethrow();
  }

  /** The failure of any kind of task is thrown by the thread that asked for it. */
  @SuppressWarnings("CatchThrowable")
  private void work(Supplier<Task> tasks) {
    long index = 0;
    try {
      Task task = tasks.get();
      while ((index = take()) < count) {
        task.run(index);
      }
    } catch (Throwable problem) {
      fail(index, problem);
    }
  }

  private synchronized long take() {
    return failure == null ? next++ : count;
  }

  private synchronized void fail(long index, Throwable problem) {
    if (index < failedIndex) {
      failedIndex = index;
      failure = problem;
    }
  }

  /** An interrupt is kept for later: the other threads end soon, and use what the caller owns. */
  private static void join(Thread other) {
    boolean isInterrupted = false;
    while (other.isAlive()) {
      try {
        other.join();
      } catch (InterruptedException interrupt) {
        isInterrupted = true;
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void rethrow() throws IOException {
    if (failure != null) {
      throw Failures.rethrown(failure);
    }
  }
}
