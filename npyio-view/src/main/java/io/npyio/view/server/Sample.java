package io.npyio.view.server;

import io.npyio.array.NdArray;
import io.npyio.view.Fetcher;

/**
 * An array to compute with: a whole one, or one that stands for a larger one.
 *
 * @param isWhole whether it has all elements
 */
record Sample(NdArray array, boolean isWhole) {
  /** The most elements that are read in a request that does not insist on all. */
  private static final long MAX_WHOLE = 1L << 26;

  private static final long MAX_SAMPLED = 1L << 22;

  /** The most elements that are fetched. */
  private static final long MAX_FETCHED = 1L << 18;

  /** Elements that are read together, so that not every page of a file is touched. */
  private static final long RUN = 4096;

  /**
   * All elements of an array of moderate size, or elements from all over a larger one, unless the
   * query insists on all.
   */
  static Sample of(NdArray array, Fetcher fetcher, Query query) throws HttpProblem {
    long most = fetcher.mayFetchAll() ? MAX_WHOLE : MAX_FETCHED;
    return of(array, fetcher, query.flag("all") ? Long.MAX_VALUE : most);
  }

  /** All elements of a small array, or elements from all over a larger one. */
  static Sample small(NdArray array, Fetcher fetcher) {
    return of(array, fetcher, fetcher.mayFetchAll() ? MAX_SAMPLED : MAX_FETCHED);
  }

  private static Sample of(NdArray array, Fetcher fetcher, long maxWhole) {
    Sample sample = of(array, maxWhole, Math.min(maxWhole, MAX_SAMPLED));
    fetcher.fetchUnchecked(sample.array);
    return sample;
  }

  /** A sample of elements that are there, with bounds of its own. */
  static Sample of(NdArray array, long maxWhole, long maxSampled) {
    boolean isWhole = array.size() <= maxWhole;
    return new Sample(isWhole ? array : sparse(array, maxSampled), isWhole);
  }

  /** Takes every n-th row; if even one has too many elements, every n-th of its rows, and so on. */
  private static NdArray sparse(NdArray array, long most) {
    NdArray part = array.rank() == 1 ? inRuns(array) : array;
    for (int axis = 0; part.size() > most; axis++) {
      long length = part.shape().length(axis);
      long wanted = Math.max(1, most / (part.size() / length));
      part = part.slice(axis, 0, length, (length + wanted - 1) / wanted);
    }
    return part;
  }

  private static NdArray inRuns(NdArray array) {
    long runs = array.size() / RUN;
    return array.slice(0, 0, runs * RUN).reshape(runs, RUN);
  }

  /** The word for what was read. */
  String of() {
    return isWhole ? "all" : "sample";
  }
}
