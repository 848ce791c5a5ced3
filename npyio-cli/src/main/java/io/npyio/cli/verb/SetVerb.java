package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.SourceSpec;
import io.npyio.cli.format.text.Cells;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio set}: changes elements of a file in place. */
final class SetVerb extends Verb {
  private final PositionalParamSpec file;
  private final PositionalParamSpec index;
  private final PositionalParamSpec value;
  private final PositionalParamSpec rest;
  private final RawOptions raw;
  private final MaxHeader maxHeader;

  SetVerb(Console console) {
    super(
        console,
        "set",
        "Changes elements of a .npy or raw file in place. Nothing else of the file changes, nor does"
            + " its length. An archive of which run.npz:x names an array is written anew.");
    file = parameter(0, "FILE", "A .npy or raw file, or an array of an archive.");
    index =
        parameter(
            1,
            "INDEX",
            "The elements, in Python's syntax: \"0, 0\", -1, \"1:3, 0\" or ... for all.");
    value =
        parameter(
            2,
            "VALUE",
            "A number, 1+2j, text, a date in ISO 8601; for structs and for several elements a list in"
                + " JSON. One value goes to all elements.");
    rest = rest(3);
    raw = new RawOptions(this);
    maxHeader = new MaxHeader(this);
    examples(
        "npyio set weights.npy \"0, 0\" 100",
        "npyio set data.dat \"1, :\" \"[1, 2, 3]\" --dtype float32 --shape 3,3");
    // -1 may be an index or a value
    spec().parser().unmatchedOptionsArePositionalParams(true);
  }

  @Override
  public Integer call() throws Exception {
    String path = file.getValue();
    String where = index.getValue();
    String what = value.getValue();
    requireNothingElse(List.of(path, where, what));
    return Failure.in(
        path,
        () -> {
          ArrayFile target = target(path);
          try (Progress progress = new Progress(console(), path, target.changingBytes())) {
            target.change(array -> Cells.assign(array.slice(where), what), progress);
          }
          return ExitStatus.DONE;
        });
  }

  private ArrayFile target(String path) throws IOException {
    ArrayFile target =
        ArrayFiles.source(path, maxHeader.applyTo(SourceSpec.DEFAULT.describedBy(raw.spec())));
    raw.spec().requireFor(target.kind());
    return target;
  }

  private void requireNothingElse(List<String> expected) {
    List<String> more = rest.getValue() == null ? List.of() : rest.getValue();
    Optional<String> option =
        Stream.concat(expected.stream(), more.stream())
            .filter(parameter -> parameter.startsWith("--"))
            .findFirst();
    Optional<String> surplus = option.or(() -> more.stream().findFirst());
    if (surplus.isPresent()) {
      throw unexpected(surplus.get());
    }
  }
}
