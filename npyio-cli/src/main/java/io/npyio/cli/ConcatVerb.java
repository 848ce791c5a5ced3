package io.npyio.cli;

import io.npyio.cli.format.FileKinds;
import io.npyio.cli.format.NewArray;
import io.npyio.cli.format.OpenArray;
import io.npyio.cli.format.Place;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio concat}: writes arrays one behind the other to a new file. */
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
        "Writes the arrays of files one behind the other to a .npy file; by another ending to a raw"
            + " file. They have one dtype but for the byte order, of which the first decides, and one"
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
    noSidecar = flag("--no-sidecar", "Write no DST.json beside a raw file.");
    options = new SourceOptions(this);
    examples("npyio concat all.npy a.npy b.npy", "npyio concat wide.npy a.npy b.npy --axis 1");
  }

  @Override
  public Integer call() throws Exception {
    List<String> sources = files.getValue();
    String dst = target.getValue();
    Place place = Failure.in(dst, () -> FileKinds.target(dst, null));
    try (OpenSources open = OpenSources.of(sources, options, null)) {
      List<OpenArray> arrays = open.arrays();
      int along = axis.getValue() == null ? 0 : axis.getValue();
      for (int i = 0; i < arrays.size(); i++) {
        OpenArray next = arrays.get(i);
        int unused =
            Failure.in(sources.get(i), () -> NewArray.requireJoint(arrays.get(0), next, along));
      }
      long size = arrays.stream().mapToLong(array -> array.array().nbytes()).sum();
      try (Progress progress = new Progress(console(), dst, size)) {
        return Failure.in(
            dst,
            () -> {
              place.create(NewArray.joined(arrays, along, progress), !isSet(noSidecar));
              return DONE;
            });
      }
    }
  }
}
