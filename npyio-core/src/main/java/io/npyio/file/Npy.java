package io.npyio.file;

import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.source.ByteSource;
import io.npyio.source.FileSource;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code .npy} files: NumPy's {@code load}, {@code save} and {@code lib.format.open_memmap}.
 *
 * <p>Files are byte for byte those that NumPy writes. File names are used as they are: nothing is
 * appended to them.
 *
 * @since 0.1.0
 */
public final class Npy {
  private static final int BUFFER_BYTES = 1 << 16;

  private Npy() {}

  // ---- reading -------------------------------------------------------------------------------

  /**
   * {@return the header of a file} Reads no data, whatever the size, and does not check that they
   * are there.
   *
   * @throws NpyFormatException if the file does not begin with a header
   */
  public static NpyHeader header(Path path) throws IOException {
    return header(path, ReadOptions.DEFAULT);
  }

  /** {@return the header of a file, read with other options} */
  public static NpyHeader header(Path path, ReadOptions options) throws IOException {
    requireNonNull(options, "options");
    return read(
        path, head -> NpyHeader.read(head, options), stream -> NpyHeader.read(stream, options));
  }

  /**
   * {@return the header of a source} Reads its first 4 KiB, and more only for a longer header.
   *
   * @throws NpyFormatException if the source does not begin with a header
   */
  public static NpyHeader header(ByteSource source) throws IOException {
    return header(source, ReadOptions.DEFAULT);
  }

  /** {@return the header of a source, read with other options} */
  public static NpyHeader header(ByteSource source, ReadOptions options) throws IOException {
    requireNonNull(options, "options");
    return NpyHeader.read(head(source), options);
  }

  /**
   * {@return the array of a file, copied onto the heap}
   *
   * <p>Bytes behind the data are ignored, as NumPy does. To read a part of a large file, {@link
   * #map} it and copy that part. A pipe or a device is read as a stream.
   *
   * @throws NpyFormatException if the file is not a whole {@code .npy} file, is empty, or its
   *     elements are Python objects
   */
  public static NdArray load(Path path) throws IOException {
    return load(path, ReadOptions.DEFAULT);
  }

  /**
   * {@return the array of a file, read with other options}
   *
   * @throws NpyFormatException as {@link #load(Path)}, or if the file exceeds a limit
   */
  public static NdArray load(Path path, ReadOptions options) throws IOException {
    requireNonNull(options, "options");
    return read(path, head -> DataReader.load(head, options), stream -> load(stream, options));
  }

  /**
   * {@return the elements of a file as a Java array, in one pass} As {@link NdArray#toArray} of the
   * loaded array, but without the copy in between.
   *
   * @throws ArithmeticException if a value does not fit
   */
  public static <T> T load(Path path, Class<T> type) throws IOException {
    return load(path, type, ReadOptions.DEFAULT);
  }

  /**
   * {@return the elements of a file as a Java array, read with other options}
   *
   * @throws ArithmeticException if a value does not fit
   */
  public static <T> T load(Path path, Class<T> type, ReadOptions options) throws IOException {
    requireNonNull(type, "type");
    requireNonNull(options, "options");
    return read(
        path,
        head -> DataReader.load(head, type, options),
        stream -> load(stream, options).toArray(type));
  }

  /**
   * {@return the array of a source, copied onto the heap} The source stays open.
   *
   * @throws NpyFormatException as {@link #load(Path)}
   */
  public static NdArray load(ByteSource source) throws IOException {
    return load(source, ReadOptions.DEFAULT);
  }

  /** {@return the array of a source, read with other options} */
  public static NdArray load(ByteSource source, ReadOptions options) throws IOException {
    requireNonNull(options, "options");
    return DataReader.load(head(source), options);
  }

  /**
   * {@return the array of a source, to read parts of} Reads the header only. The source must stay
   * open while parts are read.
   *
   * @throws NpyFormatException as {@link #load(Path)}
   */
  public static StoredArray open(ByteSource source) throws IOException {
    return open(source, ReadOptions.DEFAULT);
  }

  /**
   * {@return the array of a source, to read parts of with other options} The limit of bytes holds
   * for each part.
   */
  public static StoredArray open(ByteSource source, ReadOptions options) throws IOException {
    requireNonNull(options, "options");
    return StoredArray.open(head(source), options);
  }

  /**
   * {@return the array of a source whose header has been read, to read parts of} Reads nothing
   * before a part is asked for: a file that is opened again needs its header only once.
   *
   * @param header of these bytes, as {@link #header(ByteSource)} returns it
   * @throws NpyFormatException if the source ends before the data do, or its elements are Python
   *     objects
   */
  public static StoredArray open(ByteSource source, NpyHeader header, ReadOptions options)
      throws IOException {
    requireNonNull(options, "options");
    requireNonNull(header, "header");
    return StoredArray.open(requireNonNull(source, "source"), header, options);
  }

  /** {@return the elements of a source as a Java array} As {@link #load(Path, Class)}. */
  public static <T> T load(ByteSource source, Class<T> type) throws IOException {
    return load(source, type, ReadOptions.DEFAULT);
  }

  /** {@return the elements of a source as a Java array, read with other options} */
  public static <T> T load(ByteSource source, Class<T> type, ReadOptions options)
      throws IOException {
    requireNonNull(type, "type");
    requireNonNull(options, "options");
    return DataReader.load(head(source), type, options);
  }

  /**
   * {@return the next array of a stream} Reads exactly its bytes, so that several arrays written
   * one behind the other are loaded by as many calls; {@link #loadNext} also tells their end.
   *
   * @throws NpyFormatException if what follows is not a whole array, or nothing follows; offsets in
   *     the message count from its first byte
   */
  public static NdArray load(InputStream stream) throws IOException {
    return load(stream, ReadOptions.DEFAULT);
  }

  /** {@return the next array of a stream, read with other options} */
  public static NdArray load(InputStream stream, ReadOptions options) throws IOException {
    return load(input(stream), options);
  }

  /**
   * {@return the next array of a stream, or empty at the stream's end}
   *
   * <pre>{@code
   * for (Optional<NdArray> next = Npy.loadNext(in); next.isPresent(); next = Npy.loadNext(in)) {
   *   use(next.get());
   * }
   * }</pre>
   *
   * @throws NpyFormatException if what follows is not a whole array
   */
  public static Optional<NdArray> loadNext(InputStream stream) throws IOException {
    return loadNext(stream, ReadOptions.DEFAULT);
  }

  /** {@return the next array of a stream, read with other options, or empty at the stream's end} */
  public static Optional<NdArray> loadNext(InputStream stream, ReadOptions options)
      throws IOException {
    ChannelInput input = input(stream);
    return input.hasEnded() ? Optional.empty() : Optional.of(load(input, options));
  }

  /**
   * {@return the next array of a channel}
   *
   * @throws NpyFormatException as {@link #load(InputStream)}
   */
  public static NdArray load(ReadableByteChannel channel) throws IOException {
    return load(channel, ReadOptions.DEFAULT);
  }

  /** {@return the next array of a channel, read with other options} */
  public static NdArray load(ReadableByteChannel channel, ReadOptions options) throws IOException {
    return load(new ChannelInput("channel", requireNonNull(channel, "channel")), options);
  }

  /**
   * {@return the array that an array of bytes begins with}
   *
   * @throws NpyFormatException as {@link #load(Path)}
   */
  public static NdArray load(byte[] bytes) throws IOException {
    return load(bytes, ReadOptions.DEFAULT);
  }

  /** {@return the array that an array of bytes begins with, read with other options} */
  public static NdArray load(byte[] bytes, ReadOptions options) throws IOException {
    return load(ByteSource.of(requireNonNull(bytes, "bytes")), options);
  }

  private static NdArray load(ChannelInput input, ReadOptions options) throws IOException {
    NpyHeader header = DataReader.header(input, requireNonNull(options, "options"));
    return DataReader.named(input.name(), header, () -> DataReader.readArriving(input, header));
  }

  private static ChannelInput input(InputStream stream) {
    return new ChannelInput("stream", Channels.newChannel(requireNonNull(stream, "stream")));
  }

  /** Reads an array from an input. */
  private interface Reading<I, T> {
    T read(I input) throws IOException;
  }

  /** Reads a file by position or, if it is a pipe or a device, from front to back. */
  private static <T> T read(
      Path path, Reading<FileHead, T> byPosition, Reading<ChannelInput, T> asStream)
      throws IOException {
    try (ByteSource source = open(path)) {
      FileHead head = head(source);
      // only what is empty may be a pipe: asking costs as much as reading a small file
      return head.remaining() == 0 && source instanceof FileSource file && FileSource.isStream(path)
          ? file.withChannel(channel -> asStream.read(new ChannelInput(file.name(), channel)))
          : byPosition.read(head);
    }
  }

  private static FileHead head(ByteSource source) throws IOException {
    return FileHead.read(requireNonNull(source, "source"));
  }

  /** A file that only the calling thread reads. */
  private static ByteSource open(Path path) throws IOException {
    requireNonNull(path, "path");
    return DataChecks.isLocal(path) ? FileSource.open(path) : ByteSource.of(path);
  }

  // ---- objects -------------------------------------------------------------------------------

  /**
   * {@return the array of a file whose elements are Python objects, as plain Java values} NumPy's
   * {@code load} with {@code allow_pickle=True}, except that nothing is run: the pickle is read by
   * a reader that knows the values listed at {@link ObjectArray} and refuses everything else.
   *
   * @throws NpyFormatException if the file is not a whole {@code .npy} file of objects, or they are
   *     not among those values, or take more memory than {@link ReadOptions#DEFAULT} allows
   */
  public static ObjectArray loadObjects(Path path) throws IOException {
    return loadObjects(path, ReadOptions.DEFAULT);
  }

  /**
   * {@return the objects of a file, read with other limits, or written by Python 2}
   *
   * @throws NpyFormatException as {@link #loadObjects(Path)}
   */
  public static ObjectArray loadObjects(Path path, ReadOptions options) throws IOException {
    requireNonNull(options, "options");
    return read(
        path, head -> ObjectCodec.load(head, options), stream -> ObjectCodec.load(stream, options));
  }

  /**
   * {@return the array of a source whose elements are Python objects} The source stays open.
   *
   * @throws NpyFormatException as {@link #loadObjects(Path)}
   */
  public static ObjectArray loadObjects(ByteSource source) throws IOException {
    return loadObjects(source, ReadOptions.DEFAULT);
  }

  /** {@return the objects of a source, read with other options} */
  public static ObjectArray loadObjects(ByteSource source, ReadOptions options) throws IOException {
    requireNonNull(options, "options");
    return ObjectCodec.load(head(source), options);
  }

  /**
   * {@return the next array of a stream, whose elements are Python objects} Reads exactly its
   * bytes, many of them one by one: a stream of a file should be buffered.
   *
   * @throws NpyFormatException as {@link #loadObjects(Path)}
   */
  public static ObjectArray loadObjects(InputStream stream) throws IOException {
    return loadObjects(stream, ReadOptions.DEFAULT);
  }

  /** {@return the objects of a stream, read with other options} */
  public static ObjectArray loadObjects(InputStream stream, ReadOptions options)
      throws IOException {
    return ObjectCodec.load(input(stream), stream, requireNonNull(options, "options"));
  }

  /**
   * Writes an array of Python objects to a file, which appears, or replaces the one before it, when
   * it is whole. NumPy 1 and 2 load it with {@code allow_pickle=True}.
   *
   * @throws IllegalArgumentException if a value is not among those listed at {@link ObjectArray};
   *     the file is not touched
   */
  public static void saveObjects(Path path, ObjectArray array) throws IOException {
    saveObjects(path, array, WriteOptions.DEFAULT);
  }

  /** As {@link #saveObjects(Path, ObjectArray)}, with other options. */
  public static void saveObjects(Path path, ObjectArray array, WriteOptions options)
      throws IOException {
    requireNonNull(path, "path");
    requireNonNull(array, "array");
    try (AtomicFile file = AtomicFile.replacing(path, options)) {
      ObjectCodec.save(
          new BufferedOutputStream(Channels.newOutputStream(file.channel()), BUFFER_BYTES), array);
      file.commit();
    }
  }

  /** Writes an array of Python objects to a stream, which stays open. */
  public static void saveObjects(OutputStream stream, ObjectArray array) throws IOException {
    ObjectCodec.save(requireNonNull(stream, "stream"), requireNonNull(array, "array"));
  }

  // ---- mapping -------------------------------------------------------------------------------

  /**
   * Maps the array of a file; NumPy's {@code load} with a {@code mmap_mode}.
   *
   * @param mode any but {@link MapMode#CREATE}, for which there is {@link #create}
   * @throws NpyFormatException if the file is not a whole {@code .npy} file
   */
  public static Memmap map(Path path, MapMode mode) throws IOException {
    return map(path, mode, ReadOptions.DEFAULT);
  }

  /**
   * Maps the array of a file, its header read with other options. {@link ReadOptions#maxBytes}
   * limits the array too.
   */
  public static Memmap map(Path path, MapMode mode, ReadOptions options) throws IOException {
    Memmap.requireMappable(path);
    requireNonNull(options, "options");
    if (requireNonNull(mode, "mode") == MapMode.CREATE) {
      throw new IllegalArgumentException(
          "mapping an existing array never replaces it; create(path, layout) does");
    }
    FileSource.requirePositions(path);
    NpyHeader header;
    try (FileSource source = FileSource.open(path)) {
      header = DataReader.header(FileHead.read(source), options);
      if (mode == MapMode.READ_ONLY) {
        return Memmap.map(source, mode, header.layout(), header.dataOffset());
      }
    }
    return Memmap.map(path, mode, header.layout(), header.dataOffset());
  }

  /**
   * Creates a file of zeros and maps it for writing; NumPy's {@code open_memmap} with mode w+. The
   * file is sparse: pages that are never written take no room on disk. It replaces an existing
   * file.
   *
   * @throws IllegalArgumentException if the dtype cannot be written
   */
  public static Memmap create(Path path, ArrayLayout layout) throws IOException {
    return Memmap.createNpy(path, layout, NpyHeader.encode(layout));
  }

  /**
   * As {@link #create(Path, ArrayLayout)}, but in a given version of the format.
   *
   * @throws IllegalArgumentException also if that version cannot express the dtype
   */
  public static Memmap create(Path path, ArrayLayout layout, NpyVersion version)
      throws IOException {
    return Memmap.createNpy(path, layout, NpyHeader.encode(layout, version));
  }

  // ---- writing -------------------------------------------------------------------------------

  /**
   * Writes an array to a file, which appears, or replaces the one before it, when it is whole. It
   * survives a power cut, and so does the one before it until then; {@link
   * WriteOptions#withoutSync()} is faster.
   *
   * @throws IllegalArgumentException if the dtype cannot be written: Python objects, or fields that
   *     overlap; the file is not touched
   */
  public static void save(Path path, NdArray array) throws IOException {
    save(path, array, WriteOptions.DEFAULT);
  }

  /** As {@link #save(Path, NdArray)}, with other options. */
  public static void save(Path path, NdArray array, WriteOptions options) throws IOException {
    save(path, array, NpyHeader.encode(requireNonNull(array, "array").layout()), options);
  }

  /**
   * As {@link #save(Path, NdArray)}, but in a given version of the format.
   *
   * @throws IllegalArgumentException also if that version cannot express the dtype
   */
  public static void save(Path path, NdArray array, NpyVersion version) throws IOException {
    byte[] header = NpyHeader.encode(requireNonNull(array, "array").layout(), version);
    save(path, array, header, WriteOptions.DEFAULT);
  }

  /**
   * Writes a Java array, flat or nested, as {@code save(path, NdArray.of(array))} does, but without
   * a copy of the whole.
   *
   * @throws IllegalArgumentException as {@link NdArray#of(Object)}; the file is not touched
   */
  public static void save(Path path, Object array) throws IOException {
    save(path, array, WriteOptions.DEFAULT);
  }

  /** As {@link #save(Path, Object)}, with other options. */
  public static void save(Path path, Object array, WriteOptions options) throws IOException {
    requireOneArray(requireNonNull(array, "array"));
    if (array instanceof NdArray values) {
      save(path, values, options);
    } else if (array.getClass().isArray()) {
      save(path, array, NdArray.layoutOf(array), options);
    } else {
      save(path, NdArray.of(array), options);
    }
  }

  /** Refuses collections of arrays and objects, and names the call that writes them. */
  static void requireOneArray(Object array) {
    if (array instanceof ObjectArray objects) {
      requireNoObjects(objects.dtype());
    }
    if (array instanceof Map) {
      throw new IllegalArgumentException("a map is not one array; Npz.save writes its arrays");
    }
    if (array instanceof Iterable) {
      throw new IllegalArgumentException(
          "a %s is not an array; copy its elements into one, such as a double[]"
              .formatted(array instanceof List ? "list" : "collection"));
    }
  }

  /**
   * Writes a Java array with a given dtype, byte order and shape.
   *
   * @param array nested, of the layout's shape, or flat, of its size and in C order
   * @throws IllegalArgumentException if it is neither, or the dtype cannot be written
   * @throws ArithmeticException if a value is out of the range of the dtype. The file is not
   *     touched in either case
   */
  public static void save(Path path, Object array, ArrayLayout layout) throws IOException {
    save(path, array, layout, WriteOptions.DEFAULT);
  }

  /** As {@link #save(Path, Object, ArrayLayout)}, with other options. */
  public static void save(Path path, Object array, ArrayLayout layout, WriteOptions options)
      throws IOException {
    requireNonNull(path, "path");
    requireOneArray(requireNonNull(array, "array"));
    if (!JavaArrayWriter.canStream(array, requireNonNull(layout, "layout"))) {
      NdArray whole = NdArray.zeros(layout);
      whole.copyFrom(array);
      save(path, whole, options);
      return;
    }
    requireSize(array, layout);
    byte[] header = NpyHeader.encode(layout.withOrder(Order.C));
    try (AtomicFile file = AtomicFile.replacing(path, options)) {
      write(file.channel(), header);
      JavaArrayWriter.write(array, layout, file.channel());
      file.commit();
    } catch (ArithmeticException misfit) {
      NdArray.zeros(layout)
          .copyFrom(array); // names the index in the whole array, which a piece does not know
      throw misfit;
    }
  }

  private static void requireSize(Object array, ArrayLayout layout) {
    Shape shape = NdArray.layoutOf(array).shape();
    boolean isFlat = shape.rank() == 1 && shape.size() == layout.size();
    if (!isFlat && !shape.equals(layout.shape())) {
      throw new IllegalArgumentException(
          "an array of shape %s cannot be written as one of shape %s"
              .formatted(shape, layout.shape()));
    }
  }

  private static void save(Path path, NdArray array, byte[] header, WriteOptions options)
      throws IOException {
    requireNoObjects(array.dtype());
    try (AtomicFile file = AtomicFile.replacing(path, options)) {
      write(file.channel(), array, header);
      file.commit();
    }
  }

  /** Writes an array to a stream, which stays open. */
  public static void save(OutputStream stream, NdArray array) throws IOException {
    save(Channels.newChannel(requireNonNull(stream, "stream")), array);
    stream.flush();
  }

  /** Writes an array to a channel at its position; the channel stays open. */
  public static void save(WritableByteChannel channel, NdArray array) throws IOException {
    requireNonNull(channel, "channel");
    requireNoObjects(requireNonNull(array, "array").dtype());
    write(channel, array, NpyHeader.encode(requireNonNull(array, "array").layout()));
  }

  /** {@return the bytes of a {@code .npy} file of the array} */
  public static byte[] toBytes(NdArray array) {
    requireNonNull(array, "array");
    var bytes = new ByteArrayOutputStream(Math.toIntExact(array.nbytes() + BUFFER_BYTES));
    try {
      save(bytes, array);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void write(WritableByteChannel channel, NdArray array, byte[] header)
      throws IOException {
    write(channel, header);
    array.writeTo(channel, array.layout().order());
  }

  private static void write(WritableByteChannel channel, byte[] header) throws IOException {
    ByteBuffer prefix = ByteBuffer.wrap(header);
    while (prefix.hasRemaining()) {
      channel.write(prefix);
    }
  }

  static void requireNoObjects(DType dtype) {
    if (dtype.hasObjects()) {
      throw new IllegalArgumentException(
          "elements of " + dtype + " are Python objects; saveObjects writes them");
    }
  }
}
