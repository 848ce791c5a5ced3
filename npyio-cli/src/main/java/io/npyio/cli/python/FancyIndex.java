package io.npyio.cli.python;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.python.core.Py;
import org.python.core.PyException;

/**
 * Elements of an array that index arrays select on some of its axes; the other axes stay whole.
 *
 * <p>In the result, the axes of the index arrays take the place of the indexed axes if the index
 * arrays are adjacent, else they come first.
 */
final class FancyIndex {
  /** The array with the indexed axes first, then the whole ones. */
  private final NdArray array;

  private final long[][] positions;
  private final long[] chosen;
  private final long[] whole;

  /** The first axis of the result that comes from the index arrays. */
  private final int start;

  FancyIndex(NdArray view, List<Integer> axes, List<NdArray> indices, boolean areNeighbours) {
    List<Integer> order = new ArrayList<>(axes);
    IntStream.range(0, view.rank()).filter(i -> !axes.contains(i)).forEach(order::add);
    array = view.permute(order.stream().mapToInt(Integer::intValue).toArray());
    long[] lengths = array.shape().lengths();
    whole = Arrays.copyOfRange(lengths, axes.size(), lengths.length);
    chosen = broadcast(indices);
    positions = new long[axes.size()][];
    for (int i = 0; i < positions.length; i++) {
      NdArray same = NdArray.zeros(DType.INT64, chosen);
      Assignment.assign(same, indices.get(i));
      positions[i] = same.toArray(long[].class);
    }
    start = areNeighbours ? axes.get(0) : 0;
  }

  static long checked(long index, long length, int axis) {
    if (index < -length || index >= length) {
      throw Py.IndexError(
          "index %d is out of bounds for axis %d with size %d".formatted(index, axis, length));
    }
    return index < 0 ? index + length : index;
  }

  private static long[] broadcast(List<NdArray> indices) {
    long[] common = Broadcast.shape(indices);
    if (common == null) {
      throw mismatch(indices);
    }
    return common;
  }

  private static PyException mismatch(List<NdArray> indices) {
    return Py.IndexError(
        "shape mismatch: indexing arrays could not be broadcast together with shapes "
            + indices.stream()
                .map(each -> Shapes.tuple(each.shape().lengths()) + " ")
                .collect(Collectors.joining()));
  }

  /** The indices of the true elements, one array for each axis. */
  static long[][] nonzero(NdArray mask) {
    boolean[] flags = mask.toArray(boolean[].class);
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    long[] lengths = mask.shape().lengths();
    long[][] found = new long[lengths.length][count];
    int next = 0;
    for (int i = 0; i < flags.length; i++) {
      if (flags[i]) {
        long left = i;
        for (int axis = lengths.length - 1; axis >= 0; axis--) {
          found[axis][next] = left % lengths[axis];
          left /= lengths[axis];
        }
        next++;
      }
    }
    return found;
  }

  /** The elements, as a new array. */
  NdArray get() {
    NdArray made = NdArray.zeros(array.dtype(), joined());
    move(made, true);
    return placed(made);
  }

  /** Sets the elements to values that are broadcast to them. */
  void set(NdArray values, boolean isMask) {
    NdArray made = NdArray.zeros(array.dtype(), joined());
    NdArray target = placed(made);
    if (isMask && values.rank() == 1 && target.rank() == 1) {
      requireCount(values.size(), target.size());
    }
    try {
      Assignment.assign(target, values);
    } catch (PyException refused) {
      throw refused.match(Py.ValueError) && !fits(values, target)
          ? mismatch(values, target)
          : refused;
    }
    move(made, false);
  }

  private static void requireCount(long found, long expected) {
    if (found != expected && found != 1) {
      throw Py.ValueError(
          ("NumPy boolean array indexing assignment cannot assign %d input values to the %d output"
                  + " values where the mask is true")
              .formatted(found, expected));
    }
  }

  private static boolean fits(NdArray values, NdArray target) {
    long[] from = values.shape().lengths();
    long[] to = target.shape().lengths();
    for (int i = 1; i <= from.length; i++) {
      long length = from[from.length - i];
      if (length != 1 && (i > to.length || to[to.length - i] != length)) {
        return false;
      }
    }
    return true;
  }

  private static PyException mismatch(NdArray values, NdArray target) {
    return Py.ValueError(
        "shape mismatch: value array of shape %s could not be broadcast to indexing result of shape %s"
            .formatted(
                Shapes.tuple(values.shape().lengths()), Shapes.tuple(target.shape().lengths())));
  }

  private long[] joined() {
    return Shapes.joined(chosen, whole);
  }

  /** The result with its axes in their final order. */
  private NdArray placed(NdArray made) {
    int[] order = new int[made.rank()];
    for (int i = 0; i < order.length; i++) {
      if (i < start) {
        order[i] = chosen.length + i;
      } else {
        order[i] = i < start + chosen.length ? i - start : i;
      }
    }
    return made.permute(order);
  }

  private void move(NdArray made, boolean gathers) {
    long count = positions[0].length;
    if (made.size() == 0) {
      return;
    }
    NdArray rows = made.reshape(Shapes.joined(new long[] {count}, whole));
    DType.Scalar bits = bits(array.dtype());
    if (whole.length == 0 && bits != null) {
      moveBits(array.view(bits), rows.view(bits), gathers);
      return;
    }
    long[] at = new long[positions.length];
    for (int i = 0; i < count; i++) {
      place(at, i);
      if (gathers) {
        rows.at(i).copyFrom(array.at(at));
      } else {
        array.at(at).copyFrom(rows.at(i));
      }
    }
  }

  private void place(long[] at, int i) {
    for (int axis = 0; axis < at.length; axis++) {
      at[axis] = positions[axis][i];
    }
  }

  private void moveBits(NdArray elements, NdArray row, boolean gathers) {
    long[] at = new long[positions.length];
    for (int i = 0; i < positions[0].length; i++) {
      place(at, i);
      if (gathers) {
        row.setLong(elements.getLong(at), i);
      } else {
        elements.setLong(row.getLong(i), at);
      }
    }
  }

  /** An integer with the size of an element, which is faster to copy than views. */
  private static DType.@Nullable Scalar bits(DType dtype) {
    if (dtype.hasObjects()) {
      return null;
    }
    return switch (dtype.itemSize()) {
      case 1 -> DType.INT8;
      case 2 -> DType.INT16;
      case 4 -> DType.INT32;
      case 8 -> DType.INT64;
      default -> null;
    };
  }
}
