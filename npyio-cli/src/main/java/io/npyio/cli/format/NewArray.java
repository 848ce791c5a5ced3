package io.npyio.cli.format;

import io.npyio.dtype.ArrayLayout;
import io.npyio.array.NdArray;
import io.npyio.dtype.Order;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.function.LongConsumer;

/** The elements of a file that is made from nothing. */
public final class NewArray {
  private static final int BYTES = 1 << 20;

  /** Writes all elements. */
  @FunctionalInterface
  private interface Content {
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /** Sets the elements of a block that begins at some place in the file. */
  @FunctionalInterface
  private interface Filling {
    void fill(NdArray block, long first);
  }

  private final ArrayLayout layout;
  private final boolean isZero;
  private final Content content;

  private NewArray(ArrayLayout layout, boolean isZero, Content content) {
    this.layout = layout;
    this.isZero = isZero || layout.size() == 0;
    this.content = content;
  }

  /** {@return zeros} */
  public static NewArray zeros(ArrayLayout layout) {
    return new NewArray(layout, true, channel -> {});
  }

  /**
   * {@return one value throughout}
   *
   * @param progress is given the bytes of each piece written
   * @throws IllegalArgumentException if the text is no element of the dtype
   */
  public static NewArray filled(ArrayLayout layout, String value, LongConsumer progress) {
    NdArray one = NdArray.zeros(layout.dtype());
    Cells.assign(one, value);
    byte[] element = one.getBytes();
    return inBlocks(
        layout,
        (block, first) -> {
          for (long i = 0; first == 0 && i < block.size(); i++) {
            block.setBytes(element, i);
          }
        },
        progress);
  }

  /**
   * {@return 0, 1, 2, ... in C order of the index}
   *
   * @param progress is given the bytes of each piece written
   */
  public static NewArray counted(ArrayLayout layout, LongConsumer progress) {
    long[] lengths = layout.shape().lengths();
    boolean isC = layout.order() == Order.C;
    return inBlocks(
        layout,
        (block, first) -> {
          long[] values = new long[(int) block.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = isC ? first + i : inOrderOfIndex(first + i, lengths);
          }
          block.copyFrom(values);
        },
        progress);
  }

  /**
   * {@return the axis, counted from the first, along which an array can follow another}
   *
   * @throws IllegalArgumentException if it cannot, or there is no such axis
   */
  public static int requireJoint(OpenArray first, OpenArray next, int axis) {
    ArrayLayout layout = first.array().layout();
    int rank = layout.shape().rank();
    if (axis < -rank || axis >= rank) {
      throw new IllegalArgumentException(
          "axis %d is out of bounds for an array of shape %s".formatted(axis, layout.shape()));
    }
    int along = axis < 0 ? axis + rank : axis;
    Joint.requireFit(layout, next.array(), along);
    return along;
  }

  /**
   * {@return arrays one behind the other along an axis, in the dtype of the first; in Fortran order
   * if all of them are}
   *
   * @param progress is given the bytes of each piece written
   */
  public static NewArray joined(List<OpenArray> parts, int axis, LongConsumer progress) {
    int along = requireJoint(parts.get(0), parts.get(0), axis);
    List<NdArray> arrays = parts.stream().map(OpenArray::array).toList();
    NdArray first = arrays.get(0);
    boolean isFortran = parts.stream().allMatch(part -> part.order() == Order.F);
    long length = arrays.stream().mapToLong(part -> part.shape().length(along)).sum();
    ArrayLayout layout =
        Joint.withLength(
            new ArrayLayout(first.dtype(), first.shape(), isFortran ? Order.F : Order.C),
            along,
            length);
    return new NewArray(
        layout, false, channel -> Joined.write(arrays, along, layout, channel, progress));
  }

  /** The place in C order of the element that has a place in Fortran order. */
  private static long inOrderOfIndex(long place, long[] lengths) {
    long rest = place;
    long[] index = new long[lengths.length];
    for (int i = 0; i < lengths.length; i++) {
      index[i] = rest % lengths[i];
      rest /= lengths[i];
    }
    long flat = 0;
    for (int i = 0; i < lengths.length; i++) {
      flat = flat * lengths[i] + index[i];
    }
    return flat;
  }

  /** {@return what the file will hold} */
  public ArrayLayout layout() {
    return layout;
  }

  /** Whether there is nothing to write but zeros. */
  boolean isZero() {
    return isZero;
  }

  void writeData(WritableByteChannel channel) throws IOException {
    content.writeTo(channel);
  }

  private static NewArray inBlocks(ArrayLayout layout, Filling filling, LongConsumer progress) {
    return new NewArray(layout, false, channel -> writeBlocks(layout, filling, channel, progress));
  }

  private static void writeBlocks(
      ArrayLayout layout, Filling filling, WritableByteChannel channel, LongConsumer progress)
      throws IOException {
    long most = Math.max(1, BYTES / Math.max(1, layout.dtype().itemSize()));
    NdArray block = NdArray.zeros(layout.dtype(), Math.min(most, layout.size()));
    for (long first = 0; first < layout.size(); first += most) {
      NdArray part = block.slice(0, 0, Math.min(most, layout.size() - first));
      filling.fill(part, first);
      part.writeTo(channel, Order.C, progress);
    }
  }
}
