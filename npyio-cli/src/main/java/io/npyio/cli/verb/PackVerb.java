package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.NewArchive;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.file.Npz.Compression;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio pack}: writes arrays to a new archive. */
final class PackVerb extends Verb {
  private final PositionalParamSpec target;
  private final PositionalParamSpec files;
  private final OptionSpec compress;
  private final SourceOptions options;

  PackVerb(Console console) {
    super(
        console,
        "pack",
        "Writes the arrays of files to a new .npz archive. DST is replaced when the archive is"
            + " whole.");
    target = parameter(0, "DST", "The archive to write.");
    files =
        parameters(
            1,
            "FILE",
            "Any kind of file. Its array gets the name of the file without its ending; NAME=FILE"
                + " gives it another.");
    compress = flag("--compress", "Compress the arrays.");
    options = new SourceOptions(this);
    examples("npyio pack run.npz weights.npy labels.npy", "npyio pack run.npz x=a.npy b/y=b.npy");
  }

  @Override
  public Integer call() throws Exception {
    List<String> sources = files.getValue();
    String dst = target.getValue();
    return Failure.in(
        dst,
        () -> {
          Path path = ArrayFiles.archive(dst);
          try (NewArchive archive = NewArchive.create(path, compression())) {
            for (String source : sources) {
              add(archive, source);
            }
            archive.commit();
          }
          return ExitStatus.DONE;
        });
  }

  private void add(NewArchive archive, String source) throws Failure {
    int equals = isThere(source) ? -1 : source.indexOf('=');
    String file = source.substring(equals + 1);
    int unused =
        Failure.in(
            file,
            () -> {
              String name = equals < 0 ? options.arrayName(file) : source.substring(0, equals);
              try (OpenArray open = options.openOneOfMany(file, null);
                  Progress progress = new Progress(console(), file, open.array().nbytes())) {
                archive.add(name, ArrayWrite.of(open), progress);
              }
              return ExitStatus.DONE;
            });
  }

  private Compression compression() {
    return isSet(compress) ? Compression.DEFLATED : Compression.STORED;
  }

  private static boolean isThere(String file) {
    try {
      return Files.exists(Path.of(file));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }
}
