package io.npyio.strided;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A range is cut into parts of almost one length. */
class ParallelRangeTest {
  private static final long MUCH = 1L << 40;
  private static final long LEAST = 1 << 18;

  /** The parts, as {@code first..end}. */
  private static String parts(int threads, long length, long bytes) {
    var parts = new ConcurrentSkipListSet<Long>();
    var count = new AtomicInteger();
    ParallelRange.run(
        threads,
        length,
        bytes,
        (from, to) -> {
          parts.add(from);
          parts.add(to);
          int unused = count.incrementAndGet();
        });
    assertEquals(count.get(), Math.max(1, parts.size() - 1));
    return parts.toString();
  }

  @Test
  void eachThreadHasAPart() {
    assertEquals("[0, 10]", parts(1, 10, MUCH));
    assertEquals("[0, 5, 10]", parts(2, 10, MUCH));
    assertEquals("[0, 4, 7, 10]", parts(3, 10, MUCH));
    assertEquals("[0, 3, 6, 8, 10]", parts(4, 10, MUCH));
  }

  @Test
  void thereAreNoMorePartsThanIndices() {
    assertEquals("[0, 1, 2, 3]", parts(8, 3, MUCH));
    assertEquals("[0, 1]", parts(8, 1, MUCH));
    assertEquals("[0]", parts(8, 0, MUCH));
  }

  @Test
  void aPartHas256KibibytesAtLeast() {
    assertEquals("[0, 100]", parts(8, 100, 2 * LEAST - 1));
    assertEquals("[0, 50, 100]", parts(8, 100, 2 * LEAST));
    assertEquals("[0, 34, 67, 100]", parts(8, 100, 4 * LEAST - 1));
  }

  @Test
  void theLargestRangeIsCutWithoutOverflow() {
    long half = Long.MAX_VALUE / 2 + 1;
    assertEquals("[0, " + half + ", " + Long.MAX_VALUE + "]", parts(2, Long.MAX_VALUE, MUCH));
  }

  @Test
  void theFailureOfTheFirstPartIsThrownWhenAllHaveEnded() {
    for (Throwable failure : List.of(new IllegalStateException("1"), new InternalError("1"))) {
      var ended = new AtomicInteger();
      Throwable thrown =
          assertThrows(
              failure.getClass(),
              () ->
                  ParallelRange.run(
                      4,
                      4,
                      MUCH,
                      (from, to) -> {
                        int unused = ended.incrementAndGet();
                        if (from == 1) {
                          fail(failure);
                        } else if (from == 2) {
                          throw new ArithmeticException("2");
                        }
                      }));
      assertSame(failure, thrown);
      assertEquals(4, ended.get());
    }
  }

  private static void fail(Throwable failure) {
    if (failure instanceof RuntimeException problem) {
      throw problem;
    }
    throw (Error) failure;
  }
}
