package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.util.Arrays;
import org.python.core.Py;

/** NumPy's assignment of one array to another: broadcast, and cast as by astype. */
final class Assignment {
  /** The most elements cast at once, to bound memory. */
  private static final long MAX_BLOCK_ELEMENTS = 1 << 20;

  private Assignment() {}

  static void assign(NdArray target, NdArray source) {
    NdArray fitted = fitted(source, target);
    if (target.isReadOnly()) {
      throw Py.ValueError("assignment destination is read-only");
    }
    if (target.size() > 0) {
      copy(target, fitted);
    }
  }

  /** The source with the rank of the target, each axis as long as there or 1. */
  private static NdArray fitted(NdArray source, NdArray target) {
    long[] from = source.shape().lengths();
    long[] to = target.shape().lengths();
    int surplus = from.length - to.length;
    long[] aligned = new long[to.length];
    Arrays.fill(aligned, 1);
    boolean fits = true;
    for (int i = 0; i < from.length; i++) {
      int axis = i - surplus;
      if (axis < 0) {
        fits &= from[i] == 1;
      } else {
        aligned[axis] = from[i];
        fits &= from[i] == to[axis] || from[i] == 1;
      }
    }
    if (!fits) {
      throw Py.ValueError(
          "could not broadcast input array from shape %s into shape %s"
              .formatted(Shapes.tuple(from), Shapes.tuple(to)));
    }
    return Arrays.equals(aligned, from) ? source : source.reshape(aligned);
  }

  private static void copy(NdArray target, NdArray source) {
    if (source.size() == 1) {
      NdArray one = Casts.cast(source, target.dtype());
      target.fill(one.get(new long[one.rank()]));
      return;
    }
    for (int axis = 0; axis < target.rank(); axis++) {
      if (source.shape().length(axis) != target.shape().length(axis)) {
        NdArray row = target.slice(axis, 0, 1);
        copy(row, source);
        repeat(target, axis);
        return;
      }
    }
    convert(target, source);
  }

  /** Copies the first element of an axis to all others, doubling the copied range at each step. */
  private static void repeat(NdArray target, int axis) {
    long length = target.shape().length(axis);
    long maxWidth = Math.max(1, MAX_BLOCK_ELEMENTS / Math.max(1, target.size() / length));
    long done = 1;
    while (done < length) {
      long width = Math.min(Math.min(done, maxWidth), length - done);
      target.slice(axis, done, done + width).copyFrom(target.slice(axis, 0, width));
      done += width;
    }
  }

  private static void convert(NdArray target, NdArray source) {
    if (DType.equalsIgnoringByteOrder(target.dtype(), source.dtype())) {
      target.copyFrom(source);
    } else if (target.size() <= MAX_BLOCK_ELEMENTS) {
      target.copyFrom(source.astype(target.dtype()));
    } else {
      Interrupts.check();
      int axis = longest(target.shape().lengths());
      long length = target.shape().length(axis);
      convert(target.slice(axis, 0, length / 2), source.slice(axis, 0, length / 2));
      convert(target.slice(axis, length / 2, length), source.slice(axis, length / 2, length));
    }
  }

  static int longest(long[] lengths) {
    int longest = 0;
    for (int i = 1; i < lengths.length; i++) {
      longest = lengths[i] > lengths[longest] ? i : longest;
    }
    return longest;
  }
}
