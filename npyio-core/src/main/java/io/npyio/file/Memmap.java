package io.npyio.file;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.memory.Memory;
import io.npyio.source.FileSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;

/**
 * A file mapped into memory, and the array in it; NumPy's {@code memmap}.
 *
 * <p>Opening reads nothing: pages are loaded when they are touched, so files may be larger than
 * memory. Writes through a {@link MapMode#READ_WRITE} or {@link MapMode#CREATE} mapping are visible
 * at once to every other mapping and reader of the file; {@link #flush()} forces them to disk.
 *
 * <p>{@link #close()} ends the mapping: every access through the array or a view of it then throws
 * {@link IllegalStateException}. On Java 22 and later the file is unmapped at once, even if other
 * threads are using it (they get the exception too); on earlier versions the garbage collector
 * unmaps it later, and Windows keeps the file locked until then. A mapping that is never closed
 * ends with its last view. The operating system writes out unflushed changes; only a crash of the
 * machine loses them.
 *
 * <p>If another program cuts the file short while it is mapped, accesses raise {@link
 * InternalError}, as for every mapped buffer of the JVM; so does a full disk, when a page of a
 * sparse file is first written. Methods that move many elements check the length of the file first,
 * up to a hundred times a second, where the operating system gives files an identity; their error
 * names the file. The error of a single access, or of a file cut between check and access, comes
 * from the JVM: before Java 22 it may come later, from another call of the thread, outside the
 * {@code try} around the access.
 *
 * <p>Deliberate differences from NumPy: {@code r+} never makes a file longer, {@code w+} replaces
 * an existing file only when the new one is ready, and no file is touched before dtype, shape,
 * offset and length have been checked.
 *
 * @since 0.1.0
 */
public final class Memmap implements AutoCloseable {
  private final Path path;
  private final MapMode mode;
  private final long offset;
  private final Memory memory;
  private final NdArray array;

  private Memmap(Path path, MapMode mode, long offset, Memory memory, ArrayLayout layout) {
    this.path = path;
    this.mode = mode;
    this.offset = offset;
    this.memory = memory;
    this.array = NdArray.over(memory, 0, layout);
  }

  /**
   * Maps a raw file from its start.
   *
   * @param layout of the array; bytes of the file behind it are left alone
   * @throws NpyFormatException if the file is too short
   */
  public static Memmap open(Path path, MapMode mode, ArrayLayout layout) throws IOException {
    return open(path, mode, layout, 0);
  }

  /**
   * Maps a raw file from a byte on.
   *
   * @param offset any byte, aligned or not. {@link MapMode#CREATE} leaves zeros before it
   * @throws NpyFormatException if the file is too short
   */
  public static Memmap open(Path path, MapMode mode, ArrayLayout layout, long offset)
      throws IOException {
    requireMappable(path);
    requireNonNull(mode, "mode");
    requireNoObjects(requireNonNull(layout, "layout").dtype());
    requireOffset(offset);
    long end = end(layout, offset);
    if (mode == MapMode.CREATE) {
      create(path, ByteBuffer.allocate(0), end);
    }
    return map(path, mode, layout, offset);
  }

  /**
   * Extends a raw file with zeros to the length of the layout and maps it for reading and writing,
   * as NumPy's r+ does implicitly. A file that is long enough keeps its length.
   *
   * @param offset of the array; missing bytes before it become zeros too
   */
  public static Memmap grow(Path path, ArrayLayout layout, long offset) throws IOException {
    requireMappable(path);
    requireNoObjects(requireNonNull(layout, "layout").dtype());
    requireOffset(offset);
    long end = end(layout, offset);
    try (FileChannel channel = open(path, READ, WRITE)) {
      if (channel.size() < end) {
        channel.write(ByteBuffer.allocate(1), end - 1);
      }
    }
    return map(path, MapMode.READ_WRITE, layout, offset);
  }

  /**
   * Maps a raw file from its start as one axis of all its elements.
   *
   * @throws NpyFormatException if its length is not a multiple of the item size
   */
  public static Memmap open(Path path, MapMode mode, DType dtype) throws IOException {
    return open(path, mode, dtype, 0);
  }

  /**
   * Maps a raw file from a byte on as one axis of all elements that follow.
   *
   * @throws NpyFormatException if the bytes are not a multiple of the item size, or the file is
   *     shorter than the offset
   * @throws IllegalArgumentException for {@link MapMode#CREATE}, which needs a shape
   */
  public static Memmap open(Path path, MapMode mode, DType dtype, long offset) throws IOException {
    requireMappable(path);
    if (requireNonNull(mode, "mode") == MapMode.CREATE) {
      throw new IllegalArgumentException("a file to be created needs a shape");
    }
    requireNoObjects(requireNonNull(dtype, "dtype"));
    requireOffset(offset);
    return map(path, mode, inferLayout(path, dtype, offset), offset);
  }

  /**
   * {@return the layout of a raw file from a byte on: one axis of all elements of the dtype that
   * follow}
   *
   * @throws NpyFormatException if the bytes are not a multiple of the item size, or the file is
   *     shorter than the offset
   */
  public static ArrayLayout inferLayout(Path path, DType dtype, long offset) throws IOException {
    requireNonNull(dtype, "dtype");
    FileSource.requirePositions(requireNonNull(path, "path"));
    long bytes = Files.size(path) - offset;
    if (bytes < 0) {
      throw new NpyFormatException(
          FileSource.name(path),
          bytes + offset,
          "the file ends here, before the offset " + offset + " of the array");
    }
    if (dtype.itemSize() == 0) {
      throw new IllegalArgumentException(
          "elements of " + dtype + " have no bytes to count them by; name a shape");
    }
    if (bytes % dtype.itemSize() != 0) {
      throw new NpyFormatException(
          FileSource.name(path),
          offset,
          "expected a multiple of the %d bytes of %s but found %d bytes, %d too many"
              .formatted(
                  dtype.itemSize(), DataChecks.shown(dtype), bytes, bytes % dtype.itemSize()));
    }
    return ArrayLayout.of(dtype, bytes / dtype.itemSize());
  }

  /** Creates a {@code .npy} file of a header and zeros. */
  static Memmap createNpy(Path path, ArrayLayout layout, byte[] header) throws IOException {
    requireMappable(path);
    requireNoObjects(layout.dtype());
    long end = end(layout, header.length);
    create(path, ByteBuffer.wrap(header), end);
    return map(path, MapMode.CREATE, layout, header.length);
  }

  private static void create(Path path, ByteBuffer header, long end) throws IOException {
    try (AtomicFile file = AtomicFile.replacing(path)) {
      FileChannel channel = file.channel();
      int written = header.remaining();
      while (header.hasRemaining()) {
        channel.write(header);
      }
      // an empty raw array still gets a byte, as NumPy cannot map an empty file
      long length = Math.max(end, 1);
      if (length > written) {
        channel.write(ByteBuffer.allocate(1), length - 1);
      }
      file.commit();
    }
  }

  static Memmap map(Path path, MapMode mode, ArrayLayout layout, long offset) throws IOException {
    requireNoObjects(layout.dtype());
    long end = end(layout, offset);
    if (mode == MapMode.COPY_ON_WRITE) {
      return mapCopied(path, layout, offset, end);
    }
    if (mode == MapMode.READ_ONLY) {
      try (FileChannel channel = open(path, READ)) {
        return map(path, channel, mode, layout, offset);
      }
    }
    try (FileChannel channel = open(path, READ, WRITE)) {
      requireLength(path, channel, layout, end);
      Memory memory =
          Memory.map(path, channel, FileChannel.MapMode.READ_WRITE, offset, layout.nbytes());
      return new Memmap(path, mode, offset, memory, layout);
    }
  }

  /** Copies in the kernel if the file can be opened for writing, which Java requires for that. */
  private static Memmap mapCopied(Path path, ArrayLayout layout, long offset, long end)
      throws IOException {
    try (FileChannel channel = open(path, READ, WRITE)) {
      requireLength(path, channel, layout, end);
      Memory memory =
          Memory.map(path, channel, FileChannel.MapMode.PRIVATE, offset, layout.nbytes());
      return new Memmap(path, MapMode.COPY_ON_WRITE, offset, memory, layout);
    } catch (NoSuchFileException | NpyFormatException known) {
      throw known;
    } catch (FileSystemException mayNotBeWritten) {
      try (FileChannel channel = open(path, READ)) {
        return map(path, channel, MapMode.COPY_ON_WRITE, layout, offset);
      }
    }
  }

  /** Maps a range of a file that is open for reading, READ_ONLY or COPY_ON_WRITE. */
  static Memmap map(FileSource source, MapMode mode, ArrayLayout layout, long offset)
      throws IOException {
    return source.withChannel(channel -> map(source.path(), channel, mode, layout, offset));
  }

  private static Memmap map(
      Path path, FileChannel channel, MapMode mode, ArrayLayout layout, long offset)
      throws IOException {
    requireLength(path, channel, layout, end(layout, offset));
    Memory memory =
        mode == MapMode.COPY_ON_WRITE
            ? Memory.mapCopyOnWrite(path, channel, offset, layout.nbytes())
            : Memory.map(path, channel, FileChannel.MapMode.READ_ONLY, offset, layout.nbytes());
    return new Memmap(path, mode, offset, memory, layout);
  }

  private static FileChannel open(Path path, OpenOption... options) throws IOException {
    if (Files.isDirectory(path)) {
      throw new AccessDeniedException(path.toString(), null, "is a folder");
    }
    FileSource.requirePositions(path);
    return FileChannel.open(path, options);
  }

  static void requireMappable(Path path) {
    DataChecks.requireLocal(path, "cannot be mapped; load it, or copy it to a local file");
  }

  private static void requireOffset(long offset) {
    if (offset < 0) {
      throw new IllegalArgumentException("an offset cannot be negative: " + offset);
    }
  }

  private static void requireNoObjects(DType dtype) {
    DataChecks.requireNoObjects(dtype, "mapped");
  }

  private static long end(ArrayLayout layout, long offset) {
    layout.requireBoundedByBytes();
    try {
      return Math.addExact(offset, layout.nbytes());
    } catch (ArithmeticException tooLarge) {
      throw new IllegalArgumentException(
          layout + " at byte " + offset + " ends beyond 2^63 - 1", tooLarge);
    }
  }

  private static void requireLength(Path path, FileChannel channel, ArrayLayout layout, long end)
      throws IOException {
    DataChecks.requireLength(FileSource.name(path), channel.size(), layout, end);
  }

  /** {@return the array in the file} It and its views end with {@link #close()}. */
  public NdArray array() {
    return array;
  }

  /** {@return the file, as it was given} */
  public Path path() {
    return path;
  }

  /** {@return how it was opened} */
  public MapMode mode() {
    return mode;
  }

  /** {@return the byte of the file at which the array begins} */
  public long offset() {
    return offset;
  }

  /** {@return the layout of the array} */
  public ArrayLayout layout() {
    return array.layout();
  }

  /**
   * Forces all changes out to the file; {@link NdArray#flush()} does it for a view. Does nothing in
   * the modes in which writes do not reach the file.
   */
  public void flush() {
    memory.flush(0, memory.size());
  }

  /** Ends the mapping; changes stay in the file. Closing twice is allowed. */
  @Override
  public void close() {
    memory.close();
  }

  /** {@return file, mode and layout} */
  @Override
  public String toString() {
    return path + " " + mode.python() + " " + layout();
  }
}
