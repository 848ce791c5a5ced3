package io.npyio.memory;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * How a memory of some size is cut into buffers, each but the last of {@code 2^shift} bytes.
 *
 * <p>A {@link ByteBuffer} ends at 2 GiB; windows are how a {@code long} position finds its buffer
 * with a shift and a mask. They do not overlap: private mappings of one page are not coherent with
 * each other, so each byte must have one home.
 *
 * @param size of the whole, in bytes
 * @param shift the binary logarithm of a window's length
 */
record Windows(long size, int shift) {
  /** The longest byte array that every JVM can allocate. */
  private static final int MAX_SINGLE_BYTES = Integer.MAX_VALUE - 8;

  /** Finds its buffer in memory of one window, at index 0. */
  private static final int SINGLE_SHIFT = Integer.SIZE - 1;

  /** 1 GiB, for memory too large for one buffer. */
  private static final int MULTIPLE_SHIFT = 30;

  /** Makes the buffer of one window. */
  interface Source {
    ByteBuffer window(long from, long length) throws IOException;
  }

  /** One window where a buffer can be as large, otherwise windows of 1 GiB. */
  static Windows of(long size) {
    return size <= MAX_SINGLE_BYTES ? single((int) size) : new Windows(size, MULTIPLE_SHIFT);
  }

  static Windows single(int size) {
    return new Windows(size, SINGLE_SHIFT);
  }

  /** The length of every window but the last, in bytes. */
  long length() {
    return 1L << shift;
  }

  /** The bits of a position that are its index in a window. */
  long mask() {
    return length() - 1;
  }

  /** The windows, each made little-endian by its source's buffer. */
  ByteBuffer[] cut(Source source) throws IOException {
    var windows = new ByteBuffer[Math.toIntExact((size + mask()) >>> shift)];
    for (int i = 0; i < windows.length; i++) {
      long from = (long) i << shift;
      windows[i] =
          source.window(from, Math.min(length(), size - from)).order(ByteOrder.LITTLE_ENDIAN);
    }
    return windows;
  }
}
