package io.npyio.literal;

/** A position in the text of a literal, shared by the scanners of brackets, strings and numbers. */
final class Cursor {
  /** The result of {@link #peek} after the last character. */
  static final int END = -1;

  /** Python's own limit. */
  private static final int MAX_DEPTH = 200;

  private static final int MAX_FOUND = 30;

  private final String text;
  private int position;
  private int depth;

  Cursor(String text) {
    this.text = text;
  }

  int position() {
    return position;
  }

  void moveTo(int newPosition) {
    position = newPosition;
  }

  void advance() {
    position++;
  }

  /** {@return the character here, or {@link #END}} */
  int peek() {
    return peekAt(position);
  }

  /** {@return the character at an index, or {@link #END}} */
  int peekAt(int index) {
    return index < text.length() ? text.charAt(index) : END;
  }

  /** {@return the text from one index up to another} */
  String text(int start, int end) {
    return text.substring(start, end);
  }

  boolean startsWith(String token) {
    return text.startsWith(token, position);
  }

  /** Moves past an opening bracket. Until the closing one, line ends are blanks. */
  void open() {
    if (depth == MAX_DEPTH) {
      throw complaint("at most " + MAX_DEPTH + " nested brackets", "one more", position);
    }
    depth++;
    position++;
  }

  /** Moves past a closing bracket, if one is next. */
  boolean close(char bracket) {
    boolean closed = accept(bracket);
    if (closed) {
      depth--;
    }
    return closed;
  }

  /** Skips blanks, and moves past the character if it is next. */
  boolean accept(char c) {
    skipBlanks();
    boolean accepted = peek() == c;
    if (accepted) {
      position++;
    }
    return accepted;
  }

  /** Moves past blanks, comments, continued lines and, inside brackets, line ends. */
  void skipBlanks() {
    while (skipBlank() || (depth > 0 && skipLineEnd())) {}
  }

  /** Python refuses a NUL everywhere, even in strings and comments. */
  void requireNoNul() {
    int nul = text.indexOf('\0');
    if (nul >= 0) {
      throw complaint("text", "a NUL character", nul);
    }
  }

  /** Moves to the first token. Python refuses an indented one, except on the first line. */
  void skipToStart() {
    while (peek() == ' ' || peek() == '\t') {
      position++;
    }
    boolean indented = false;
    while (true) {
      int c = peek();
      if (skipLineEnd()) {
        indented = false;
      } else if (skipBlank()) {
        // A form feed restarts the line; comments and continued lines leave it as it is.
        indented = c != '\f' && (indented || c == ' ' || c == '\t');
      } else {
        break;
      }
    }
    if (indented && peek() != END) {
      throw complaint("a value at the start of the line", "an indented one", position);
    }
  }

  /** Moves past blank lines and comments, to where the text must end. */
  void skipToEnd() {
    while (skipBlank() || skipLineEnd()) {}
  }

  private boolean skipBlank() {
    switch (peek()) {
      case ' ', '\t', '\f' -> position++;
      case '#' -> skipComment();
      case '\\' -> skipContinuation();
      default -> {
        return false;
      }
    }
    return true;
  }

  private void skipComment() {
    while (peek() != END && !isLineEnd(peek())) {
      position++;
    }
  }

  private void skipContinuation() {
    position++;
    if (!skipLineEnd()) {
      throw expected("the end of the line after \\");
    }
    if (peek() == END) {
      throw expected("a line to continue with");
    }
  }

  /** Moves past LF, CR or CRLF, if one is next. */
  boolean skipLineEnd() {
    int c = peek();
    if (!isLineEnd(c)) {
      return false;
    }
    position += c == '\r' && peekAt(position + 1) == '\n' ? 2 : 1;
    return true;
  }

  static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\f';
  }

  static boolean isLineEnd(int c) {
    return c == '\n' || c == '\r';
  }

  /** {@return whether a character continues a name or a number} */
  static boolean isWordPart(int c) {
    return c >= 0x80 ? Character.isLetterOrDigit(c) : c == '_' || isAlphanumeric(c);
  }

  private static boolean isAlphanumeric(int c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  /** {@return the index just after the name or number that starts at an index} */
  int wordEnd(int start) {
    int end = start;
    while (isWordPart(peekAt(end))) {
      end++;
    }
    return end;
  }

  /** {@return whether {@link #skipBlanks} skips all the rest of the line} */
  boolean atLineEnd() {
    skipBlanks();
    return peek() == END || isLineEnd(peek());
  }

  /** {@return the exception for an unexpected character here} */
  LiteralException expected(String what) {
    return complaint(what, found(), position);
  }

  /** {@return the exception for an unexpected character at an index} */
  LiteralException expected(String what, int index) {
    position = index;
    return expected(what);
  }

  /** {@return an exception with the one form of message that all of them have} */
  static LiteralException complaint(String what, String found, int position) {
    return new LiteralException("expected " + what + " but found " + found, position);
  }

  private String found() {
    int c = peek();
    if (c == END) {
      return "the end";
    }
    if (isLineEnd(c)) {
      return "the end of the line";
    }
    int end = wordEnd(position);
    if (end == position) {
      end += Character.charCount(text.codePointAt(position));
    }
    return end - position > MAX_FOUND
        ? Quotes.ofStr(text.substring(position, position + MAX_FOUND)) + "..."
        : Quotes.ofStr(text.substring(position, end));
  }
}
