package io.npyio.view.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When a viewer counts as idle. */
@Timeout(60)
class IdleClockTest {
  @Test
  void isIdleAfterItsLimit() throws Exception {
    new IdleClock(Duration.ofMillis(1)).await();
  }

  @Test
  void aRequestThatRunsIsNotIdle() throws Exception {
    var clock = new IdleClock(Duration.ofMillis(1));
    clock.requestBegins();
    var hasEnded = new AtomicBoolean();
    var request =
        new Thread(
            () -> {
              sleep();
              hasEnded.set(true);
              clock.requestEnds();
            });
    request.start();
    clock.await();
    assertTrue(hasEnded.get());
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException stopped) {
      throw new AssertionError(stopped);
    }
  }

  @Test
  void withoutALimitOnlyTheEndEndsIt() throws Exception {
    var clock = new IdleClock(Duration.ZERO);
    var waiting =
        new Thread(
            () -> {
              try {
                clock.await();
              } catch (InterruptedException stopped) {
                throw new AssertionError(stopped);
              }
            });
    waiting.start();
    waiting.join(50);
    assertTrue(waiting.isAlive());
    clock.end();
    waiting.join();
    assertFalse(waiting.isAlive());
  }
}
