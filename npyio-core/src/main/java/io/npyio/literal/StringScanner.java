package io.npyio.literal;

/** Reads strings and byte strings: prefixes, quotes, escapes, and literals next to each other. */
final class StringScanner {
  private final Cursor in;

  /** Whether the literal read last was bytes. */
  private boolean bytes;

  private boolean raw;
  private boolean plain;

  StringScanner(Cursor in) {
    this.in = in;
  }

  /** {@return whether a string begins here, perhaps with a prefix} */
  boolean startsHere() {
    return prefixLength() >= 0;
  }

  /** Reads the string here and all those after it that are separated only by blanks. */
  PyLiteral scan() {
    int start = in.position();
    String value = one();
    boolean firstIsBytes = bytes;
    in.skipBlanks();
    if (startsHere()) {
      value = withNeighbours(value);
    }
    return firstIsBytes ? new PyLiteral.Bytes(value, start) : new PyLiteral.Str(value, start);
  }

  private String withNeighbours(String first) {
    StringBuilder all = new StringBuilder(first);
    boolean firstIsBytes = bytes;
    while (startsHere()) {
      int start = in.position();
      all.append(one());
      if (bytes != firstIsBytes) {
        throw Cursor.complaint(
            firstIsBytes ? "bytes after bytes" : "a str after a str",
            firstIsBytes ? "a str" : "bytes",
            start);
      }
      in.skipBlanks();
    }
    return all.toString();
  }

  private int prefixLength() {
    int at = in.position();
    int length = 0;
    while (length < 3 && !isQuote(in.peekAt(at + length))) {
      length++;
    }
    return switch (length) {
      case 0 -> 0;
      case 1 -> isOneOf("rRuUbB", at) ? 1 : -1;
      case 2 -> isRawBytes(at) ? 2 : -1;
      default -> -1;
    };
  }

  private boolean isRawBytes(int at) {
    return isOneOf("rR", at) && isOneOf("bB", at + 1) || isOneOf("bB", at) && isOneOf("rR", at + 1);
  }

  private boolean isOneOf(String letters, int index) {
    return letters.indexOf(in.peekAt(index)) >= 0;
  }

  private static boolean isQuote(int c) {
    return c == '\'' || c == '"';
  }

  /** Reads one literal. */
  private String one() {
    readPrefix();
    int quote = in.peek();
    int start = in.position() + 1;
    boolean triple = in.peekAt(start) == quote && in.peekAt(start + 1) == quote;
    int width = triple ? 3 : 1;
    start += width - 1;
    int end = findEnd(start, quote, triple);
    if (bytes) {
      requireAscii(start, end);
    }
    String value = plain ? in.text(start, end) : unescape(start, end);
    in.moveTo(end + width);
    return value;
  }

  private void readPrefix() {
    int at = in.position();
    int length = prefixLength();
    bytes = isOneOf("bB", at) || length == 2;
    raw = isOneOf("rR", at) || length == 2;
    in.moveTo(at + length);
  }

  /** Finds the closing quote, and notes whether the text before it can be taken verbatim. */
  private int findEnd(int start, int quote, boolean triple) {
    plain = true;
    int i = start;
    while (!isEnd(i, quote, triple)) {
      int c = in.peekAt(i);
      if (c == Cursor.END || !triple && Cursor.isLineEnd(c)) {
        throw in.expected("a closing " + Character.toString(quote).repeat(triple ? 3 : 1), i);
      }
      plain &= c != '\\' && c != '\r';
      i += c == '\\' ? 1 + escapedLength(i + 1) : 1;
    }
    return i;
  }

  private boolean isEnd(int i, int quote, boolean triple) {
    return in.peekAt(i) == quote
        && (!triple || in.peekAt(i + 1) == quote && in.peekAt(i + 2) == quote);
  }

  /** The length of the character after a backslash; CRLF is one character. */
  private int escapedLength(int index) {
    int c = in.peekAt(index);
    if (c == Cursor.END) {
      return 0;
    }
    return c == '\r' && in.peekAt(index + 1) == '\n' ? 2 : 1;
  }

  private void requireAscii(int start, int end) {
    for (int i = start; i < end; i++) {
      if (in.peekAt(i) >= 0x80) {
        throw in.expected("an ASCII character in bytes", i);
      }
    }
  }

  private String unescape(int start, int end) {
    StringBuilder out = new StringBuilder(end - start);
    in.moveTo(start);
    while (in.position() < end) {
      int c = in.peek();
      if (in.skipLineEnd()) {
        out.append('\n'); // Python reads source text with every line end as LF.
      } else {
        in.advance();
        if (c == '\\' && !raw) {
          escape(out, end);
        } else {
          out.append((char) c);
        }
      }
    }
    return out.toString();
  }

  /** Reads the rest of an escape, after its backslash. */
  private void escape(StringBuilder out, int end) {
    if (in.skipLineEnd()) {
      return;
    }
    int c = in.peek();
    in.advance();
    switch (c) {
      case '\\', '\'', '"' -> out.append((char) c);
      case 'a' -> out.append('\u0007');
      case 'b' -> out.append('\b');
      case 'f' -> out.append('\f');
      case 'n' -> out.append('\n');
      case 'r' -> out.append('\r');
      case 't' -> out.append('\t');
      case 'v' -> out.append('\u000B');
      case 'x' -> out.append((char) hex(2));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> out.append(octal(c - '0'));
      default -> unicodeEscape(c, out, end);
    }
  }

  /**
   * Escapes that only str has; in bytes they keep their backslash, as unknown escapes do
   * everywhere.
   */
  private void unicodeEscape(int c, StringBuilder out, int end) {
    if (c == 'u' && !bytes) {
      out.append((char) hex(4));
    } else if (c == 'U' && !bytes) {
      out.appendCodePoint(codePoint());
    } else if (c == 'N' && !bytes) {
      out.appendCodePoint(named(end));
    } else {
      out.append('\\').append((char) c);
    }
  }

  /** Up to three digits; in bytes the value wraps. */
  private char octal(int firstDigit) {
    int value = firstDigit;
    for (int digits = 1; digits < 3 && isOneOf("01234567", in.position()); digits++) {
      value = value * 8 + in.peek() - '0';
      in.advance();
    }
    return (char) (bytes ? value & 0xFF : value);
  }

  private int hex(int digits) {
    int value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = Radix.HEXADECIMAL.digit(in.peek());
      if (digit < 0) {
        throw in.expected(digits + " hexadecimal digits");
      }
      value = value << 4 | digit;
      in.advance();
    }
    return value;
  }

  private int codePoint() {
    int start = in.position();
    int value = hex(8);
    if (!Character.isValidCodePoint(value)) {
      throw in.expected("a code point up to 0010ffff", start);
    }
    return value;
  }

  private int named(int end) {
    int start = in.position();
    if (in.peek() != '{') {
      throw in.expected("'{' after \\N");
    }
    int close = start + 1;
    while (close < end && in.peekAt(close) != '}') {
      close++;
    }
    if (close == end) {
      throw in.expected("'}' after \\N{", end);
    }
    String name = in.text(start + 1, close);
    in.moveTo(close + 1);
    return codePointOf(name, start + 1);
  }

  private static int codePointOf(String name, int position) {
    try {
      if (name.equals(name.strip())) {
        return Character.codePointOf(name);
      }
    } catch (IllegalArgumentException unknown) {
      // reported below
    }
    throw Cursor.complaint("the name of a character", Quotes.ofStr(name), position);
  }
}
