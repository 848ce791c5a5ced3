package io.npyio.cli.format.text;

import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Infers the dtype of texts: int64, uint64 for larger numbers, float64, complex128, bool, or else
 * text of the greatest length.
 */
final class Inference {
  private long count;
  private long empty;
  private long missing;
  private long whole;
  private long signed;
  private long unsigned;
  private long decimal;
  private long complex;
  private long logical;
  private int longest = 1;

  /** The joint inference of several columns. */
  static Inference of(List<Inference> columns) {
    var all = new Inference();
    for (Inference column : columns) {
      all.count += column.count;
      all.empty += column.empty;
      all.missing += column.missing;
      all.whole += column.whole;
      all.signed += column.signed;
      all.unsigned += column.unsigned;
      all.decimal += column.decimal;
      all.complex += column.complex;
      all.logical += column.logical;
      all.longest = Math.max(all.longest, column.longest);
    }
    return all;
  }

  /** Takes a text into account; returns whether it is a word, and not a number or empty. */
  boolean see(String text) {
    String bare = text.strip();
    if (bare.isEmpty()) {
      count++;
      empty++;
      return false;
    }
    if (isNumber(bare)) {
      seeNumber(bare);
      return false;
    }
    seeText(text);
    logical += isLogical(bare) ? 1 : 0;
    complex += isComplex(bare) ? 1 : 0;
    return !isComplex(bare);
  }

  /** Takes an empty text into account that stands for a number if the others do not tell. */
  void seeMissing() {
    count++;
    empty++;
    missing++;
  }

  /** The texts that are numbers. */
  long numbers() {
    return decimal + complex;
  }

  /** The widest dtype of the family: all numbers are one, booleans another, text the third. */
  DType family() {
    DType dtype = dtype();
    return isText(dtype) ? DType.unicode(1) : isBool(dtype) ? dtype : DType.COMPLEX128;
  }

  boolean isAllEmpty() {
    return empty == count;
  }

  void seeNumber(String text) {
    seeText(text);
    decimal++;
    if (text.chars().allMatch(c -> isDigit(c) || c == '-' || c == '+')) {
      whole++;
      signed += fitsLong(text) ? 1 : 0;
      unsigned += fitsUnsigned(text) ? 1 : 0;
    }
  }

  void seeLogical() {
    seeText("False");
    logical++;
  }

  void seeText(String text) {
    count++;
    longest = Math.max(longest, text.codePointCount(0, text.length()));
  }

  /** The dtype that fits all texts, or the wanted one, with a length if it has none. */
  DType dtype(@Nullable DType wanted) {
    if (wanted instanceof DType.Flexible text && text.length() == 0) {
      return new DType.Flexible(text.form(), longest, text.order());
    }
    return wanted == null ? dtype() : wanted;
  }

  private DType dtype() {
    if (count > 0 && whole == count) {
      return signed == count ? DType.INT64 : unsigned == count ? DType.UINT64 : DType.FLOAT64;
    }
    if (decimal + missing > 0 && decimal + empty == count || count == 0) {
      return DType.FLOAT64;
    }
    if (complex > 0 && complex + decimal + empty == count) {
      return DType.COMPLEX128;
    }
    return count > 0 && logical == count ? DType.BOOL : DType.unicode(longest);
  }

  /** Whether text is a value, which a heading is not. */
  static boolean isValue(String text) {
    String bare = text.strip();
    return bare.isEmpty() || isNumber(bare) || isLogical(bare) || isComplex(bare);
  }

  private static boolean fitsLong(String text) {
    try {
      Long.parseLong(text);
      return true;
    } catch (NumberFormatException tooLarge) {
      return false;
    }
  }

  private static boolean fitsUnsigned(String text) {
    try {
      Long.parseUnsignedLong(text);
      return true;
    } catch (NumberFormatException tooLarge) {
      return false;
    }
  }

  private static boolean isLogical(String text) {
    return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
  }

  static boolean isSpecial(String text) {
    String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    String lower = unsigned.toLowerCase(Locale.ROOT);
    return lower.equals("nan") || lower.equals("inf") || lower.equals("infinity");
  }

  /** Two numbers, or an imaginary one, as Python writes them: {@code (1+2j)}. */
  private static boolean isComplex(String text) {
    boolean isInBrackets = text.startsWith("(") && text.endsWith(")");
    String bare = isInBrackets ? text.substring(1, text.length() - 1) : text;
    if (!bare.endsWith("j")) {
      return false;
    }
    int cut = bare.length() - 2;
    while (cut > 0 && !(isSign(bare.charAt(cut)) && !isExponentMark(bare.charAt(cut - 1)))) {
      cut--;
    }
    String imaginary = bare.substring(Math.max(cut, 0), bare.length() - 1);
    return isNumber(imaginary) && (cut <= 0 || isNumber(bare.substring(0, cut)));
  }

  static boolean isNumber(String text) {
    return isDecimal(text) || isSpecial(text);
  }

  /** Digits, at most one point among them, and perhaps an exponent. */
  static boolean isDecimal(String text) {
    int end = text.length();
    int at = end > 0 && isSign(text.charAt(0)) ? 1 : 0;
    int digits = 0;
    boolean pointed = false;
    while (at < end && (isDigit(text.charAt(at)) || (text.charAt(at) == '.' && !pointed))) {
      pointed |= text.charAt(at) == '.';
      digits += isDigit(text.charAt(at)) ? 1 : 0;
      at++;
    }
    return digits > 0 && (at == end || isExponent(text, at));
  }

  private static boolean isExponent(String text, int from) {
    if (!isExponentMark(text.charAt(from))) {
      return false;
    }
    int at = from + 1 < text.length() && isSign(text.charAt(from + 1)) ? from + 2 : from + 1;
    return at < text.length() && text.substring(at).chars().allMatch(Inference::isDigit);
  }

  private static boolean isExponentMark(char c) {
    return c == 'e' || c == 'E';
  }

  private static boolean isSign(char c) {
    return c == '-' || c == '+';
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  /** Whether an element of the dtype is one text or number, as a cell of a table is. */
  static boolean isCell(DType dtype) {
    return !(dtype instanceof DType.Struct) && !(dtype instanceof DType.SubArray);
  }

  static boolean isText(DType dtype) {
    return dtype instanceof DType.Flexible;
  }

  static boolean isBool(DType dtype) {
    return dtype instanceof DType.Scalar scalar && scalar.kind() == Kind.BOOL;
  }
}
