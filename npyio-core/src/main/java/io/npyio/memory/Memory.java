package io.npyio.memory;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
@SuppressWarnings(
    "ReachabilityFenceUsage") // after an exception there is no access to keep alive for
public final class Memory implements AutoCloseable {
  /** Whether {@link #close()} ends a mapping itself rather than leaving it to the collector. */
  public static final boolean UNMAPS_AT_ONCE = Mapping.UNMAPS_AT_ONCE;

  private static final int CHUNK = 1 << 20;

  /** Up to here the JDK's own direct buffers, through which it copies, are as good. */
  private static final int SMALL = 1 << 16;

  private static final int PIECE_SHIFT = 24;
  private static final int LOOP = 32;

  private ByteBuffer @Nullable [] windows;

  /**
   * The one window of nearly every memory. In a loop over elements its checks are done once, not
   * for each element, so that more of the waiting for main memory overlaps.
   */
  private @Nullable ByteBuffer only;

  private final int shift;
  private final long mask;
  private final long size;
  private final Kind kind;
  private final @Nullable AutoCloseable arena;

  private enum Kind {
    PLAIN,
    READ_ONLY,
    /** Windows start as read-only views of the file and become heap copies when written. */
    COPIED_WHEN_WRITTEN
  }

  /** Starts its thread only where something is mapped that has to be closed. */
  private static final class Unmapper {
    private static final Cleaner CLEANER = Cleaner.create();

    static void watch(Memory memory, AutoCloseable arena) {
      CLEANER.register(memory, () -> closeIfOpen(arena));
    }

    private static void closeIfOpen(AutoCloseable arena) {
      if (!Mapping.isClosed(arena)) {
        closeArena(arena);
      }
    }
  }

  private Memory(ByteBuffer[] windows, Windows cut, Kind kind, @Nullable AutoCloseable arena) {
    this.windows = windows;
    this.only = windows.length == 1 && kind != Kind.COPIED_WHEN_WRITTEN ? windows[0] : null;
    this.shift = cut.shift();
    this.mask = (1L << cut.shift()) - 1;
    this.size = cut.size();
    this.kind = kind;
    this.arena = arena;
    if (arena != null) {
      Unmapper.watch(this, arena);
    }
  }

  /** New zeroed memory on the heap. */
  public static Memory allocate(long size) {
    return allocate(size, Windows.DEFAULT_SHIFT);
  }

  static Memory allocate(long size, int shift) {
    var cut = new Windows(size, shift);
    try {
      ByteBuffer[] windows =
          cut.cut((from, length) -> ByteBuffer.allocate(Math.toIntExact(length)));
      return new Memory(windows, cut, Kind.PLAIN, null);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** New zeroed memory for pieces on their way to a channel, which takes them without a copy. */
  public static Memory scratch(int size) {
    return wrap(size <= SMALL ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size));
  }

  /**
   * New memory on the heap with the next bytes of a channel. It is taken piece by piece as they
   * come, since nobody knows whether the channel has as many.
   *
   * @throws EOFException if the channel ends first; its message is the number of bytes missing
   */
  public static Memory read(ReadableByteChannel channel, long size) throws IOException {
    var cut = new Windows(size, size <= 1 << PIECE_SHIFT ? Windows.DEFAULT_SHIFT : PIECE_SHIFT);
    List<ByteBuffer> windows = new ArrayList<>();
    for (long from = 0; from < size; from += 1L << cut.shift()) {
      int length = (int) Math.min(1L << cut.shift(), size - from);
      ByteBuffer window = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      fill(window, channel, size - from);
      windows.add(window.clear());
    }
    return new Memory(windows.toArray(ByteBuffer[]::new), cut, Kind.PLAIN, null);
  }

  /** {@code missing} is how much is wanted from here on, for the complaint. */
  private static void fill(ByteBuffer window, ReadableByteChannel channel, long missing)
      throws IOException {
    for (int from = 0; from < window.capacity(); from += CHUNK) {
      // a heap buffer goes through a direct one of the same length inside the JDK: keep it small
      window.limit(Math.min(window.capacity(), from + CHUNK));
      while (window.hasRemaining()) {
        if (channel.read(window) < 0) {
          throw new EOFException(Long.toString(missing - window.position()));
        }
      }
    }
  }

  /** The bytes between the buffer's position and limit, shared with it. */
  public static Memory wrap(ByteBuffer bytes) {
    ByteBuffer window = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    Kind kind = bytes.isReadOnly() ? Kind.READ_ONLY : Kind.PLAIN;
    return new Memory(
        new ByteBuffer[] {window}, new Windows(window.limit(), Integer.SIZE - 1), kind, null);
  }

  /**
   * A range of a file, which must exist in full.
   *
   * @param channel may be closed afterwards
   */
  public static Memory map(FileChannel channel, MapMode mode, long position, long size)
      throws IOException {
    var cut = new Windows(size, Windows.DEFAULT_SHIFT);
    Mapping mapping = Mapping.of(channel, mode, position, cut);
    Kind kind = mode == MapMode.READ_ONLY ? Kind.READ_ONLY : Kind.PLAIN;
    return new Memory(mapping.windows(), cut, kind, mapping.arena());
  }

  /**
   * A range of a file that may only be read, as memory that may be written: a window becomes a copy
   * on the heap when it is first written. {@link MapMode#PRIVATE} does this in the kernel, page by
   * page, but Java offers it only for files that are open for writing.
   */
  public static Memory mapCopyOnWrite(FileChannel channel, long position, long size)
      throws IOException {
    int windowsAtMost = 1 << 16;
    int shift = 16;
    while (shift < Windows.DEFAULT_SHIFT && size >>> shift > windowsAtMost) {
      shift++;
    }
    var whole = new Windows(size, Windows.DEFAULT_SHIFT);
    Mapping mapping = Mapping.of(channel, MapMode.READ_ONLY, position, whole);
    int wholeMask = (1 << Windows.DEFAULT_SHIFT) - 1;
    var cut = new Windows(size, shift);
    ByteBuffer[] windows =
        cut.cut(
            (from, length) ->
                mapping.windows()[(int) (from >>> Windows.DEFAULT_SHIFT)].slice(
                    (int) (from & wholeMask), (int) length));
    return new Memory(windows, cut, Kind.COPIED_WHEN_WRITTEN, mapping.arena());
  }

  /** The number of bytes. */
  public long size() {
    return size;
  }

  /** Whether writing throws {@link ReadOnlyBufferException}. */
  public boolean isReadOnly() {
    return kind == Kind.READ_ONLY;
  }

  /** Forces what was written to a mapped range out to its file; does nothing for other memory. */
  public void flush(long position, long length) {
    if (kind != Kind.PLAIN) {
      return;
    }
    for (long end = position + length; position < end; ) {
      ByteBuffer window = window(position);
      int from = index(position);
      int count = (int) Math.min(end - position, window.limit() - from);
      if (window instanceof MappedByteBuffer mapped) {
        mapped.force(from, count);
      }
      position += count;
    }
    Reference.reachabilityFence(this);
  }

  /** Ends every access; unmaps at once on Java 22 and later, otherwise when collected. */
  @Override
  public void close() {
    if (windows != null && arena != null) {
      closeArena(arena);
    }
    windows = null;
    only = null;
  }

  /** Whether {@link #close()} was called. */
  public boolean isClosed() {
    return windows == null;
  }

  private static void closeArena(AutoCloseable arena) {
    try {
      arena.close();
    } catch (RuntimeException known) {
      throw known;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  // ---- windows -----------------------------------------------------------------------------

  private ByteBuffer window(long position) {
    ByteBuffer one = only;
    if (one != null) {
      return one;
    }
    ByteBuffer[] open = windows;
    if (open == null) {
      throw new IllegalStateException("the array's memory was closed");
    }
    return open[(int) (position >>> shift)];
  }

  private ByteBuffer window(long position, ByteOrder order) {
    ByteBuffer window = window(position);
    return order == ByteOrder.LITTLE_ENDIAN ? window : window.duplicate().order(order);
  }

  private ByteBuffer writable(long position) {
    ByteBuffer window = window(position);
    return kind == Kind.COPIED_WHEN_WRITTEN && window.isReadOnly() ? copied(position) : window;
  }

  private ByteBuffer writable(long position, ByteOrder order) {
    ByteBuffer window = writable(position);
    return order == ByteOrder.LITTLE_ENDIAN ? window : window.duplicate().order(order);
  }

  private synchronized ByteBuffer copied(long position) {
    ByteBuffer window = window(position);
    if (window.isReadOnly() && windows != null) {
      ByteBuffer copy = ByteBuffer.allocate(window.limit()).order(ByteOrder.LITTLE_ENDIAN);
      window = copy.put(0, window, 0, window.limit());
      windows[(int) (position >>> shift)] = window;
    }
    return window;
  }

  private int index(long position) {
    return (int) (position & mask);
  }

  private boolean straddles(long position, int width) {
    return (position & mask) > mask + 1 - width;
  }

  /** How many of {@code n} elements lie wholly in the window of the first one; 0 if not even it. */
  private int inWindow(long position, long stride, int width, int n) {
    int from = index(position);
    int limit = window(position).limit() - width;
    if (from > limit) {
      return 0;
    }
    if (stride == 0) {
      return n;
    }
    long last = from + (n - 1L) * stride;
    if (last >= 0 && last <= limit) {
      return n; // nearly always, and without the division
    }
    long fit = stride > 0 ? (limit - from) / stride : from / -stride;
    return (int) Math.min(n, fit + 1);
  }

  // ---- single elements -----------------------------------------------------------------------

  /** {@return the byte at a position} */
  public byte getByte(long position) {
    byte value = window(position).get(index(position));
    Reference.reachabilityFence(this);
    return value;
  }

  /** Sets the byte at a position. */
  public void putByte(long position, byte value) {
    writable(position).put(index(position), value);
    Reference.reachabilityFence(this);
  }

  /** {@return the 16 bits from a position on, in that byte order} */
  public short getShort(long position, ByteOrder order) {
    if (straddles(position, Short.BYTES)) {
      return (short) assembled(position, Short.BYTES, order);
    }
    short value = window(position).getShort(index(position));
    Reference.reachabilityFence(this);
    return order == ByteOrder.LITTLE_ENDIAN ? value : Short.reverseBytes(value);
  }

  /** Sets 16 bits from a position on, in that byte order. */
  public void putShort(long position, ByteOrder order, short value) {
    if (straddles(position, Short.BYTES)) {
      scatter(position, Short.BYTES, order, value);
      return;
    }
    writable(position)
        .putShort(
            index(position), order == ByteOrder.LITTLE_ENDIAN ? value : Short.reverseBytes(value));
    Reference.reachabilityFence(this);
  }

  /** {@return the 32 bits from a position on, in that byte order} */
  public int getInt(long position, ByteOrder order) {
    if (straddles(position, Integer.BYTES)) {
      return (int) assembled(position, Integer.BYTES, order);
    }
    int value = window(position).getInt(index(position));
    Reference.reachabilityFence(this);
    return order == ByteOrder.LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
  }

  /** Sets 32 bits from a position on, in that byte order. */
  public void putInt(long position, ByteOrder order, int value) {
    if (straddles(position, Integer.BYTES)) {
      scatter(position, Integer.BYTES, order, value);
      return;
    }
    writable(position)
        .putInt(
            index(position),
            order == ByteOrder.LITTLE_ENDIAN ? value : Integer.reverseBytes(value));
    Reference.reachabilityFence(this);
  }

  /** {@return the 64 bits from a position on, in that byte order} */
  public long getLong(long position, ByteOrder order) {
    if (straddles(position, Long.BYTES)) {
      return assembled(position, Long.BYTES, order);
    }
    long value = window(position).getLong(index(position));
    Reference.reachabilityFence(this);
    return order == ByteOrder.LITTLE_ENDIAN ? value : Long.reverseBytes(value);
  }

  /** Sets 64 bits from a position on, in that byte order. */
  public void putLong(long position, ByteOrder order, long value) {
    if (straddles(position, Long.BYTES)) {
      scatter(position, Long.BYTES, order, value);
      return;
    }
    writable(position)
        .putLong(
            index(position), order == ByteOrder.LITTLE_ENDIAN ? value : Long.reverseBytes(value));
    Reference.reachabilityFence(this);
  }

  private long assembled(long position, int width, ByteOrder order) {
    long value = 0;
    for (int i = 0; i < width; i++) {
      value |= (getByte(position + i) & 0xFFL) << shiftOf(i, width, order);
    }
    return value;
  }

  private void scatter(long position, int width, ByteOrder order, long value) {
    for (int i = 0; i < width; i++) {
      putByte(position + i, (byte) (value >>> shiftOf(i, width, order)));
    }
  }

  private static int shiftOf(int index, int width, ByteOrder order) {
    return 8 * (order == ByteOrder.LITTLE_ENDIAN ? index : width - 1 - index);
  }

  // ---- many elements, out ----------------------------------------------------------------------

  /** Copies elements that lie {@code stride} bytes apart into a Java array. */
  public void get(long position, long stride, byte[] to, int at, int n) {
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = inWindow(position, stride, Byte.BYTES, n);
      ByteBuffer window = window(position);
      int from = index(position);
      if (stride == Byte.BYTES) {
        window.get(from, to, at, count);
      } else {
        for (int i = 0; i < count; i++) {
          to[at + i] = window.get(from + i * (int) stride);
        }
      }
    }
    Reference.reachabilityFence(this);
  }

  /** Copies elements that lie {@code stride} bytes apart into a Java array. */
  public void get(long position, long stride, ByteOrder order, short[] to, int at, int n) {
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = inWindow(position, stride, Short.BYTES, n);
      if (count == 0) {
        to[at] = getShort(position, order);
        count = 1;
        continue;
      }
      ByteBuffer window = window(position, order);
      int from = index(position);
      if (stride == Short.BYTES && count >= LOOP) {
        window.slice(from, count * Short.BYTES).order(order).asShortBuffer().get(to, at, count);
      } else {
        for (int i = 0; i < count; i++) {
          to[at + i] = window.getShort(from + i * (int) stride);
        }
      }
    }
    Reference.reachabilityFence(this);
  }

  /** Copies elements that lie {@code stride} bytes apart into a Java array. */
  public void get(long position, long stride, ByteOrder order, int[] to, int at, int n) {
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = inWindow(position, stride, Integer.BYTES, n);
      if (count == 0) {
        to[at] = getInt(position, order);
        count = 1;
        continue;
      }
      ByteBuffer window = window(position, order);
      int from = index(position);
      if (stride == Integer.BYTES && count >= LOOP) {
        window.slice(from, count * Integer.BYTES).order(order).asIntBuffer().get(to, at, count);
      } else {
        for (int i = 0; i < count; i++) {
          to[at + i] = window.getInt(from + i * (int) stride);
        }
      }
    }
    Reference.reachabilityFence(this);
  }

  /** Copies elements that lie {@code stride} bytes apart into a Java array. */
  public void get(long position, long stride, ByteOrder order, long[] to, int at, int n) {
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = inWindow(position, stride, Long.BYTES, n);
      if (count == 0) {
        to[at] = getLong(position, order);
        count = 1;
        continue;
      }
      ByteBuffer window = window(position, order);
      int from = index(position);
      if (stride == Long.BYTES && count >= LOOP) {
        window.slice(from, count * Long.BYTES).order(order).asLongBuffer().get(to, at, count);
      } else {
        for (int i = 0; i < count; i++) {
          to[at + i] = window.getLong(from + i * (int) stride);
        }
      }
    }
    Reference.reachabilityFence(this);
  }

  /** Copies elements that lie {@code stride} bytes apart into a Java array. */
  public void get(long position, long stride, ByteOrder order, float[] to, int at, int n) {
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = inWindow(position, stride, Float.BYTES, n);
      if (count == 0) {
        to[at] = Float.intBitsToFloat(getInt(position, order));
        count = 1;
        continue;
      }
      ByteBuffer window = window(position, order);
      int from = index(position);
      if (stride == Float.BYTES && count >= LOOP) {
        window.slice(from, count * Float.BYTES).order(order).asFloatBuffer().get(to, at, count);
      } else {
        for (int i = 0; i < count; i++) {
          to[at + i] = window.getFloat(from + i * (int) stride);
        }
      }
    }
    Reference.reachabilityFence(this);
  }

  /** Copies elements that lie {@code stride} bytes apart into a Java array. */
  public void get(long position, long stride, ByteOrder order, double[] to, int at, int n) {
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = inWindow(position, stride, Double.BYTES, n);
      if (count == 0) {
        to[at] = Double.longBitsToDouble(getLong(position, order));
        count = 1;
        continue;
      }
      ByteBuffer window = window(position, order);
      int from = index(position);
      if (stride == Double.BYTES && count >= LOOP) {
        window.slice(from, count * Double.BYTES).order(order).asDoubleBuffer().get(to, at, count);
      } else {
        for (int i = 0; i < count; i++) {
          to[at + i] = window.getDouble(from + i * (int) stride);
        }
      }
    }
    Reference.reachabilityFence(this);
  }

  // ---- many elements, in -----------------------------------------------------------------------

  /** Sets elements that lie {@code stride} bytes apart from a Java array. */
  public void put(long position, long stride, byte[] from, int at, int n) {
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = inWindow(position, stride, Byte.BYTES, n);
      ByteBuffer window = writable(position);
      int to = index(position);
      if (stride == Byte.BYTES) {
        window.put(to, from, at, count);
      } else {
        for (int i = 0; i < count; i++) {
          window.put(to + i * (int) stride, from[at + i]);
        }
      }
    }
    Reference.reachabilityFence(this);
  }

  /** Sets elements that lie {@code stride} bytes apart from a Java array. */
  public void put(long position, long stride, ByteOrder order, short[] from, int at, int n) {
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = inWindow(position, stride, Short.BYTES, n);
      if (count == 0) {
        putShort(position, order, from[at]);
        count = 1;
        continue;
      }
      ByteBuffer window = writable(position, order);
      int to = index(position);
      if (stride == Short.BYTES && count >= LOOP) {
        window.slice(to, count * Short.BYTES).order(order).asShortBuffer().put(from, at, count);
      } else {
        for (int i = 0; i < count; i++) {
          window.putShort(to + i * (int) stride, from[at + i]);
        }
      }
    }
    Reference.reachabilityFence(this);
  }

  /** Sets elements that lie {@code stride} bytes apart from a Java array. */
  public void put(long position, long stride, ByteOrder order, int[] from, int at, int n) {
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = inWindow(position, stride, Integer.BYTES, n);
      if (count == 0) {
        putInt(position, order, from[at]);
        count = 1;
        continue;
      }
      ByteBuffer window = writable(position, order);
      int to = index(position);
      if (stride == Integer.BYTES && count >= LOOP) {
        window.slice(to, count * Integer.BYTES).order(order).asIntBuffer().put(from, at, count);
      } else {
        for (int i = 0; i < count; i++) {
          window.putInt(to + i * (int) stride, from[at + i]);
        }
      }
    }
    Reference.reachabilityFence(this);
  }

  /** Sets elements that lie {@code stride} bytes apart from a Java array. */
  public void put(long position, long stride, ByteOrder order, long[] from, int at, int n) {
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = inWindow(position, stride, Long.BYTES, n);
      if (count == 0) {
        putLong(position, order, from[at]);
        count = 1;
        continue;
      }
      ByteBuffer window = writable(position, order);
      int to = index(position);
      if (stride == Long.BYTES && count >= LOOP) {
        window.slice(to, count * Long.BYTES).order(order).asLongBuffer().put(from, at, count);
      } else {
        for (int i = 0; i < count; i++) {
          window.putLong(to + i * (int) stride, from[at + i]);
        }
      }
    }
    Reference.reachabilityFence(this);
  }

  /** Sets elements that lie {@code stride} bytes apart from a Java array. */
  public void put(long position, long stride, ByteOrder order, float[] from, int at, int n) {
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = inWindow(position, stride, Float.BYTES, n);
      if (count == 0) {
        putInt(position, order, Float.floatToRawIntBits(from[at]));
        count = 1;
        continue;
      }
      ByteBuffer window = writable(position, order);
      int to = index(position);
      if (stride == Float.BYTES && count >= LOOP) {
        window.slice(to, count * Float.BYTES).order(order).asFloatBuffer().put(from, at, count);
      } else {
        for (int i = 0; i < count; i++) {
          window.putFloat(to + i * (int) stride, from[at + i]);
        }
      }
    }
    Reference.reachabilityFence(this);
  }

  /** Sets elements that lie {@code stride} bytes apart from a Java array. */
  public void put(long position, long stride, ByteOrder order, double[] from, int at, int n) {
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = inWindow(position, stride, Double.BYTES, n);
      if (count == 0) {
        putLong(position, order, Double.doubleToRawLongBits(from[at]));
        count = 1;
        continue;
      }
      ByteBuffer window = writable(position, order);
      int to = index(position);
      if (stride == Double.BYTES && count >= LOOP) {
        window.slice(to, count * Double.BYTES).order(order).asDoubleBuffer().put(from, at, count);
      } else {
        for (int i = 0; i < count; i++) {
          window.putDouble(to + i * (int) stride, from[at + i]);
        }
      }
    }
    Reference.reachabilityFence(this);
  }

  // ---- bytes to and from elsewhere -------------------------------------------------------------

  /** Copies bytes into other memory. */
  public void copyTo(long position, Memory other, long otherPosition, long length) {
    Objects.checkFromIndexSize(position, length, size);
    Objects.checkFromIndexSize(otherPosition, length, other.size);
    while (length > 0) {
      ByteBuffer from = window(position);
      ByteBuffer to = other.writable(otherPosition);
      int fromIndex = index(position);
      int toIndex = other.index(otherPosition);
      int count = (int) Math.min(length, Math.min(from.limit() - fromIndex, to.limit() - toIndex));
      to.put(toIndex, from, fromIndex, count);
      length -= count;
      position += count;
      otherPosition += count;
    }
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(other);
  }

  /**
   * Copies the first {@code n} items of a pattern, each of {@code width} bytes, to those of a
   * pattern in other memory.
   */
  public void copyItemsTo(
      long position,
      GatherPattern offsets,
      Memory other,
      long otherPosition,
      GatherPattern otherOffsets,
      int width,
      int n) {
    int[] sources = offsets.each;
    int[] targets = otherOffsets.each;
    if (isInOneWindow(position, offsets, width)
        && other.isInOneWindow(otherPosition, otherOffsets, width)) {
      ByteBuffer from = window(position);
      ByteBuffer to = other.writable(otherPosition);
      copyItems(from, index(position), sources, to, other.index(otherPosition), targets, width, n);
    } else {
      for (int i = 0; i < n; i++) {
        copyTo(position + sources[i], other, otherPosition + targets[i], width);
      }
    }
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(other);
  }

  private boolean isInOneWindow(long position, GatherPattern offsets, int width) {
    long first = position + offsets.least;
    long last = position + offsets.greatest + width - 1;
    return first >= 0 && last < size && first >>> shift == last >>> shift;
  }

  private static void copyItems(
      ByteBuffer from,
      int p,
      int[] sources,
      ByteBuffer to,
      int q,
      int[] targets,
      int width,
      int n) {
    switch (width) {
      case Byte.BYTES -> {
        for (int i = 0; i < n; i++) {
          to.put(q + targets[i], from.get(p + sources[i]));
        }
      }
      case Short.BYTES -> {
        for (int i = 0; i < n; i++) {
          to.putShort(q + targets[i], from.getShort(p + sources[i]));
        }
      }
      case Integer.BYTES -> {
        for (int i = 0; i < n; i++) {
          to.putInt(q + targets[i], from.getInt(p + sources[i]));
        }
      }
      case Long.BYTES -> {
        for (int i = 0; i < n; i++) {
          to.putLong(q + targets[i], from.getLong(p + sources[i]));
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          to.put(q + targets[i], from, p + sources[i], width);
        }
      }
    }
  }

  /** Whether the bytes are those of the same range of other memory. */
  public boolean sameBytes(long position, Memory other, long otherPosition, long length) {
    while (length > 0) {
      ByteBuffer a = window(position);
      ByteBuffer b = other.window(otherPosition);
      int from = index(position);
      int otherFrom = other.index(otherPosition);
      int count = (int) Math.min(length, Math.min(a.limit() - from, b.limit() - otherFrom));
      if (!a.slice(from, count).equals(b.slice(otherFrom, count))) {
        return false;
      }
      length -= count;
      position += count;
      otherPosition += count;
    }
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(other);
    return true;
  }

  /** Writes bytes to a channel, all of them. */
  public void writeTo(WritableByteChannel channel, long position, long length) throws IOException {
    while (length > 0) {
      ByteBuffer window = window(position);
      int from = index(position);
      // a heap buffer goes through a direct one of the same length inside the JDK: keep it small
      int count = (int) Math.min(Math.min(length, CHUNK), window.limit() - from);
      ByteBuffer piece = window.slice(from, count);
      while (piece.hasRemaining()) {
        channel.write(piece);
      }
      length -= count;
      position += count;
    }
    Reference.reachabilityFence(this);
  }

  /**
   * Fills a range from a channel.
   *
   * @throws EOFException if the channel ends first; its message is the number of bytes missing
   */
  public void readFrom(ReadableByteChannel channel, long position, long length) throws IOException {
    while (length > 0) {
      ByteBuffer window = writable(position);
      int from = index(position);
      int count = (int) Math.min(length, window.limit() - from);
      fill(window.slice(from, count), channel, length);
      length -= count;
      position += count;
    }
    Reference.reachabilityFence(this);
  }
}
