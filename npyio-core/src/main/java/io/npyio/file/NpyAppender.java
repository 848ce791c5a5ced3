package io.npyio.file;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.source.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A {@code .npy} file that grows: arrays are appended along its growth axis, the first one in C
 * order and the last one in Fortran order, without rewriting what is there.
 *
 * <pre>{@code
 * try (NpyAppender file = NpyAppender.create(path, DType.FLOAT32, 768)) {
 *   file.append(NdArray.of(vector));        // one float[768]
 *   file.append(NdArray.of(vectors));       // or a float[n][768]
 *   file.flush();                           // from here on they are there, whatever happens
 * }
 * }</pre>
 *
 * <p>The header, which says how many there are, is rewritten in place by {@link #flush()} and
 * {@link #close()}, after the data have reached the disk. So at any instant, also after a crash,
 * the file is a whole array of all that was flushed. Who has it mapped keeps what they see. A lock
 * keeps a second appender away; it is not for use by several threads.
 */
public final class NpyAppender implements Closeable {
  private final String name;
  private final FileChannel channel;
  private final NpyVersion version;
  private final long dataOffset;
  private final int axis;
  private ArrayLayout layout;
  private boolean dirty;

  private NpyAppender(String name, FileChannel channel, NpyHeader header) throws IOException {
    this.name = name;
    this.channel = channel;
    this.version = header.version();
    this.dataOffset = header.dataOffset();
    this.layout = header.layout();
    int rank = layout.shape().rank();
    if (rank == 0) {
      throw new NpyFormatException(
          name, version.prefixBytes(), "expected at least one axis to append along but found ()");
    }
    this.axis = layout.order() == Order.C ? 0 : rank - 1;
    channel.position(dataOffset + layout.nbytes());
  }

  /**
   * Creates a file of no elements yet, in C order.
   *
   * @param rowShape the shape of what is appended; none for an array of one axis
   * @throws java.nio.file.FileAlreadyExistsException if there is a file of that name
   */
  public static NpyAppender create(Path path, DType dtype, long... rowShape) throws IOException {
    long[] shape = new long[rowShape.length + 1];
    System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
    ArrayLayout layout = ArrayLayout.of(dtype, shape);
    Memmap.requireNoObjects(dtype);
    byte[] header = NpyHeader.encode(layout);
    try (FileChannel created =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      created.write(ByteBuffer.wrap(header));
    }
    return open(path);
  }

  /**
   * Opens an existing file to append to it.
   *
   * @throws NpyFormatException if it is no whole {@code .npy} file, or bytes follow its data:
   *     another array, or what an interrupted appender left, which {@link #recover} drops
   */
  public static NpyAppender open(Path path) throws IOException {
    return open(path, false);
  }

  /**
   * Opens a file whose appender was interrupted: what was appended but not flushed is cut off.
   *
   * @throws NpyFormatException if it is no whole {@code .npy} file
   */
  public static NpyAppender recover(Path path) throws IOException {
    return open(path, true);
  }

  private static NpyAppender open(Path path, boolean cut) throws IOException {
    String name = Memmap.name(path);
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      requireLock(name, channel);
      NpyHeader header =
          NpyHeader.read(FileHead.read(ByteSource.of(channel).named(name)), ReadOptions.DEFAULT);
      Memmap.requireNoObjects(header.layout().dtype());
      long end = Math.addExact(header.dataOffset(), header.layout().nbytes());
      Memmap.requireLength(name, channel.size(), header.layout(), end);
      if (cut) {
        channel.truncate(end);
      }
      requireEnd(name, channel.size(), end);
      return new NpyAppender(name, channel, header);
    } catch (IOException | RuntimeException failure) {
      channel.close();
      throw failure;
    }
  }

  private static void requireLock(String name, FileChannel channel) throws IOException {
    boolean locked;
    try {
      locked = channel.tryLock() != null;
    } catch (OverlappingFileLockException byThisProcess) {
      locked = false;
    }
    if (!locked) {
      throw new IOException(name + ": another appender has the file open");
    }
  }

  private static void requireEnd(String name, long length, long end) throws NpyFormatException {
    if (length > end) {
      throw new NpyFormatException(
          name,
          end,
          "expected the end of the file but found %d more bytes".formatted(length - end),
          "if an interrupted appender left them, recover(path) drops them");
    }
  }

  /** {@return the layout of all that has been appended, flushed or not} */
  public ArrayLayout layout() {
    return layout;
  }

  /**
   * Appends an array: of the shape of the file but for its growth axis, or one axis less for a
   * single row.
   *
   * @throws IllegalArgumentException if dtype or shape differ; nothing is written. Byte order is
   *     converted
   * @throws NpyFormatException if the header has no room for the digits of the new length
   */
  public void append(NdArray array) throws IOException {
    NdArray rows = array.rank() == layout.shape().rank() - 1 ? asRow(array) : array;
    requireSameRows(array, rows);
    ArrayLayout longer = grown(rows.shape().length(axis));
    encode(longer);
    NdArray stored =
        rows.dtype().equals(layout.dtype()) ? rows : rows.astype(layout.dtype(), layout.order());
    long start = channel.position();
    try {
      stored.writeTo(channel, layout.order());
    } catch (IOException | RuntimeException failure) {
      channel.truncate(start);
      channel.position(start);
      throw failure;
    }
    layout = longer;
    dirty = true;
  }

  private NdArray asRow(NdArray array) {
    String leading = ":, ".repeat(axis);
    return array.slice(leading + "None, ...");
  }

  private void requireSameRows(NdArray given, NdArray rows) {
    boolean fits =
        rows.rank() == layout.shape().rank()
            && rows.dtype()
                .withByteOrder(ByteOrder.LITTLE_ENDIAN)
                .equals(layout.dtype().withByteOrder(ByteOrder.LITTLE_ENDIAN));
    for (int i = 0; fits && i < rows.rank(); i++) {
      fits = i == axis || rows.shape().length(i) == layout.shape().length(i);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "%s %s cannot be appended to %s %s along axis %d"
              .formatted(given.dtype(), given.shape(), layout.dtype(), layout.shape(), axis));
    }
  }

  private ArrayLayout grown(long by) {
    long[] lengths = layout.shape().lengths();
    lengths[axis] = Math.addExact(lengths[axis], by);
    return layout.withShape(lengths);
  }

  private byte[] encode(ArrayLayout newLayout) throws NpyFormatException {
    byte[] header = NpyHeader.encode(newLayout, version, dataOffset);
    if (header == null) {
      throw new NpyFormatException(
          name,
          version.prefixBytes(),
          "the header has no room for the shape " + newLayout.shape(),
          "Npy.save writes headers with room to grow, so load and save the file once");
    }
    return header;
  }

  /** Makes sure that all that was appended is on disk, and then says so in the header. */
  public void flush() throws IOException {
    if (!dirty) {
      return;
    }
    channel.force(true);
    ByteBuffer header = ByteBuffer.wrap(encode(layout));
    // one write within one sector: there is no instant at which half of it is there
    channel.write(header, 0);
    channel.force(false);
    dirty = false;
  }

  /** Flushes and closes the file. */
  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      flush();
    }
  }
}
