package io.npyio.file;

import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.source.ByteSource;
import io.npyio.source.FileSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A {@code .npy} file that grows: arrays are appended along its growth axis, the first axis in C
 * order and the last axis in Fortran order, without rewriting existing data.
 *
 * <pre>{@code
 * try (NpyAppender file = NpyAppender.create(path, DType.FLOAT32, 768)) {
 *   file.append(vector);                    // a float[768], or an NdArray of shape (768,)
 *   file.append(vectors);                   // a float[n][768], or an NdArray of shape (n, 768)
 *   file.flush();                           // from here on they survive a crash
 * }
 * }</pre>
 *
 * <p><b>Durability.</b> Appended rows are collected in memory, 64 KiB at a time. The durable point
 * is {@link #flush()}, which {@link #close()} includes: it forces the rows to disk, and only then
 * rewrites the header, which counts them, in place. At any instant, also after a crash, the file is
 * thus a whole array of the rows that were flushed. The bytes of later rows may lie behind it;
 * {@link #recover} drops them.
 *
 * <p>Readers that have the file mapped keep what they see. A second appender is refused, in this
 * process and, as long as nothing in this process closes another channel of the file, in another
 * one. Before each write the file is compared with what this appender left: if another program
 * changed, replaced or removed it, appending and flushing throw {@link IOException}, nothing is
 * overwritten, and this appender stays refused. An interrupt closes the file and throws {@link
 * InterruptedIOException}; rows that were not flushed are lost.
 *
 * <p>An appender must be closed: what it collected is lost otherwise. It is not for use by several
 * threads.
 *
 * @since 0.1.0
 */
public final class NpyAppender implements Closeable {

  private final String name;
  private final FileChannel channel;

  /** Exactly one of the two is there: a file that grows in place, or one that replaces another. */
  private final @Nullable SoleWriter writer;

  private final @Nullable AtomicFile replacement;

  private final NpyHeader header;
  private final DType dtype;
  private final Order order;
  private final Shape rowShape;
  private final int axis;
  private final long maxLength;

  private final RowBuffer buffer;
  private long length;
  private long flushedLength;
  private byte[] writtenHeader;
  private boolean isDirty;

  private NpyAppender(
      String name,
      NpyHeader header,
      FileChannel channel,
      @Nullable SoleWriter writer,
      @Nullable AtomicFile replacement)
      throws IOException {
    this.name = name;
    this.channel = channel;
    this.writer = writer;
    this.replacement = replacement;
    this.header = header;
    ArrayLayout layout = header.layout();
    if (layout.shape().rank() == 0) {
      throw new NpyFormatException(
          name,
          header.version().prefixBytes(),
          "expected at least one axis to append along but found ()");
    }
    this.dtype = layout.dtype();
    this.order = layout.order();
    this.axis = layout.growthAxis();
    this.length = layout.shape().length(axis);
    this.flushedLength = length;
    this.rowShape = rowShape(layout.shape(), axis);
    this.maxLength = header.maxLength(axis);
    this.buffer = new RowBuffer(dtype, order, rowShape);
    this.isDirty = replacement != null;
    this.writtenHeader = readHeader();
    channel.position(header.dataEnd());
    noteWritten();
  }

  private byte[] readHeader() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(header.dataOffset()));
    ByteSource.of(channel).readFully(0, bytes);
    return bytes.array();
  }

  private static Shape rowShape(Shape shape, int axis) {
    long[] lengths = shape.lengths();
    long[] row = new long[lengths.length - 1];
    System.arraycopy(lengths, 0, row, 0, axis);
    System.arraycopy(lengths, axis + 1, row, axis, row.length - axis);
    return Shape.of(row);
  }

  // ---- opening -------------------------------------------------------------------------------

  /**
   * Creates a file without elements, in C order. When this returns, a power cut can no longer take
   * it away.
   *
   * @param rowShape the shape of one row; nothing for an array of one axis
   * @throws FileAlreadyExistsException if there is a file of that name
   */
  public static NpyAppender create(Path path, DType dtype, long... rowShape) throws IOException {
    byte[] header = emptyHeader(dtype, rowShape);
    requireGrowable(path);
    requireFree(path);
    try (AtomicFile created = AtomicFile.replacing(path)) {
      writeAt(created.channel(), 0, header);
      requireFree(path);
      created.commit();
    }
    return open(path);
  }

  private static void requireFree(Path path) throws FileAlreadyExistsException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(path.toString());
    }
  }

  /**
   * Starts a file without elements, in C order, that takes the place of an existing one, or is
   * created, when {@link #commit()} is called. Until then the old file is untouched; closing
   * without it leaves nothing behind.
   *
   * @param rowShape the shape of one row; nothing for an array of one axis
   */
  public static NpyAppender replacing(Path path, DType dtype, long... rowShape) throws IOException {
    return replacing(path, WriteOptions.DEFAULT, dtype, rowShape);
  }

  /** As {@link #replacing(Path, DType, long...)}, with other options. */
  public static NpyAppender replacing(
      Path path, WriteOptions options, DType dtype, long... rowShape) throws IOException {
    byte[] header = emptyHeader(dtype, rowShape);
    requireGrowable(path);
    AtomicFile file = AtomicFile.replacing(path, options);
    try {
      writeAt(file.channel(), 0, header);
      ByteSource written = ByteSource.of(file.channel());
      return new NpyAppender(
          FileSource.name(path),
          NpyHeader.read(FileHead.read(written), ReadOptions.DEFAULT),
          file.channel(),
          null,
          file);
    } catch (IOException | RuntimeException failure) {
      file.close();
      throw failure;
    }
  }

  private static byte[] emptyHeader(DType dtype, long[] rowShape) {
    requireNoObjects(requireNonNull(dtype, "dtype"));
    long[] shape = new long[requireNonNull(rowShape, "rowShape").length + 1];
    System.arraycopy(rowShape, 0, shape, 1, rowShape.length);
    return NpyHeader.encode(ArrayLayout.of(dtype, shape));
  }

  /**
   * Opens an existing file to append to it.
   *
   * @throws NpyFormatException if it is not a whole {@code .npy} file, or bytes follow its data:
   *     another array, or what an interrupted appender left, which {@link #recover} drops
   */
  public static NpyAppender open(Path path) throws IOException {
    return open(path, ReadOptions.DEFAULT);
  }

  /** Opens an existing file, its header read with other options. */
  public static NpyAppender open(Path path, ReadOptions options) throws IOException {
    return open(path, options, NpyAppender::requireEnd);
  }

  /**
   * Opens a file whose appender was interrupted: rows that were appended but not flushed are cut
   * off.
   *
   * @throws NpyFormatException if it is not a whole {@code .npy} file
   */
  public static NpyAppender recover(Path path) throws IOException {
    return recover(path, ReadOptions.DEFAULT);
  }

  /** Opens a file whose appender was interrupted, its header read with other options. */
  public static NpyAppender recover(Path path, ReadOptions options) throws IOException {
    return open(path, options, (name, channel, end) -> channel.truncate(end));
  }

  /** What to do about bytes behind the data. */
  private interface Tail {
    void settle(String name, FileChannel channel, long end) throws IOException;
  }

  private static NpyAppender open(Path path, ReadOptions options, Tail tail) throws IOException {
    requireGrowable(path);
    requireNonNull(options, "options");
    String name = FileSource.name(path);
    SoleWriter writer = SoleWriter.open(path);
    try {
      FileChannel channel = writer.channel();
      NpyHeader header = NpyHeader.read(FileHead.read(ByteSource.of(channel).named(name)), options);
      requireNoObjects(header.layout().dtype());
      DataChecks.requireLength(name, channel.size(), header.layout(), header.dataEnd());
      tail.settle(name, channel, header.dataEnd());
      return new NpyAppender(name, header, channel, writer, null);
    } catch (IOException | RuntimeException failure) {
      writer.close();
      throw failure;
    }
  }

  private static void requireNoObjects(DType dtype) {
    DataChecks.requireNoObjects(dtype, "appended");
  }

  private static void requireGrowable(Path path) throws IOException {
    DataChecks.requireLocal(path, "cannot grow; append to a local file");
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      String kind = Files.isDirectory(path) ? "is a folder" : "is not a regular file";
      throw new AccessDeniedException(path.toString(), null, kind);
    }
  }

  private static void requireEnd(String name, FileChannel channel, long end) throws IOException {
    long length = channel.size();
    if (length > end) {
      throw new NpyFormatException(
          name,
          end,
          "expected the end of the file but found %d more bytes".formatted(length - end),
          "if an interrupted appender left them, recover(path) drops them");
    }
  }

  // ---- appending -----------------------------------------------------------------------------

  /** {@return the layout of all rows that have been appended, flushed or not} */
  public ArrayLayout layout() {
    return layout(length);
  }

  private ArrayLayout layout(long rows) {
    return header.layout().withLength(axis, rows);
  }

  /**
   * Appends one row, or several: the array has the shape of the file but for its growth axis, or of
   * one row, without that axis. Byte order is converted.
   *
   * @throws IllegalArgumentException if dtype or shape differ; nothing is appended
   * @throws NpyFormatException if the header has no room for the digits of the new length
   */
  public void append(NdArray array) throws IOException {
    Shape shape = requireNonNull(array, "array").shape();
    requireOpen();
    boolean isRow = shape.equals(rowShape);
    boolean isExact = dtype.equals(array.dtype());
    if (!isRow && !isRows(shape)
        || !isExact && !DType.equalsIgnoringByteOrder(dtype, array.dtype())) {
      throw new IllegalArgumentException(
          "%s %s cannot be appended to %s %s along axis %d"
              .formatted(array.dtype(), shape, dtype, layout().shape(), axis));
    }
    long count = isRow ? 1 : shape.length(axis);
    requireRoom(count);
    NdArray stored = isExact ? array : array.astype(dtype, order);
    if (count > buffer.capacity()) {
      write(stored);
    } else if (isRow) {
      makeRoom(1);
      buffer.addRow(stored);
    } else {
      makeRoom(count);
      buffer.addRows(stored, shape, (int) count);
    }
    added(count);
  }

  /**
   * Appends a Java array as one row or several, or a single value to an array of one axis.
   *
   * @param array nested or flat, of the shape of one row or of several; its elements are set as
   *     {@link NdArray#copyFrom(Object)} sets them
   * @throws IllegalArgumentException if the shape differs; nothing is appended
   * @throws ArithmeticException if a value is out of range; nothing is appended
   * @throws NpyFormatException if the header has no room for the digits of the new length
   */
  public void append(Object array) throws IOException {
    requireOpen();
    if (requireNonNull(array, "array") instanceof NdArray values) {
      append(values);
      return;
    }
    int count = buffer.rowsIn(array);
    if (count > 0) {
      requireRoom(count);
      makeRoom(count);
      buffer.addJavaRows(array, count);
      added(count);
    } else if (isValue(array)) {
      requireRoom(1);
      makeRoom(1);
      buffer.addValue(array);
      added(1);
    } else {
      append(NdArray.of(array, dtype));
    }
  }

  private boolean isValue(Object array) {
    return rowShape.rank() == 0 && buffer.capacity() > 0 && !array.getClass().isArray();
  }

  private boolean isRows(Shape shape) {
    boolean fits = shape.rank() == rowShape.rank() + 1;
    for (int i = 0; fits && i < shape.rank(); i++) {
      fits = i == axis || shape.length(i) == rowShape.length(i < axis ? i : i - 1);
    }
    return fits;
  }

  private void requireRoom(long count) throws NpyFormatException {
    if (count > maxLength - length) {
      long[] lengths = header.layout().shape().lengths();
      lengths[axis] = Math.addExact(length, count);
      throw new NpyFormatException(
          name,
          header.version().prefixBytes(),
          "the header has no room for the shape " + Shape.of(lengths),
          "Npy.save writes headers with room to grow, so load and save the file once");
    }
  }

  private void added(long count) {
    length += count;
    isDirty = true;
  }

  private void requireOpen() throws IOException {
    if (writer != null) {
      writer.requireUsable();
    }
    if (!channel.isOpen()) {
      throw new IllegalStateException(name + ": the appender has been closed");
    }
  }

  // ---- writing -------------------------------------------------------------------------------

  private void makeRoom(long count) throws IOException {
    if (!buffer.hasRoomFor(count)) {
      drain();
    }
  }

  /** Writes the rows in the buffer; they stay there if that fails. */
  private void drain() throws IOException {
    ByteBuffer rows = buffer.bytes();
    writeRows(
        () -> {
          while (rows.hasRemaining()) {
            channel.write(rows);
          }
        });
    buffer.clear();
  }

  /** Writes rows that do not fit into the buffer. */
  private void write(NdArray rows) throws IOException {
    drain();
    writeRows(() -> rows.writeTo(channel, order));
  }

  /** Writes to the file. */
  private interface Writing {
    void run() throws IOException;
  }

  private void writeRows(Writing rows) throws IOException {
    writeGuarded(
        () -> {
          long start = channel.position();
          try {
            rows.run();
          } catch (IOException | RuntimeException failure) {
            cutBack(start);
            throw failure;
          }
        });
  }

  /** Writes to the file unless another program has changed it. */
  private void writeGuarded(Writing step) throws IOException {
    try {
      if (writer != null) {
        writer.requireUnchanged();
      }
      step.run();
      noteWritten();
    } catch (ClosedByInterruptException interrupt) {
      throw interrupted(interrupt);
    }
  }

  private void noteWritten() throws IOException {
    if (writer != null) {
      writer.wrote(channel.position(), writtenHeader);
    }
  }

  /** The thread stays interrupted. */
  private InterruptedIOException interrupted(ClosedByInterruptException cause) {
    var interrupted =
        new InterruptedIOException(
            "%s: interrupted while appending: the %d rows that were flushed are in the file, later ones may not be; recover(path) opens it"
                .formatted(name, flushedLength));
    interrupted.initCause(cause);
    return interrupted;
  }

  private void cutBack(long start) throws IOException {
    if (channel.isOpen()) {
      channel.truncate(start);
      channel.position(start);
    }
  }

  // ---- ending --------------------------------------------------------------------------------

  /**
   * The durable point: forces all appended rows to disk, and then the header that counts them.
   * Returns when a crash, of the process or of the machine, can no longer lose a row; costs about
   * two writes to the disk. The file of {@link #replacing} has no name, and is not forced, before
   * {@link #commit()}.
   */
  public void flush() throws IOException {
    requireOpen();
    if (!isDirty) {
      return;
    }
    writeGuarded(this::requireInPlace);
    drain();
    force(true);
    writeGuarded(this::writeHeader);
    isDirty = false;
  }

  /** A file without a name is forced when it gets one. */
  private void force(boolean withMetadata) throws IOException {
    if (writer != null) {
      writeGuarded(() -> channel.force(withMetadata));
    }
  }

  private void requireInPlace() throws IOException {
    if (writer != null) {
      writer.requireInPlace();
    }
  }

  /** One write within one sector: there is no instant at which half of it is there. */
  private void writeHeader() throws IOException {
    byte[] bytes = requireNonNull(header.encodedFor(layout()));
    try {
      writeAt(channel, 0, bytes);
    } catch (IOException failure) {
      restoreHeader();
      throw failure;
    }
    writtenHeader = bytes;
    flushedLength = length;
    noteWritten();
    force(false);
  }

  private void restoreHeader() throws IOException {
    if (channel.isOpen()) {
      writeAt(channel, 0, writtenHeader);
    }
  }

  private static void writeAt(FileChannel channel, long position, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      channel.write(rest, position + rest.position());
    }
  }

  /**
   * Flushes and closes the file; the one of {@link #replacing} takes its place. Nothing can be
   * appended after it.
   */
  public void commit() throws IOException {
    flush();
    if (replacement != null) {
      replacement.commit();
    }
    close();
  }

  /** Flushes and closes the file; that of {@link #replacing} is dropped unless it was committed. */
  @Override
  public void close() throws IOException {
    if (replacement != null) {
      replacement.close();
    }
    if (writer != null) {
      close(writer);
    }
  }

  private void close(SoleWriter closed) throws IOException {
    try (closed) {
      if (channel.isOpen()) {
        flushOrDrop(closed);
      }
    }
  }

  /** A file that is closed has no bytes of rows that its header does not count. */
  private void flushOrDrop(SoleWriter closed) throws IOException {
    try {
      flush();
    } catch (IOException failure) {
      closed.requireUnchanged();
      channel.truncate(header.dataOffset() + layout(flushedLength).nbytes());
      throw failure;
    }
  }
}
