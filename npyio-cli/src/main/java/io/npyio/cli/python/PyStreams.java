package io.npyio.cli.python;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.python.core.Py;
import org.python.core.PyObject;
import org.python.core.PyString;

/** Python's open files as Java's streams. */
final class PyStreams {
  private PyStreams() {}

  static InputStream input(PyObject file) {
    PyObject read = file.__findattr__("read");
    if (read == null) {
      throw Py.TypeError(
          "expected the name of a file or an open file, got " + file.getType().fastGetName());
    }
    return new InputStream() {
      @Override
      public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] bytes, int offset, int length) {
        byte[] found = bytes(read.__call__(Py.newInteger(length)));
        System.arraycopy(found, 0, bytes, offset, found.length);
        return found.length == 0 && length > 0 ? -1 : found.length;
      }
    };
  }

  private static byte[] bytes(PyObject found) {
    if (found instanceof PyString text) {
      return text.toBytes();
    }
    throw Py.TypeError("read() must return bytes, not " + found.getType().fastGetName());
  }

  static OutputStream output(PyObject file) {
    PyObject write = file.__findattr__("write");
    if (write == null) {
      throw Py.TypeError(
          "expected the name of a file or an open file, got " + file.getType().fastGetName());
    }
    return new OutputStream() {
      @Override
      public void write(int value) {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
        write.__call__(new PyString(text));
      }
    };
  }
}
