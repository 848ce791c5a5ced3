package io.npyio.cli.repair;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a dictionary of Python or JSON.
 *
 * @param tokens from the opening brace to the closing one, or to where the text ends
 * @param end the index behind the closing brace; -1 if it is missing
 */
record HeaderTokens(List<HeaderTokens.Token> tokens, int end) {
  private static final String MARKS = "()[]{}:,";

  /** What a token is. */
  enum Kind {
    STRING,
    NUMBER,
    NAME,
    MARK
  }

  /**
   * A token.
   *
   * @param at its index in the text
   */
  record Token(Kind kind, String text, int at) {
    boolean is(String mark) {
      return kind == Kind.MARK && text.equals(mark);
    }

    boolean opens() {
      return is("(") || is("[") || is("{");
    }

    boolean closes() {
      return is(")") || is("]") || is("}");
    }

    Token as(String newText) {
      return new Token(kind, newText, at);
    }
  }

  /** Reads the dictionary that a text begins with; null if it begins with anything else. */
  static @Nullable HeaderTokens of(String text) {
    return text.startsWith("{") ? new Scanner(text).scan() : null;
  }

  private static final class Scanner {
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int depth;
    private int at;

    Scanner(String text) {
      this.text = text;
    }

    /**
     * Stops at the closing brace, or at a character that starts no token, which leaves the end
     * open.
     */
    HeaderTokens scan() {
      while (at < text.length()) {
        int end = tokenEnd();
        if (end < 0) {
          break;
        }
        if (end > at && add(new Token(kind(), text.substring(at, end), at))) {
          return new HeaderTokens(tokens, end);
        }
        at = Math.max(end, at + 1);
      }
      return new HeaderTokens(tokens, -1);
    }

    /** Returns whether the token closes the dictionary. */
    private boolean add(Token token) {
      tokens.add(token);
      depth += token.opens() ? 1 : token.closes() ? -1 : 0;
      return depth == 0;
    }

    private Kind kind() {
      char first = text.charAt(at);
      if (stringEnd() >= 0) {
        return Kind.STRING;
      }
      if (MARKS.indexOf(first) >= 0) {
        return Kind.MARK;
      }
      return Character.isLetter(first) || first == '_' ? Kind.NAME : Kind.NUMBER;
    }

    /** The index behind the token; that of the next character for a space, -1 if there is none. */
    private int tokenEnd() {
      char first = text.charAt(at);
      if (Character.isWhitespace(first)) {
        return at;
      }
      int string = stringEnd();
      if (string >= 0 || isQuote(first)) {
        return string;
      }
      if (MARKS.indexOf(first) >= 0) {
        return at + 1;
      }
      boolean isSigned = (first == '-' || first == '+') && at + 1 < text.length();
      int end = isSigned ? at + 1 : at;
      while (end < text.length() && isPartOfWord(text.charAt(end))) {
        end++;
      }
      return end > (isSigned ? at + 1 : at) ? end : -1;
    }

    private static boolean isPartOfWord(char c) {
      return c >= '0' && c <= '9'
          || c >= 'A' && c <= 'Z'
          || c >= 'a' && c <= 'z'
          || c == '_'
          || c == '.';
    }

    private static boolean isQuote(char c) {
      return c == '\'' || c == '"';
    }

    /** The index behind the string that begins here, with or without a prefix; -1 for none. */
    private int stringEnd() {
      boolean isPrefixed =
          "bBuU".indexOf(text.charAt(at)) >= 0
              && at + 1 < text.length()
              && isQuote(text.charAt(at + 1));
      int open = isPrefixed ? at + 1 : at;
      if (!isQuote(text.charAt(open))) {
        return -1;
      }
      int end = open + 1;
      while (end < text.length() && text.charAt(end) != text.charAt(open)) {
        end += text.charAt(end) == '\\' ? 2 : 1;
      }
      return end < text.length() ? end + 1 : -1;
    }
  }
}
