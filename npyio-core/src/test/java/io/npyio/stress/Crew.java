package io.npyio.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that work side by side for a time, each with random numbers of its own. */
final class Crew implements AutoCloseable {
  /** A thread that needs longer for what takes milliseconds hangs. */
  private static final int MAX_WAIT_SECONDS = 60;

  private final StressLog log;
  private final Random random;
  private final long end;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "stress");
            thread.setDaemon(true);
            return thread;
          });

  Crew(StressLog log, long seed, long seconds) {
    this.log = log;
    this.random = new Random(seed);
    this.end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
  }

  /** One step of a thread. */
  @FunctionalInterface
  interface Step {
    void run(Random random) throws Exception;
  }

  StressLog log() {
    return log;
  }

  boolean hasTime() {
    return System.nanoTime() < end;
  }

  /** Starts a thread that repeats a step until the time is over. */
  Future<?> repeat(String kind, Step step) {
    return start(
        kind,
        own -> {
          while (hasTime()) {
            step.run(own);
          }
        });
  }

  /** Starts a thread that does one step; an exception that leaves it is a surprise. */
  Future<?> start(String kind, Step step) {
    Random own = new Random(random.nextLong());
    return threads.submit(
        () -> {
          try {
            step.run(own);
          } catch (Exception | Error problem) {
            log.surprise(kind, problem);
          }
        });
  }

  /** Waits for threads to end; one that does not is a surprise. */
  void join(List<Future<?>> started) throws Exception {
    for (Future<?> each : started) {
      long left = Math.max(0, end - System.nanoTime());
      try {
        each.get(left + TimeUnit.SECONDS.toNanos(MAX_WAIT_SECONDS), TimeUnit.NANOSECONDS);
      } catch (TimeoutException hang) {
        log.surprise("a thread hangs: " + Thread.getAllStackTraces());
        return;
      }
    }
  }

  /** Repeats rounds in which some threads work while one more step ends their work. */
  void rounds(String kind, int threadCount, Round round) throws Exception {
    while (hasTime()) {
      Round.Open open = round.open();
      List<Future<?>> users = new ArrayList<>();
      for (int i = 0; i < threadCount; i++) {
        users.add(start(kind, open::use));
      }
      pause(random);
      open.end();
      join(users);
      log.count(kind + ", rounds");
    }
  }

  /** What {@link #rounds} repeats. */
  @FunctionalInterface
  interface Round {
    Open open() throws Exception;

    /** The state of one round. */
    interface Open {
      /** Uses it until it is ended. */
      void use(Random random) throws Exception;

      /** Ends its use. */
      void end() throws Exception;
    }
  }

  /** Waits up to two milliseconds. */
  static void pause(Random random) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(random.nextInt(2_000_000));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
