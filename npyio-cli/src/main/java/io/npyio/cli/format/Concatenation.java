package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.Cleanup;
import io.npyio.cli.transfer.CutShort;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/**
 * Arrays one after the other along an axis, written block by block.
 *
 * @param layout of the whole
 */
record Concatenation(List<NdArray> arrays, int axis, ArrayLayout layout) {
  private static final long BLOCK_BYTES = 1 << 20;

  /** Takes the dtype of the first array, and Fortran order if all of them have it. */
  static Concatenation of(List<OpenArray> parts, int axis) {
    int along = ConcatRules.requireAxis(parts.get(0), parts.get(0), axis);
    List<NdArray> arrays = parts.stream().map(OpenArray::array).toList();
    NdArray first = arrays.get(0);
    boolean isFortran = parts.stream().allMatch(part -> part.order() == Order.F);
    var layout =
        new ArrayLayout(parts.get(0).dtype(), first.shape(), isFortran ? Order.F : Order.C);
    return new Concatenation(arrays, along, layout.withLength(along, length(arrays, along)));
  }

  private static long length(List<NdArray> arrays, int axis) {
    return arrays.stream().mapToLong(array -> array.shape().length(axis)).sum();
  }

  /** Writes the elements in the order of the layout. */
  void writeTo(WritableByteChannel channel, LongConsumer progress) throws IOException {
    if (layout.order() == Order.C) {
      write(arrays, axis, channel, progress);
    } else {
      int mirrored = layout.shape().rank() - 1 - axis;
      write(each(arrays, NdArray::transpose), mirrored, channel, progress);
    }
  }

  /** Writes in C order: whole arrays along the first axis, else some rows of all arrays in turn. */
  private void write(
      List<NdArray> parts, int along, WritableByteChannel channel, LongConsumer progress)
      throws IOException {
    if (along == 0) {
      for (int i = 0; i < parts.size(); i++) {
        var part = new ArrayWrite(parts.get(i), layout.dtype(), Order.C, null);
        reading(i, () -> part.writeData(channel, progress));
      }
      return;
    }
    long rows = parts.get(0).shape().length(0);
    long elements = parts.stream().mapToLong(NdArray::size).sum();
    long step = rowsPerBlock(rows, elements);
    for (long row = 0; row < rows && elements > 0; row += Math.max(1, step)) {
      long from = row;
      if (step == 0) {
        write(each(parts, part -> part.at(from)), along - 1, channel, progress);
      } else {
        long to = Math.min(rows, row + step);
        NdArray block = joined(each(parts, part -> part.slice(0, from, to)), along);
        block.writeTo(channel, Order.C, progress);
      }
    }
  }

  /** The rows that fit a block; 0 if a single one is larger. */
  private long rowsPerBlock(long rows, long elements) {
    long perRow = rows == 0 ? 0 : elements / rows * Math.max(1, layout.dtype().itemSize());
    return perRow == 0 ? rows : BLOCK_BYTES / perRow;
  }

  /** A joined copy, small enough for the heap. */
  private NdArray joined(List<NdArray> parts, int along) throws IOException {
    long[] lengths = parts.get(0).shape().lengths();
    lengths[along] = length(parts, along);
    NdArray block = NdArray.zeros(layout.dtype(), lengths);
    long at = 0;
    for (int i = 0; i < parts.size(); i++) {
      NdArray part = parts.get(i);
      long end = at + part.shape().length(along);
      NdArray room = block.slice(along, at, end);
      reading(i, () -> room.copyFrom(part));
      at = end;
    }
    return block;
  }

  /** Reads one of the arrays, so that a failure tells which one it is. */
  private static void reading(int part, Cleanup.Step read) throws IOException {
    try {
      read.run();
    } catch (InternalError fault) {
      throw new CutShort(part, fault);
    } catch (IOException problem) {
      throw CutShort.isCauseOf(problem) ? new CutShort(part, problem) : problem;
    }
  }

  private static List<NdArray> each(List<NdArray> parts, UnaryOperator<NdArray> view) {
    return parts.stream().map(view).toList();
  }
}
