package io.npyio.cli.format;

import io.npyio.array.ArrayLayout;
import io.npyio.array.NdArray;
import io.npyio.array.Order;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;

/** The elements of a file that is made from nothing. */
public final class NewArray {
  private static final int BYTES = 1 << 20;

  /** Sets the elements of a block that begins at some place in the file. */
  @FunctionalInterface
  private interface Filling {
    void fill(NdArray block, long first);
  }

  private final ArrayLayout layout;
  private final boolean isZero;
  private final Filling filling;

  private NewArray(ArrayLayout layout, boolean isZero, Filling filling) {
    this.layout = layout;
    this.isZero = isZero || layout.size() == 0;
    this.filling = filling;
  }

  /** {@return zeros} */
  public static NewArray zeros(ArrayLayout layout) {
    return new NewArray(layout, true, (block, first) -> {});
  }

  /**
   * {@return one value throughout}
   *
   * @throws IllegalArgumentException if the text is no element of the dtype
   */
  public static NewArray filled(ArrayLayout layout, String value) {
    NdArray one = NdArray.zeros(layout.dtype());
    Cells.assign(one, value);
    byte[] element = one.getBytes();
    return new NewArray(
        layout,
        false,
        (block, first) -> {
          for (long i = 0; first == 0 && i < block.size(); i++) {
            block.setBytes(element, i);
          }
        });
  }

  /** {@return 0, 1, 2, ... in C order of the index} */
  public static NewArray counted(ArrayLayout layout) {
    long[] lengths = layout.shape().lengths();
    boolean isC = layout.order() == Order.C;
    return new NewArray(
        layout,
        false,
        (block, first) -> {
          long[] values = new long[(int) block.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = isC ? first + i : inOrderOfIndex(first + i, lengths);
          }
          block.copyFrom(values);
        });
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

  ArrayLayout layout() {
    return layout;
  }

  /** Whether there is nothing to write but zeros. */
  boolean isZero() {
    return isZero;
  }

  void writeData(WritableByteChannel channel) throws IOException {
    long most = Math.max(1, BYTES / Math.max(1, layout.dtype().itemSize()));
    NdArray block = NdArray.zeros(layout.dtype(), Math.min(most, layout.size()));
    for (long first = 0; first < layout.size(); first += most) {
      NdArray part = block.slice(0, 0, Math.min(most, layout.size() - first));
      filling.fill(part, first);
      part.writeTo(channel, Order.C);
    }
  }
}
