package io.npyio.cli.format;

import io.npyio.file.ReadOptions;
import org.jspecify.annotations.Nullable;

/**
 * How files are read.
 *
 * @param raw the description of the bytes of raw files
 * @param kind of the files; null to find out
 * @param limits of headers and objects
 */
public record SourceSpec(RawSpec raw, @Nullable FileKind kind, ReadOptions limits) {
  /** Files that describe themselves. */
  public static final SourceSpec DEFAULT =
      new SourceSpec(RawSpec.NOTHING, null, PythonObjects.OPTIONS);

  /**
   * {@return these options for files of another kind}
   *
   * @param other null to find out
   */
  public SourceSpec as(@Nullable FileKind other) {
    return new SourceSpec(raw, other, limits);
  }

  /** {@return these options with another description of raw files} */
  public SourceSpec describedBy(RawSpec other) {
    return new SourceSpec(other, kind, limits);
  }

  /** {@return these options with another limit for headers, in characters} */
  public SourceSpec withMaxHeader(int characters) {
    return new SourceSpec(raw, kind, limits.withMaxHeaderSize(characters));
  }
}
