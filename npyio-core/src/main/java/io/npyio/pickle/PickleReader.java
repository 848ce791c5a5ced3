package io.npyio.pickle;

import io.npyio.array.ArrayLayout;
import io.npyio.array.DType;
import io.npyio.array.ObjectArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** Reads the pickle that NumPy writes for an array of Python objects. */
public final class PickleReader {
  private PickleReader() {}

  /**
   * Reads one pickle and no byte more.
   *
   * @param start the position of the next byte of the stream, for complaints
   * @param end the position behind the last byte, or {@link Long#MAX_VALUE} where nobody knows
   * @param expected what the header says
   * @param maxMemory the most bytes, by estimate, that the values may take
   * @param python2 how byte strings of Python 2 become text, or null to keep them as bytes
   * @throws PickleException if the pickle is broken, holds something other than plain values, or no
   *     array of the expected dtype and shape
   */
  public static ObjectArray readArray(
      InputStream stream,
      long start,
      long end,
      ArrayLayout expected,
      long maxMemory,
      @Nullable Charset python2)
      throws IOException {
    var allowance = new Allowance(maxMemory, start);
    var input = new PickleInput(stream, start, end, allowance);
    Object read = new Machine(input, allowance, python2).run();
    if (!(read instanceof ObjectArray array)) {
      throw new PickleException(
          start,
          "expected an array of objects but the pickle holds " + ValueFactory.describe(read));
    }
    require(array, expected, start);
    return array;
  }

  private static void require(ObjectArray array, ArrayLayout expected, long start)
      throws PickleException {
    DType dtype = array.dtype();
    if (!array.shape().equals(expected.shape()) || !dtype.equals(expected.dtype())) {
      throw new PickleException(
          start,
          "expected %s %s, as the header says, but the pickle holds %s %s"
              .formatted(expected.dtype(), expected.shape(), dtype, array.shape()));
    }
  }
}
