package io.npyio.cli.format;

import io.npyio.cli.format.text.TableFormat;
import io.npyio.file.ReadOptions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How files are read.
 *
 * @param raw the description of the bytes of raw files
 * @param table the description of the text of tables
 * @param kind of the files; null to find out
 * @param limits of headers and objects
 * @param shards which names stand for several files
 */
public record SourceSpec(
    RawSpec raw, TableFormat table, @Nullable FileKind kind, ReadOptions limits, ShardSpec shards) {
  /** Files that describe themselves. */
  public static final SourceSpec DEFAULT =
      new SourceSpec(
          RawSpec.NOTHING, TableFormat.DEFAULT, null, PythonObjects.OPTIONS, ShardSpec.DEFAULT);

  /**
   * {@return these options for files of another kind}
   *
   * @param other null to find out
   */
  public SourceSpec as(@Nullable FileKind other) {
    return new SourceSpec(raw, table, other, limits, shards);
  }

  /** {@return these options with another description of raw files} */
  public SourceSpec describedBy(RawSpec other) {
    return new SourceSpec(other, table, kind, limits, shards);
  }

  /** {@return these options with another limit for headers, in characters} */
  public SourceSpec withMaxHeader(int characters) {
    return new SourceSpec(raw, table, kind, limits.withMaxHeaderSize(characters), shards);
  }

  /**
   * Checks that files of a kind need the descriptions.
   *
   * @throws IOException if they do not, and there is one
   */
  public void requireFor(FileKind known) throws IOException {
    raw.requireFor(known);
    String option = table.firstOption();
    if (option != null && !known.isTable()) {
      throw new IOException(
          "%s describes the text of csv, tsv and txt files, but this is a %s file"
              .formatted(option, known.word()));
    }
  }
}
