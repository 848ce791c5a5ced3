package io.npyio.shards;

import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.NpyAppender;
import io.npyio.shards.ShardWriteOptions.Listing;
import io.npyio.source.FileSource;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes an array as shards: rows go in, and {@code .npy} files of a number of rows or bytes come
 * out, with a manifest behind them.
 *
 * <pre>{@code
 * var options = ShardWriteOptions.rows(10_000);
 * try (NpyShardWriter shards = NpyShardWriter.create(folder, options, DType.FLOAT32, 768)) {
 *   shards.append(vector);          // a float[768], or an NdArray of shape (768,)
 *   shards.append(vectors);         // a float[n][768], or an NdArray of shape (n, 768)
 *   shards.commit();
 * }
 * }</pre>
 *
 * <p>A shard appears under its name when it is whole, and the manifest after all of them. A process
 * that is killed, or a writer that is closed without {@link #commit()}, leaves whole shards and no
 * manifest. Nothing that exists is replaced: a folder with shards of such names, or with a
 * manifest, is refused.
 *
 * <p>Not for use by several threads. An interrupt ends the writing with a {@link
 * java.io.InterruptedIOException}; the shard that was being written is lost.
 *
 * @since 0.1.0
 */
public final class NpyShardWriter implements Closeable {
  private final Path folder;
  private final ShardWriteOptions options;
  private final ShardNames names;
  private final DType dtype;

  /** The dtype as files know it: the types of ml_dtypes are bare bytes there. */
  private final DType stored;

  private final Shape rowShape;
  private final long shardRows;
  private final List<Manifest.Entry> written = new ArrayList<>();

  private @Nullable NpyAppender shard;
  private long rows;
  private boolean isClosed;

  private NpyShardWriter(Path folder, ShardWriteOptions options, ArrayLayout row) {
    this.folder = folder;
    this.options = options;
    this.names = ShardNames.of(options.name());
    this.dtype = row.dtype();
    this.stored = ArrayLayout.parse(row.dictionary()).dtype();
    this.rowShape = row.shape();
    this.shardRows = options.rowsOf(row.nbytes());
  }

  /**
   * Starts to write shards into a folder, which is created if it does not exist.
   *
   * @param rowShape the shape of one row; nothing for an array of one axis
   * @throws FileAlreadyExistsException if the folder has such shards, or a manifest
   * @throws IllegalArgumentException if the elements are Python objects
   */
  public static NpyShardWriter create(
      Path folder, ShardWriteOptions options, DType dtype, long... rowShape) throws IOException {
    requireNonNull(options, "options");
    ArrayLayout row = ArrayLayout.of(requireNonNull(dtype, "dtype"), rowShape);
    if (dtype.hasObjects()) {
      throw new IllegalArgumentException("shards hold plain elements, not Python objects");
    }
    var writer = new NpyShardWriter(requireNonNull(folder, "folder"), options, row);
    Files.createDirectories(folder);
    writer.requireFree();
    return writer;
  }

  /** Of several files that are in the way the first by its name is reported. */
  private void requireFree() throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      Optional<Path> inTheWay = entries.filter(this::isInTheWay).min(Comparator.naturalOrder());
      if (inTheWay.isPresent()) {
        throw new FileAlreadyExistsException(
            inTheWay.get().toString(), null, "shards go to a folder that has none yet");
      }
    } catch (UncheckedIOException problem) {
      throw problem.getCause();
    }
  }

  private boolean isInTheWay(Path file) {
    String name = FileSource.name(file);
    boolean isShard = isDask() ? name.matches("\\d+\\.npy") : names.contain(name);
    return isShard || name.equals(options.listing().fileName());
  }

  private boolean isDask() {
    return options.listing() == Listing.DASK_STACK;
  }

  /**
   * Appends one row, or several: the array has the shape of a row, or one more axis before it. Byte
   * order is converted.
   *
   * @throws IllegalArgumentException if dtype or shape differ; nothing is appended
   */
  public void append(NdArray array) throws IOException {
    requireOpen();
    Shape shape = requireNonNull(array, "array").shape();
    if (shape.equals(rowShape)) {
      appendRow(stored(array));
      return;
    }
    long count = requireRows(array);
    for (long at = 0; at < count; ) {
      NpyAppender open = open();
      long end = Math.min(count, at + shardRows - rows);
      open.append(stored(array.slice(0, at, end)));
      added(end - at);
      at = end;
    }
  }

  private NdArray stored(NdArray array) {
    boolean isKnown = stored.equals(dtype) || !array.dtype().equals(dtype);
    return isKnown ? array : array.copy(Order.C).view(stored);
  }

  private long requireRows(NdArray array) {
    long[] lengths = array.shape().lengths();
    boolean isRows =
        lengths.length == rowShape.rank() + 1
            && Shape.of(Arrays.copyOfRange(lengths, 1, lengths.length)).equals(rowShape)
            && DType.equalsIgnoringByteOrder(dtype, array.dtype());
    if (!isRows) {
      throw new IllegalArgumentException(
          "%s %s cannot be appended to shards with rows of %s %s"
              .formatted(array.dtype(), array.shape(), dtype, rowShape));
    }
    return lengths[0];
  }

  /**
   * Appends a Java array as one row or several, or a single value to an array of one axis.
   *
   * @param array as in {@link NpyAppender#append(Object)}
   * @throws IllegalArgumentException if the shape differs; nothing is appended
   * @throws ArithmeticException if a value is out of range; nothing is appended
   */
  public void append(Object array) throws IOException {
    if (requireNonNull(array, "array") instanceof NdArray values) {
      append(values);
    } else if (stored.equals(dtype) && isRow(array)) {
      requireOpen();
      appendRow(array);
    } else {
      append(NdArray.of(array, dtype));
    }
  }

  /** Whether a Java object can be nothing but one row, which needs no array of its own. */
  private boolean isRow(Object value) {
    Class<?> component = value.getClass().getComponentType();
    return rowShape.rank() == 0
        ? component == null && !(value instanceof Iterable)
        : rowShape.rank() == 1 && component != null && component.isPrimitive();
  }

  private void appendRow(Object row) throws IOException {
    open().append(row);
    added(1);
  }

  private NpyAppender open() throws IOException {
    NpyAppender open = shard;
    if (open == null) {
      open = NpyAppender.replacing(nextFile(), options.writing(), stored, rowShape.lengths());
      shard = open;
    }
    return open;
  }

  private Path nextFile() throws IOException {
    return folder.resolve(nextName());
  }

  private String nextName() throws IOException {
    return isDask() ? DaskInfo.fileName(written.size()) : names.name(written.size());
  }

  private void added(long count) throws IOException {
    rows += count;
    if (rows == shardRows) {
      endShard();
    }
  }

  private void endShard() throws IOException {
    open().commit();
    Path file = nextFile();
    written.add(new Manifest.Entry(nextName(), rows, Files.size(file)));
    shard = null;
    rows = 0;
  }

  private void requireOpen() {
    if (isClosed) {
      throw new IllegalStateException(folder + ": the writer of shards has been closed");
    }
  }

  /**
   * Writes the last shard and then the manifest, and closes the writer. An array without rows
   * becomes one shard without rows.
   */
  public void commit() throws IOException {
    requireOpen();
    if (rows > 0 || written.isEmpty()) {
      endShard();
    }
    Path file = folder.resolve(options.listing().fileName());
    Manifest.write(file, listing(), options.writing());
    close();
  }

  private byte[] listing() throws IOException {
    ArrayLayout first = Npy.header(folder.resolve(written.get(0).path())).layout();
    long total = written.stream().mapToLong(Manifest.Entry::rows).sum();
    return isDask()
        ? new DaskInfo(
                first.dtype(),
                Arrays.stream(rowShape.lengths()).boxed().toList(),
                written.stream().map(Manifest.Entry::rows).toList())
            .bytes()
        : new Manifest(Manifest.FILE_NAME, ShardLayout.withRows(first, total), written).bytes();
  }

  /**
   * Ends the writing. Without {@link #commit()} the rows of the last shard are lost, and there is
   * no manifest. Closing twice is allowed.
   */
  @Override
  public void close() throws IOException {
    isClosed = true;
    if (shard != null) {
      shard.close();
    }
  }
}
