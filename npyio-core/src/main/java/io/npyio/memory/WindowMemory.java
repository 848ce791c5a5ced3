package io.npyio.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Memory in one or more {@link ByteBuffer}s, each of them a window on a range of the bytes.
 *
 * <p>A {@code long} position finds its window with a shift and a mask. An element that lies across
 * two windows is assembled from its bytes.
 */
@SuppressWarnings(
    "ReachabilityFenceUsage") // after an exception there is no access to keep alive for
final class WindowMemory extends BulkAccess {
  /** Bytes moved between a channel and a heap buffer at a time. */
  private static final int CHUNK_BYTES = 1 << 20;

  /** Size of the windows of memory that grows while a channel is read. */
  private static final int READ_SHIFT = 24;

  private ByteBuffer @Nullable [] windows;

  /**
   * The only window of nearly every memory. In a loop over elements its checks are done once, not
   * for each element, so that more of the waiting for main memory overlaps.
   */
  private @Nullable ByteBuffer singleWindow;

  private final int shift;
  private final long mask;
  private final Kind kind;
  private final @Nullable MappedSegment segment;
  private final @Nullable MappedFile file;

  /** What a write does. */
  enum Kind {
    /** Changes the window. */
    WRITABLE,
    /** Throws. */
    READ_ONLY,
    /** Copies the window to the heap first if it still is a read-only view of a file. */
    COPY_ON_WRITE
  }

  /**
   * Memory in buffers that have been cut.
   *
   * @param windows little-endian; they belong to the memory from now on
   * @param segment that unmaps the windows when it is closed; null where only the collector can
   * @param file that they are mapped from; null if there is none that can be cut short
   */
  WindowMemory(
      ByteBuffer[] windows,
      Windows cut,
      Kind kind,
      @Nullable MappedSegment segment,
      @Nullable MappedFile file) {
    super(cut.size());
    this.windows = windows;
    this.singleWindow = windows.length == 1 && kind != Kind.COPY_ON_WRITE ? windows[0] : null;
    this.shift = cut.shift();
    this.mask = cut.mask();
    this.kind = kind;
    this.segment = segment;
    this.file = file;
  }

  static WindowMemory zeros(Windows cut) {
    try {
      ByteBuffer[] windows =
          cut.cut((from, length) -> ByteBuffer.allocate(Math.toIntExact(length)));
      return new WindowMemory(windows, cut, Kind.WRITABLE, null, null);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static WindowMemory filledFrom(ReadableByteChannel channel, long size) throws IOException {
    Windows cut = size <= 1 << READ_SHIFT ? Windows.of(size) : new Windows(size, READ_SHIFT);
    List<ByteBuffer> windows = new ArrayList<>();
    for (long from = 0; from < size; from += cut.length()) {
      int length = (int) Math.min(cut.length(), size - from);
      ByteBuffer window = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      fill(window, channel, size - from);
      windows.add(window.clear());
    }
    return new WindowMemory(windows.toArray(ByteBuffer[]::new), cut, Kind.WRITABLE, null, null);
  }

  /**
   * Fills a buffer from its start to its capacity.
   *
   * @param missing the bytes still wanted, from the start of the buffer on
   */
  static void fill(ByteBuffer window, ReadableByteChannel channel, long missing)
      throws IOException {
    for (int from = 0; from < window.capacity(); from += CHUNK_BYTES) {
      // a heap buffer goes through a direct one of the same length inside the JDK: keep it small
      window.limit(Math.min(window.capacity(), from + CHUNK_BYTES));
      while (window.hasRemaining()) {
        if (channel.read(window) < 0) {
          throw new EndOfChannel(missing - window.position());
        }
      }
    }
  }

  static WindowMemory over(ByteBuffer bytes) {
    ByteBuffer window = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    Kind kind = bytes.isReadOnly() ? Kind.READ_ONLY : Kind.WRITABLE;
    return new WindowMemory(
        new ByteBuffer[] {window}, Windows.single(window.limit()), kind, null, null);
  }

  @Override
  public boolean isReadOnly() {
    return kind == Kind.READ_ONLY;
  }

  @Override
  public boolean mayShrink() {
    return file != null;
  }

  @Override
  public void requireWhole() {
    if (file != null) {
      file.requireWhole();
    }
  }

  @Override
  public void flush(long position, long length) {
    if (kind != Kind.WRITABLE) {
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

  @Override
  public void close() {
    if (windows != null && segment != null) {
      segment.close();
    }
    windows = null;
    singleWindow = null;
  }

  @Override
  public boolean isClosed() {
    return windows == null;
  }

  // ---- buffers ------------------------------------------------------------------------------

  @Override
  public ByteBuffer asByteBuffer(long position, int length) {
    Objects.checkFromIndexSize(position, length, size());
    if (length == 0) {
      requireOpen();
      return ByteBuffer.allocate(0);
    }
    boolean isInOneWindow = position >>> shift == (position + length - 1) >>> shift;
    if (!isInOneWindow && (segment == null || kind == Kind.COPY_ON_WRITE)) {
      throw new IllegalStateException(
          "the bytes of the array lie in several buffers%s; take slices, or copy(Order.C) first"
              .formatted(kind == Kind.COPY_ON_WRITE ? ", copied when written" : ""));
    }
    ByteBuffer buffer =
        isInOneWindow
            ? writable(position).slice(index(position), length)
            : segmentBuffer(position, length);
    Reference.reachabilityFence(this);
    return buffer;
  }

  private ByteBuffer segmentBuffer(long position, int length) {
    requireOpen();
    return Objects.requireNonNull(segment).buffer(position, length);
  }

  private void requireOpen() {
    if (windows == null) {
      throw closed();
    }
  }

  /**
   * The window of an element that is accessed atomically, at {@link #index} of it.
   *
   * @throws IllegalStateException if the element is on the heap or not aligned
   */
  ByteBuffer atomicWindow(long position, int width) {
    ByteBuffer window = window(position);
    if (!window.isDirect() || kind == Kind.COPY_ON_WRITE) {
      throw notShared();
    }
    if (window.alignmentOffset(index(position), width) != 0) {
      throw new IllegalStateException(
          ("atomic access needs elements at multiples of %d bytes; place the array at such a"
                  + " multiple in its file or buffer")
              .formatted(width));
    }
    return window;
  }

  // ---- windows -----------------------------------------------------------------------------

  private ByteBuffer window(long position) {
    ByteBuffer one = singleWindow;
    if (one != null) {
      return one;
    }
    ByteBuffer[] open = windows;
    if (open == null) {
      throw closed();
    }
    return open[(int) (position >>> shift)];
  }

  @Override
  ByteBuffer window(long position, ByteOrder order) {
    ByteBuffer window = window(position);
    return order == ByteOrder.LITTLE_ENDIAN ? window : window.duplicate().order(order);
  }

  private ByteBuffer writable(long position) {
    ByteBuffer window = window(position);
    return kind == Kind.COPY_ON_WRITE && window.isReadOnly() ? copied(position) : window;
  }

  @Override
  ByteBuffer writable(long position, ByteOrder order) {
    ByteBuffer window = writable(position);
    return order == ByteOrder.LITTLE_ENDIAN ? window : window.duplicate().order(order);
  }

  private synchronized ByteBuffer copied(long position) {
    ByteBuffer window = window(position);
    ByteBuffer[] open = windows;
    if (window.isReadOnly() && open != null) {
      ByteBuffer copy = ByteBuffer.allocate(window.limit()).order(ByteOrder.LITTLE_ENDIAN);
      window = copy.put(0, window, 0, window.limit());
      open[(int) (position >>> shift)] = window;
    }
    return window;
  }

  @Override
  int index(long position) {
    return (int) (position & mask);
  }

  private boolean straddles(long position, int width) {
    return (position & mask) > mask + 1 - width;
  }

  @Override
  int inWindow(long position, long stride, int width, int n) {
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
      return n; // nearly always, and saves the division
    }
    long fit = stride > 0 ? (limit - from) / stride : from / -stride;
    return (int) Math.min(n, fit + 1);
  }

  // ---- single elements -----------------------------------------------------------------------

  @Override
  public byte getByte(long position) {
    byte value = window(position).get(index(position));
    Reference.reachabilityFence(this);
    return value;
  }

  @Override
  public void putByte(long position, byte value) {
    writable(position).put(index(position), value);
    Reference.reachabilityFence(this);
  }

  @Override
  public short getShort(long position, ByteOrder order) {
    if (straddles(position, Short.BYTES)) {
      return (short) assembled(position, Short.BYTES, order);
    }
    short value = window(position).getShort(index(position));
    Reference.reachabilityFence(this);
    return order == ByteOrder.LITTLE_ENDIAN ? value : Short.reverseBytes(value);
  }

  @Override
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

  @Override
  public int getInt(long position, ByteOrder order) {
    if (straddles(position, Integer.BYTES)) {
      return (int) assembled(position, Integer.BYTES, order);
    }
    int value = window(position).getInt(index(position));
    Reference.reachabilityFence(this);
    return order == ByteOrder.LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
  }

  @Override
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

  @Override
  public long getLong(long position, ByteOrder order) {
    if (straddles(position, Long.BYTES)) {
      return assembled(position, Long.BYTES, order);
    }
    long value = window(position).getLong(index(position));
    Reference.reachabilityFence(this);
    return order == ByteOrder.LITTLE_ENDIAN ? value : Long.reverseBytes(value);
  }

  @Override
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

  // ---- bytes to and from elsewhere -------------------------------------------------------------

  @Override
  void get(long position, ByteBuffer to) {
    while (to.hasRemaining()) {
      ByteBuffer window = window(position);
      int from = index(position);
      int count = Math.min(to.remaining(), window.limit() - from);
      to.put(window.slice(from, count));
      position += count;
    }
    Reference.reachabilityFence(this);
  }

  @Override
  void put(long position, ByteBuffer from) {
    while (from.hasRemaining()) {
      ByteBuffer window = writable(position);
      int to = index(position);
      int count = Math.min(from.remaining(), window.limit() - to);
      window.put(to, from, from.position(), count);
      from.position(from.position() + count);
      position += count;
    }
    Reference.reachabilityFence(this);
  }

  @Override
  public void copyTo(long position, Memory other, long otherPosition, long length) {
    Objects.checkFromIndexSize(position, length, size());
    Objects.checkFromIndexSize(otherPosition, length, other.size());
    if (other instanceof WindowMemory target) {
      copyToWindows(position, target, otherPosition, length);
      return;
    }
    for (int count; length > 0; length -= count, position += count, otherPosition += count) {
      ByteBuffer from = window(position);
      int index = index(position);
      count = (int) Math.min(length, from.limit() - index);
      other.put(otherPosition, from.slice(index, count));
    }
    Reference.reachabilityFence(this);
  }

  private void copyToWindows(long position, WindowMemory other, long otherPosition, long length) {
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

  @Override
  public void gather(long position, GatherPattern pattern, Memory packed, int width, int n) {
    if (packed instanceof WindowMemory target
        && isInOneWindow(position, pattern, width)
        && target.isHeapWindow((long) n * width)) {
      gather(window(position), index(position), pattern.each, target.writable(0), width, n);
    } else {
      gatherEach(position, pattern, packed, width, n);
    }
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(packed);
  }

  @Override
  public void scatter(Memory packed, long position, GatherPattern pattern, int width, int n) {
    if (packed instanceof WindowMemory source
        && isInOneWindow(position, pattern, width)
        && source.isHeapWindow((long) n * width)) {
      scatter(source.window(0), writable(position), index(position), pattern.each, width, n);
    } else {
      scatterEach(packed, position, pattern, width, n);
    }
    Reference.reachabilityFence(this);
    Reference.reachabilityFence(packed);
  }

  private boolean isInOneWindow(long position, GatherPattern pattern, int width) {
    long first = position + pattern.least;
    long last = position + pattern.greatest + width - 1;
    return first >= 0 && last < size() && first >>> shift == last >>> shift;
  }

  /** Whether the first {@code length} bytes lie in one window, and that window on the heap. */
  private boolean isHeapWindow(long length) {
    return length > 0 && length <= size() && (length - 1) >>> shift == 0 && !window(0).isDirect();
  }

  @Override
  public boolean sameBytes(long position, Memory other, long otherPosition, long length) {
    if (!(other instanceof WindowMemory second)) {
      return other.sameBytes(otherPosition, this, position, length);
    }
    while (length > 0) {
      ByteBuffer a = window(position);
      ByteBuffer b = second.window(otherPosition);
      int from = index(position);
      int otherFrom = second.index(otherPosition);
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

  @Override
  public void writeTo(WritableByteChannel channel, long position, long length) throws IOException {
    while (length > 0) {
      ByteBuffer window = window(position);
      int from = index(position);
      // a heap buffer goes through a direct one of the same length inside the JDK: keep it small
      int count = (int) Math.min(Math.min(length, CHUNK_BYTES), window.limit() - from);
      write(channel, window.slice(from, count));
      length -= count;
      position += count;
    }
    Reference.reachabilityFence(this);
  }

  private void write(WritableByteChannel channel, ByteBuffer piece) throws IOException {
    requireWhole();
    try {
      while (piece.hasRemaining()) {
        channel.write(piece);
      }
    } catch (IOException failure) {
      if (file != null) {
        file.requireLength(); // where the system says "Bad address" of what is not there
      }
      throw failure;
    }
  }

  @Override
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
