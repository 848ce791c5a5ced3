package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.cli.format.text.Cells;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import io.npyio.file.NpyHeader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.function.LongConsumer;

/** An array whose elements are generated while it is written. */
public final class GeneratedArray {
  private static final int BLOCK_BYTES = 1 << 20;

  /** Writes all elements. */
  @FunctionalInterface
  private interface Generator {
    void writeTo(WritableByteChannel channel, LongConsumer progress) throws IOException;
  }

  /** Sets the elements of a block, given the position of its first element in the file. */
  @FunctionalInterface
  private interface BlockFiller {
    void fill(NdArray block, long first);
  }

  private final ArrayLayout layout;
  private final boolean isZero;
  private final Generator generator;

  private GeneratedArray(ArrayLayout layout, boolean isZero, Generator generator) {
    layout.requireBoundedByBytes();
    this.layout = layout;
    this.isZero = isZero || layout.size() == 0;
    this.generator = generator;
  }

  /** {@return zeros} */
  public static GeneratedArray zeros(ArrayLayout layout) {
    BlockFiller nothing = (block, first) -> {};
    return new GeneratedArray(
        layout, true, (channel, progress) -> writeBlocks(layout, nothing, channel, progress));
  }

  /**
   * {@return one value throughout}
   *
   * @throws IllegalArgumentException if the text is not an element of the dtype
   */
  public static GeneratedArray filled(ArrayLayout layout, String value) {
    NdArray one = NdArray.zeros(layout.dtype());
    Cells.assign(one, value);
    byte[] element = one.getBytes();
    return inBlocks(
        layout,
        (block, first) -> {
          // the block is used again and keeps its elements
          for (long i = 0; first == 0 && i < block.size(); i++) {
            block.setBytes(element, i);
          }
        });
  }

  /** {@return 0, 1, 2, ... in C order of the index} */
  public static GeneratedArray counted(ArrayLayout layout) {
    long[] lengths = layout.shape().lengths();
    boolean isC = layout.order() == Order.C;
    return inBlocks(
        layout,
        (block, first) -> {
          long[] values = new long[(int) block.size()];
          for (int i = 0; i < values.length; i++) {
            values[i] = isC ? first + i : fromFortranOrder(first + i, lengths);
          }
          block.copyFrom(values);
        });
  }

  /**
   * {@return arrays one after the other along an axis, in the dtype of the first; in Fortran order
   * if all of them are}
   */
  public static GeneratedArray concatenated(List<OpenArray> parts, int axis) {
    Concatenation whole = Concatenation.of(parts, axis);
    return new GeneratedArray(whole.layout(), false, whole::writeTo);
  }

  /**
   * {@return arrays along a new axis, in the dtype of the first; in Fortran order if all of them
   * are}
   */
  public static GeneratedArray stacked(List<OpenArray> parts, int axis) {
    int along = ConcatRules.requireNewAxis(parts.get(0), parts.get(0), axis);
    return concatenated(
        parts.stream().map(part -> part.withArray(part.array().insertAxis(along))).toList(), along);
  }

  /** The position in C order of the element at a position in Fortran order. */
  private static long fromFortranOrder(long position, long[] lengths) {
    long rest = position;
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

  /** {@return the layout of the file to be written} */
  public ArrayLayout layout() {
    return layout;
  }

  /** Whether all elements are zero, so that a sparse file will do. */
  boolean isZero() {
    return isZero;
  }

  /**
   * Writes a {@code .npy} file.
   *
   * @param progress is given the bytes of each block written
   */
  public void writeNpy(WritableByteChannel channel, LongConsumer progress) throws IOException {
    Channels.newOutputStream(channel).write(NpyHeader.encode(layout));
    writeData(channel, progress);
  }

  void writeData(WritableByteChannel channel, LongConsumer progress) throws IOException {
    generator.writeTo(channel, progress);
  }

  private static GeneratedArray inBlocks(ArrayLayout layout, BlockFiller filler) {
    return new GeneratedArray(
        layout, false, (channel, progress) -> writeBlocks(layout, filler, channel, progress));
  }

  private static void writeBlocks(
      ArrayLayout layout, BlockFiller filler, WritableByteChannel channel, LongConsumer progress)
      throws IOException {
    long blockSize = Math.max(1, BLOCK_BYTES / Math.max(1, layout.dtype().itemSize()));
    NdArray block = NdArray.zeros(layout.dtype(), Math.min(blockSize, layout.size()));
    for (long first = 0; first < layout.size(); first += blockSize) {
      NdArray used = block.slice(0, 0, Math.min(blockSize, layout.size() - first));
      filler.fill(used, first);
      used.writeTo(channel, Order.C, progress);
    }
  }
}
