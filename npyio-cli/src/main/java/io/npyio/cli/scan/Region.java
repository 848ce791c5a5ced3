package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.array.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A part of an array: a range of each of the first axes, all of the others.
 *
 * <p>A part does not know its array; it is of every array whose first axes are those that were cut.
 */
public final class Region {
  private final Shape whole;
  private final long[] origin;
  private final long[] lengths;

  private Region(Shape whole, long[] origin, long[] lengths) {
    this.whole = whole;
    this.origin = origin;
    this.lengths = lengths;
  }

  /**
   * {@return parts that follow each other in C order and together are the whole}
   *
   * @param most elements that a part has
   */
  public static List<Region> inRows(Shape whole, long most) {
    return cut(whole, most, false);
  }

  /** {@return the same in Fortran order} */
  public static List<Region> inColumns(Shape whole, long most) {
    return cut(whole, most, true);
  }

  private static List<Region> cut(Shape whole, long most, boolean inColumns) {
    List<Region> parts = new ArrayList<>();
    if (whole.size() == 0) {
      return parts;
    }
    int rank = whole.rank();
    int[] axes = new int[rank];
    Arrays.setAll(axes, i -> inColumns ? rank - 1 - i : i);
    new Cut(whole, axes, most, parts).from(0, new long[rank]);
    return parts;
  }

  /** Cuts along the outermost axes until what is inside is small enough. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Cut(Shape whole, int[] axes, long most, List<Region> parts) {
    void from(int depth, long[] origin) {
      long inner = 1;
      for (int i = depth + 1; i < axes.length; i++) {
        inner *= whole.length(axes[i]);
      }
      if (depth == axes.length) {
        add(depth, origin, 1);
        return;
      }
      int axis = axes[depth];
      long length = whole.length(axis);
      long rows = Math.max(1, most / inner);
      for (long at = 0; at < length; at += rows) {
        long[] start = origin.clone();
        start[axis] = at;
        if (inner > most) {
          from(depth + 1, start);
        } else {
          add(depth, start, Math.min(rows, length - at));
        }
      }
    }

    private void add(int depth, long[] start, long rows) {
      long[] lengths = whole.lengths();
      for (int i = 0; i < depth; i++) {
        lengths[axes[i]] = 1;
      }
      if (depth < axes.length) {
        lengths[axes[depth]] = rows;
      }
      parts.add(new Region(whole, start, lengths));
    }
  }

  /** {@return a view of this part of an array} */
  public NdArray of(NdArray array) {
    NdArray view = array;
    for (int axis = 0; axis < origin.length; axis++) {
      if (lengths[axis] != whole.length(axis)) {
        view = view.slice(axis, origin[axis], origin[axis] + lengths[axis]);
      }
    }
    return view;
  }

  /** {@return the number of elements} */
  public long size() {
    return Shape.of(lengths).size();
  }

  /** {@return the place of the first element in the C order of the whole} */
  long start() {
    return flat(origin);
  }

  /** {@return the parts of this part, in C order} */
  List<Region> inRows(long most) {
    return moved(inRows(Shape.of(lengths), most));
  }

  /** {@return the parts of this part, in Fortran order} */
  List<Region> inColumns(long most) {
    return moved(inColumns(Shape.of(lengths), most));
  }

  private List<Region> moved(List<Region> inner) {
    if (inner.size() == 1) {
      return Collections.singletonList(this);
    }
    return inner.stream()
        .map(
            part -> {
              long[] moved = new long[origin.length];
              Arrays.setAll(moved, axis -> origin[axis] + part.origin[axis]);
              return new Region(whole, moved, part.lengths);
            })
        .toList();
  }

  /**
   * {@return the place, in the C order of an array of more axes, of an element of this part of it}
   *
   * @param array the shape of the array
   * @param at the place of the element in the C order of the part
   */
  long place(Shape array, long at) {
    long rest = at;
    long place = 0;
    long step = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      boolean isCut = axis < origin.length;
      long length = isCut ? lengths[axis] : array.length(axis);
      place += ((isCut ? origin[axis] : 0) + rest % length) * step;
      rest /= length;
      step *= array.length(axis);
    }
    return place;
  }

  private long flat(long[] index) {
    long place = 0;
    for (int axis = 0; axis < index.length; axis++) {
      place = place * whole.length(axis) + index[axis];
    }
    return place;
  }
}
