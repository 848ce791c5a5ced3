package io.npyio.spark;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import io.npyio.file.Npz;
import io.npyio.file.StoredArray;
import io.npyio.source.ByteSource;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The array of one file, read by ranges of rows. A shape () is one row. */
final class Shard implements Closeable {
  private final ByteSource source;
  private final ArrayLayout layout;
  private final Rows rows;
  private final long dataOffset;
  private final boolean isSplittable;

  /** How rows are read: into bytes, where they lie as an array in C order. */
  private interface Rows {
    void read(long from, ByteBuffer bytes, NdArray array) throws IOException;
  }

  /** The rows from {@code from} to before {@code to}. */
  record Range(long from, long to) {}

  private Shard(
      ByteSource source, ArrayLayout layout, Rows rows, long dataOffset, boolean isSplittable) {
    this.source = source;
    this.layout = layout;
    this.rows = rows;
    this.dataOffset = dataOffset;
    this.isSplittable = isSplittable;
  }

  /** Reads the header; the source belongs to the shard, and is closed if it has none. */
  static Shard open(ByteSource source, NpyOptions options) throws IOException {
    try {
      if (options.isRaw()) {
        return raw(source, options);
      }
      return isArchive(source) ? member(source, options) : npy(source, options);
    } catch (IOException | RuntimeException | Error failure) {
      source.close();
      throw failure;
    }
  }

  private static boolean isArchive(ByteSource source) throws IOException {
    ByteBuffer magic = ByteBuffer.allocate((int) Math.min(2, source.size()));
    source.readFully(0, magic);
    return Arrays.equals(magic.array(), new byte[] {'P', 'K'});
  }

  private static Shard npy(ByteSource source, NpyOptions options) throws IOException {
    NpyHeader header = Npy.header(source, options.reading());
    ArrayLayout layout = checked(source.name(), header.layout(), options);
    requireWhole(source, layout, header.dataOffset());
    return layout.order() == Order.F && layout.shape().rank() > 1
        ? new Shard(
            source, layout, parts(Npy.open(source, options.reading())), header.dataOffset(), false)
        : contiguous(source, layout, header.dataOffset());
  }

  private static Shard raw(ByteSource source, NpyOptions options) throws IOException {
    ArrayLayout described = options.rawLayout(source.name(), source.size());
    ArrayLayout layout = checked(source.name(), described, options);
    layout.requireBoundedByBytes();
    requireWhole(source, layout, options.offset());
    if (layout.order() == Order.C || layout.shape().rank() <= 1) {
      return contiguous(source, layout, options.offset());
    }
    ByteSource withHeader = new HeadedSource(source, layout, options.offset());
    return new Shard(
        source, layout, parts(Npy.open(withHeader, options.reading())), options.offset(), false);
  }

  private static Shard member(ByteSource source, NpyOptions options) throws IOException {
    Npz archive = Npz.open(source, options.reading());
    String name = memberName(source.name(), archive, options.member());
    String full = source.name() + ": " + name;
    ArrayLayout layout = checked(full, archive.header(name).layout(), options);
    boolean isStored = archive.member(name).compression() == Npz.Compression.STORED;
    Rows rows =
        isStored && layout.shape().rank() > 0
            ? parts(archive.stored(name))
            : new LoadedRows(() -> archive.load(name));
    return new Shard(source, layout, rows, 0, false);
  }

  private static String memberName(String source, Npz archive, @Nullable String asked)
      throws IOException {
    if (asked == null && archive.names().size() == 1) {
      return archive.names().get(0);
    }
    if (asked == null || !archive.contains(asked)) {
      throw new IOException(
          "%s: expected %s, found the members %s; name one of them by option(\"member\", ..)"
              .formatted(
                  source,
                  asked == null ? "an archive of one array" : "the member " + asked,
                  String.join(", ", archive.names())));
    }
    return asked;
  }

  /** The layout under the option view, if its elements are something that Spark can have. */
  private static ArrayLayout checked(String name, ArrayLayout stored, NpyOptions options)
      throws IOException {
    ArrayLayout layout = stored;
    if (options.view() != null) {
      DType view = DType.of(options.view());
      if (view.itemSize() != stored.dtype().itemSize()) {
        throw new IOException(
            "%s: the option view: expected a dtype of %d bytes as %s has, found %s of %d"
                .formatted(name, stored.dtype().itemSize(), stored.dtype(), view, view.itemSize()));
      }
      layout = stored.withDType(view);
    }
    if (layout.dtype().hasObjects()) {
      throw new IOException(
          name + ": the elements are Python objects, for which Spark has no type");
    }
    return layout;
  }

  private static void requireWhole(ByteSource source, ArrayLayout layout, long dataOffset)
      throws IOException {
    if (source.size() - dataOffset < layout.nbytes()) {
      throw new IOException(
          "%s: expected %d bytes from byte %d on, the array %s, but the file ends at byte %d"
              .formatted(source.name(), layout.nbytes(), dataOffset, layout, source.size()));
    }
  }

  private static Shard contiguous(ByteSource source, ArrayLayout layout, long dataOffset) {
    long rowBytes = rows(layout, 1).nbytes();
    Rows rows = (from, bytes, array) -> source.readFully(dataOffset + from * rowBytes, bytes);
    return new Shard(source, layout, rows, dataOffset, true);
  }

  /** Rows that are read apart from others, though their bytes may lie between them. */
  private static Rows parts(StoredArray stored) {
    return (from, bytes, array) ->
        copy(stored.slice(0, from, from + array.shape().length(0)).load(), array);
  }

  private static void copy(NdArray part, NdArray target) {
    target.copyFrom(part.dtype().equals(target.dtype()) ? part : part.view(target.dtype()));
  }

  /** The layout of some rows, one after another. */
  private static ArrayLayout rows(ArrayLayout layout, long count) {
    ArrayLayout rows = layout.shape().rank() == 0 ? layout.withShape(1) : layout;
    return rows.withOrder(Order.C).withLength(0, count);
  }

  String name() {
    return source.name();
  }

  ArrayLayout layout() {
    return layout;
  }

  /** Whether parts of the file can be read as quickly as all of it. */
  boolean isSplittable() {
    return isSplittable;
  }

  long rows() {
    return layout.shape().rank() == 0 ? 1 : layout.shape().length(0);
  }

  long rowBytes() {
    return rowLayout(1).nbytes();
  }

  /** The layout of some rows. */
  ArrayLayout rowLayout(long count) {
    return rows(layout, count);
  }

  /**
   * The rows of a split: each row belongs to the split that has its first byte, so that any cut of
   * the file gives every row once. Where rows do not lie one after another, all are the first
   * split's.
   */
  Range rowsOf(long start, long length) {
    if (!isSplittable || rowBytes() == 0) {
      return start == 0 ? new Range(0, rows()) : new Range(0, 0);
    }
    return new Range(firstRow(start), firstRow(start + length));
  }

  private long firstRow(long position) {
    long into = Math.max(0, position - dataOffset);
    return Math.min(rows(), into / rowBytes() + (into % rowBytes() == 0 ? 0 : 1));
  }

  /** Reads rows into the array, which lies in the bytes in C order. */
  void read(long from, byte[] bytes, NdArray array) throws IOException {
    rows.read(from, ByteBuffer.wrap(bytes, 0, Math.toIntExact(array.nbytes())), array);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /** The rows of an array that must be read as a whole, when the first of them is wanted. */
  private static final class LoadedRows implements Rows {
    private interface Load {
      NdArray get() throws IOException;
    }

    private final Load load;
    private @Nullable NdArray loaded;

    LoadedRows(Load load) {
      this.load = load;
    }

    @Override
    public void read(long from, ByteBuffer bytes, NdArray array) throws IOException {
      NdArray whole = loaded;
      if (whole == null) {
        whole = load.get();
        whole = whole.rank() == 0 ? whole.reshape(1) : whole;
        loaded = whole;
      }
      copy(whole.slice(0, from, from + array.shape().length(0)), array);
    }
  }
}
