package io.npyio.cli;

import io.npyio.array.DType;
import io.npyio.cli.format.FileKind;
import io.npyio.cli.format.FileKinds;
import io.npyio.cli.format.OpenArray;
import io.npyio.cli.format.Place;
import io.npyio.cli.format.RawSpec;
import io.npyio.cli.format.TemporaryFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say what a file that is read holds. */
final class SourceOptions {
  /** NumPy's own name for an array without one. */
  private static final String UNNAMED = "arr_0";

  private final Console console;
  private final RawOptions raw;
  private final OptionSpec from;

  SourceOptions(Verb verb) {
    console = verb.console();
    raw = new RawOptions(verb);
    from =
        verb.option(
            "--from",
            "KIND",
            "What it is read as: " + FileKinds.words() + ".",
            FileKind.class,
            FileKinds::named);
  }

  RawSpec raw() {
    return raw.spec();
  }

  /** Where a file that is there has its array. */
  Place place(String file) throws IOException {
    return FileKinds.source(file, raw(), from.getValue());
  }

  /** What the array of a file is called where it needs a name. */
  String name(String file) throws IOException {
    return file.equals("-") ? UNNAMED : place(file).name();
  }

  /** Opens a file, or {@code -} for standard input. */
  OpenArray open(String file, @Nullable DType wanted) throws IOException {
    return file.equals("-") ? openInput(raw(), wanted) : place(file).open(raw(), wanted);
  }

  /** Opens one of several files: the options for raw files are of those that are. */
  OpenArray openOneOfMany(String file, @Nullable DType wanted) throws IOException {
    Place place = file.equals("-") ? new Place(Path.of(file), inputKind()) : place(file);
    RawSpec spec = place.isRaw() ? raw() : RawSpec.NOTHING;
    return file.equals("-") ? openInput(spec, wanted) : place.open(spec, wanted);
  }

  private FileKind inputKind() {
    FileKind named = from.getValue();
    return named == null ? FileKinds.npy() : named;
  }

  private OpenArray openInput(RawSpec spec, @Nullable DType wanted) throws IOException {
    FileKind kind = inputKind();
    TemporaryFile spooled = TemporaryFile.of(console.in());
    try {
      OpenArray open = kind.open(spooled.path(), spec, wanted);
      return new OpenArray(
          open.array(),
          open.order(),
          () -> {
            open.close();
            spooled.close();
          });
    } catch (IOException | RuntimeException problem) {
      spooled.close();
      throw problem;
    }
  }
}
