package io.npyio.cli.verb;

import io.npyio.array.NdArray;
import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.GrowingFile;
import io.npyio.cli.transfer.OpenArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio append}: appends arrays to a file in place. */
final class AppendVerb extends Verb {
  private final PositionalParamSpec target;
  private final PositionalParamSpec files;
  private final OptionSpec recover;
  private final SourceOptions options;

  AppendVerb(Console console) {
    super(
        console,
        "append",
        "Appends the arrays of files to the array of DST, in place: along its first axis, or its last in"
            + " Fortran order. They need its dtype but for the byte order, and its shape but for that"
            + " axis, which a single row may lack. Each is appended wholly or not at all.");
    target = parameter(0, "DST", "A .npy file, or a raw file; DST.json is kept up to date.");
    files = parameters(1, "SRC", "Any kind of file; - is standard input.");
    recover =
        flag(
            "--recover",
            "First cut off what an interrupted append left behind the array: rows that the header of"
                + " DST, or its sidecar, does not count, and part of a row.");
    options = new SourceOptions(this);
    examples(
        "npyio append log.npy today.npy",
        "npyio append data.dat rows.csv",
        "tail -5 rows.csv | npyio append log.npy - --from csv");
  }

  @Override
  public Integer call() throws Exception {
    List<String> sources = files.getValue();
    String dst = target.getValue();
    return Failure.in(
        dst,
        () -> {
          try (GrowingFile file = grow(ArrayFiles.source(dst, options.spec().as(null)));
              OpenSources open = OpenSources.of(sources, options, file.layout().dtype())) {
            for (int i = 0; i < sources.size(); i++) {
              append(file, Path.of(dst), sources.get(i), open.arrays().get(i));
            }
          }
          return ExitStatus.DONE;
        });
  }

  private GrowingFile grow(ArrayFile file) throws IOException {
    return isSet(recover) ? file.recover() : file.grow();
  }

  private void append(GrowingFile file, Path path, String source, OpenArray open) throws Failure {
    int unused =
        Failure.in(
            source,
            () -> {
              try (Progress progress = new Progress(console(), source, open.array().nbytes())) {
                Failure.copying(
                    source,
                    path.toString(),
                    () -> file.append(packed(open), progress.following(path)));
              }
              return ExitStatus.DONE;
            });
  }

  /** Rows with the fields of {@code --fields} alone, without the gaps of the others. */
  private static NdArray packed(OpenArray open) {
    NdArray array = open.array();
    return array.dtype().equals(open.dtype()) ? array : array.astype(open.dtype());
  }
}
