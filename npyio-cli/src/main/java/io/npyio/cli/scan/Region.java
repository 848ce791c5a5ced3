package io.npyio.cli.scan;

import io.npyio.array.NdArray;
import io.npyio.dtype.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * A region of an array: a range of each leading axis, and the whole of the others.
 *
 * <p>A region is not tied to an array: it applies to every array with these leading axes.
 */
public final class Region {
  /** Elements read at once; they stay in the cache of a thread. */
  public static final int BLOCK_ELEMENTS = 1 << 15;

  /** Upper bound on the number of regions, so that all partial results fit in memory. */
  private static final int MAX_REGIONS = 1 << 12;

  private final Shape whole;
  private final long[] origin;
  private final long[] lengths;

  private Region(Shape whole, long[] origin, long[] lengths) {
    this.whole = whole;
    this.origin = origin;
    this.lengths = lengths;
  }

  /** {@return whether memory order is closer to Fortran order} */
  public static boolean isInColumns(NdArray array) {
    long[] strides = array.strides();
    return strides.length > 1 && Math.abs(strides[0]) < Math.abs(strides[strides.length - 1]);
  }

  /** {@return regions that make up an array, one after the other as they lie in memory} */
  public static List<Region> inMemoryOrder(NdArray array) {
    long maxSize = maxSize(array.size(), BLOCK_ELEMENTS);
    return isInColumns(array) ? inColumns(array.shape(), maxSize) : inRows(array.shape(), maxSize);
  }

  /** The size of regions that have at least a block each, and are not too many. */
  static long maxSize(long whole, int block) {
    return Math.max(block, whole / MAX_REGIONS);
  }

  /**
   * {@return regions that make up the whole, one after the other in C order}
   *
   * @param maxSize elements of a region
   */
  public static List<Region> inRows(Shape whole, long maxSize) {
    return cut(whole, maxSize, false);
  }

  /** {@return as {@link #inRows(Shape, long)}, but in Fortran order} */
  public static List<Region> inColumns(Shape whole, long maxSize) {
    return cut(whole, maxSize, true);
  }

  private static List<Region> cut(Shape whole, long maxSize, boolean inColumns) {
    List<Region> regions = new ArrayList<>();
    if (whole.size() == 0) {
      return regions;
    }
    int rank = whole.rank();
    int[] axes = new int[rank];
    Arrays.setAll(axes, i -> inColumns ? rank - 1 - i : i);
    new Cut(whole, axes, maxSize, regions).from(0, new long[rank]);
    return regions;
  }

  /** Cuts along the outermost axes until the regions are small enough. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Cut(Shape whole, int[] axes, long maxSize, List<Region> regions) {
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
      long rows = Math.max(1, maxSize / inner);
      for (long at = 0; at < length; at += rows) {
        long[] start = origin.clone();
        start[axis] = at;
        if (inner > maxSize) {
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
      regions.add(new Region(whole, start, lengths));
    }
  }

  /** {@return a view of this region of an array} */
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

  /** {@return the position of the first element in C order of the whole} */
  long start() {
    return flat(origin);
  }

  /** {@return the regions of this region, in C order} */
  List<Region> inRows(long maxSize) {
    return moved(inRows(Shape.of(lengths), maxSize));
  }

  /** {@return the regions of this region, in Fortran order} */
  List<Region> inColumns(long maxSize) {
    return moved(inColumns(Shape.of(lengths), maxSize));
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
   * {@return the position of an element of this region in C order of an array, which may have more
   * axes}
   *
   * @param array the shape of the array
   * @param at the position of the element in C order of the region
   */
  long position(Shape array, long at) {
    long rest = at;
    long position = 0;
    long step = 1;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      boolean isCut = axis < origin.length;
      long length = isCut ? lengths[axis] : array.length(axis);
      position += ((isCut ? origin[axis] : 0) + rest % length) * step;
      rest /= length;
      step *= array.length(axis);
    }
    return position;
  }

  private long flat(long[] index) {
    long position = 0;
    for (int axis = 0; axis < index.length; axis++) {
      position = position * whole.length(axis) + index[axis];
    }
    return position;
  }
}
