package io.npyio.cli.scan;

import java.util.function.IntToLongFunction;

/** How many elements differ, where the first of them is, and where those that differ most. */
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

  /** The place of the first that differ, in C order; -1 if none do. */
  long first() {
    return first;
  }

  /** The place of those that are farthest apart; -1 if none differ by a number. */
  long farthest() {
    return farthest;
  }

  /** The place of those that are farthest apart in proportion to the second. */
  long mostInProportion() {
    return mostInProportion;
  }

  double proportion() {
    return proportion;
  }

  /** Looks at a block, in C order, that has been read. */
  void add(ElementComparison pair, int n, IntToLongFunction place) {
    int far = -1;
    int most = -1;
    for (int i = pair.next(0, n); i < n; i = pair.next(i + 1, n)) {
      if (count++ == 0) {
        first = place.applyAsLong(i);
      }
      long apart = pair.distance(i);
      if (Long.compareUnsigned(apart, distance) > 0) {
        distance = apart;
        far = i;
      }
      double inProportion = pair.proportion(i);
      if (inProportion > proportion) {
        proportion = inProportion;
        most = i;
      }
    }
    farthest = far < 0 ? farthest : place.applyAsLong(far);
    mostInProportion = most < 0 ? mostInProportion : place.applyAsLong(most);
  }

  /** Joins what was found in another part; of equals the first one counts. */
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
