package io.npyio.view.reduce;

import org.jspecify.annotations.Nullable;

/**
 * A scan of an array in units, which several threads work on, and what it keeps. The counters are
 * guarded by the queue.
 */
abstract class ScanJob {
  private final long units;
  private final long bytes;
  private long claimed;
  private long completed;
  private int active;
  private volatile boolean isCancelled;
  private volatile boolean isComplete;
  private volatile @Nullable String problem;

  /**
   * A job.
   *
   * @param bytes that it keeps
   */
  ScanJob(long units, long bytes) {
    this.units = units;
    this.bytes = bytes;
  }

  /**
   * Scans a unit.
   *
   * @param betweenBlocks to be called about every millisecond; throws to end the scan
   */
  abstract void scan(long unit, Runnable betweenBlocks);

  /** Runs after the last unit. */
  abstract void finish();

  final long bytes() {
    return bytes;
  }

  final boolean isComplete() {
    return isComplete;
  }

  final boolean isCancelled() {
    return isCancelled;
  }

  /** Why the scan has ended early. */
  final @Nullable String problem() {
    return problem;
  }

  final double progress() {
    return units == 0 ? 1 : (double) completed / units;
  }

  final boolean hasUnits() {
    return claimed < units && !isCancelled && problem == null;
  }

  final long claim() {
    active++;
    return claimed++;
  }

  /** Notes that a unit has been scanned; returns whether it was the last one. */
  final boolean complete() {
    return ++completed == units;
  }

  final void markComplete() {
    isComplete = true;
  }

  final void release() {
    active--;
  }

  final boolean isActive() {
    return active > 0;
  }

  final void cancel() {
    isCancelled = true;
  }

  final void fail(Throwable cause) {
    problem = cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
