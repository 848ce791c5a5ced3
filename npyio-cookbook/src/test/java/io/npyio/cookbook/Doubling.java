package io.npyio.cookbook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A model of ONNX that adds a float32 matrix {@code x} to itself, written as Protocol Buffers do:
 * every field is its number, its length and its bytes. The numbers are those of {@code onnx.proto}.
 */
final class Doubling {
  private static final int FLOAT = 1;

  private Doubling() {}

  static void save(Path file) throws IOException {
    byte[] node = message(text(1, "x"), text(1, "x"), text(2, "y"), text(4, "Add"));
    byte[] graph =
        message(
            field(1, node), text(2, "doubling"), field(11, matrix("x")), field(12, matrix("y")));
    byte[] operators = message(number(2, 13));
    Files.write(file, message(number(1, 8), field(7, graph), field(8, operators)));
  }

  private static byte[] matrix(String name) {
    byte[] shape = message(field(1, text(2, "rows")), field(1, text(2, "columns")));
    byte[] tensor = message(number(1, FLOAT), field(2, shape));
    return message(text(1, name), field(2, field(1, tensor)));
  }

  private static byte[] text(int number, String value) {
    return field(number, value.getBytes(UTF_8));
  }

  /** A field of bytes, at most 127 of them: longer lengths take more than one byte. */
  private static byte[] field(int number, byte[] value) {
    byte[] head = {(byte) (number << 3 | 2), (byte) Math.toIntExact(value.length)};
    if (value.length > Byte.MAX_VALUE) {
      throw new IllegalArgumentException("field " + number + " is too long");
    }
    return message(head, value);
  }

  private static byte[] number(int number, int value) {
    return new byte[] {(byte) (number << 3), (byte) value};
  }

  private static byte[] message(byte[]... fields) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] field : fields) {
      joined.writeBytes(field);
    }
    return joined.toByteArray();
  }
}
