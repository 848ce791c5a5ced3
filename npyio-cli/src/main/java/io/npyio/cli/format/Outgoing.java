package io.npyio.cli.format;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.array.NdArray;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.NpyVersion;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An array on its way to a file: converted and reordered piece by piece.
 *
 * @param array the elements
 * @param dtype to which they are converted, as NumPy's {@code astype} does
 * @param order in which they are written
 * @param version of a {@code .npy} file; null for the first that can say it
 * @param progress is given the bytes of each piece written
 */
public record Outgoing(
    NdArray array, DType dtype, Order order, @Nullable NpyVersion version, LongConsumer progress) {
  private static final int BYTES = 1 << 20;

  /**
   * Finds the length of text where none is given, and takes Fortran order only where it matters.
   */
  public Outgoing {
    dtype = NdArray.zeros(array.dtype(), 0).astype(dtype).dtype();
    order = isOneAxis(array.shape()) ? Order.C : order;
  }

  private static boolean isOneAxis(Shape shape) {
    return Arrays.stream(shape.lengths()).filter(length -> length != 1).count() < 2
        || Arrays.stream(shape.lengths()).anyMatch(length -> length == 0);
  }

  /** {@return an array as it is in its file} */
  public static Outgoing of(OpenArray open, LongConsumer progress) {
    return new Outgoing(open.array(), open.array().dtype(), open.order(), null, progress);
  }

  /** {@return what the file will hold} */
  public ArrayLayout layout() {
    return new ArrayLayout(dtype, array.shape(), order);
  }

  /** Writes the bytes of the elements. */
  void writeData(WritableByteChannel channel) throws IOException {
    array.parallel(threads()).writeTo(channel, dtype, order, progress);
  }

  /** More of them rearrange elements sooner; what is only converted waits for the file anyway. */
  private int threads() {
    return array.isContiguous(order) ? 1 : Runtime.getRuntime().availableProcessors();
  }

  /** The array as it is to be written: itself, or a copy in a temporary file. */
  OpenArray spooled() throws IOException {
    if (layout().equals(array.layout())) {
      return OpenArray.of(array);
    }
    TemporaryFile file = TemporaryFile.create();
    try {
      try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
        writeData(channel);
      }
      return OpenArray.of(Memmap.open(file.path(), MapMode.READ_ONLY, layout()), order, file);
    } catch (IOException | RuntimeException problem) {
      file.close();
      throw problem;
    }
  }

  private long elements(int bytes) {
    int widest = Math.max(dtype.itemSize(), array.dtype().itemSize());
    return Math.max(1, bytes / Math.max(1, widest));
  }

  /** Work on part of an array. */
  @FunctionalInterface
  interface Part {
    void accept(NdArray part) throws IOException;
  }

  /** Hands out, for an array of at least one axis, copies of some rows at a time. */
  void forEachRows(Part work) throws IOException {
    long rows = array.shape().length(0);
    if (array.size() == 0) {
      work.accept(NdArray.zeros(layout()));
      return;
    }
    long perRow = array.size() / rows;
    long step = Math.max(1, elements(BYTES) / perRow);
    for (long at = 0; at < rows; at += step) {
      NdArray part = array.slice(0, at, Math.min(rows, at + step));
      boolean isLarge = part.nbytes() > 4L * BYTES;
      work.accept(isLarge && dtype.equals(array.dtype()) ? part : part.astype(dtype, Order.C));
      progress.accept(part.size() * dtype.itemSize());
    }
  }

  /** The array of shape (). */
  NdArray single() {
    return array.astype(dtype);
  }
}
