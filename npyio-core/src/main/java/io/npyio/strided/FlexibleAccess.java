package io.npyio.strided;

import io.npyio.dtype.DType;
import io.npyio.memory.Memory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Access to one element of {@code S}, {@code U} or {@code V} at a position in memory. */
public final class FlexibleAccess {
  private FlexibleAccess() {}

  /** A copy of the bytes of an element. */
  public static byte[] bytes(Memory memory, long position, int length) {
    byte[] bytes = new byte[length];
    memory.get(position, 1, bytes, 0, length);
    return bytes;
  }

  /** The bytes of {@code S} without trailing zeros. */
  public static byte[] stripped(Memory memory, long position, int length) {
    byte[] bytes = bytes(memory, position, length);
    int end = length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(bytes, end);
  }

  /** The code points of {@code U} without trailing zeros. */
  public static int[] codePoints(Memory memory, long position, DType.Flexible type) {
    int[] units = new int[type.length()];
    memory.get(position, Integer.BYTES, type.order(), units, 0, units.length);
    int end = units.length;
    while (end > 0 && units[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOf(units, end);
  }

  /** The text of {@code U}. */
  static String string(Memory memory, long position, DType.Flexible type) {
    return string(codePoints(memory, position, type));
  }

  /** Text of {@code U}; a unit that is not a code point becomes U+FFFD. */
  private static String string(int[] codePoints) {
    for (int i = 0; i < codePoints.length; i++) {
      codePoints[i] = Character.isValidCodePoint(codePoints[i]) ? codePoints[i] : 0xFFFD;
    }
    return new String(codePoints, 0, codePoints.length);
  }

  /** NumPy's {@code str} of a void: every byte as an upper-case escape. */
  public static String escaped(byte[] bytes) {
    var text = new StringBuilder("b'");
    for (byte b : bytes) {
      text.append("\\x%02X".formatted(b));
    }
    return text.append('\'').toString();
  }

  static void set(Memory memory, long position, DType.Flexible type, Object value) {
    if (value instanceof CharSequence text && type.form() == DType.Flexible.Form.UNICODE) {
      putCodePoints(memory, position, type, text.codePoints().toArray());
    } else if (value instanceof CharSequence text && type.form() == DType.Flexible.Form.BYTES) {
      putBytes(memory, position, type, ascii(text.toString()));
    } else if (value instanceof byte[] bytes && type.form() != DType.Flexible.Form.UNICODE) {
      putBytes(memory, position, type, bytes);
    } else {
      throw Elements.notA(type, value);
    }
  }

  static byte[] ascii(String text) {
    int first = 0;
    while (first < text.length() && text.charAt(first) < 0x80) {
      first++;
    }
    if (first < text.length()) {
      throw new IllegalArgumentException(
          "'%s' is not ASCII (U+%04X at index %d); bytes elements hold ASCII, or any byte[]"
              .formatted(text, text.codePointAt(first), first));
    }
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void putCodePoints(
      Memory memory, long position, DType.Flexible type, int[] codePoints) {
    requireRoom(codePoints.length, type);
    memory.put(
        position,
        Integer.BYTES,
        type.order(),
        Arrays.copyOf(codePoints, type.length()),
        0,
        type.length());
  }

  private static void putBytes(Memory memory, long position, DType.Flexible type, byte[] bytes) {
    requireRoom(bytes.length, type);
    memory.put(position, 1, Arrays.copyOf(bytes, type.length()), 0, type.length());
  }

  private static void requireRoom(int length, DType.Flexible type) {
    if (length > type.length()) {
      throw new IllegalArgumentException(
          "%d %s do not fit '%s'; astype cuts them off"
              .formatted(
                  length,
                  type.form() == DType.Flexible.Form.UNICODE ? "code points" : "bytes",
                  type));
    }
  }
}
