package io.npyio.file;

import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import io.npyio.file.ReadOptions.PythonObjects;
import io.npyio.pickle.PickleException;
import io.npyio.pickle.PickleReader;
import io.npyio.pickle.PickleWriter;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;

/** Arrays of Python objects: a header, and a pickle in place of the data. */
final class ObjectCodec {
  private static final int BUFFER_BYTES = 1 << 16;

  private ObjectCodec() {}

  static ObjectArray load(ArrayInput input, ReadOptions options) throws IOException {
    InputStream data = new BufferedInputStream(Channels.newInputStream(input), BUFFER_BYTES);
    return load(input, data, options);
  }

  /**
   * Reads an array.
   *
   * @param data what the input reads from; not asked for a byte before the header has been read
   */
  static ObjectArray load(ArrayInput input, InputStream data, ReadOptions options)
      throws IOException {
    NpyHeader header = NpyHeader.read(input, options);
    requireObjects(input.name(), header, options);
    DataChecks.requireBounded(input.name(), header.dataOffset(), header.layout());
    long remaining = input.remaining();
    long start = header.dataOffset();
    long end = remaining == Long.MAX_VALUE ? remaining : start + remaining;
    try {
      return PickleReader.readArray(data, start, end, header.layout(), options.pickleOptions());
    } catch (PickleException problem) {
      throw NpyFormatException.of(input.name(), problem);
    }
  }

  private static void requireObjects(String name, NpyHeader header, ReadOptions options)
      throws NpyFormatException {
    ArrayLayout layout = header.layout();
    if (!layout.dtype().hasObjects()) {
      throw new NpyFormatException(
          name,
          header.dataOffset(),
          "expected Python objects but the elements are " + layout.dtype(),
          "load reads them");
    }
    if (options.objects() == PythonObjects.REFUSE) {
      throw new NpyFormatException(
          name,
          header.dataOffset(),
          "expected plain data but found the Python objects of " + DataChecks.shown(layout.dtype()),
          "the options refuse them");
    }
  }

  /** The bytes of the {@code .npy} file of an array. */
  static byte[] toBytes(ObjectArray array) throws IOException {
    var bytes = new ByteArrayOutputStream();
    save(bytes, array);
    return bytes.toByteArray();
  }

  static void save(OutputStream stream, ObjectArray array) throws IOException {
    stream.write(NpyHeader.encode(new ArrayLayout(array.dtype(), array.shape(), Order.C)));
    PickleWriter.write(stream, array);
    stream.flush();
  }
}
