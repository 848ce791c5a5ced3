package io.npyio.file;

import io.npyio.array.ArrayLayout;
import io.npyio.array.ObjectArray;
import io.npyio.array.Order;
import io.npyio.pickle.PickleException;
import io.npyio.pickle.PickleReader;
import io.npyio.pickle.PickleWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What lies behind the header of an array of objects: a pickle. */
final class ObjectData {
  private ObjectData() {}

  static ObjectArray load(
      NpyHeader.Source source, InputStream stream, NpyHeader header, PickleOptions options)
      throws IOException {
    ArrayLayout layout = header.layout();
    if (!layout.dtype().hasObjects()) {
      throw new NpyFormatException(
          source.name(),
          header.dataOffset(),
          "expected Python objects but the elements are " + layout.dtype(),
          "load reads them");
    }
    long remaining = source.remaining();
    long start = header.dataOffset();
    long end = remaining == Long.MAX_VALUE ? remaining : start + remaining;
    try {
      return PickleReader.readArray(
          stream, start, end, layout, options.maxMemory(), options.python2().charset());
    } catch (PickleException problem) {
      throw new NpyFormatException(
          source.name(), problem.position(), problem.problem(), problem.hint());
    }
  }

  static void save(OutputStream stream, ObjectArray array) throws IOException {
    stream.write(NpyHeader.encode(new ArrayLayout(array.dtype(), array.shape(), Order.C)));
    PickleWriter.write(stream, array);
    stream.flush();
  }
}
