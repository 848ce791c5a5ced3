package io.npyio.cli;

import io.npyio.array.DType;
import io.npyio.cli.format.FileKind;
import io.npyio.cli.format.FileKinds;
import io.npyio.cli.format.OpenArray;
import io.npyio.cli.format.RawSpec;
import io.npyio.cli.format.TemporaryFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say what a file that is read holds. */
final class SourceOptions {
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
            "What the file is: "
                + FileKinds.words()
                + ". Otherwise its content and its ending tell, and"
                + " standard input is npy.",
            FileKind.class,
            FileKinds::named);
  }

  RawSpec raw() {
    return raw.spec();
  }

  FileKind kind(Path path) throws IOException {
    FileKind named = from.getValue();
    return named == null ? FileKinds.ofSource(path, raw()) : named;
  }

  /** Opens a file, or {@code -} for standard input. */
  OpenArray open(String file, @Nullable DType wanted) throws IOException {
    if (!file.equals("-")) {
      Path path = Path.of(file);
      return kind(path).open(path, raw(), wanted);
    }
    FileKind named = from.getValue();
    FileKind kind = named == null ? FileKinds.npy() : named;
    TemporaryFile spooled = TemporaryFile.of(console.in());
    try {
      OpenArray open = kind.open(spooled.path(), raw(), wanted);
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
