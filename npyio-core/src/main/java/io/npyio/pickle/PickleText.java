package io.npyio.pickle;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text in pickles: UTF-8 that may contain unpaired surrogates, and Python's escapes. */
final class PickleText {
  private PickleText() {}

  /** Python's {@code decode('utf-8', 'surrogatepass')}. */
  static String decode(byte[] utf8) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(utf8))
          .toString();
    } catch (CharacterCodingException surrogate) {
      return decodeSurrogates(utf8);
    }
  }

  /** Surrogates are three bytes that strict UTF-8 forbids: ED, A0 to BF, 80 to BF. */
  private static String decodeSurrogates(byte[] utf8) {
    var text = new StringBuilder();
    int from = 0;
    for (int i = 0; i + 2 < utf8.length; i++) {
      if (utf8[i] == (byte) 0xED && (utf8[i + 1] & 0xE0) == 0xA0 && (utf8[i + 2] & 0xC0) == 0x80) {
        text.append(strict(utf8, from, i));
        text.append((char) (0xD000 | (utf8[i + 1] & 0x3F) << 6 | (utf8[i + 2] & 0x3F)));
        i += 2;
        from = i + 1;
      }
    }
    return text.append(strict(utf8, from, utf8.length)).toString();
  }

  private static CharSequence strict(byte[] utf8, int from, int to) {
    ByteBuffer input = ByteBuffer.wrap(utf8, from, to - from);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(input);
    } catch (CharacterCodingException malformed) {
      throw new IllegalArgumentException(
          "expected UTF-8 but found the byte %02X in a text".formatted(utf8[input.position()]));
    }
  }

  /** Python's {@code encode('utf-8', 'surrogatepass')}. */
  static byte[] encode(String text) {
    CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    if (encoder.canEncode(text)) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    var bytes = new ByteArrayOutputStream();
    text.codePoints().forEach(point -> encode(point, bytes));
    return bytes.toByteArray();
  }

  private static void encode(int point, ByteArrayOutputStream bytes) {
    if (Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE) {
      bytes.write(0xE0 | point >> 12);
      bytes.write(0x80 | point >> 6 & 0x3F);
      bytes.write(0x80 | point & 0x3F);
    } else {
      bytes.writeBytes(Character.toString(point).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Protocol 0: Latin-1 with the escapes {@code \\u} and {@code \\U} only. */
  static String decodeRawUnicode(byte[] line) {
    String latin1 = new String(line, StandardCharsets.ISO_8859_1);
    var text = new StringBuilder();
    for (int i = 0; i < latin1.length(); i++) {
      int digits = latin1.startsWith("\\u", i) ? 4 : latin1.startsWith("\\U", i) ? 8 : 0;
      if (digits == 0) {
        text.append(latin1.charAt(i));
      } else {
        text.appendCodePoint(hex(latin1, i + 2, digits));
        i += 1 + digits;
      }
    }
    return text.toString();
  }

  private static int hex(String text, int from, int digits) {
    long value = from + digits <= text.length() ? 0 : -1;
    for (int i = from; i < from + digits && value >= 0; i++) {
      int digit = Character.digit(text.charAt(i), 16);
      value = digit < 0 ? -1 : value << 4 | digit;
    }
    if (value < 0 || value > Character.MAX_CODE_POINT) {
      throw new IllegalArgumentException("a text has an invalid escape");
    }
    return (int) value;
  }

  /** Protocol 0: a byte string, quoted as by Python 2. */
  static byte[] unquote(byte[] line) {
    int last = line.length - 1;
    boolean quoted = last >= 1 && line[0] == line[last] && (line[0] == '\'' || line[0] == '"');
    if (!quoted) {
      throw new IllegalArgumentException("expected a quoted string");
    }
    var bytes = new ByteArrayOutputStream();
    for (int i = 1; i < last; i++) {
      if (line[i] != '\\') {
        bytes.write(line[i]);
      } else if (i + 1 < last) {
        i += unescape(line, i + 1, bytes);
      } else {
        throw new IllegalArgumentException("a string ends within an escape");
      }
    }
    return bytes.toByteArray();
  }

  /** Returns the number of bytes after the backslash. Python 2 writes these escapes only. */
  private static int unescape(byte[] line, int at, ByteArrayOutputStream bytes) {
    switch (line[at]) {
      case '\\', '\'', '"' -> bytes.write(line[at]);
      case 'n' -> bytes.write('\n');
      case 'r' -> bytes.write('\r');
      case 't' -> bytes.write('\t');
      case 'x' -> {
        bytes.write(hex(new String(line, StandardCharsets.ISO_8859_1), at + 1, 2));
        return 3;
      }
      default -> throw new IllegalArgumentException("a string has an invalid escape");
    }
    return 1;
  }
}
