package io.npyio.cli.format;

import io.npyio.dtype.ArrayLayout;
import io.npyio.array.NdArray;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.LongConsumer;

/** A file whose array is lengthened in place. */
public interface GrowingFile extends Closeable {
  /** {@return what it holds by now} */
  ArrayLayout layout();

  /**
   * Appends an array along the axis that varies slowest, wholly or not at all.
   *
   * @param array of the same dtype but for its byte order, and of the same shape but for that axis
   * @param progress is given the bytes of each piece written
   */
  void append(NdArray array, LongConsumer progress) throws IOException;
}
