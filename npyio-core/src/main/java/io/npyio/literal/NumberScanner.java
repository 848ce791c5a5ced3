package io.npyio.literal;

import java.math.BigInteger;

/** Reads integers in four bases, floats and imaginary numbers, with at most one sign. */
final class NumberScanner {
  /** Python's own limit for decimal integers, here for all bases. */
  private static final int MAX_DIGITS = 4300;

  /** Numbers of up to this many digits fit a {@code long} in every base. */
  private static final int SAFE_DIGITS = 15;

  private final Cursor in;
  private final boolean longSuffix;

  NumberScanner(Cursor in, boolean longSuffix) {
    this.in = in;
    this.longSuffix = longSuffix;
  }

  PyLiteral scan() {
    int start = in.position();
    boolean negative = skipSign();
    Radix radix = in.peek() == '0' ? Radix.ofPrefix(in.peekAt(in.position() + 1)) : Radix.DECIMAL;
    PyLiteral value =
        radix == Radix.DECIMAL ? decimal(start, negative) : prefixed(start, negative, radix);
    if (longSuffix) {
      skipLongSuffix();
    }
    return value;
  }

  private boolean skipSign() {
    boolean negative = in.peek() == '-';
    if (negative || in.peek() == '+') {
      in.advance();
      in.skipBlanks();
    }
    return negative;
  }

  private PyLiteral prefixed(int start, boolean negative, Radix radix) {
    int first = in.position() + 2;
    in.moveTo(in.peekAt(first) == '_' ? first + 1 : first);
    if (!skipDigits(radix)) {
      throw in.expected(radix.expected);
    }
    return new PyLiteral.Int(integer(first, negative, radix), start);
  }

  private PyLiteral decimal(int start, boolean negative) {
    int first = in.position();
    boolean whole = skipDigits(Radix.DECIMAL);
    boolean point = skipEither('.', '.');
    boolean fraction = point && skipDigits(Radix.DECIMAL);
    if (!whole && !fraction) {
      throw in.expected("a number", first);
    }
    boolean exponent = skipExponent();
    int last = in.position();
    if (skipEither('j', 'J')) {
      return new PyLiteral.Imaginary(real(first, last, negative), start);
    }
    return point || exponent
        ? new PyLiteral.Float(real(first, last, negative), start)
        : new PyLiteral.Int(integer(first, negative, Radix.DECIMAL), start);
  }

  private double real(int first, int last, boolean negative) {
    double magnitude = Double.parseDouble(in.text(first, last).replace("_", ""));
    return negative ? -magnitude : magnitude;
  }

  private BigInteger integer(int first, boolean negative, Radix radix) {
    String digits = in.text(first, in.position()).replace("_", "");
    if (radix == Radix.DECIMAL && digits.charAt(0) == '0') {
      return zero(digits, first);
    }
    if (digits.length() > MAX_DIGITS) {
      throw Cursor.complaint(
          "at most " + MAX_DIGITS + " digits", String.valueOf(digits.length()), first);
    }
    BigInteger magnitude =
        digits.length() <= SAFE_DIGITS
            ? BigInteger.valueOf(Long.parseLong(digits, radix.base))
            : new BigInteger(digits, radix.base);
    return negative ? magnitude.negate() : magnitude;
  }

  /** Zero may be written with any number of zeros; other integers have no leading zeros. */
  private static BigInteger zero(String digits, int position) {
    if (digits.chars().anyMatch(c -> c != '0')) {
      throw Cursor.complaint("an integer without leading zeros", Quotes.ofStr(digits), position);
    }
    return BigInteger.ZERO;
  }

  /** Moves past digits, with single underscores between them. */
  private boolean skipDigits(Radix radix) {
    int start = in.position();
    int end = start;
    while (radix.digit(in.peekAt(end)) >= 0) {
      end++;
      if (in.peekAt(end) == '_' && radix.digit(in.peekAt(end + 1)) >= 0) {
        end++;
      }
    }
    in.moveTo(end);
    return end > start;
  }

  private boolean skipExponent() {
    int start = in.position();
    if (!skipEither('e', 'E')) {
      return false;
    }
    skipEither('+', '-');
    boolean digits = skipDigits(Radix.DECIMAL);
    if (!digits) {
      in.moveTo(start);
    }
    return digits;
  }

  private boolean skipEither(char one, char other) {
    boolean found = in.peek() == one || in.peek() == other;
    if (found) {
      in.advance();
    }
    return found;
  }

  /** NumPy drops each {@code L} that follows a number, with or without blanks in between. */
  private void skipLongSuffix() {
    int at = skipBlanks(in.position());
    while (in.peekAt(at) == 'L' && !Cursor.isWordPart(in.peekAt(at + 1))) {
      in.moveTo(at + 1);
      at = skipBlanks(at + 1);
    }
  }

  private int skipBlanks(int start) {
    int end = start;
    while (Cursor.isBlank(in.peekAt(end))) {
      end++;
    }
    return end;
  }
}
