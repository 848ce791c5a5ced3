package io.npyio.pickle;

import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads the pickle that NumPy writes for an array of Python objects. */
public final class PickleReader {
  private PickleReader() {}

  /**
   * Reads exactly one pickle.
   *
   * @param start the position of the next byte of the stream, for error messages
   * @param end the position behind the last byte, or {@link Long#MAX_VALUE} if unknown
   * @param expected the layout in the header
   * @throws PickleException if the pickle is broken, contains values other than the options allow,
   *     or is not an array of the expected dtype and shape
   */
  public static ObjectArray readArray(
      InputStream stream, long start, long end, ArrayLayout expected, PickleOptions options)
      throws IOException {
    var allowance = new Allowance(options.maxMemory(), start);
    var input = new PickleInput(stream, start, end, allowance);
    Object read = plain(new Machine(input, new ValueFactory(allowance, options)).run());
    if (!(read instanceof ObjectArray array)) {
      throw new PickleException(
          start,
          "expected an array of objects but the pickle holds " + ValueFactory.describe(read));
    }
    require(array, expected, start);
    return array;
  }

  /** The array itself, of an array of an unknown subclass of {@code ndarray}. */
  private static @Nullable Object plain(@Nullable Object read) {
    return read instanceof ObjectArray.Instance instance && instance.arguments().size() == 1
        ? instance.arguments().get(0)
        : read;
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
