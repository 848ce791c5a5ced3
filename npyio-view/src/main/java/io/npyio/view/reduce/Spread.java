package io.npyio.view.reduce;

import io.npyio.array.NdArray;
import java.util.Arrays;

/** A sample of an array: elements evenly spread over it, in short runs that share a page. */
final class Spread {
  /** The maximum number of elements. */
  static final int ELEMENTS = 65_536;

  private static final int RUN = 16;

  /** The length of runs that are fetched: each may cost as much as many elements. */
  private static final int LONG_RUN = 1024;

  private static final int PAGE_BYTES = 4096;

  private Spread() {}

  /** All elements of a small array, otherwise a sample, as a view. */
  static NdArray over(NdArray array) {
    return over(array, RUN);
  }

  /** As {@link #over}, from fewer places. */
  static NdArray inLongRuns(NdArray array) {
    return over(array, LONG_RUN);
  }

  private static NdArray over(NdArray array, int most) {
    if (array.size() <= ELEMENTS) {
      return array;
    }
    int inner = denseAxis(array);
    long[] lengths = array.shape().lengths();
    long run = inner < 0 ? 1 : Math.min(most, lengths[inner]);
    long[] counts = counts(lengths, inner, run);
    NdArray view = array;
    for (int axis = counts.length - 1; axis >= 0; axis--) {
      view = axis == inner ? runs(view, axis, counts[axis], run) : steps(view, axis, counts[axis]);
    }
    return view;
  }

  /** The axis whose neighbours lie closest, if a run of them shares a page; otherwise -1. */
  private static int denseAxis(NdArray array) {
    long[] strides = array.strides();
    int dense = -1;
    long least = PAGE_BYTES / RUN;
    for (int axis = 0; axis < strides.length; axis++) {
      if (array.shape().length(axis) > 1 && Math.abs(strides[axis]) <= least) {
        least = Math.abs(strides[axis]);
        dense = axis;
      }
    }
    return dense;
  }

  /** How many places are taken along each axis. */
  private static long[] counts(long[] lengths, int inner, long run) {
    long[] counts = lengths.clone();
    if (inner >= 0) {
      counts[inner] /= run;
    }
    while (run * product(counts) > ELEMENTS) {
      int longest = 0;
      for (int axis = 1; axis < counts.length; axis++) {
        longest = counts[axis] > counts[longest] ? axis : longest;
      }
      counts[longest] = (counts[longest] + 1) / 2;
    }
    return counts;
  }

  private static double product(long[] counts) {
    return Arrays.stream(counts).asDoubleStream().reduce(1.0, (a, b) -> a * b);
  }

  private static NdArray steps(NdArray view, int axis, long count) {
    long length = view.shape().length(axis);
    long step = length / count;
    long first = (length - (count - 1) * step) / 2;
    return view.slice(axis, first, first + (count - 1) * step + 1, step);
  }

  /** Cuts an axis into stretches, and takes the middle of each. */
  private static NdArray runs(NdArray view, int axis, long count, long run) {
    long stretch = view.shape().length(axis) / count;
    NdArray whole = view.slice(axis, 0, count * stretch);
    long[] lengths = whole.shape().lengths();
    long[] cut = new long[lengths.length + 1];
    System.arraycopy(lengths, 0, cut, 0, axis);
    cut[axis] = count;
    cut[axis + 1] = stretch;
    System.arraycopy(lengths, axis + 1, cut, axis + 2, lengths.length - axis - 1);
    long first = (stretch - run) / 2;
    return whole.reshape(cut).slice(axis + 1, first, first + run);
  }
}
