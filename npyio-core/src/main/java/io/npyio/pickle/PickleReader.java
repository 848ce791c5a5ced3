package io.npyio.pickle;

import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Reads pickles of arrays of Python objects, as NumPy writes them, and of single values. */
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
    Object read = plain(read(stream, start, end, options));
    if (!(read instanceof ObjectArray array)) {
      throw new PickleException(
          start,
          "expected an array of objects but the pickle holds " + ValueFactory.describe(read));
    }
    require(array, expected, start);
    return array;
  }

  /**
   * {@return the value of a pickle that a file begins with}
   *
   * @param size of the file
   * @throws PickleException if the pickle is broken, or contains values other than the options
   *     allow
   */
  public static @Nullable Object readValue(InputStream stream, long size, PickleOptions options)
      throws IOException {
    return read(stream, 0, size, options);
  }

  private static @Nullable Object read(
      InputStream stream, long start, long end, PickleOptions options) throws IOException {
    var allowance = new Allowance(options.maxMemory(), start);
    var input = new PickleInput(stream, start, end, allowance);
    return new Machine(input, new ValueFactory(allowance, options)).run();
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
