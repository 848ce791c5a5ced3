package io.npyio.strided;

import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The arithmetic of lengths and strides. */
final class Strides {
  private Strides() {}

  /** The strides in bytes of elements that lie in that order without gaps. */
  static long[] of(long[] lengths, int itemSize, Order order) {
    long[] strides = new long[lengths.length];
    long stride = itemSize;
    for (int i = 0; i < lengths.length; i++) {
      int axis = order == Order.C ? lengths.length - 1 - i : i;
      strides[axis] = stride;
      stride *= Math.max(lengths[axis], 1);
    }
    return strides;
  }

  static long[] without(long[] values, int at) {
    long[] fewer = new long[values.length - 1];
    System.arraycopy(values, 0, fewer, 0, at);
    System.arraycopy(values, at + 1, fewer, at, fewer.length - at);
    return fewer;
  }

  static long[] with(long[] values, int at, long value) {
    long[] more = new long[values.length + 1];
    System.arraycopy(values, 0, more, 0, at);
    more[at] = value;
    System.arraycopy(values, at, more, at + 1, values.length - at);
    return more;
  }

  static long[] joined(long[] a, long[] b) {
    long[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }

  /** The shape with its -1, if it has one, replaced by the length that remains. */
  static Shape completed(long[] wanted, Shape from) {
    try {
      return inferred(wanted, from);
    } catch (ArithmeticException tooLarge) {
      throw impossible(wanted, from);
    }
  }

  private static IllegalArgumentException impossible(long[] wanted, Shape from) {
    return new IllegalArgumentException(
        "an array of shape %s and %d elements cannot be reshaped to %s"
            .formatted(from, from.size(), Arrays.toString(wanted)));
  }

  private static Shape inferred(long[] wanted, Shape from) {
    long known = 1;
    int inferred = -1;
    for (int i = 0; i < wanted.length; i++) {
      if (wanted[i] == -1 && inferred < 0) {
        inferred = i;
      } else {
        known = Math.multiplyExact(known, wanted[i]);
      }
    }
    long[] lengths = wanted.clone();
    if (inferred >= 0 && known > 0 && from.size() % known == 0) {
      lengths[inferred] = from.size() / known;
    }
    boolean isNegative = Arrays.stream(lengths).anyMatch(length -> length < 0);
    if (isNegative || Shape.of(lengths).size() != from.size()) {
      throw impossible(wanted, from);
    }
    return Shape.of(lengths);
  }

  /**
   * The strides that give the elements the new shape, or null if there are none. The axes of both
   * shapes are matched in groups of equal size, each of which must be contiguous in itself.
   */
  static long @Nullable [] reshaped(
      long[] lengths, long[] strides, long[] newLengths, int itemSize) {
    if (Arrays.stream(newLengths).anyMatch(length -> length == 0)) {
      return of(newLengths, itemSize, Order.C);
    }
    long[] from = Arrays.stream(lengths).filter(length -> length != 1).toArray();
    long[] fromStrides = ofLongerAxes(lengths, strides, from.length);
    long[] result = new long[newLengths.length];
    int i = 0;
    int j = 0;
    while (i < from.length) {
      int firstOld = i;
      int firstNew = j;
      long oldSize = from[i++];
      long newSize = 1;
      while (oldSize != newSize) {
        if (newSize < oldSize) {
          newSize *= newLengths[j++];
        } else {
          oldSize *= from[i++];
        }
      }
      for (int k = firstOld; k < i - 1; k++) {
        if (fromStrides[k] != from[k + 1] * fromStrides[k + 1]) {
          return null;
        }
      }
      long stride = fromStrides[i - 1];
      for (int k = j - 1; k >= firstNew; k--) {
        result[k] = stride;
        stride *= newLengths[k];
      }
    }
    Arrays.fill(result, j, result.length, itemSize);
    return result;
  }

  private static long[] ofLongerAxes(long[] lengths, long[] strides, int count) {
    long[] kept = new long[count];
    int n = 0;
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] != 1) {
        kept[n++] = strides[i];
      }
    }
    return kept;
  }
}
