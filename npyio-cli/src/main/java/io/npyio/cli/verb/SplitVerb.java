package io.npyio.cli.verb;

import io.npyio.array.NdArray;
import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.Splitting;
import io.npyio.cli.format.WebAddress;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.shards.ShardWriteOptions;
import java.nio.file.Path;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio split}: writes an array as shards. */
final class SplitVerb extends Verb {
  private final PositionalParamSpec source;
  private final PositionalParamSpec folder;
  private final OptionSpec rows;
  private final OptionSpec name;
  private final SourceOptions options;

  SplitVerb(Console console) {
    super(
        console,
        "split",
        "Writes an array as shards: files of some rows each, and a manifest.json that lists them."
            + " Each file appears when it is whole, the manifest last; nothing is replaced.");
    source = parameter(0, "SRC", "Any kind of file; - is standard input.");
    folder = parameter(1, "DIR", "The folder to write to, made if missing.");
    rows =
        option(
            "--rows",
            "N",
            "Rows of a file, along the first axis.",
            OptionType.longInteger(1, "a number of rows"));
    name =
        option(
            "--name",
            "NAME",
            "Names of the files, with a number from 0. Default: part-%%05d.npy.",
            OptionType.of(String.class, SplitVerb::checked));
    options = new SourceOptions(this);
    examples(
        "npyio split weights.npy shards --rows 10000",
        "npyio split points.npy parts --rows 2 --name points-%03d.npy");
  }

  private static String checked(String pattern) {
    return ShardWriteOptions.rows(1).withName(pattern).name();
  }

  @Override
  public Integer call() throws Exception {
    String src = source.getValue();
    String dir = folder.getValue();
    if (rows.getValue() == null) {
      throw misuse("--rows is missing: the number of rows of each file");
    }
    Path target = Failure.in(dir, () -> WebAddress.localFolder(dir));
    try (OpenArray open = Failure.in(src, () -> options.open(src, options.file(src), null))) {
      NdArray array = open.array();
      Failure.within(src, () -> Splitting.requireRows(array));
      try (Progress progress = new Progress(console(), dir, array.nbytes())) {
        Failure.within(
            dir,
            () ->
                Failure.copying(
                    src, dir, () -> Splitting.run(open, target, writeOptions(), progress)));
      }
    }
    return ExitStatus.DONE;
  }

  private ShardWriteOptions writeOptions() {
    ShardWriteOptions shards = ShardWriteOptions.rows(rows.<Long>getValue());
    String pattern = name.getValue();
    return pattern == null ? shards : shards.withName(pattern);
  }
}
