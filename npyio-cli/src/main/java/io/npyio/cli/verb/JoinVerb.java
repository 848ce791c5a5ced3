package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.GeneratedArray;
import io.npyio.cli.transfer.OpenArray;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A verb that writes the arrays of several files as one array to a new file. */
abstract class JoinVerb extends Verb {
  private final PositionalParamSpec target;
  private final PositionalParamSpec files;
  private final OptionSpec axis;
  private final OptionSpec noSidecar;
  private final SourceOptions options;

  JoinVerb(Console console, String name, String summary, String axisHelp) {
    super(console, name, summary);
    target = parameter(0, "DST", "The file to write; - is standard output.");
    files = parameters(1, "SRC", "Any kind of file; - is standard input.");
    axis = option("--axis", "N", axisHelp, OptionType.AXIS);
    noSidecar = Options.noSidecar(this);
    options = new SourceOptions(this);
  }

  /** Refuses an array that cannot be joined with the first one. */
  abstract void requireFit(OpenArray first, OpenArray next, int axis);

  /** The arrays as one. */
  abstract GeneratedArray joined(List<OpenArray> arrays, int axis);

  /** Writes an array to a target. */
  @FunctionalInterface
  private interface Writer {
    void write(GeneratedArray array, Progress progress) throws IOException;
  }

  @Override
  public Integer call() throws Exception {
    List<String> sources = files.getValue();
    String dst = target.getValue();
    Writer writer = Failure.in(dst, () -> writer(dst));
    try (OpenSources open = OpenSources.of(sources, options, null)) {
      List<OpenArray> arrays = open.arrays();
      int along = axis.getValue() == null ? 0 : axis.getValue();
      for (int i = 0; i < arrays.size(); i++) {
        OpenArray next = arrays.get(i);
        Failure.within(sources.get(i), () -> requireFit(arrays.get(0), next, along));
      }
      long size = arrays.stream().mapToLong(array -> array.array().nbytes()).sum();
      try (Progress progress = new Progress(watched(dst), dst, size)) {
        return Failure.in(
            dst,
            () -> {
              GeneratedArray whole = joined(arrays, along);
              Failure.copying(sources, dst, () -> writer.write(whole, progress));
              return ExitStatus.DONE;
            });
      }
    }
  }

  private Writer writer(String dst) throws IOException {
    if (isStandardOutput(dst)) {
      return (array, progress) -> array.writeNpy(Channels.newChannel(console().out()), progress);
    }
    ArrayFile file = ArrayFiles.target(dst, null, Options.sidecar(noSidecar));
    return file::create;
  }
}
