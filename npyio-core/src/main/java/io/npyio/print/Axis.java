package io.npyio.print;

import java.util.function.LongConsumer;

/**
 * One axis of the printed elements.
 *
 * @param length of the axis
 * @param stride in bytes
 * @param isCut whether only its ends are shown if it is longer than both ends together
 */
record Axis(long length, long stride, boolean isCut) {
  private static final int EDGE = 3;

  /**
   * Calls {@code item} with the position of each shown item, and {@code gap} where items are left
   * out.
   */
  void walk(long start, LongConsumer item, Runnable gap) {
    boolean hasGap = isCut && length > 2 * EDGE;
    for (long i = 0; i < length; i++) {
      if (hasGap && i == EDGE) {
        gap.run();
        i = length - EDGE;
      }
      item.accept(start + i * stride);
    }
  }
}
