package io.npyio.cli.format;

import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A kind of file, by the word that options and messages use for it. */
public enum FileKind {
  /** NumPy's array file. */
  NPY,
  /** NumPy's archive. */
  NPZ,
  /** Bytes without a header. */
  RAW,
  /** A table with commas. */
  CSV,
  /** A table with tabs. */
  TSV,
  /** Numbers with blanks between. */
  TXT,
  /** Nested lists. */
  JSON,
  /** A list or an object a line. */
  JSONL("ndjson");

  private final @Nullable String otherEnding;

  FileKind() {
    this(null);
  }

  FileKind(@Nullable String otherEnding) {
    this.otherEnding = otherEnding;
  }

  /** {@return the word, as in {@code --from npy}} */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether its text has rows of cells. */
  boolean isTable() {
    return this == CSV || this == TSV || this == TXT;
  }

  /** {@return all words, separated by commas} */
  public static String words() {
    var words = new StringJoiner(", ");
    for (FileKind kind : values()) {
      words.add(kind.word());
    }
    return words.toString();
  }

  private boolean isEndedBy(String ending) {
    return word().equals(ending) || ending.equals(otherEnding);
  }

  /** The kind that a file name ending stands for; null for any other ending. */
  static @Nullable FileKind ofEnding(String ending) {
    for (FileKind kind : values()) {
      if (kind != RAW && kind.isEndedBy(ending)) {
        return kind;
      }
    }
    return null;
  }
}
