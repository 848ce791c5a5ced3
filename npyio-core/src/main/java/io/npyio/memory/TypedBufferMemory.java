package io.npyio.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a buffer wider than bytes, as memory that holds them in little-endian order. Java
 * has no way to the bytes of such a buffer.
 *
 * <p>Contiguous bytes pass through a small buffer, all others go one by one, so that elements
 * between them are not written. A write of a part of an element writes the whole of that element.
 */
final class TypedBufferMemory extends Memory {
  private static final int MAX_PIECE_BYTES = 1 << 13;

  private @Nullable TypedBuffer elements;

  /** The binary logarithm of an element's width. */
  private final int shift;

  /** The bits of a position that are its byte in an element. */
  private final int mask;

  private final boolean isReadOnly;

  TypedBufferMemory(TypedBuffer elements) {
    super((long) elements.buffer().capacity() * elements.width());
    this.elements = elements;
    this.shift = Integer.numberOfTrailingZeros(elements.width());
    this.mask = elements.width() - 1;
    this.isReadOnly = elements.buffer().isReadOnly();
  }

  @Override
  public boolean isReadOnly() {
    return isReadOnly;
  }

  @Override
  public void flush(long position, long length) {}

  @Override
  public void close() {
    elements = null;
  }

  @Override
  public boolean isClosed() {
    return elements == null;
  }

  @Override
  public ByteBuffer asByteBuffer(long position, int length) {
    throw new IllegalStateException(
        ("the array shares the elements of a %s, whose bytes Java does not give; use that buffer,"
                + " or copy(Order.C) first")
            .formatted(elements().name()));
  }

  private TypedBuffer elements() {
    TypedBuffer open = elements;
    if (open == null) {
      throw closed();
    }
    return open;
  }

  // ---- single elements -----------------------------------------------------------------------

  private boolean isElement(long position, int width) {
    return width == mask + 1 && (position & mask) == 0;
  }

  private int index(long position) {
    return (int) (position >> shift);
  }

  /** Where the lowest bit of a byte is in its element. */
  private int bit(long position) {
    return (int) (position & mask) * Byte.SIZE;
  }

  private long bits(long position, int width) {
    TypedBuffer open = elements();
    if (isElement(position, width)) {
      return open.bits(index(position));
    }
    long bits = 0;
    for (int i = 0; i < width; i++) {
      long element = open.bits(index(position + i));
      bits |= (element >>> bit(position + i) & 0xFF) << i * Byte.SIZE;
    }
    return bits;
  }

  private void setBits(long position, int width, long bits) {
    TypedBuffer open = elements();
    if (isElement(position, width)) {
      open.setBits(index(position), bits);
      return;
    }
    for (int i = 0; i < width; i++) {
      int index = index(position + i);
      int bit = bit(position + i);
      long others = open.bits(index) & ~(0xFFL << bit);
      open.setBits(index, others | (bits >>> i * Byte.SIZE & 0xFF) << bit);
    }
  }

  @Override
  public byte getByte(long position) {
    return (byte) bits(position, Byte.BYTES);
  }

  @Override
  public void putByte(long position, byte value) {
    setBits(position, Byte.BYTES, value);
  }

  @Override
  public short getShort(long position, ByteOrder order) {
    short value = (short) bits(position, Short.BYTES);
    return order == ByteOrder.LITTLE_ENDIAN ? value : Short.reverseBytes(value);
  }

  @Override
  public void putShort(long position, ByteOrder order, short value) {
    boolean isLittle = order == ByteOrder.LITTLE_ENDIAN;
    setBits(position, Short.BYTES, isLittle ? value : Short.reverseBytes(value));
  }

  @Override
  public int getInt(long position, ByteOrder order) {
    int value = (int) bits(position, Integer.BYTES);
    return order == ByteOrder.LITTLE_ENDIAN ? value : Integer.reverseBytes(value);
  }

  @Override
  public void putInt(long position, ByteOrder order, int value) {
    boolean isLittle = order == ByteOrder.LITTLE_ENDIAN;
    setBits(position, Integer.BYTES, isLittle ? value : Integer.reverseBytes(value));
  }

  @Override
  public long getLong(long position, ByteOrder order) {
    long value = bits(position, Long.BYTES);
    return order == ByteOrder.LITTLE_ENDIAN ? value : Long.reverseBytes(value);
  }

  @Override
  public void putLong(long position, ByteOrder order, long value) {
    boolean isLittle = order == ByteOrder.LITTLE_ENDIAN;
    setBits(position, Long.BYTES, isLittle ? value : Long.reverseBytes(value));
  }

  // ---- contiguous bytes ----------------------------------------------------------------------

  @Override
  void get(long position, ByteBuffer to) {
    for (; to.hasRemaining() && (position & mask) != 0; position++) {
      to.put(getByte(position));
    }
    ByteBuffer whole = wholeElements(to);
    elements().get(index(position), whole);
    for (position += whole.capacity(); to.hasRemaining(); position++) {
      to.put(getByte(position));
    }
  }

  @Override
  void put(long position, ByteBuffer from) {
    for (; from.hasRemaining() && (position & mask) != 0; position++) {
      putByte(position, from.get());
    }
    ByteBuffer whole = wholeElements(from);
    elements().put(index(position), whole);
    for (position += whole.capacity(); from.hasRemaining(); position++) {
      putByte(position, from.get());
    }
  }

  /** The next bytes of a buffer that make whole elements, over which it is advanced. */
  private ByteBuffer wholeElements(ByteBuffer bytes) {
    int length = bytes.remaining() & ~mask;
    ByteBuffer whole = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + length);
    return whole;
  }

  private static ByteBuffer piece(long length) {
    return ByteBuffer.allocate((int) Math.min(length, MAX_PIECE_BYTES));
  }

  private static int next(ByteBuffer piece, long length) {
    int count = (int) Math.min(piece.capacity(), length);
    piece.clear().limit(count);
    return count;
  }

  /** Loads the next bytes of a range into a piece. */
  private int load(long position, ByteBuffer piece, long length) {
    int count = next(piece, length);
    get(position, piece);
    piece.flip();
    return count;
  }

  // ---- many elements, out ----------------------------------------------------------------------

  @Override
  public void get(long position, long stride, byte[] to, int at, int n) {
    if (stride == Byte.BYTES) {
      get(position, ByteBuffer.wrap(to, at, n));
      return;
    }
    for (int i = 0; i < n; i++) {
      to[at + i] = getByte(position + i * stride);
    }
  }

  @Override
  public void get(long position, long stride, ByteOrder order, short[] to, int at, int n) {
    if (stride != Short.BYTES) {
      for (int i = 0; i < n; i++) {
        to[at + i] = getShort(position + i * stride, order);
      }
      return;
    }
    ByteBuffer piece = piece(n * stride).order(order);
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = load(position, piece, n * stride) / Short.BYTES;
      piece.asShortBuffer().get(to, at, count);
    }
  }

  @Override
  public void get(long position, long stride, ByteOrder order, int[] to, int at, int n) {
    if (stride != Integer.BYTES) {
      for (int i = 0; i < n; i++) {
        to[at + i] = getInt(position + i * stride, order);
      }
      return;
    }
    ByteBuffer piece = piece(n * stride).order(order);
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = load(position, piece, n * stride) / Integer.BYTES;
      piece.asIntBuffer().get(to, at, count);
    }
  }

  @Override
  public void get(long position, long stride, ByteOrder order, long[] to, int at, int n) {
    if (stride != Long.BYTES) {
      for (int i = 0; i < n; i++) {
        to[at + i] = getLong(position + i * stride, order);
      }
      return;
    }
    ByteBuffer piece = piece(n * stride).order(order);
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = load(position, piece, n * stride) / Long.BYTES;
      piece.asLongBuffer().get(to, at, count);
    }
  }

  @Override
  public void get(long position, long stride, ByteOrder order, float[] to, int at, int n) {
    if (stride != Float.BYTES) {
      for (int i = 0; i < n; i++) {
        to[at + i] = Float.intBitsToFloat(getInt(position + i * stride, order));
      }
      return;
    }
    ByteBuffer piece = piece(n * stride).order(order);
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = load(position, piece, n * stride) / Float.BYTES;
      piece.asFloatBuffer().get(to, at, count);
    }
  }

  @Override
  public void get(long position, long stride, ByteOrder order, double[] to, int at, int n) {
    if (stride != Double.BYTES) {
      for (int i = 0; i < n; i++) {
        to[at + i] = Double.longBitsToDouble(getLong(position + i * stride, order));
      }
      return;
    }
    ByteBuffer piece = piece(n * stride).order(order);
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = load(position, piece, n * stride) / Double.BYTES;
      piece.asDoubleBuffer().get(to, at, count);
    }
  }

  // ---- many elements, in -----------------------------------------------------------------------

  @Override
  public void put(long position, long stride, byte[] from, int at, int n) {
    if (stride == Byte.BYTES) {
      put(position, ByteBuffer.wrap(from, at, n));
      return;
    }
    for (int i = 0; i < n; i++) {
      putByte(position + i * stride, from[at + i]);
    }
  }

  @Override
  public void put(long position, long stride, ByteOrder order, short[] from, int at, int n) {
    if (stride != Short.BYTES) {
      for (int i = 0; i < n; i++) {
        putShort(position + i * stride, order, from[at + i]);
      }
      return;
    }
    ByteBuffer piece = piece(n * stride).order(order);
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = next(piece, n * stride) / Short.BYTES;
      piece.asShortBuffer().put(from, at, count);
      put(position, piece);
    }
  }

  @Override
  public void put(long position, long stride, ByteOrder order, int[] from, int at, int n) {
    if (stride != Integer.BYTES) {
      for (int i = 0; i < n; i++) {
        putInt(position + i * stride, order, from[at + i]);
      }
      return;
    }
    ByteBuffer piece = piece(n * stride).order(order);
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = next(piece, n * stride) / Integer.BYTES;
      piece.asIntBuffer().put(from, at, count);
      put(position, piece);
    }
  }

  @Override
  public void put(long position, long stride, ByteOrder order, long[] from, int at, int n) {
    if (stride != Long.BYTES) {
      for (int i = 0; i < n; i++) {
        putLong(position + i * stride, order, from[at + i]);
      }
      return;
    }
    ByteBuffer piece = piece(n * stride).order(order);
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = next(piece, n * stride) / Long.BYTES;
      piece.asLongBuffer().put(from, at, count);
      put(position, piece);
    }
  }

  @Override
  public void put(long position, long stride, ByteOrder order, float[] from, int at, int n) {
    if (stride != Float.BYTES) {
      for (int i = 0; i < n; i++) {
        putInt(position + i * stride, order, Float.floatToRawIntBits(from[at + i]));
      }
      return;
    }
    ByteBuffer piece = piece(n * stride).order(order);
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = next(piece, n * stride) / Float.BYTES;
      piece.asFloatBuffer().put(from, at, count);
      put(position, piece);
    }
  }

  @Override
  public void put(long position, long stride, ByteOrder order, double[] from, int at, int n) {
    if (stride != Double.BYTES) {
      for (int i = 0; i < n; i++) {
        putLong(position + i * stride, order, Double.doubleToRawLongBits(from[at + i]));
      }
      return;
    }
    ByteBuffer piece = piece(n * stride).order(order);
    for (int count; n > 0; n -= count, at += count, position += count * stride) {
      count = next(piece, n * stride) / Double.BYTES;
      piece.asDoubleBuffer().put(from, at, count);
      put(position, piece);
    }
  }

  // ---- bytes to and from elsewhere -------------------------------------------------------------

  @Override
  public void copyTo(long position, Memory other, long otherPosition, long length) {
    Objects.checkFromIndexSize(position, length, size());
    Objects.checkFromIndexSize(otherPosition, length, other.size());
    ByteBuffer piece = piece(length);
    for (int count; length > 0; length -= count, position += count, otherPosition += count) {
      count = load(position, piece, length);
      other.put(otherPosition, piece);
    }
  }

  @Override
  public void gather(long position, GatherPattern pattern, Memory packed, int width, int n) {
    gatherEach(position, pattern, packed, width, n);
  }

  @Override
  public void scatter(Memory packed, long position, GatherPattern pattern, int width, int n) {
    scatterEach(packed, position, pattern, width, n);
  }

  @Override
  public boolean sameBytes(long position, Memory other, long otherPosition, long length) {
    ByteBuffer piece = piece(length);
    ByteBuffer otherPiece = piece(length);
    for (int count; length > 0; length -= count, position += count, otherPosition += count) {
      count = load(position, piece, length);
      next(otherPiece, length);
      other.get(otherPosition, otherPiece);
      if (!piece.equals(otherPiece.flip())) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void writeTo(WritableByteChannel channel, long position, long length) throws IOException {
    ByteBuffer piece = piece(length);
    for (int count; length > 0; length -= count, position += count) {
      count = load(position, piece, length);
      while (piece.hasRemaining()) {
        channel.write(piece);
      }
    }
  }

  @Override
  public void readFrom(ReadableByteChannel channel, long position, long length) throws IOException {
    ByteBuffer piece = piece(length);
    for (int count; length > 0; length -= count, position += count) {
      count = next(piece, length);
      WindowMemory.fill(piece.slice(0, count), channel, length);
      put(position, piece);
    }
  }
}
