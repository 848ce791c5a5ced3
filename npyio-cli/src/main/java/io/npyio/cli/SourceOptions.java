package io.npyio.cli;

import io.npyio.dtype.DType;
import io.npyio.cli.format.Counted;
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

  private final Verb verb;
  private final RawOptions raw;
  private final OptionSpec from;

  SourceOptions(Verb verb) {
    this.verb = verb;
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
    return file.equals("-") ? openInput(raw(), wanted) : open(file, place(file), raw(), wanted);
  }

  /** Opens a file of which it is known what it is, and shows how reading goes on. */
  OpenArray open(String file, Place place, RawSpec spec, @Nullable DType wanted)
      throws IOException {
    try (Progress progress = new Progress(verb.console(), file, place.reads())) {
      return place.open(spec, wanted, progress);
    }
  }

  /** Opens one of several files: the options for raw files are of those that are. */
  OpenArray openOneOfMany(String file, @Nullable DType wanted) throws IOException {
    Place place = file.equals("-") ? new Place(Path.of(file), inputKind()) : place(file);
    RawSpec spec = place.isRaw() ? raw() : RawSpec.NOTHING;
    return file.equals("-") ? openInput(spec, wanted) : open(file, place, spec, wanted);
  }

  private FileKind inputKind() {
    FileKind named = from.getValue();
    return named == null ? FileKinds.npy() : named;
  }

  private TemporaryFile spooled() throws IOException {
    Console console = verb.console();
    try (Progress progress = new Progress(console, "-", Progress.UNKNOWN)) {
      return TemporaryFile.of(Counted.of(console.in(), progress));
    }
  }

  private OpenArray openInput(RawSpec spec, @Nullable DType wanted) throws IOException {
    FileKind kind = inputKind();
    TemporaryFile spooled = spooled();
    try {
      OpenArray open = open("-", new Place(spooled.path(), kind), spec, wanted);
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
