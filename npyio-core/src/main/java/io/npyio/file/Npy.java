package io.npyio.file;

import io.npyio.array.ArrayLayout;
import io.npyio.array.DType;
import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.array.Order;
import io.npyio.array.Shape;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * {@code .npy} files: NumPy's {@code load}, {@code save} and {@code lib.format.open_memmap}.
 *
 * <p>What is written is, byte for byte, what NumPy would write. File names are taken as they are:
 * nothing is appended to them.
 */
public final class Npy {
  private static final int SMALL = 1 << 16;

  private Npy() {}

  // ---- reading -------------------------------------------------------------------------------

  /**
   * {@return the header of a file} Reads no data, whatever the size, and does not ask whether they
   * are there.
   *
   * @throws NpyFormatException if the file does not begin with a header
   */
  public static NpyHeader header(Path path) throws IOException {
    return header(path, NpyHeader.MAX_HEADER_SIZE);
  }

  /**
   * {@return the header of a file that may be longer than usual}
   *
   * @param maxHeaderSize the most characters that are read; raise it for sources that you trust
   */
  public static NpyHeader header(Path path, int maxHeaderSize) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      return NpyHeader.read(FileStart.read(Memmap.name(path), channel), maxHeaderSize);
    }
  }

  /**
   * {@return the array of a file, copied onto the heap}
   *
   * <p>Bytes behind the data are ignored, as NumPy does. For one part of a large file {@link #map}
   * and copy that.
   *
   * @throws NpyFormatException if the file is no whole {@code .npy} file, or its elements are
   *     Python objects
   */
  public static NdArray load(Path path) throws IOException {
    return load(path, NpyHeader.MAX_HEADER_SIZE);
  }

  /**
   * {@return the array of a file whose header may be longer than usual}
   *
   * @param maxHeaderSize the most characters that are read; raise it for sources that you trust
   */
  public static NdArray load(Path path, int maxHeaderSize) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      FileStart file = FileStart.read(Memmap.name(path), channel);
      return FileData.load(file, dataHeader(file, maxHeaderSize));
    }
  }

  /**
   * {@return the elements of a file as a Java array, in one pass} As {@link NdArray#toArray} of the
   * loaded array, without the copy between.
   *
   * @throws ArithmeticException if a value does not fit
   */
  public static <T> T load(Path path, Class<T> type) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      FileStart file = FileStart.read(Memmap.name(path), channel);
      return FileData.toArray(file, dataHeader(file, NpyHeader.MAX_HEADER_SIZE), type);
    }
  }

  private static NpyHeader dataHeader(FileStart file, int maxHeaderSize) throws IOException {
    NpyHeader header = NpyHeader.read(file, maxHeaderSize);
    requireNoObjects(file.name(), header);
    long end = header.dataOffset() + header.layout().nbytes();
    if (end < 0) {
      end = Long.MAX_VALUE;
    }
    if (!file.holds(end)) {
      Memmap.requireLength(file.name(), file.channel().size(), header.layout(), end);
    }
    return header;
  }

  static void requireNoObjects(String name, NpyHeader header) throws NpyFormatException {
    if (header.layout().dtype().hasObjects()) {
      throw new NpyFormatException(
          name,
          header.dataOffset(),
          "expected plain data but found the Python objects of "
              + Memmap.shown(header.layout().dtype()),
          "loadObjects reads them");
    }
  }

  /**
   * {@return the next array of a stream} Reads exactly its bytes, so that several arrays written
   * one behind the other are loaded by as many calls.
   *
   * @throws EOFException if the stream has ended
   * @throws NpyFormatException if what follows is no whole array; offsets in the message count from
   *     its first byte
   */
  public static NdArray load(InputStream stream) throws IOException {
    return load(stream, NpyHeader.MAX_HEADER_SIZE);
  }

  /**
   * {@return the next array of a stream, whose header may be longer than usual}
   *
   * @param maxHeaderSize the most characters that are read; raise it for sources that you trust
   */
  public static NdArray load(InputStream stream, int maxHeaderSize) throws IOException {
    return load(Channels.newChannel(stream), "stream", maxHeaderSize);
  }

  /**
   * {@return the next array of a channel}
   *
   * @throws EOFException if the channel has ended
   * @throws NpyFormatException as {@link #load(InputStream)}
   */
  public static NdArray load(ReadableByteChannel channel) throws IOException {
    return load(channel, "channel", NpyHeader.MAX_HEADER_SIZE);
  }

  /** {@return the array that an array of bytes begins with} */
  public static NdArray load(byte[] bytes) throws IOException {
    InputStream stream = new ByteArrayInputStream(bytes);
    return load(Channels.newChannel(stream), "byte[]", NpyHeader.MAX_HEADER_SIZE);
  }

  private static NdArray load(ReadableByteChannel channel, String name, int maxHeaderSize)
      throws IOException {
    NpyHeader header = NpyHeader.read(Sources.stream(name, channel), maxHeaderSize);
    requireNoObjects(name, header);
    return FileData.loadStream(name, channel, header);
  }

  // ---- objects -------------------------------------------------------------------------------

  /**
   * {@return the array of a file whose elements are Python objects, as plain Java values} NumPy's
   * {@code load} with {@code allow_pickle=True}, except that nothing is run: the pickle is read by
   * a reader that knows the values listed at {@link ObjectArray} and refuses everything else.
   *
   * @throws NpyFormatException if the file is no whole {@code .npy} file of objects, or they are
   *     not among those values, or are more than {@link PickleOptions#DEFAULT} allows
   */
  public static ObjectArray loadObjects(Path path) throws IOException {
    return loadObjects(path, PickleOptions.DEFAULT);
  }

  /**
   * {@return the same with other limits, or of a file that Python 2 wrote}
   *
   * @throws NpyFormatException as {@link #loadObjects(Path)}
   */
  public static ObjectArray loadObjects(Path path, PickleOptions options) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      NpyHeader.Source source = FileStart.read(Memmap.name(path), channel);
      NpyHeader header = NpyHeader.read(source, NpyHeader.MAX_HEADER_SIZE);
      channel.position(header.dataOffset());
      InputStream data = new BufferedInputStream(Channels.newInputStream(channel), SMALL);
      return ObjectData.load(source, data, header, options);
    }
  }

  /**
   * {@return the next array of a stream, whose elements are Python objects} Reads exactly its
   * bytes, many of them one by one: a stream of a file should be buffered.
   *
   * @throws EOFException if the stream has ended
   * @throws NpyFormatException as {@link #loadObjects(Path)}
   */
  public static ObjectArray loadObjects(InputStream stream) throws IOException {
    return loadObjects(stream, PickleOptions.DEFAULT);
  }

  /**
   * {@return the same with other limits, or of a stream that Python 2 wrote}
   *
   * @throws NpyFormatException as {@link #loadObjects(Path)}
   */
  public static ObjectArray loadObjects(InputStream stream, PickleOptions options)
      throws IOException {
    NpyHeader.Source source = Sources.stream("stream", Channels.newChannel(stream));
    NpyHeader header = NpyHeader.read(source, NpyHeader.MAX_HEADER_SIZE);
    return ObjectData.load(source, stream, header, options);
  }

  /**
   * Writes an array of Python objects to a file, which appears, or replaces the one before it, when
   * it is whole. NumPy 1 and 2 load it with {@code allow_pickle=True}.
   *
   * @throws IllegalArgumentException if a value is not among those listed at {@link ObjectArray};
   *     the file is not touched
   */
  public static void saveObjects(Path path, ObjectArray array) throws IOException {
    try (AtomicFile file = AtomicFile.replacing(path)) {
      ObjectData.save(
          new BufferedOutputStream(Channels.newOutputStream(file.channel()), SMALL), array);
      file.commit();
    }
  }

  /** Writes an array of Python objects to a stream, from where it is; the stream stays open. */
  public static void saveObjects(OutputStream stream, ObjectArray array) throws IOException {
    ObjectData.save(stream, array);
  }

  // ---- mapping -------------------------------------------------------------------------------

  /**
   * Maps the array of a file; NumPy's {@code load} with a {@code mmap_mode}.
   *
   * @param mode any but {@link MapMode#CREATE}, for which there is {@link #create}
   * @throws NpyFormatException if the file is no whole {@code .npy} file
   */
  public static Memmap map(Path path, MapMode mode) throws IOException {
    return map(path, mode, NpyHeader.MAX_HEADER_SIZE);
  }

  /**
   * Maps the array of a file whose header may be longer than usual.
   *
   * @param maxHeaderSize the most characters that are read; raise it for sources that you trust
   */
  public static Memmap map(Path path, MapMode mode, int maxHeaderSize) throws IOException {
    if (mode == MapMode.CREATE) {
      throw new IllegalArgumentException(
          "mapping an existing array never replaces it; create(path, layout) does");
    }
    NpyHeader header;
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      header = dataHeader(FileStart.read(Memmap.name(path), channel), maxHeaderSize);
      if (mode == MapMode.READ_ONLY) {
        return Memmap.map(path, channel, mode, header.layout(), header.dataOffset());
      }
    }
    return Memmap.map(path, mode, header.layout(), header.dataOffset());
  }

  /**
   * Creates a file of zeros and maps it for writing; NumPy's {@code open_memmap} with mode w+. The
   * file takes no room on disk for pages that are never written, and replaces an existing one.
   *
   * @throws IllegalArgumentException if the dtype cannot be written
   */
  public static Memmap create(Path path, ArrayLayout layout) throws IOException {
    return Memmap.createNpy(path, layout, NpyHeader.encode(layout));
  }

  /**
   * The same in a version of the format of the caller's choice.
   *
   * @throws IllegalArgumentException also if that version cannot say the dtype
   */
  public static Memmap create(Path path, ArrayLayout layout, NpyVersion version)
      throws IOException {
    return Memmap.createNpy(path, layout, NpyHeader.encode(layout, version));
  }

  // ---- writing -------------------------------------------------------------------------------

  /**
   * Writes an array to a file, which appears, or replaces the one before it, when it is whole.
   *
   * @throws IllegalArgumentException if the dtype cannot be written: Python objects, or fields that
   *     overlap; the file is not touched
   */
  public static void save(Path path, NdArray array) throws IOException {
    save(path, array, NpyHeader.encode(array.layout()));
  }

  /**
   * Writes an array in a version of the format of the caller's choice.
   *
   * @throws IllegalArgumentException also if that version cannot say the dtype
   */
  public static void save(Path path, NdArray array, NpyVersion version) throws IOException {
    save(path, array, NpyHeader.encode(array.layout(), version));
  }

  /**
   * Writes a Java array, flat or nested, as {@code save(path, NdArray.of(array))} does, without the
   * copy of the whole between.
   *
   * @throws IllegalArgumentException as {@link NdArray#of(Object)}; the file is not touched
   */
  public static void save(Path path, Object array) throws IOException {
    if (array instanceof NdArray values) {
      save(path, values);
    } else if (array.getClass().isArray()) {
      save(path, array, NdArray.layoutOf(array));
    } else {
      save(path, NdArray.of(array));
    }
  }

  /**
   * Writes a Java array in another dtype, byte order or shape than its own.
   *
   * @param array nested and of the layout's shape, or flat and of its size, in C order
   * @throws IllegalArgumentException if it is neither, or the dtype cannot be written
   * @throws ArithmeticException if a value is out of the range of the dtype. In no case is the file
   *     touched
   */
  public static void save(Path path, Object array, ArrayLayout layout) throws IOException {
    if (!JavaArrayData.canStream(array, layout)) {
      NdArray whole = NdArray.zeros(layout);
      whole.copyFrom(array);
      save(path, whole);
      return;
    }
    requireSize(array, layout);
    byte[] header = NpyHeader.encode(layout.withOrder(Order.C));
    try (AtomicFile file = AtomicFile.replacing(path)) {
      write(file.channel(), header);
      JavaArrayData.write(array, layout, file.channel());
      file.commit();
    } catch (ArithmeticException misfit) {
      NdArray.zeros(layout).copyFrom(array); // names the index in the whole, which a piece cannot
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

  private static void save(Path path, NdArray array, byte[] header) throws IOException {
    requireNoObjects(array.dtype());
    try (AtomicFile file = AtomicFile.replacing(path)) {
      write(file.channel(), array, header);
      file.commit();
    }
  }

  /** Writes an array to a stream, from where it is; the stream stays open. */
  public static void save(OutputStream stream, NdArray array) throws IOException {
    save(Channels.newChannel(stream), array);
    stream.flush();
  }

  /** Writes an array to a channel, from where it is; the channel stays open. */
  public static void save(WritableByteChannel channel, NdArray array) throws IOException {
    requireNoObjects(array.dtype());
    write(channel, array, NpyHeader.encode(array.layout()));
  }

  /** {@return the bytes of a {@code .npy} file of the array} */
  public static byte[] toBytes(NdArray array) {
    var bytes = new ByteArrayOutputStream(Math.toIntExact(array.nbytes() + SMALL));
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
