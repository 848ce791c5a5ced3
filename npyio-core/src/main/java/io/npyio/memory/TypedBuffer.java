package io.npyio.memory;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/**
 * Buffers of elements wider than a byte, read and written as bits. The byte order of the buffer
 * does not matter: its {@code get} and {@code put} move values, and this interface moves their
 * bits.
 */
sealed interface TypedBuffer {
  /** The buffer, which has position 0 and the capacity of its limit. */
  Buffer buffer();

  /** The name of the buffer's class in {@code java.nio}. */
  String name();

  /** The bytes of an element. */
  int width();

  /** The bits of the element at an index. */
  long bits(int index);

  /** Sets the element at an index from the lowest bits. */
  void setBits(int index, long bits);

  /** Fills a buffer from its start with the elements from an index on, in its byte order. */
  void get(int index, ByteBuffer to);

  /** Sets the elements from an index on from a buffer's start, in its byte order. */
  void put(int index, ByteBuffer from);

  /** The elements between the position and limit of a buffer, shared with it. */
  static TypedBuffer of(Buffer elements) {
    Buffer slice = elements.slice();
    if (slice instanceof ShortBuffer shorts) {
      return new Shorts(shorts);
    } else if (slice instanceof CharBuffer chars) {
      return new Chars(chars);
    } else if (slice instanceof IntBuffer ints) {
      return new Ints(ints);
    } else if (slice instanceof LongBuffer longs) {
      return new Longs(longs);
    } else if (slice instanceof FloatBuffer floats) {
      return new Floats(floats);
    } else if (slice instanceof DoubleBuffer doubles) {
      return new Doubles(doubles);
    }
    throw new IllegalArgumentException("a buffer of bytes is memory itself: wrap it");
  }

  /** 16-bit integers. */
  record Shorts(ShortBuffer buffer) implements TypedBuffer {
    @Override
    public String name() {
      return "ShortBuffer";
    }

    @Override
    public int width() {
      return Short.BYTES;
    }

    @Override
    public long bits(int index) {
      return buffer.get(index);
    }

    @Override
    public void setBits(int index, long bits) {
      buffer.put(index, (short) bits);
    }

    @Override
    public void get(int index, ByteBuffer to) {
      ShortBuffer shorts = to.asShortBuffer();
      shorts.put(0, buffer, index, shorts.capacity());
    }

    @Override
    public void put(int index, ByteBuffer from) {
      ShortBuffer shorts = from.asShortBuffer();
      buffer.put(index, shorts, 0, shorts.capacity());
    }
  }

  /** UTF-16 units. */
  record Chars(CharBuffer buffer) implements TypedBuffer {
    @Override
    public String name() {
      return "CharBuffer";
    }

    @Override
    public int width() {
      return Character.BYTES;
    }

    @Override
    public long bits(int index) {
      return buffer.get(index);
    }

    @Override
    public void setBits(int index, long bits) {
      buffer.put(index, (char) bits);
    }

    @Override
    public void get(int index, ByteBuffer to) {
      CharBuffer chars = to.asCharBuffer();
      chars.put(0, buffer, index, chars.capacity());
    }

    @Override
    public void put(int index, ByteBuffer from) {
      CharBuffer chars = from.asCharBuffer();
      buffer.put(index, chars, 0, chars.capacity());
    }
  }

  /** 32-bit integers. */
  record Ints(IntBuffer buffer) implements TypedBuffer {
    @Override
    public String name() {
      return "IntBuffer";
    }

    @Override
    public int width() {
      return Integer.BYTES;
    }

    @Override
    public long bits(int index) {
      return buffer.get(index);
    }

    @Override
    public void setBits(int index, long bits) {
      buffer.put(index, (int) bits);
    }

    @Override
    public void get(int index, ByteBuffer to) {
      IntBuffer ints = to.asIntBuffer();
      ints.put(0, buffer, index, ints.capacity());
    }

    @Override
    public void put(int index, ByteBuffer from) {
      IntBuffer ints = from.asIntBuffer();
      buffer.put(index, ints, 0, ints.capacity());
    }
  }

  /** 64-bit integers. */
  record Longs(LongBuffer buffer) implements TypedBuffer {
    @Override
    public String name() {
      return "LongBuffer";
    }

    @Override
    public int width() {
      return Long.BYTES;
    }

    @Override
    public long bits(int index) {
      return buffer.get(index);
    }

    @Override
    public void setBits(int index, long bits) {
      buffer.put(index, bits);
    }

    @Override
    public void get(int index, ByteBuffer to) {
      LongBuffer longs = to.asLongBuffer();
      longs.put(0, buffer, index, longs.capacity());
    }

    @Override
    public void put(int index, ByteBuffer from) {
      LongBuffer longs = from.asLongBuffer();
      buffer.put(index, longs, 0, longs.capacity());
    }
  }

  /** 32-bit floating-point numbers. */
  record Floats(FloatBuffer buffer) implements TypedBuffer {
    @Override
    public String name() {
      return "FloatBuffer";
    }

    @Override
    public int width() {
      return Float.BYTES;
    }

    @Override
    public long bits(int index) {
      return Float.floatToRawIntBits(buffer.get(index));
    }

    @Override
    public void setBits(int index, long bits) {
      buffer.put(index, Float.intBitsToFloat((int) bits));
    }

    @Override
    public void get(int index, ByteBuffer to) {
      FloatBuffer floats = to.asFloatBuffer();
      floats.put(0, buffer, index, floats.capacity());
    }

    @Override
    public void put(int index, ByteBuffer from) {
      FloatBuffer floats = from.asFloatBuffer();
      buffer.put(index, floats, 0, floats.capacity());
    }
  }

  /** 64-bit floating-point numbers. */
  record Doubles(DoubleBuffer buffer) implements TypedBuffer {
    @Override
    public String name() {
      return "DoubleBuffer";
    }

    @Override
    public int width() {
      return Double.BYTES;
    }

    @Override
    public long bits(int index) {
      return Double.doubleToRawLongBits(buffer.get(index));
    }

    @Override
    public void setBits(int index, long bits) {
      buffer.put(index, Double.longBitsToDouble(bits));
    }

    @Override
    public void get(int index, ByteBuffer to) {
      DoubleBuffer doubles = to.asDoubleBuffer();
      doubles.put(0, buffer, index, doubles.capacity());
    }

    @Override
    public void put(int index, ByteBuffer from) {
      DoubleBuffer doubles = from.asDoubleBuffer();
      buffer.put(index, doubles, 0, doubles.capacity());
    }
  }
}
