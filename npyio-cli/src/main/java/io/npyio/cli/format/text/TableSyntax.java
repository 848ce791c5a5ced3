package io.npyio.cli.format.text;

import io.npyio.dtype.DType;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the text of a table is read.
 *
 * @param dialect gives the defaults
 * @param format as the user describes it
 */
public record TableSyntax(TableDialect dialect, TableFormat format) {
  /** The delimiter that stands for any number of blanks. */
  static final char BLANKS = ' ';

  private static final Pattern GROUPED =
      Pattern.compile(
          "[+-]?[1-9]\\d{0,2}(?<mark>[,.' \u00A0\u202F])\\d{3}(\\k<mark>\\d{3})*((?<decimal>[,.])\\d+)?");

  /** Longer than any number with marks of thousands. */
  private static final int MAX_GROUPED_LENGTH = 100;

  /** The comment character of tables without comments; it is no character. */
  static final int NO_COMMENT = -2;

  /**
   * Checks that the delimiter is no other mark.
   *
   * @throws IllegalArgumentException if it is
   */
  public TableSyntax {
    char delimiter = Objects.requireNonNullElse(format.delimiter(), dialect.delimiter);
    if (Objects.equals(format.decimal(), delimiter)) {
      throw new IllegalArgumentException(
          "'%c' is the delimiter and the decimal mark; --delimiter ';' names another delimiter"
              .formatted(delimiter));
    }
    if (String.valueOf(delimiter).equals(format.comment())) {
      throw new IllegalArgumentException(
          "'%c' is the delimiter and starts comments; --delimiter and --comment name two characters"
              .formatted(delimiter));
    }
  }

  char delimiter() {
    return Objects.requireNonNullElse(format.delimiter(), dialect.delimiter);
  }

  /** Whether the user has left the delimiter open. */
  boolean isDelimiterAssumed() {
    return format.delimiter() == null;
  }

  char decimal() {
    return Objects.requireNonNullElse(format.decimal(), '.');
  }

  /** The mark in numbers of other countries. */
  char otherDecimal() {
    return decimal() == '.' ? ',' : '.';
  }

  int comment() {
    String comment = Objects.requireNonNullElse(format.comment(), dialect.comment);
    return comment.isEmpty() ? NO_COMMENT : comment.charAt(0);
  }

  boolean hasComments() {
    return comment() != NO_COMMENT;
  }

  long skippedLines() {
    return Objects.requireNonNullElse(format.skipRows(), 0L);
  }

  /** Whether the first row is a heading; null if it has to be guessed. */
  @Nullable Boolean heading() {
    return format.heading();
  }

  /** Whether a heading may be written as a comment, as {@code np.savetxt} does. */
  boolean mayCommentHeading() {
    return dialect == TableDialect.TXT;
  }

  /** Whether the column of a field is of interest. */
  boolean isWanted(String field) {
    return format.fields().isEmpty() || format.fields().contains(field);
  }

  /** Whether all cells have to be numbers, as in {@code np.loadtxt}. */
  boolean holdsNumbersOnly() {
    return dialect == TableDialect.TXT && format.heading() == null;
  }

  /** Whether an array loses its axes of length 1, as in {@code np.loadtxt}. */
  boolean dropsSingleAxes() {
    return dialect == TableDialect.TXT;
  }

  /** An inferred dtype as the dialect has it: in {@code np.loadtxt} all numbers are float64. */
  DType typeOf(DType inferred) {
    boolean isWhole = inferred.equals(DType.INT64) || inferred.equals(DType.UINT64);
    boolean isEmpty = holdsNumbersOnly() && Inference.isText(inferred);
    return dialect == TableDialect.TXT && (isWhole || isEmpty) ? DType.FLOAT64 : inferred;
  }

  boolean isMissing(String cell) {
    return !format.missing().isEmpty() && format.missing().contains(cell.strip());
  }

  /** A cell with a decimal point if it is a number, and empty if it is missing. */
  String plain(String cell) {
    if (isMissing(cell)) {
      return "";
    }
    if (decimal() == '.') {
      return cell;
    }
    // 1.5 is not a number where 1,5 is one
    String swapped = swapped(cell, decimal());
    return isDecimal(swapped) || isDecimal(cell) ? swapped : cell;
  }

  /** Whether a cell would be a number with the other decimal mark. */
  boolean isOtherDecimal(String cell) {
    return cell.indexOf(otherDecimal()) >= 0
        && isDecimal(decimal() == '.' ? swapped(cell, ',') : cell);
  }

  /** Whether a cell would be a number without its marks of thousands. */
  boolean isGrouped(String cell) {
    Matcher grouped = GROUPED.matcher(cell.strip());
    return cell.length() <= MAX_GROUPED_LENGTH
        && grouped.matches()
        && grouped.group("mark").charAt(0) != decimal()
        && (grouped.group("decimal") == null || grouped.group("decimal").charAt(0) == decimal());
  }

  /** Whether a cell is not a number, but is one in another country. */
  boolean isNearlyNumber(String cell) {
    return isOtherDecimal(cell) || isGrouped(cell);
  }

  private static String swapped(String cell, char mark) {
    return cell.replace('.', '\0').replace(mark, '.').replace('\0', mark);
  }

  private static boolean isDecimal(String cell) {
    return Inference.isDecimal(cell.strip());
  }
}
