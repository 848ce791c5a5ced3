package io.npyio.cli.format.text;

/** A way of writing tables as text. */
public enum TableDialect {
  /** Commas between cells, which may be quoted. */
  CSV(',', "", true),
  /** Tabs between cells, which may be quoted. */
  TSV('\t', "", true),
  /** Numbers with blanks between, and comments, as in {@code np.savetxt}. */
  TXT(TableSyntax.BLANKS, "#", false);

  final char delimiter;
  final String comment;
  final boolean hasQuotes;

  TableDialect(char delimiter, String comment, boolean hasQuotes) {
    this.delimiter = delimiter;
    this.comment = comment;
    this.hasQuotes = hasQuotes;
  }
}
