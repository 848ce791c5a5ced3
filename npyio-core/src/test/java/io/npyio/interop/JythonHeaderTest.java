package io.npyio.interop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.NdArray;
import io.npyio.file.Npy;
import io.npyio.file.NpyFormatException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.python.util.PythonInterpreter;

/**
 * Headers as NumPy wrote them under Python 2, produced by the {@code repr} of a real Python 2.7.
 */
class JythonHeaderTest {
  private static PythonInterpreter python;

  @BeforeAll
  static void start() {
    Properties properties = new Properties();
    properties.setProperty("python.import.site", "false");
    PythonInterpreter.initialize(System.getProperties(), properties, new String[0]);
    python = new PythonInterpreter();
  }

  @AfterAll
  static void stop() {
    python.close();
  }

  /** A file of format {@code major}.0 whose header is the repr of an expression. */
  private static byte[] file(int major, String expression, byte... data) {
    String text = python.eval("repr(" + expression + ")").toString();
    int prefix = major == 1 ? 10 : 12;
    int length = text.length() + 1;
    length += (16 - (prefix + length) % 16) % 16; // as before NumPy 1.14
    ByteBuffer header = ByteBuffer.allocate(prefix).order(ByteOrder.LITTLE_ENDIAN);
    header.put((byte) 0x93).put("NUMPY".getBytes(ISO_8859_1)).put((byte) major).put((byte) 0);
    if (major == 1) {
      header.putShort((short) length);
    } else {
      header.putInt(length);
    }
    var file = new ByteArrayOutputStream();
    file.writeBytes(header.array());
    file.writeBytes((text + " ".repeat(length - 1 - text.length()) + "\n").getBytes(ISO_8859_1));
    file.writeBytes(data);
    return file.toByteArray();
  }

  @Test
  void lengthsThatArePython2LongsAreRead() throws Exception {
    byte[] file =
        file(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (2L, 3L)}", 1, 2, 3, 4, 5, 6);
    NdArray array = Npy.load(file);
    assertArrayEquals(new int[][] {{1, 3, 5}, {2, 4, 6}}, array.toArray(int[][].class));
    assertEquals("(2, 3)", array.shape().toString());
  }

  private static byte[] file(int major, String expression, int... data) {
    byte[] bytes = new byte[data.length];
    for (int i = 0; i < data.length; i++) {
      bytes[i] = (byte) data[i];
    }
    return file(major, expression, bytes);
  }

  @Test
  void fieldNamesThatArePython2UnicodeAreRead() throws Exception {
    String descr = "[(u'na\\xefve', '<i2', (2L,)), (u\"it's\", u'|u1')]";
    byte[] file =
        file(2, "{'descr': " + descr + ", 'fortran_order': False, 'shape': (1L,)}", 1, 0, 2, 0, 9);
    NdArray array = Npy.load(file);
    assertEquals("[('naïve', '<i2', (2,)), (\"it's\", '|u1')]", array.dtype().descr());
    assertArrayEquals(new int[][] {{1, 2}}, array.field("naïve").toArray(int[][].class));
    assertEquals(9, array.field("it's").getInt(0));
  }

  @Test
  void everyLengthAPython2LongCanHaveIsRead() throws Exception {
    for (String shape : new String[] {"(0L, 2 ** 40)", "(2 ** 62 - 2 ** 62, 5L)", "(0L,)"}) {
      String expression = "{'descr': '<f8', 'fortran_order': False, 'shape': " + shape + "}";
      assertEquals(0, Npy.load(file(1, expression, new byte[0])).size(), shape);
    }
  }

  @Test
  void format3KnowsNoLongs() {
    byte[] file = file(3, "{'descr': '|u1', 'fortran_order': False, 'shape': (2L,)}", 1, 2);
    NpyFormatException refused = assertThrows(NpyFormatException.class, () -> Npy.load(file));
    assertEquals(
        "byte[]: byte " + refused.offset() + ": expected ',' or ')' but found 'L'",
        refused.getMessage());
    assertEquals('L', file[(int) refused.offset()]);
  }

  @Test
  void aHeaderOfPython2IsWrittenAgainAsOfPython3() throws Exception {
    byte[] old = file(1, "{'descr': '<f4', 'fortran_order': False, 'shape': (1L,)}", 0, 0, -64, 63);
    String text = new String(Npy.toBytes(Npy.load(old)), ISO_8859_1);
    assertEquals(
        "{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }",
        text.substring(10, text.indexOf('}') + 1));
  }
}
