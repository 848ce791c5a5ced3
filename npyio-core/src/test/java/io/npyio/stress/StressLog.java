package io.npyio.stress;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What the threads of a stress run did, by kind, and what should not have happened. */
final class StressLog {
  private static final int MAX_SURPRISES = 20;

  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();
  private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

  /** Counts one operation. */
  void count(String kind) {
    count(kind, 1);
  }

  /** Counts several operations. */
  void count(String kind, long n) {
    counts.computeIfAbsent(kind, unused -> new LongAdder()).add(n);
  }

  /** {@return how many operations of a kind were counted} */
  long counted(String kind) {
    LongAdder count = counts.get(kind);
    return count == null ? 0 : count.sum();
  }

  /** Notes a wrong value or a wrong state. */
  void surprise(String what) {
    if (surprises.size() < MAX_SURPRISES) {
      surprises.add(what);
    }
  }

  /** Notes a wrong exception. */
  void surprise(String kind, Throwable problem) {
    StackTraceElement[] trace = problem.getStackTrace();
    surprise(kind + ": " + problem + (trace.length == 0 ? "" : " at " + trace[0]));
  }

  /** Notes it if a value is not as it was written. */
  void require(boolean isRight, String what) {
    if (!isRight) {
      surprise(what);
    }
  }

  /** {@return what should not have happened, a line each} */
  String surprises() {
    return surprises.stream().map(line -> line + "\n").collect(Collectors.joining());
  }

  /** {@return a line for each kind} */
  @Override
  public String toString() {
    return counts.entrySet().stream()
            .map(entry -> "  %,14d %s%n".formatted(entry.getValue().sum(), entry.getKey()))
            .collect(Collectors.joining())
        + "  %,14d surprises%n".formatted(surprises.size());
  }
}
