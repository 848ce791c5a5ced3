package io.npyio.cli.format.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a delimiter other than the assumed one: it is found equally often in all rows, and the
 * assumed one is not, or only as the decimal mark of numbers.
 */
final class DelimiterDoubt {
  private static final String DELIMITERS = ";\t|, ";

  private final TableSyntax syntax;
  private final List<Candidate> candidates = new ArrayList<>();

  DelimiterDoubt(TableSyntax syntax) {
    this.syntax = syntax;
    if (syntax.isDelimiterAssumed()) {
      DELIMITERS
          .chars()
          .filter(delimiter -> delimiter != syntax.delimiter())
          .forEach(delimiter -> candidates.add(new Candidate((char) delimiter)));
    }
  }

  void see(List<String> row) {
    if (!candidates.isEmpty()) {
      String text = String.join(String.valueOf(syntax.delimiter()), row);
      candidates.removeIf(candidate -> !candidate.fits(text, row.size()));
    }
  }

  /** Where another delimiter was found; null if it was not. */
  @Nullable String finding() {
    return found().map(Candidate::finding).findFirst().orElse(null);
  }

  /** The options that read columns. */
  String options() {
    return found().map(Candidate::options).findFirst().orElse("");
  }

  private Stream<Candidate> found() {
    return candidates.stream().filter(candidate -> candidate.isLikely);
  }

  /** A delimiter as it is typed in a shell. */
  static String quoted(char delimiter) {
    return delimiter == '\t' ? "'\\t'" : "'" + delimiter + "'";
  }

  /** Another delimiter. */
  private final class Candidate {
    private final char delimiter;
    private final Pattern pattern;
    private int count;
    private boolean isLikely;
    private boolean hasOtherDecimals;

    Candidate(char delimiter) {
      this.delimiter = delimiter;
      boolean isBlank = delimiter == TableSyntax.BLANKS;
      this.pattern = Pattern.compile(isBlank ? " +" : Pattern.quote("" + delimiter));
    }

    /** Whether the delimiter parts a row, as it does the first one, which may be a heading. */
    boolean fits(String row, int cells) {
      List<String> pieces = List.of(pattern.split(row.strip(), -1));
      int found = pieces.size() - 1;
      boolean isFirst = count == 0;
      if (found == 0 || (!isFirst && found != count)) {
        return false;
      }
      count = found;
      boolean areDecimals = pieces.stream().anyMatch(syntax::isOtherDecimal);
      hasOtherDecimals |= areDecimals;
      boolean isParted =
          (cells == 1 && delimiter != TableSyntax.BLANKS)
              || (areDecimals && syntax.delimiter() == syntax.otherDecimal())
              || pieces.stream().allMatch(this::isNumber);
      isLikely |= isParted;
      return isParted || isFirst;
    }

    private boolean isNumber(String piece) {
      return Inference.isNumber(piece.strip()) || syntax.isOtherDecimal(piece);
    }

    String finding() {
      String name =
          switch (delimiter) {
            case '\t' -> count == 1 ? "tab" : "tabs";
            case TableSyntax.BLANKS -> count == 1 ? "blank" : "blanks";
            default -> "'" + delimiter + "'";
          };
      return "%d %s in every row".formatted(count, name);
    }

    String options() {
      String option = "--delimiter " + quoted(delimiter);
      return hasOtherDecimals ? option + " --decimal '" + syntax.otherDecimal() + "'" : option;
    }
  }
}
