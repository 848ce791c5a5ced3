package io.npyio.cli.format.text;

import io.npyio.dtype.DType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The findings about one column of a table: its dtype, and a doubtful cell. */
final class ColumnSurvey {
  /** Words for missing values in the files of spreadsheets, R, pandas and others. */
  private static final Set<String> MISSING =
      Set.of(
          "NA", "N/A", "n/a", "#N/A", "NULL", "Null", "null", "None", "none", "nil", "missing", "-",
          "--", "---", "?", ".", "<NA>", "NaT", "#DIV/0!", "#VALUE!", "#REF!", "#NUM!", "#NAME?");

  private static final String AS_TEXT = "'npyio convert --to-dtype U' reads all cells as text";

  private final TableSyntax syntax;
  private final Inference inference = new Inference();
  private long words;

  /** The words that stand for missing numbers, or are numbers in another country. */
  private long nearNumbers;

  private boolean hasNumbers;
  private @Nullable String word;
  private long line;

  ColumnSurvey(TableSyntax syntax) {
    this.syntax = syntax;
  }

  /** Whether a cell is a word for a missing value. */
  static boolean standsForMissing(String cell) {
    return MISSING.contains(cell.strip());
  }

  void see(String cell, long atLine) {
    if (syntax.isMissing(cell)) {
      inference.seeMissing();
    } else if (inference.see(syntax.plain(cell))) {
      seeWord(cell, atLine);
    }
  }

  private void seeWord(String cell, long atLine) {
    if (word == null || atLine < line) {
      word = cell.strip();
      line = atLine;
    }
    words++;
    boolean isNear = syntax.isNearlyNumber(cell);
    hasNumbers |= isNear;
    nearNumbers += isNear || standsForMissing(cell) ? 1 : 0;
  }

  Inference inference() {
    return inference;
  }

  DType dtype() {
    return syntax.typeOf(inference.dtype(null));
  }

  /** Whether the column is text for sure, or empty. */
  boolean isText() {
    return !isNumeric() && (Inference.isText(dtype()) || inference.isAllEmpty());
  }

  /** Whether numbers, and words that are nearly numbers, are most of the cells. */
  private boolean isNumeric() {
    return (hasNumbers || inference.numbers() > 0)
        && inference.numbers() + nearNumbers > words - nearNumbers;
  }

  /**
   * The complaint about the first word in a column of numbers; null if there is none.
   *
   * @param isField whether the column becomes a field, which can be left out
   */
  @Nullable String complaint(boolean isField) {
    if (word == null || !(syntax.holdsNumbersOnly() || isNumeric())) {
      return null;
    }
    String others = syntax.holdsNumbersOnly() ? "" : ", as in other rows,";
    String found = "expected a number" + others + " but found '" + word + "'; ";
    if (syntax.isOtherDecimal(word)) {
      String number = word.replace(syntax.otherDecimal(), '.');
      return found + "--decimal '" + syntax.otherDecimal() + "' reads " + number;
    }
    return found
        + (syntax.isGrouped(word)
            ? "marks of thousands are not read, " + AS_TEXT
            : advice(word, isField));
  }

  private String advice(String found, boolean isField) {
    String option = found.startsWith("-") ? "--na=" : "--na ";
    String missing = found.contains(",") ? "" : option + quoted(found) + " reads NaN, ";
    return syntax.holdsNumbersOnly()
        ? missing
            + "--header takes the first row as names, --no-header reads columns of words as text"
        : missing + (isField ? "--fields leaves the column out, " : "") + AS_TEXT;
  }

  private static String quoted(String word) {
    if (word.equals("--")) {
      // which alone would end the options
      return "--,";
    }
    return word.matches("[\\w./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /** The line of the first word. */
  long wordLine() {
    return line;
  }
}
