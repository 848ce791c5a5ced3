package io.npyio.view.server;

import java.time.Duration;

/** Tells when no request has run for some time. */
final class IdleClock {
  private final long limit;
  private int running;
  private long lastEnd = System.nanoTime();
  private boolean isEnded;

  /**
   * A clock that starts now.
   *
   * @param limit the time after which it is idle; zero for never
   */
  IdleClock(Duration limit) {
    this.limit = limit.toNanos();
  }

  synchronized void requestBegins() {
    running++;
  }

  synchronized void requestEnds() {
    running--;
    lastEnd = System.nanoTime();
    notifyAll();
  }

  synchronized void end() {
    isEnded = true;
    notifyAll();
  }

  /** Waits until the limit has passed since the last request, or until the end. */
  synchronized void await() throws InterruptedException {
    while (!isEnded) {
      if (limit == 0 || running > 0) {
        wait();
      } else {
        long left = limit - (System.nanoTime() - lastEnd);
        if (left <= 0) {
          return;
        }
        wait(left / 1_000_000 + 1);
      }
    }
  }
}
