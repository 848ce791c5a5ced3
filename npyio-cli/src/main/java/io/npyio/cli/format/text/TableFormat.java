package io.npyio.cli.format.text;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The description of the text of tables by the user; null where the kind of the file decides.
 *
 * @param delimiter between cells; a blank stands for any number of blanks
 * @param decimal mark of numbers
 * @param comment the character that starts a comment; empty if there are no comments
 * @param skipRows the number of lines to pass over at the start
 * @param missing words that count as empty cells
 * @param heading whether the first row is one
 * @param fields that are wanted of a table of structs; empty for all
 */
public record TableFormat(
    @Nullable Character delimiter,
    @Nullable Character decimal,
    @Nullable String comment,
    @Nullable Long skipRows,
    List<String> missing,
    @Nullable Boolean heading,
    List<String> fields) {
  /** An empty description. */
  public static final TableFormat DEFAULT =
      new TableFormat(null, null, null, null, List.of(), null, List.of());

  /** {@return the first option that describes something; null if none does} */
  public @Nullable String firstOption() {
    if (delimiter != null) {
      return "--delimiter";
    }
    if (decimal != null) {
      return "--decimal";
    }
    if (comment != null) {
      return "--comment";
    }
    if (skipRows != null) {
      return "--skip-rows";
    }
    if (heading != null) {
      return heading ? "--header" : "--no-header";
    }
    return missing.isEmpty() ? null : "--na";
  }
}
