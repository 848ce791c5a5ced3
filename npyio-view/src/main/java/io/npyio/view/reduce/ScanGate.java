package io.npyio.view.reduce;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Keeps scans in the background waiting while requests are answered. */
public final class ScanGate {
  /** Scans go on after this time, lest endless requests stop them. */
  private static final long MAX_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private int requests;

  ScanGate() {}

  /** A request that is being answered. */
  public final class Request implements AutoCloseable {
    private Request() {}

    /** Lets scans go on once no other request is open. */
    @Override
    public void close() {
      leave();
    }
  }

  /** {@return a request, to be closed when it has been answered} */
  public synchronized Request enter() {
    requests++;
    return new Request();
  }

  private synchronized void leave() {
    requests--;
    notifyAll();
  }

  /** Makes a scan that waits find out whether it has been cancelled. */
  synchronized void wake() {
    notifyAll();
  }

  /** Waits while requests are open, but not for long. */
  synchronized void await(BooleanSupplier isCancelled) throws InterruptedException {
    long end = System.nanoTime() + MAX_WAIT_NANOS;
    long left = MAX_WAIT_NANOS;
    while (requests > 0 && left > 0 && !isCancelled.getAsBoolean()) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
  }
}
