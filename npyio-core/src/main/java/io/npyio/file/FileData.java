package io.npyio.file;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.memory.Memory;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.function.Function;

/** The bytes behind a header. */
final class FileData {
  /** From here on mapping costs less than reading. */
  private static final int BLOCK = 1 << 20;

  /** What stays in the second-level cache between being read and being converted. */
  private static final int PIECE = 1 << 18;

  /** What is written to a row at once should be worth the visit to its page. */
  private static final int COLUMNS = 256;

  /**
   * Larger blocks are rare, and left to the collector rather than to the limit of direct memory.
   */
  private static final int MOST_SCRATCH = 1 << 24;

  private FileData() {}

  static NdArray load(FileStart file, NpyHeader header) throws IOException {
    ArrayLayout layout = header.layout();
    ByteBuffer near = file.near(header.dataOffset(), layout.nbytes());
    if (near != null) {
      return NdArray.wrap(near, layout);
    }
    if (layout.nbytes() < BLOCK || !Memory.UNMAPS_AT_ONCE) {
      return read(file.name(), file.channel().position(header.dataOffset()), header);
    }
    NdArray array = NdArray.zeros(layout);
    return mapped(
        file,
        header,
        all -> {
          array.copyFrom(all);
          return array;
        });
  }

  /** The next bytes of a channel that is known to have them. */
  static NdArray read(String name, ReadableByteChannel channel, NpyHeader header)
      throws IOException {
    NdArray array = NdArray.zeros(header.layout());
    fill(name, channel, header, array);
    return array;
  }

  /** Maps the data for the time of a function. */
  private static <R> R mapped(FileStart file, NpyHeader header, Function<NdArray, R> use)
      throws IOException {
    ArrayLayout layout = header.layout();
    var mode = FileChannel.MapMode.READ_ONLY;
    try (Memory memory = Memory.map(file.channel(), mode, header.dataOffset(), layout.nbytes())) {
      return use.apply(NdArray.over(memory, 0, layout));
    } catch (InternalError fault) {
      throw new IOException(file.name() + ": the file was cut short while it was read", fault);
    }
  }

  static <T> T toArray(FileStart file, NpyHeader header, Class<T> type) throws IOException {
    long nbytes = header.layout().nbytes();
    ByteBuffer near = file.near(header.dataOffset(), nbytes);
    if (near != null) {
      return NdArray.wrap(near, header.layout()).toArray(type);
    }
    if (nbytes >= BLOCK && Memory.UNMAPS_AT_ONCE) {
      return mapped(file, header, all -> all.toArray(type));
    }
    try {
      return readArray(file.name(), file.channel().position(header.dataOffset()), header, type);
    } catch (ArithmeticException misfit) {
      // a block does not know the index of its elements, which the complaint names
      return mapped(file, header, all -> all.toArray(type));
    }
  }

  /** The next bytes of a channel that is known to have them, as a Java array. */
  static <T> T readArray(String name, ReadableByteChannel channel, NpyHeader header, Class<T> type)
      throws IOException {
    boolean isFlat = type.isArray() && type.getComponentType().isPrimitive();
    return isFlat && header.layout().dtype().itemSize() > 0
        ? type.cast(readBlocks(name, channel, header, type.getComponentType()))
        : read(name, channel, header).toArray(type);
  }

  /** Cuts the last axis of data in Fortran order, all elements in a row of data in C order. */
  private static Object readBlocks(
      String name, ReadableByteChannel channel, NpyHeader header, Class<?> component)
      throws IOException {
    ArrayLayout layout = header.layout();
    int size = Math.toIntExact(layout.size());
    Object target = Array.newInstance(component, size);
    if (size == 0) {
      return target;
    }
    boolean inColumns = layout.order() == Order.F && layout.shape().rank() > 1;
    Shape whole = inColumns ? layout.shape() : Shape.of(size);
    int axis = whole.rank() - 1;
    long length = whole.length(axis);
    long column = size / length * layout.dtype().itemSize();
    long most = Math.min(length, Math.max(inColumns ? COLUMNS : 1, PIECE / column));
    NdArray block = scratch(layout.dtype(), whole, axis, most);
    for (long at = 0, count; at < length; at += count) {
      count = Math.min(most, length - at);
      NdArray part = block.slice(axis, 0, count);
      fill(name, channel, header, part);
      part.readInto(target, (int) at, whole);
    }
    return target;
  }

  private static NdArray scratch(DType dtype, Shape shape, int axis, long length) {
    long[] lengths = shape.lengths();
    lengths[axis] = length;
    ArrayLayout layout = new ArrayLayout(dtype, Shape.of(lengths), Order.F);
    return layout.nbytes() <= MOST_SCRATCH
        ? NdArray.over(Memory.scratch((int) layout.nbytes()), 0, layout)
        : NdArray.zeros(layout);
  }

  private static void fill(String name, ReadableByteChannel channel, NpyHeader header, NdArray part)
      throws IOException {
    try {
      part.readFrom(channel);
    } catch (EOFException early) {
      throw missing(name, header, early);
    }
  }

  /** The next bytes of a stream, of which nobody knows whether they are there. */
  static NdArray loadStream(String name, ReadableByteChannel channel, NpyHeader header)
      throws IOException {
    long nbytes = header.layout().nbytes();
    try {
      return NdArray.over(Memory.read(channel, nbytes), 0, header.layout());
    } catch (EOFException early) {
      throw missing(name, header, early);
    }
  }

  private static NpyFormatException missing(String name, NpyHeader header, EOFException early) {
    long missing = Long.parseLong(String.valueOf(early.getMessage()));
    long end = header.dataOffset() + header.layout().nbytes();
    return Memmap.missing(name, end - missing, header.layout(), missing);
  }
}
