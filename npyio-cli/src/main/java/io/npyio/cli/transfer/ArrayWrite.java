package io.npyio.cli.transfer;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
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
 * The plan by which an array is written: cast and reordered block by block.
 *
 * @param array the elements
 * @param dtype to which they are cast, as NumPy's {@code astype} does
 * @param order in which they are written
 * @param version of a {@code .npy} file; null for the first that suffices
 */
public record ArrayWrite(NdArray array, DType dtype, Order order, @Nullable NpyVersion version) {
  private static final int BLOCK_BYTES = 1 << 20;

  /**
   * Gives text without a length the length it needs, and keeps Fortran order only if it matters.
   */
  public ArrayWrite {
    // the dtype that core casts to: an empty array tells, as core keeps the rule to itself
    dtype =
        dtype.equals(array.dtype()) ? dtype : NdArray.zeros(array.dtype(), 0).astype(dtype).dtype();
    order = isOneAxis(array.shape()) ? Order.C : order;
  }

  private static boolean isOneAxis(Shape shape) {
    return Arrays.stream(shape.lengths()).filter(length -> length != 1).count() < 2
        || Arrays.stream(shape.lengths()).anyMatch(length -> length == 0);
  }

  /** {@return the plan that writes an array as its file holds it} */
  public static ArrayWrite of(OpenArray open) {
    return new ArrayWrite(open.array(), open.dtype(), open.order(), null);
  }

  /** {@return the layout of the file to be written} */
  public ArrayLayout layout() {
    return new ArrayLayout(dtype, array.shape(), order);
  }

  /**
   * Writes the bytes of the elements.
   *
   * @param progress is given the bytes of each block written
   */
  public void writeData(WritableByteChannel channel, LongConsumer progress) throws IOException {
    array.parallel(threads()).writeTo(channel, dtype, order, progress);
  }

  /** Reordering gains from more threads; a mere cast waits for the file anyway. */
  private int threads() {
    return array.isContiguous(order) ? 1 : Runtime.getRuntime().availableProcessors();
  }

  /**
   * {@return the array in the layout to be written: itself, or a copy in a temporary file}
   *
   * @param progress is given the bytes of each block copied
   */
  public OpenArray spooled(LongConsumer progress) throws IOException {
    if (layout().equals(array.layout())) {
      return OpenArray.of(array);
    }
    TemporaryFile file = TemporaryFile.create();
    try {
      try (FileChannel channel = FileChannel.open(file.path(), StandardOpenOption.WRITE)) {
        writeTemporary(file, channel, progress);
      }
      return OpenArray.of(Memmap.open(file.path(), MapMode.READ_ONLY, layout()), order, file);
    } catch (IOException | RuntimeException problem) {
      file.close();
      throw problem;
    }
  }

  private void writeTemporary(TemporaryFile file, FileChannel channel, LongConsumer progress)
      throws WriteFailure {
    try {
      writeData(channel, progress);
    } catch (IOException problem) {
      throw file.failure(problem);
    }
  }

  /** Takes some rows of an array. */
  @FunctionalInterface
  public interface RowConsumer {
    /** Takes the next rows. */
    void accept(NdArray rows) throws IOException;
  }

  /**
   * Passes on an array of at least one axis, some rows at a time, cast and in C order.
   *
   * @param progress is given the bytes of the rows after each call
   */
  public void forEachRows(RowConsumer consumer, LongConsumer progress) throws IOException {
    if (array.size() == 0) {
      consumer.accept(NdArray.zeros(layout()));
      return;
    }
    long rows = array.shape().length(0);
    long step = Math.max(1, blockElements() / (array.size() / rows));
    for (long at = 0; at < rows; at += step) {
      NdArray block = array.slice(0, at, Math.min(rows, at + step));
      boolean isLarge = block.nbytes() > 4L * BLOCK_BYTES;
      consumer.accept(
          isLarge && dtype.equals(array.dtype()) ? block : block.astype(dtype, Order.C));
      progress.accept(block.size() * dtype.itemSize());
    }
  }

  private long blockElements() {
    int widest = Math.max(dtype.itemSize(), array.dtype().itemSize());
    return Math.max(1, BLOCK_BYTES / Math.max(1, widest));
  }

  /** {@return the only element of an array without axes, cast} */
  public NdArray single() {
    return array.astype(dtype);
  }
}
