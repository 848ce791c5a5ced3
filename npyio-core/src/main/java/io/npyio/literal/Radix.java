package io.npyio.literal;

/** The bases that integers are written in. */
enum Radix {
  DECIMAL(10, "a digit"),
  HEXADECIMAL(16, "a hexadecimal digit"),
  OCTAL(8, "an octal digit"),
  BINARY(2, "a binary digit");

  final int base;
  final String expected;

  Radix(int base, String expected) {
    this.base = base;
    this.expected = expected;
  }

  /** {@return the value of an ASCII digit, or -1} */
  int digit(int c) {
    return c < 0x80 ? Character.digit(c, base) : -1;
  }

  /** {@return the base that the letter after a leading 0 chooses} */
  static Radix ofPrefix(int letter) {
    return switch (letter) {
      case 'x', 'X' -> HEXADECIMAL;
      case 'o', 'O' -> OCTAL;
      case 'b', 'B' -> BINARY;
      default -> DECIMAL;
    };
  }
}
