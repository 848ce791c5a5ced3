package io.npyio.memory;

import io.npyio.memory.MappedSegment.Users;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/**
 * Bytes addressed by a {@code long}, read and written as Java primitives in either byte order.
 *
 * <p>The bulk methods move {@code n} elements that lie {@code stride} bytes apart (negative and
 * zero strides included) to or from a range of a Java array. They are the one place that has a
 * method per primitive type.
 *
 * <p>After {@link #close()} every access throws {@link IllegalStateException}. Access from several
 * threads is as for the elements of a Java array.
 */
public abstract class Memory implements AutoCloseable {
  /** Whether {@link #close()} ends a mapping itself rather than leaving it to the collector. */
  public static final boolean UNMAPS_AT_ONCE = MappedSegment.IS_AVAILABLE;

  /** Below this size the page faults of a mapping cost more than it saves: decision 0016. */
  private static final int MIN_MAPPED_BYTES = 1 << 26;

  /** Up to this size the JDK's own direct buffers, through which it copies, are as good. */
  private static final int MAX_HEAP_SCRATCH_BYTES = 1 << 16;

  private final long size;

  /** For the implementations in this package, each of which adds to what is virtual. */
  Memory(long size) {
    this.size = size;
  }

  /** Whether a mapping is faster than reading for a number of bytes that are read once. */
  public static boolean isBetterMapped(long size) {
    return UNMAPS_AT_ONCE && size >= MIN_MAPPED_BYTES;
  }

  // ---- making memory -------------------------------------------------------------------------

  /** New zeroed memory on the heap. */
  public static Memory allocate(long size) {
    return WindowMemory.zeros(Windows.of(size));
  }

  static Memory allocate(long size, int shift) {
    return WindowMemory.zeros(new Windows(size, shift));
  }

  /** New zeroed memory for pieces on their way to a channel, which takes them without a copy. */
  public static Memory scratch(int size) {
    return wrap(
        size <= MAX_HEAP_SCRATCH_BYTES
            ? ByteBuffer.allocate(size)
            : ByteBuffer.allocateDirect(size));
  }

  /**
   * New memory on the heap with the next bytes of a channel. It is allocated as data arrive,
   * because the channel may hold fewer bytes than asked for.
   *
   * @throws EndOfChannel if the channel ends first
   */
  public static Memory read(ReadableByteChannel channel, long size) throws IOException {
    return WindowMemory.filledFrom(channel, size);
  }

  /** The bytes between the buffer's position and limit, shared with it. */
  public static Memory wrap(ByteBuffer bytes) {
    return WindowMemory.over(bytes);
  }

  /**
   * The little-endian bytes of the elements between the position and limit of a buffer of {@code
   * short}, {@code char}, {@code int}, {@code long}, {@code float} or {@code double}. Elements are
   * shared with the buffer, whatever its own byte order.
   */
  public static Memory wrapElements(Buffer elements) {
    return new TypedBufferMemory(TypedBuffer.of(elements));
  }

  /**
   * A range of a file, which must exist in full.
   *
   * @param path of the file, to ask for its length by
   * @param channel may be closed afterwards
   */
  public static Memory map(Path path, FileChannel channel, MapMode mode, long position, long size)
      throws IOException {
    return Mapping.map(path, channel, mode, position, size, Users.ALL_THREADS);
  }

  /**
   * As {@link #map}, but to be read and closed by the calling thread alone: closing it waits for no
   * other thread, and nothing else unmaps it.
   */
  public static Memory mapForOneThread(Path path, FileChannel channel, long position, long size)
      throws IOException {
    return Mapping.map(path, channel, MapMode.READ_ONLY, position, size, Users.ONE_THREAD);
  }

  /**
   * A range of a file that may only be read, as memory that may be written: a window of 64 KiB or
   * more becomes a copy on the heap when it is first written. {@link MapMode#PRIVATE} does this in
   * the kernel, page by page, but Java offers it only for files that are open for writing.
   */
  public static Memory mapCopyOnWrite(Path path, FileChannel channel, long position, long size)
      throws IOException {
    return Mapping.mapCopyOnWrite(path, channel, position, size);
  }

  // ---- what it is ----------------------------------------------------------------------------

  /** The number of bytes. */
  public final long size() {
    return size;
  }

  /** Whether writing throws {@link ReadOnlyBufferException}. */
  public abstract boolean isReadOnly();

  /**
   * Whether the memory may end before its size, as that of a file that is cut short while mapped.
   */
  public boolean mayShrink() {
    return false;
  }

  /**
   * Finds out, at most a hundred times a second, whether a mapped file is as long as it was. Each
   * access behind the end of a file that was cut short is a fault that the JVM reports only later,
   * so a loop over many elements asks before it goes on.
   *
   * @throws InternalError if it is shorter, as the JVM throws it
   */
  public void requireWhole() {}

  /** Forces what was written to a mapped range out to its file; does nothing for other memory. */
  public abstract void flush(long position, long length);

  /** Ends every access; unmaps at once on Java 22 and later, otherwise when collected. */
  @Override
  public abstract void close();

  /** Whether {@link #close()} was called. */
  public abstract boolean isClosed();

  /**
   * A view of a range as a buffer that starts at position 0, writable where the memory is. It keeps
   * the bytes alive without the memory. After {@link #close()} it throws {@link
   * IllegalStateException} where that unmaps at once, and otherwise remains usable.
   *
   * @throws IllegalStateException if the bytes do not lie in one buffer
   */
  public abstract ByteBuffer asByteBuffer(long position, int length);

  static IllegalStateException closed() {
    return new IllegalStateException("the array's memory was closed");
  }

  static IllegalStateException notShared() {
    return new IllegalStateException(
        "atomic access needs memory outside the heap; map a file or wrap a direct ByteBuffer");
  }

  // ---- single elements -----------------------------------------------------------------------

  /** {@return the byte at a position} */
  public abstract byte getByte(long position);

  /** Sets the byte at a position. */
  public abstract void putByte(long position, byte value);

  /** {@return the 16 bits from a position on, in that byte order} */
  public abstract short getShort(long position, ByteOrder order);

  /** Sets 16 bits from a position on, in that byte order. */
  public abstract void putShort(long position, ByteOrder order, short value);

  /** {@return the 32 bits from a position on, in that byte order} */
  public abstract int getInt(long position, ByteOrder order);

  /** Sets 32 bits from a position on, in that byte order. */
  public abstract void putInt(long position, ByteOrder order, int value);

  /** {@return the 64 bits from a position on, in that byte order} */
  public abstract long getLong(long position, ByteOrder order);

  /** Sets 64 bits from a position on, in that byte order. */
  public abstract void putLong(long position, ByteOrder order, long value);

  // ---- many elements, out ----------------------------------------------------------------------

  /** Copies elements that lie {@code stride} bytes apart into a Java array. */
  public abstract void get(long position, long stride, byte[] to, int at, int n);

  /** Copies elements that lie {@code stride} bytes apart into a Java array. */
  public abstract void get(long position, long stride, ByteOrder order, short[] to, int at, int n);

  /** Copies elements that lie {@code stride} bytes apart into a Java array. */
  public abstract void get(long position, long stride, ByteOrder order, int[] to, int at, int n);

  /** Copies elements that lie {@code stride} bytes apart into a Java array. */
  public abstract void get(long position, long stride, ByteOrder order, long[] to, int at, int n);

  /** Copies elements that lie {@code stride} bytes apart into a Java array. */
  public abstract void get(long position, long stride, ByteOrder order, float[] to, int at, int n);

  /** Copies elements that lie {@code stride} bytes apart into a Java array. */
  public abstract void get(long position, long stride, ByteOrder order, double[] to, int at, int n);

  /** Fills what remains of a buffer with the bytes from a position on. */
  abstract void get(long position, ByteBuffer to);

  // ---- many elements, in -----------------------------------------------------------------------

  /** Sets elements that lie {@code stride} bytes apart from a Java array. */
  public abstract void put(long position, long stride, byte[] from, int at, int n);

  /** Sets elements that lie {@code stride} bytes apart from a Java array. */
  public abstract void put(
      long position, long stride, ByteOrder order, short[] from, int at, int n);

  /** Sets elements that lie {@code stride} bytes apart from a Java array. */
  public abstract void put(long position, long stride, ByteOrder order, int[] from, int at, int n);

  /** Sets elements that lie {@code stride} bytes apart from a Java array. */
  public abstract void put(long position, long stride, ByteOrder order, long[] from, int at, int n);

  /** Sets elements that lie {@code stride} bytes apart from a Java array. */
  public abstract void put(
      long position, long stride, ByteOrder order, float[] from, int at, int n);

  /** Sets elements that lie {@code stride} bytes apart from a Java array. */
  public abstract void put(
      long position, long stride, ByteOrder order, double[] from, int at, int n);

  /** Sets the bytes from a position on to what remains of a buffer. */
  abstract void put(long position, ByteBuffer from);

  // ---- bytes to and from elsewhere -------------------------------------------------------------

  /** Copies bytes into other memory. */
  public abstract void copyTo(long position, Memory other, long otherPosition, long length);

  /**
   * Copies the first {@code n} items of a pattern, each of {@code width} bytes, to the start of
   * other memory, one after the other.
   */
  public abstract void gather(
      long position, GatherPattern pattern, Memory packed, int width, int n);

  /** Copies items from where {@link #gather} puts them to their places in a pattern. */
  public abstract void scatter(
      Memory packed, long position, GatherPattern pattern, int width, int n);

  /** As {@link #gather}, item by item. */
  final void gatherEach(long position, GatherPattern pattern, Memory packed, int width, int n) {
    for (int i = 0; i < n; i++) {
      copyItemTo(position + pattern.each[i], packed, (long) i * width, width);
    }
  }

  /** As {@link #scatter}, item by item. */
  final void scatterEach(Memory packed, long position, GatherPattern pattern, int width, int n) {
    for (int i = 0; i < n; i++) {
      packed.copyItemTo((long) i * width, this, position + pattern.each[i], width);
    }
  }

  private void copyItemTo(long position, Memory other, long otherPosition, int width) {
    ByteOrder order = ByteOrder.LITTLE_ENDIAN;
    switch (width) {
      case Byte.BYTES -> other.putByte(otherPosition, getByte(position));
      case Short.BYTES -> other.putShort(otherPosition, order, getShort(position, order));
      case Integer.BYTES -> other.putInt(otherPosition, order, getInt(position, order));
      case Long.BYTES -> other.putLong(otherPosition, order, getLong(position, order));
      default -> copyTo(position, other, otherPosition, width);
    }
  }

  /** Whether the bytes are those of the same range of other memory. */
  public abstract boolean sameBytes(long position, Memory other, long otherPosition, long length);

  /** Writes bytes to a channel, all of them. */
  public abstract void writeTo(WritableByteChannel channel, long position, long length)
      throws IOException;

  /**
   * Fills a range from a channel.
   *
   * @throws EndOfChannel if the channel ends first
   */
  public abstract void readFrom(ReadableByteChannel channel, long position, long length)
      throws IOException;
}
