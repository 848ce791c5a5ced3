package io.npyio.cli.scan;

import java.util.function.IntToLongFunction;

/**
 * Counts elements that differ, with the positions of the first ones and of those farthest apart.
 */
final class DifferenceTally {
  private static final long NOWHERE = -1;

  private long count;
  private long first = NOWHERE;
  private long farthest = NOWHERE;
  private long distance;
  private long mostInProportion = NOWHERE;
  private double proportion;

  long count() {
    return count;
  }

  /** The position of the first that differ, in C order; -1 if none do. */
  long first() {
    return first;
  }

  /** The position of those farthest apart; -1 if no distance is a number. */
  long farthest() {
    return farthest;
  }

  /** The position of those farthest apart in proportion to the second one. */
  long mostInProportion() {
    return mostInProportion;
  }

  double proportion() {
    return proportion;
  }

  /** Adds a block that a comparison has read in C order. */
  void add(ElementComparison comparison, int n, IntToLongFunction position) {
    int far = -1;
    int farInProportion = -1;
    for (int i = comparison.next(0, n); i < n; i = comparison.next(i + 1, n)) {
      if (count++ == 0) {
        first = position.applyAsLong(i);
      }
      long apart = comparison.distance(i);
      if (Long.compareUnsigned(apart, distance) > 0) {
        distance = apart;
        far = i;
      }
      double inProportion = comparison.proportion(i);
      if (inProportion > proportion) {
        proportion = inProportion;
        farInProportion = i;
      }
    }
    farthest = far < 0 ? farthest : position.applyAsLong(far);
    mostInProportion =
        farInProportion < 0 ? mostInProportion : position.applyAsLong(farInProportion);
  }

  /** Joins the tally of another region; of equal distances the first one counts. */
  void join(DifferenceTally other) {
    count += other.count;
    first = earlier(first, other.first);
    int further = Long.compareUnsigned(other.distance, distance);
    if (further >= 0) {
      farthest = further == 0 ? earlier(farthest, other.farthest) : other.farthest;
      distance = other.distance;
    }
    if (other.proportion >= proportion) {
      boolean isSame = other.proportion == proportion;
      mostInProportion =
          isSame ? earlier(mostInProportion, other.mostInProportion) : other.mostInProportion;
      proportion = other.proportion;
    }
  }

  private static long earlier(long a, long b) {
    return a == NOWHERE || (b != NOWHERE && b < a) ? b : a;
  }
}
