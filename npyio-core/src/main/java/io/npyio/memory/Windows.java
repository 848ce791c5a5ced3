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

  /** 1 GiB: nearly every array has just one window. */
  static final int DEFAULT_SHIFT = 30;

  /** Makes the buffer of one window. */
  interface Source {
    ByteBuffer window(long from, long length) throws IOException;
  }

  ByteBuffer[] cut(Source source) throws IOException {
    long length = 1L << shift;
    var windows = new ByteBuffer[Math.toIntExact((size + length - 1) >>> shift)];
    for (int i = 0; i < windows.length; i++) {
      long from = (long) i << shift;
      windows[i] =
          source.window(from, Math.min(length, size - from)).order(ByteOrder.LITTLE_ENDIAN);
    }
    return windows;
  }
}
