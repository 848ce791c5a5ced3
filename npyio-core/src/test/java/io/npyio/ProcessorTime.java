package io.npyio;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.function.Executable;

/** The processor time of a thread: on a busy machine the clock on the wall runs on meanwhile. */
public final class ProcessorTime {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final long start = now();

  private ProcessorTime() {}

  private static long now() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  public static ProcessorTime start() {
    return new ProcessorTime();
  }

  /** {@return the milliseconds that this thread has worked since the start} */
  public long millis() {
    return (now() - start) / NANOS_PER_MILLI;
  }

  /** Asserts that something takes this thread no longer. */
  public static void assertWithin(Duration limit, Executable work) throws Throwable {
    ProcessorTime time = start();
    work.execute();
    long millis = time.millis();
    assertTrue(millis <= limit.toMillis(), millis + " ms of processor time");
  }
}
