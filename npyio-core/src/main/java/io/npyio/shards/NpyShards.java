package io.npyio.shards;

import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.file.Npy;
import io.npyio.file.NpyFormatException;
import io.npyio.file.NpyHeader;
import io.npyio.file.ReadOptions;
import io.npyio.file.StoredArray;
import io.npyio.source.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Many {@code .npy} files of one dtype and one row shape as one array: {@code
 * np.concatenate([np.load(file) for file in files])}, without loading them.
 *
 * <pre>{@code
 * try (NpyShards all = NpyShards.glob("embeddings/*.npy")) {
 *   System.out.println(all.layout());                  // <f4 (682000, 768)
 *   float[] ten = new float[10 * 768];
 *   all.readInto(340_995, 341_005, ten);               // rows of two files
 *   try (BatchReader batches = all.batches(1024)) {
 *     while (batches.next()) {
 *       train(batches.rows());
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>Opening reads the header of every file. The files follow each other along the first axis. They
 * may differ in their numbers of rows, which may be 0, in byte order, and in the order of their
 * elements; the whole array has the byte order of the first file, and C order. Files with other
 * rows are refused by name.
 *
 * <p>No more than 64 files are open at a time, and none is mapped. All methods may be called by
 * several threads at a time. Interrupting one of them ends its own call with an {@link
 * java.io.InterruptedIOException}, and no other. Files must not change while the array is open: one
 * that has vanished, changed or become shorter is an {@link IOException} when it is noticed, which
 * is when it is opened again, or ends too early.
 *
 * @since 0.1.0
 */
public final class NpyShards implements Closeable {
  /** Reading a header mostly waits for the disk. */
  private static final int HEADER_THREADS = 8;

  private final ShardLayout plan;
  private final ShardReader reader;
  private final OpenShards open;
  private final List<Path> paths;
  private final List<? extends Closeable> owned;
  private final long maxBytes;

  private NpyShards(
      ShardLayout plan,
      ShardReader reader,
      OpenShards open,
      List<Path> paths,
      List<? extends Closeable> owned,
      long maxBytes) {
    this.plan = plan;
    this.reader = reader;
    this.open = open;
    this.paths = paths;
    this.owned = owned;
    this.maxBytes = maxBytes;
  }

  // ---- opening -------------------------------------------------------------------------------

  /** {@return the array of the files that a pattern matches} */
  public static NpyShards glob(String pattern) throws IOException {
    return glob(pattern, ShardOptions.DEFAULT);
  }

  /**
   * {@return the array of the files that a pattern matches}
   *
   * @param pattern with the rules of Python's {@code glob}: {@code *}, {@code ?}, {@code [a-z]}
   *     within a name, {@code **} for any folders, and {@code /} between names, for which Windows
   *     has the backslash too
   * @throws java.nio.file.NoSuchFileException if it matches no file
   * @throws ShardException if the order cannot be told, or the files are not the shards of an array
   * @throws NpyFormatException if one of them is not a whole {@code .npy} file
   * @throws IllegalArgumentException if it is not a pattern
   */
  public static NpyShards glob(String pattern, ShardOptions options) throws IOException {
    return ShardSources.glob(requireNonNull(pattern, "pattern"), requireNonNull(options, "options"))
        .open(options);
  }

  /** {@return the array of a folder, or of a manifest} */
  public static NpyShards open(Path path) throws IOException {
    return open(path, ShardOptions.DEFAULT);
  }

  /**
   * {@return the array of a folder, or of a manifest}
   *
   * @param path a manifest, or a folder: with a manifest of {@link NpyShardWriter} or the {@code
   *     info} of dask's {@code to_npy_stack}, the files that it names, otherwise all {@code .npy}
   *     files in the folder
   * @throws java.nio.file.NoSuchFileException if there is no such file, or none in the folder
   * @throws ShardException if the order cannot be told, or the files are not the shards of an
   *     array, or differ from the manifest
   * @throws NpyFormatException if one of them is not a whole {@code .npy} file, or the manifest is
   *     not one
   */
  public static NpyShards open(Path path, ShardOptions options) throws IOException {
    return ShardSources.at(requireNonNull(path, "path"), requireNonNull(options, "options"))
        .open(options);
  }

  /** {@return the array of files in this order} */
  public static NpyShards open(List<Path> files) throws IOException {
    return open(files, ShardOptions.DEFAULT);
  }

  /**
   * {@return the array of files in this order}
   *
   * @throws ShardException if they are not the shards of an array
   * @throws NpyFormatException if one of them is not a whole {@code .npy} file
   * @throws IllegalArgumentException if there are none
   */
  public static NpyShards open(List<Path> files, ShardOptions options) throws IOException {
    List<ShardFile> shards = new ArrayList<>();
    for (Path file : requireNonNull(files, "files")) {
      shards.add(new ShardFile.OfPath(file.toString(), file));
    }
    return open(shards, List.of(), requireNonNull(options, "options"), ShardSources::nothing);
  }

  /** {@return the array of sources in this order} */
  public static NpyShards of(List<? extends ByteSource> sources) throws IOException {
    return of(sources, ShardOptions.DEFAULT);
  }

  /**
   * {@return the array of sources in this order} They stay open, however many they are, and are
   * closed with the array; if it cannot be opened, they are not.
   *
   * @throws ShardException if they are not the shards of an array
   * @throws NpyFormatException if one of them is not a whole {@code .npy} file
   * @throws IllegalArgumentException if there are none
   */
  public static NpyShards of(List<? extends ByteSource> sources, ShardOptions options)
      throws IOException {
    List<ByteSource> owned = List.copyOf(sources);
    List<ShardFile> shards = new ArrayList<>();
    owned.forEach(source -> shards.add(new ShardFile.OfSource(source)));
    return open(shards, owned, requireNonNull(options, "options"), ShardSources::nothing);
  }

  /**
   * {@return whether a file is a manifest, by its first bytes}
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file
   */
  public static boolean isManifest(Path file) throws IOException {
    return Manifest.beginsIn(requireNonNull(file, "file"));
  }

  /** Compares the headers of shards with what is said about them elsewhere. */
  interface Check {
    void require(ShardLayout found, List<NpyHeader> headers) throws IOException;
  }

  static NpyShards open(
      List<ShardFile> files, List<? extends Closeable> owned, ShardOptions options, Check check)
      throws IOException {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("there are no files, so there is no dtype and no shape");
    }
    ReadOptions reading = options.reading().withMaxBytes(Long.MAX_VALUE);
    NpyHeader[] headers = new NpyHeader[files.size()];
    Object[] stamps = new Object[files.size()];
    IndexLoop.run(
        HEADER_THREADS,
        files.size(),
        () ->
            index -> {
              ShardFile file = files.get((int) index);
              stamps[(int) index] = file.stamp();
              headers[(int) index] = header(file, reading);
            });
    List<String> names = files.stream().map(ShardFile::name).toList();
    ShardLayout plan = ShardLayout.of(names, List.of(headers));
    check.require(plan, List.of(headers));
    List<OpenShards.Known> known = new ArrayList<>();
    for (int i = 0; i < headers.length; i++) {
      known.add(new OpenShards.Known(files.get(i), stamps[i], headers[i]));
    }
    var open = new OpenShards(known, reading);
    var reader = new ShardReader(plan, open);
    List<Path> paths = files.stream().flatMap(file -> file.path().stream()).toList();
    return new NpyShards(plan, reader, open, paths, owned, options.reading().maxBytes());
  }

  private static NpyHeader header(ShardFile file, ReadOptions options) throws IOException {
    try (ByteSource source = file.open()) {
      NpyHeader header = Npy.header(source, options);
      StoredArray whole = Npy.open(source, header, options); // checks that the data are there
      return new NpyHeader(header.version(), whole.layout(), header.dataOffset());
    }
  }

  // ---- what it is ----------------------------------------------------------------------------

  /** {@return dtype and shape of the whole array, in C order} */
  public ArrayLayout layout() {
    return plan.layout();
  }

  /** {@return the files with the rows that each has, in order} */
  public List<Shard> shards() {
    return plan.shards();
  }

  /** {@return the files in order; none if the array was opened from sources} */
  public List<Path> paths() {
    return paths;
  }

  /** {@return the plan by which rows are found in files} */
  public ShardLayout plan() {
    return plan;
  }

  /** {@return dtype, shape and number of files} */
  @Override
  public String toString() {
    ArrayLayout layout = layout();
    int files = shards().size();
    return "%s %s in %d %s"
        .formatted(layout.dtype(), layout.shape(), files, files == 1 ? "shard" : "shards");
  }

  // ---- reading -------------------------------------------------------------------------------

  /**
   * {@return a row, copied onto the heap}
   *
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public NdArray at(long row) throws IOException {
    return load(row, row + 1).at(0);
  }

  /**
   * {@return rows, copied onto the heap}
   *
   * @param from the first row
   * @param to the end, exclusive
   * @throws IndexOutOfBoundsException if they are not rows of the array
   * @throws NpyFormatException if they are more bytes than the options allow
   */
  public NdArray load(long from, long to) throws IOException {
    requireRange(from, to);
    NdArray loaded = NdArray.zeros(ShardLayout.withRows(layout(), to - from));
    reader.read(from, to, loaded);
    return loaded;
  }

  /**
   * Reads rows into an array. If it is contiguous, in C order and of the dtype of the shards, their
   * bytes go there directly; otherwise elements are converted as {@link NdArray#copyFrom(NdArray)}
   * does.
   *
   * @param target of the shape of these rows, on the heap or in any other memory
   * @throws IllegalArgumentException if the shape of the target differs
   * @throws IndexOutOfBoundsException if they are not rows of the array
   * @throws ReadOnlyBufferException if the target cannot be written
   */
  public void readInto(long from, long to, NdArray target) throws IOException {
    requireRange(from, to);
    ArrayLayout wanted = ShardLayout.withRows(layout(), to - from);
    if (!requireNonNull(target, "target").shape().equals(wanted.shape())) {
      throw new IllegalArgumentException(
          "rows %d to %d have the shape %s, but the target has %s"
              .formatted(from, to, wanted.shape(), target.shape()));
    }
    if (target.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
    reader.read(from, to, target);
  }

  /**
   * Reads the bytes of rows into a buffer, in C order and in the dtype of the array, and advances
   * it.
   *
   * @throws IllegalArgumentException if the buffer has less room
   * @throws IndexOutOfBoundsException if they are not rows of the array
   * @throws ReadOnlyBufferException if the buffer cannot be written
   */
  public void readInto(long from, long to, ByteBuffer target) throws IOException {
    requireRange(from, to);
    if (requireNonNull(target, "target").isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
    ArrayLayout layout = ShardLayout.withRows(layout(), to - from);
    reader.read(from, to, NdArray.wrap(target, layout));
    target.position(target.position() + (int) layout.nbytes());
  }

  /**
   * Reads rows, in C order, into a flat array of primitives, from its index 0 on.
   *
   * @throws IndexOutOfBoundsException as {@link #readInto(long, long, Object, int)}
   * @throws ArithmeticException as {@link #readInto(long, long, Object, int)}
   */
  public void readInto(long from, long to, Object target) throws IOException {
    readInto(from, to, target, 0);
  }

  /**
   * Reads rows, in C order, into a flat array of primitives.
   *
   * @param target a {@code float[]}, {@code int[]}, …
   * @param start the index in the target of the first element
   * @throws IndexOutOfBoundsException if they are not rows of the array, or the target is too short
   * @throws ArithmeticException if a value does not fit, as {@link NdArray#readInto(Object, int)}
   */
  public void readInto(long from, long to, Object target, int start) throws IOException {
    requireRange(from, to);
    long elements = ShardLayout.withRows(layout(), to - from).size();
    if (!requireNonNull(target, "target").getClass().isArray()) {
      throw new IllegalArgumentException(
          "rows are read into an array of primitives, not into a " + target.getClass().getName());
    }
    Objects.checkFromIndexSize(start, elements, Array.getLength(target));
    reader.read(from, to, target, start, ShardLayout.rowShape(layout()).size());
  }

  private void requireRange(long from, long to) throws NpyFormatException {
    if (from < 0 || to < from || to > plan.rows()) {
      throw new IndexOutOfBoundsException(
          "rows %d to %d are out of bounds for %d rows".formatted(from, to, plan.rows()));
    }
    long bytes = ShardLayout.withRows(layout(), to - from).nbytes();
    if (bytes > maxBytes) {
      throw new NpyFormatException(
          from < to ? shards().get(plan.shardOf(from)).name() : shards().get(0).name(),
          0,
          "expected at most %d bytes of data but found rows %d to %d of %s, which have %d"
              .formatted(maxBytes, from, to, layout().shape(), bytes),
          "if you trust the source, allow more with maxBytes");
    }
  }

  /**
   * {@return the bytes of the one {@code .npy} file that would have all rows} {@code
   * Npy.open(shards.asSource())} is the array to take slices of, of which only the bytes are read
   * that they need. The shards must stay open; closing the source does not close them.
   */
  public ByteSource asSource() {
    return new JoinedSource(reader);
  }

  // ---- reading all ---------------------------------------------------------------------------

  /**
   * {@return a reader of all rows from the first to the last, which reads ahead}
   *
   * @param rows of a batch; the last one may have fewer
   * @throws IllegalArgumentException if the number is not positive
   * @throws NpyFormatException if a batch has more bytes than the options allow
   */
  public BatchReader batches(long rows) throws IOException {
    requireBatch(rows);
    return new BatchReader(reader, rows, maxBytes);
  }

  private void requireBatch(long rows) throws NpyFormatException {
    if (rows < 1) {
      throw new IllegalArgumentException("a batch has at least one row, not " + rows);
    }
    requireRange(0, Math.min(rows, plan.rows()));
  }

  /**
   * Passes on all rows, some at a time and in any order, by several threads, one of which is the
   * caller's. Each has room for one batch. Returns when all rows have been passed on, or throws the
   * first failure when the other threads have ended.
   *
   * @param threads that read, and call the consumer
   * @param rows of a batch; the last one may have fewer
   * @param consumer called by several threads at a time
   * @throws IllegalArgumentException if a number is not positive
   * @throws NpyFormatException if a batch has more bytes than the options allow
   */
  public void forEachBatch(int threads, long rows, RowConsumer consumer) throws IOException {
    requireBatch(rows);
    requireNonNull(consumer, "consumer");
    if (threads < 1) {
      throw new IllegalArgumentException("at least one thread has to read, not " + threads);
    }
    long total = plan.rows();
    long most = Math.min(rows, total);
    IndexLoop.run(
        threads,
        total == 0 ? 0 : (total - 1) / rows + 1,
        () -> {
          NdArray block = RowBlock.of(plan, most);
          return index -> {
            long from = index * rows;
            NdArray batch = block.slice(0, 0, Math.min(rows, total - from));
            reader.read(from, from + batch.shape().length(0), batch);
            consumer.accept(from, batch);
          };
        });
  }

  /**
   * Closes the files. Reading fails afterwards, also in other threads. Closing twice is allowed.
   */
  @Override
  public void close() throws IOException {
    List<Closeable> all = new ArrayList<>(List.of(open));
    all.addAll(owned);
    Closing.all(all);
  }
}
