package io.npyio.strided;

import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import java.math.BigDecimal;
import java.util.Locale;

/** Parses numbers in Python's syntax. */
final class NumberText {
  private NumberText() {}

  /** Python's complex text, {@code 1+2j} with or without brackets, split into its two numbers. */
  static String[] complexParts(String text, DType type) {
    String bare = text.strip();
    if (bare.startsWith("(") && bare.endsWith(")")) {
      bare = bare.substring(1, bare.length() - 1).strip();
    }
    if (!bare.endsWith("j") && !bare.endsWith("J")) {
      return new String[] {bare, "0"};
    }
    String body = bare.substring(0, bare.length() - 1);
    int cut = body.length() - 1;
    while (cut > 0 && !isSignOfPart(body, cut)) {
      cut--;
    }
    String real = cut <= 0 ? "0" : body.substring(0, cut);
    String imaginary = body.substring(Math.max(cut, 0));
    if (imaginary.isEmpty() || imaginary.equals("+") || imaginary.equals("-")) {
      imaginary += "1";
    }
    if (real.isEmpty()) {
      throw Elements.notA(type, text);
    }
    return new String[] {real, imaginary};
  }

  private static boolean isSignOfPart(String body, int at) {
    char c = body.charAt(at);
    char before = body.charAt(at - 1);
    return (c == '+' || c == '-') && before != 'e' && before != 'E';
  }

  /**
   * Parses a number in Python's syntax, with blanks around it and underscores between digits: a
   * BigDecimal, or a Double for NaN, infinity and negative zero. Integer kinds accept only digits
   * and a sign, bool also {@code True} and {@code False}.
   */
  static Number parse(String text, DType.Scalar type) {
    String bare = text.strip().replaceAll("(?<=[0-9])_(?=[0-9])", "").toLowerCase(Locale.ROOT);
    if (!type.kind().part().isFloating()) {
      return parseInteger(bare, text, type);
    }
    boolean isNegative = bare.startsWith("-");
    String unsigned = isNegative || bare.startsWith("+") ? bare.substring(1) : bare;
    if (unsigned.equals("nan")) {
      return Double.NaN;
    }
    if (unsigned.equals("inf") || unsigned.equals("infinity")) {
      return isNegative ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    BigDecimal value = decimal(bare, text, type);
    return value.signum() == 0 && isNegative ? (Number) (-0.0) : value;
  }

  private static BigDecimal parseInteger(String bare, String text, DType.Scalar type) {
    if (type.kind() == Kind.BOOL && (bare.equals("true") || bare.equals("false"))) {
      return bare.equals("true") ? BigDecimal.ONE : BigDecimal.ZERO;
    }
    if (!bare.matches("[+-]?[0-9]+")) {
      throw Elements.notA(type, text);
    }
    return decimal(bare, text, type);
  }

  private static BigDecimal decimal(String bare, String text, DType.Scalar type) {
    try {
      return new BigDecimal(bare);
    } catch (NumberFormatException notNumber) {
      throw Elements.notA(type, text);
    }
  }
}
