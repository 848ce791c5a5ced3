package io.npyio.cli.repair;

import io.npyio.cli.repair.HeaderTokens.Kind;
import io.npyio.cli.repair.HeaderTokens.Token;
import io.npyio.file.NpyVersion;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the parts of a header are, which may be damaged.
 *
 * @param head the first bytes of the file
 * @param version that the place of the dictionary stands for
 * @param start the byte at which the dictionary begins
 * @param tokens of the dictionary
 * @param declaredEnd the byte at which the data begin by the header's own length
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record HeaderScan(
    byte[] head, NpyVersion version, int start, HeaderTokens tokens, long declaredEnd) {
  static final int VERSION_AT = 6;
  static final int LENGTH_AT = 8;

  private static final int SHORT_PREFIX = 10;
  private static final int LONG_PREFIX = 12;

  /** The data of a file by NumPy, of any age, begin at a multiple of this number of bytes. */
  private static final int ALIGNMENT = 16;

  /** Looks for the dictionary; null if none begins where it should, or it has no end. */
  static @Nullable HeaderScan of(byte[] head) {
    NpyVersion stated = stated(head);
    HeaderScan scan = stated == null ? null : of(head, stated, dictionary(head, prefix(stated)));
    if (scan != null) {
      return scan;
    }
    NpyVersion told = isBrace(head, SHORT_PREFIX) ? NpyVersion.V1_0 : NpyVersion.V2_0;
    return of(head, told, isBrace(head, prefix(told)) ? prefix(told) : -1);
  }

  private static @Nullable HeaderScan of(byte[] head, NpyVersion version, int start) {
    HeaderTokens tokens =
        start < 0
            ? null
            : HeaderTokens.of(
                new String(head, start, head.length - start, StandardCharsets.ISO_8859_1));
    return tokens == null || tokens.end() < 0
        ? null
        : new HeaderScan(head, version, start, tokens, end(head, prefix(version)));
  }

  private static int prefix(NpyVersion version) {
    return version == NpyVersion.V1_0 ? SHORT_PREFIX : LONG_PREFIX;
  }

  private static @Nullable NpyVersion stated(byte[] head) {
    if (head.length <= LENGTH_AT || head[VERSION_AT + 1] != 0) {
      return null;
    }
    return switch (head[VERSION_AT]) {
      case 1 -> NpyVersion.V1_0;
      case 2 -> NpyVersion.V2_0;
      case 3 -> NpyVersion.V3_0;
      default -> null;
    };
  }

  private static int dictionary(byte[] head, int prefix) {
    int at = prefix;
    while (at < head.length && isSpace(head[at])) {
      at++;
    }
    return isBrace(head, at) ? at : -1;
  }

  private static boolean isBrace(byte[] head, int at) {
    return at < head.length && head[at] == '{';
  }

  private static long end(byte[] head, int prefix) {
    long length = 0;
    for (int i = prefix - 1; i >= LENGTH_AT; i--) {
      length = length << 8 | (head[i] & 0xFF);
    }
    return prefix + length;
  }

  /** Whether the version is the one that the file states. */
  boolean hasStatedVersion() {
    return stated(head) == version;
  }

  /** The byte behind the dictionary. */
  int dictionaryEnd() {
    return start + tokens.end();
  }

  /** The tokens of the dictionary, in the encoding of the version. */
  List<Token> decoded() {
    return version == NpyVersion.V3_0
        ? tokens.tokens().stream().map(HeaderScan::utf8).toList()
        : tokens.tokens();
  }

  private static Token utf8(Token token) {
    return token.kind() == Kind.STRING
        ? token.as(
            new String(token.text().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
        : token;
  }

  /** Whether nothing but padding lies between the dictionary and a byte. */
  boolean isPaddedTo(long end) {
    if (end < dictionaryEnd() || end > head.length) {
      return false;
    }
    for (int i = dictionaryEnd(); i < end; i++) {
      if (!isSpace(head[i])) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #isPaddedTo}, with a line feed at the end, as NumPy writes it. */
  boolean isLineTo(long end) {
    return isPaddedTo(end) && end > dictionaryEnd() && head[(int) end - 1] == '\n';
  }

  /** Whether NumPy would let the data begin at a byte. */
  static boolean isAligned(long end) {
    return end % ALIGNMENT == 0;
  }

  /** The byte behind the first line feed after the padding, if NumPy would end a header there. */
  long alignedEnd() {
    int at = dictionaryEnd();
    while (at < head.length && isSpace(head[at]) && head[at] != '\n') {
      at++;
    }
    boolean isEnd = at < head.length && head[at] == '\n' && isAligned(at + 1);
    return isEnd ? at + 1 : -1;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /** Whether the first line feed is that at the end of the header, behind a carriage return. */
  static boolean hasTextEnd(byte[] head) {
    int feed = 0;
    while (feed < head.length && head[feed] != '\n') {
      feed++;
    }
    if (feed >= head.length || feed < LENGTH_AT || head[feed - 1] != '\r') {
      return false;
    }
    int brace = new String(head, 0, feed, StandardCharsets.ISO_8859_1).lastIndexOf('}');
    for (int i = brace + 1; brace >= 0 && i < feed; i++) {
      if (!isSpace(head[i])) {
        return false;
      }
    }
    return brace >= 0 || feed <= LONG_PREFIX + 2;
  }
}
