package io.npyio.view.reduce;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The threads that scan, which always work on the job asked for last. */
final class ScanQueue implements AutoCloseable {
  private final int threads;
  private final ScanGate gate;
  private final Deque<ScanJob> jobs = new ArrayDeque<>();
  private boolean isRunning;
  private boolean isClosed;

  ScanQueue(int threads, ScanGate gate) {
    this.threads = threads;
    this.gate = gate;
  }

  /** Adds a job, or moves it to the front. */
  synchronized void prefer(ScanJob job) {
    if (isClosed || !job.hasUnits() || jobs.peekFirst() == job) {
      return;
    }
    jobs.remove(job);
    jobs.addFirst(job);
    start();
    notifyAll();
  }

  private void start() {
    for (int i = 0; !isRunning && i < threads; i++) {
      var thread = new Thread(this::work, "npyio-scan-" + i);
      thread.setDaemon(true);
      thread.start();
    }
    isRunning = true;
  }

  synchronized double progress(ScanJob job) {
    return job.progress();
  }

  /** Ends a job, and waits until no thread works on it. */
  synchronized void cancel(ScanJob job) {
    job.cancel();
    jobs.remove(job);
    gate.wake();
    boolean isInterrupted = false;
    while (job.isActive()) {
      try {
        wait();
      } catch (InterruptedException e) {
        isInterrupted = true; // a thread may still read: the array must not be closed yet
      }
    }
    if (isInterrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the threads. Jobs must have been cancelled. */
  @Override
  public synchronized void close() {
    isClosed = true;
    notifyAll();
  }

  /** A claimed unit of a job. */
  private record Unit(ScanJob job, long number) {}

  private void work() {
    for (Unit unit = claim(); unit != null; unit = claim()) {
      run(unit.job, unit.number);
    }
  }

  private synchronized @Nullable Unit claim() {
    while (!isClosed) {
      jobs.removeIf(job -> !job.hasUnits());
      ScanJob job = jobs.peekFirst();
      if (job != null) {
        return new Unit(job, job.claim());
      }
      try {
        wait();
      } catch (InterruptedException e) {
        return null;
      }
    }
    return null;
  }

  private void run(ScanJob job, long unit) {
    try {
      job.scan(unit, () -> pause(job));
      if (isLast(job)) {
        job.finish();
        job.markComplete();
      }
    } catch (CancellationException cancelled) {
      // the job is forgotten
    } catch (RuntimeException | Error e) { // a file cut short is an InternalError
      job.fail(e);
    } finally {
      release(job);
    }
  }

  private synchronized boolean isLast(ScanJob job) {
    return job.complete();
  }

  private synchronized void release(ScanJob job) {
    job.release();
    notifyAll();
  }

  private void pause(ScanJob job) {
    try {
      gate.await(job::isCancelled);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      job.cancel();
    }
    if (job.isCancelled()) {
      throw new CancellationException();
    }
  }
}
