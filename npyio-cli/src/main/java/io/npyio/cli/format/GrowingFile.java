package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongConsumer;

/** A file whose array is lengthened in place. */
public interface GrowingFile extends Closeable {
  /** {@return the current layout} */
  ArrayLayout layout();

  /**
   * Appends an array along the slowest-varying axis, wholly or not at all.
   *
   * @param array with the same dtype but for its byte order, and the same shape but for that axis
   * @param progress is given the bytes of each block written
   */
  void append(NdArray array, LongConsumer progress) throws IOException;
}
