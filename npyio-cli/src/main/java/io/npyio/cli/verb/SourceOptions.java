package io.npyio.cli.verb;

import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArchiveFile;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.ArraySource;
import io.npyio.cli.format.FileKind;
import io.npyio.cli.format.RawSpec;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** The options that describe the files to be read, and how these are opened. */
final class SourceOptions {
  /** The name of standard input among the files. */
  static final String STANDARD_INPUT = "-";

  private final Verb verb;
  private final RawOptions raw;
  private final OptionSpec from;
  private final StreamedInputs streams;

  SourceOptions(Verb verb) {
    this.verb = verb;
    streams = verb.closing(new StreamedInputs(verb));
    raw = new RawOptions(verb);
    from =
        verb.option(
            "--from",
            "KIND",
            "Read the file as: " + FileKind.words() + ".",
            FileKind.class,
            FileKind::named);
  }

  RawSpec raw() {
    return raw.spec();
  }

  /**
   * An existing file or standard input; the options for raw files are refused for any other kind.
   */
  ArrayFile file(String name) throws IOException {
    ArrayFile file = oneOfMany(name);
    raw().requireFor(file.kind());
    return file;
  }

  /**
   * One of several existing files, or standard input; the options for raw files apply to those that
   * are raw.
   */
  ArrayFile oneOfMany(String name) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      return ArrayFiles.source(streams.copyOfStandardInput(raw()), raw(), inputKind());
    }
    return StreamedInputs.contain(name, raw())
        ? ArrayFiles.copied(
            streams.copy(name, raw()), StreamedInputs.uncompressed(name), raw(), from.getValue())
        : ArrayFiles.source(name, raw(), from.getValue());
  }

  /** The name of the array of a file. */
  String arrayName(String name) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      return ArchiveFile.UNNAMED;
    }
    ArrayFile file = oneOfMany(name);
    boolean isNamedByFile = StreamedInputs.contain(name, raw()) && file.kind() != FileKind.NPZ;
    return isNamedByFile
        ? ArrayFiles.source(StreamedInputs.uncompressed(name), raw(), file.kind()).arrayName()
        : file.arrayName();
  }

  /** Opens a file or standard input. */
  OpenArray open(String name, @Nullable DType wanted) throws IOException {
    return open(name, file(name), wanted);
  }

  /** As {@link #open(String, DType)}, but one of several. */
  OpenArray openOneOfMany(String name, @Nullable DType wanted) throws IOException {
    return open(name, oneOfMany(name), wanted);
  }

  /** Opens an array, showing progress under a name. */
  OpenArray open(String name, ArraySource source, @Nullable DType wanted) throws IOException {
    try (Progress progress = new Progress(verb.console(), name, source.openingBytes())) {
      return source.open(wanted, progress);
    }
  }

  private FileKind inputKind() {
    FileKind named = from.getValue();
    return named == null ? FileKind.NPY : named;
  }
}
