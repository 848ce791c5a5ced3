package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.ConcatRules;
import io.npyio.cli.format.GeneratedArray;
import io.npyio.cli.transfer.OpenArray;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio concat}: writes arrays one after the other to a new file. */
final class ConcatVerb extends Verb {
  private final PositionalParamSpec target;
  private final PositionalParamSpec files;
  private final OptionSpec axis;
  private final OptionSpec noSidecar;
  private final SourceOptions options;

  ConcatVerb(Console console) {
    super(
        console,
        "concat",
        "Writes the arrays of files one after the other to a .npy file; another ending makes a raw"
            + " file. They need one dtype but for the byte order, which the first decides, and one"
            + " shape but for the axis. DST is replaced when the new file is whole.");
    target = parameter(0, "DST", "The file to write.");
    files = parameters(1, "SRC", "Any kind of file; - is standard input.");
    axis =
        option(
            "--axis",
            "N",
            "Along which axis; -1 is the last. Default: 0.",
            Integer.class,
            Options::axis);
    noSidecar = Options.noSidecar(this);
    options = new SourceOptions(this);
    examples("npyio concat all.npy a.npy b.npy", "npyio concat wide.npy a.npy b.npy --axis 1");
  }

  @Override
  public Integer call() throws Exception {
    List<String> sources = files.getValue();
    String dst = target.getValue();
    ArrayFile file =
        Failure.in(dst, () -> ArrayFiles.target(dst, null, Options.sidecar(noSidecar)));
    try (OpenSources open = OpenSources.of(sources, options, null)) {
      List<OpenArray> arrays = open.arrays();
      int along = axis.getValue() == null ? 0 : axis.getValue();
      for (int i = 0; i < arrays.size(); i++) {
        OpenArray next = arrays.get(i);
        int unused =
            Failure.in(sources.get(i), () -> ConcatRules.requireAxis(arrays.get(0), next, along));
      }
      long size = arrays.stream().mapToLong(array -> array.array().nbytes()).sum();
      try (Progress progress = new Progress(console(), dst, size)) {
        return Failure.in(
            dst,
            () -> {
              GeneratedArray whole = GeneratedArray.concatenated(arrays, along);
              Failure.copying(sources, dst, () -> file.create(whole, progress));
              return ExitStatus.DONE;
            });
      }
    }
  }
}
