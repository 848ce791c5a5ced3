package io.npyio.cli.look;

import io.npyio.array.NdArray;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;

/** The blocks of a memory that the elements of a view lie in. */
final class TouchedBlocks {
  private final long blockBytes;
  private final int itemSize;

  /** The axes, the one with the longest stride first. */
  private final Axis[] axes;

  private final BitSet blocks = new BitSet();

  private record Axis(long length, long stride) {
    long span() {
      return (length - 1) * stride;
    }
  }

  private TouchedBlocks(NdArray view, int blockBytes) {
    this.blockBytes = blockBytes;
    itemSize = view.dtype().itemSize();
    long[] lengths = view.shape().lengths();
    long[] strides = view.strides();
    axes = new Axis[lengths.length];
    Arrays.setAll(axes, i -> new Axis(lengths[i], Math.abs(strides[i])));
    Arrays.sort(axes, Comparator.comparingLong(Axis::stride).reversed());
  }

  /**
   * {@return the blocks by their numbers}
   *
   * @param start the position of the first block
   */
  static BitSet of(NdArray view, long start, int blockBytes) {
    var touched = new TouchedBlocks(view, blockBytes);
    if (view.nbytes() > 0) {
      touched.add(lowest(view) - start, 0);
    }
    return touched.blocks;
  }

  /** The position of the element that lies before all others. */
  static long lowest(NdArray view) {
    long[] strides = view.strides();
    long position = view.offset();
    for (int axis = 0; axis < strides.length; axis++) {
      position += Math.min(0, (view.shape().length(axis) - 1) * strides[axis]);
    }
    return position;
  }

  /** The position behind the element that lies behind all others. */
  static long highest(NdArray view) {
    long[] strides = view.strides();
    long position = view.offset() + view.dtype().itemSize();
    for (int axis = 0; axis < strides.length; axis++) {
      position += Math.max(0, (view.shape().length(axis) - 1) * strides[axis]);
    }
    return position;
  }

  /** Adds the blocks of the elements from a position on along an axis and the shorter ones. */
  private void add(long position, int axis) {
    if (axis == axes.length || axes[axis].stride <= blockBytes) {
      long last = position + itemSize - 1;
      for (int i = axis; i < axes.length; i++) {
        last += axes[i].span();
      }
      blocks.set(number(position), number(last) + 1);
      return;
    }
    for (long i = 0; i < axes[axis].length; i++) {
      add(position + i * axes[axis].stride, axis + 1);
    }
  }

  private int number(long position) {
    return Math.toIntExact(position / blockBytes);
  }
}
