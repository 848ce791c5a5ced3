package io.npyio.file;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.memory.Memory;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/** Writes a Java array as the data of a file, piece by piece through one block. */
final class JavaArrayWriter {
  private static final int BLOCK_BYTES = 1 << 18;

  private final WritableByteChannel channel;
  private final NdArray block;

  private JavaArrayWriter(WritableByteChannel channel, NdArray block) {
    this.channel = channel;
    this.block = block;
  }

  /** Whether the array can be written piece by piece: a file in C order, of numbers or times. */
  static boolean canStream(Object array, ArrayLayout layout) {
    boolean inRows = layout.order() == Order.C || layout.shape().rank() < 2;
    return isPrimitive(array) && holdsNumbers(layout.dtype()) && inRows && layout.size() > 0;
  }

  /** Whether an element is set from one primitive value. */
  static boolean holdsNumbers(DType dtype) {
    return dtype instanceof DType.Scalar scalar && !scalar.kind().isComplex()
        || dtype instanceof DType.Temporal;
  }

  /**
   * Writes all elements.
   *
   * @param array flat or nested, of the same number of elements as the layout
   */
  static void write(Object array, ArrayLayout layout, WritableByteChannel channel)
      throws IOException {
    long elements = Math.max(1, Math.min(BLOCK_BYTES / layout.dtype().itemSize(), layout.size()));
    ArrayLayout piece = ArrayLayout.of(layout.dtype(), elements);
    Memory scratch = Memory.scratch((int) piece.nbytes());
    new JavaArrayWriter(channel, NdArray.over(scratch, 0, piece)).write(array);
  }

  private static boolean isPrimitive(Object array) {
    Class<?> component = array.getClass();
    while (component.isArray()) {
      component = component.getComponentType();
    }
    return component.isPrimitive() && array.getClass().isArray();
  }

  private void write(Object array) throws IOException {
    if (array instanceof Object[] rows) {
      writeRows(rows);
      return;
    }
    int size = Array.getLength(array);
    for (int at = 0, count; at < size; at += count) {
      count = (int) Math.min(block.size(), size - at);
      NdArray piece = block.slice(0, 0, count);
      piece.copyFrom(array, at);
      piece.writeTo(channel, Order.C);
    }
  }

  private void writeRows(Object[] rows) throws IOException {
    Shape shapeOfRow = NdArray.layoutOf(rows[0]).shape();
    long[] row = shapeOfRow.lengths();
    long size = shapeOfRow.size();
    if (size > block.size()) {
      for (Object each : rows) {
        write(each);
      }
      return;
    }
    int most = (int) (block.size() / size);
    for (int at = 0, count; at < rows.length; at += count) {
      count = Math.min(most, rows.length - at);
      long[] shape = new long[row.length + 1];
      shape[0] = count;
      System.arraycopy(row, 0, shape, 1, row.length);
      NdArray piece = block.slice(0, 0, count * size).reshape(shape);
      piece.copyFrom(Arrays.copyOfRange(rows, at, at + count));
      piece.writeTo(channel, Order.C);
    }
  }
}
