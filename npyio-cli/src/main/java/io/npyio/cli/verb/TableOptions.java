package io.npyio.cli.verb;

import io.npyio.cli.format.text.TableFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** The options that describe the text of tables. */
final class TableOptions {
  private final OptionSpec delimiter;
  private final OptionSpec decimal;
  private final OptionSpec comment;
  private final OptionSpec skipRows;
  private final OptionSpec missing;
  private final OptionSpec heading;
  private final OptionSpec noHeading;

  TableOptions(Verb verb) {
    delimiter =
        verb.option(
            "--delimiter",
            "C",
            HelpText.TABLE
                + "the character between cells, as in ';'; '\\t' is a tab, ' ' any number of"
                + " blanks. Default: by the kind of the file.",
            OptionType.of(Character.class, TableOptions::delimiter));
    decimal =
        verb.option(
            "--decimal",
            "C",
            HelpText.TABLE + "the decimal mark of numbers, as in ','. Default: a point.",
            OptionType.of(Character.class, TableOptions::decimal));
    comment =
        verb.option(
            "--comment",
            "C",
            HelpText.TABLE
                + "the character that starts a comment, '' if none does. Default: # in .txt"
                + " files.",
            OptionType.of(String.class, TableOptions::comment));
    skipRows =
        verb.option(
            "--skip-rows",
            "N",
            HelpText.TABLE + "pass over the first N lines.",
            OptionType.longInteger(0, "a number of lines"));
    missing =
        verb.option(
            "--na",
            "WORD,...",
            HelpText.TABLE
                + "words that stand for a missing value, which is NaN or NaT, as in NA,null.");
    heading = verb.flag("--header", HelpText.TABLE + "the first row has the names of the columns.");
    noHeading = verb.flag("--no-header", HelpText.TABLE + "the first row has values.");
  }

  /**
   * The description of tables.
   *
   * @param fields that are wanted of them; empty for all
   */
  TableFormat format(List<String> fields) {
    if (Verb.isSet(heading) && Verb.isSet(noHeading)) {
      throw new IllegalArgumentException("--header and --no-header exclude each other");
    }
    return new TableFormat(
        delimiter.getValue(),
        decimal.getValue(),
        comment.getValue(),
        skipRows.getValue(),
        missing(),
        hasHeading(),
        fields);
  }

  private List<String> missing() {
    String words = missing.getValue();
    return words == null ? List.of() : List.of(words.split(",", -1));
  }

  private @Nullable Boolean hasHeading() {
    return Verb.isSet(heading) ? Boolean.TRUE : Verb.isSet(noHeading) ? Boolean.FALSE : null;
  }

  private static Character delimiter(String text) {
    String bare = text.equals("\\t") || text.equals("tab") ? "\t" : text;
    if (bare.length() != 1 || "\"\r\n".contains(bare)) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a delimiter: one character, as in ';', or '\\t' for a tab");
    }
    return bare.charAt(0);
  }

  private static Character decimal(String text) {
    if (!text.equals(".") && !text.equals(",")) {
      throw new IllegalArgumentException("'" + text + "' is not a decimal mark: '.' or ','");
    }
    return text.charAt(0);
  }

  private static String comment(String text) {
    if (text.length() > 1 || "\"\r\n".contains(text) && !text.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + text + "' does not start a comment: one character, as in '#', or '' for none");
    }
    return text;
  }
}
