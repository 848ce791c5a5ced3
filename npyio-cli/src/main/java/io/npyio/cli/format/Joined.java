package io.npyio.cli.format;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.array.NdArray;
import io.npyio.dtype.Order;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.UnaryOperator;

/** Arrays one behind the other along an axis, written piece by piece. */
final class Joined {
  private static final long BYTES = 1 << 20;

  private final DType dtype;
  private final LongConsumer progress;

  private Joined(DType dtype, LongConsumer progress) {
    this.dtype = dtype;
    this.progress = progress;
  }

  /** Writes them in the order of the layout. */
  static void write(
      List<NdArray> parts,
      int axis,
      ArrayLayout layout,
      WritableByteChannel channel,
      LongConsumer progress)
      throws IOException {
    var joined = new Joined(layout.dtype(), progress);
    if (layout.order() == Order.C) {
      joined.write(parts, axis, channel);
    } else {
      int mirrored = layout.shape().rank() - 1 - axis;
      joined.write(each(parts, NdArray::transpose), mirrored, channel);
    }
  }

  /** Writes them in C order: behind each other, or a piece of each in turn. */
  private void write(List<NdArray> parts, int axis, WritableByteChannel channel)
      throws IOException {
    if (axis == 0) {
      for (NdArray part : parts) {
        new Outgoing(part, dtype, Order.C, null, progress).writeData(channel);
      }
      return;
    }
    long rows = parts.get(0).shape().length(0);
    long elements = parts.stream().mapToLong(NdArray::size).sum();
    long perRow = rows == 0 ? 0 : elements / rows * Math.max(1, dtype.itemSize());
    long step = perRow == 0 ? rows : BYTES / perRow;
    for (long row = 0; row < rows && elements > 0; row += Math.max(1, step)) {
      long from = row;
      if (step == 0) {
        write(each(parts, part -> part.at(from)), axis - 1, channel);
      } else {
        long to = Math.min(rows, row + step);
        NdArray block = block(each(parts, part -> part.slice(0, from, to)), axis);
        block.writeTo(channel, Order.C, progress);
      }
    }
  }

  /** A copy of them, small enough for the heap. */
  private NdArray block(List<NdArray> parts, int axis) {
    long[] lengths = parts.get(0).shape().lengths();
    lengths[axis] = parts.stream().mapToLong(part -> part.shape().length(axis)).sum();
    NdArray block = NdArray.zeros(dtype, lengths);
    long at = 0;
    for (NdArray part : parts) {
      long end = at + part.shape().length(axis);
      block.slice(axis, at, end).copyFrom(part);
      at = end;
    }
    return block;
  }

  private static List<NdArray> each(List<NdArray> parts, UnaryOperator<NdArray> view) {
    return parts.stream().map(view).toList();
  }
}
