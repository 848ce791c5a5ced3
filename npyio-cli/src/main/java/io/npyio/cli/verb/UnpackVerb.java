package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.FileKind;
import io.npyio.cli.format.SourceSpec;
import io.npyio.cli.format.Unpacking;
import io.npyio.cli.format.WebAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio unpack}: writes the members of an archive to files. */
final class UnpackVerb extends Verb {
  private final PositionalParamSpec source;
  private final PositionalParamSpec folder;
  private final OptionSpec force;
  private final MaxHeader maxHeader;
  private final StreamedInputs streams;

  UnpackVerb(Console console) {
    super(
        console,
        "unpack",
        "Writes each member of an .npz archive to a file with its name: arrays are .npy files, / in"
            + " names makes folders. Nothing is ever written outside DIR. A .npy file with several arrays"
            + " becomes 0.npy, 1.npy, and so on.");
    source = parameter(0, "SRC", "An .npz archive or a .npy file; - is standard input.");
    folder = optional(1, "DIR", "The folder to write to, made if missing. Default: this one.");
    force = flag("--force", "Replace existing files. Without it, nothing is unpacked then.");
    maxHeader = new MaxHeader(this);
    streams = closing(new StreamedInputs(this));
    examples("npyio unpack run.npz run", "npyio unpack --force run.npz");
  }

  @Override
  public Integer call() throws Exception {
    String src = source.getValue();
    String dir = folder.getValue() == null ? "" : folder.getValue();
    Path target = Failure.in(dir, () -> WebAddress.localFolder(dir));
    return Failure.in(
        src,
        () -> {
          Path path = streams.file(src);
          SourceSpec spec = maxHeader.applyTo(SourceSpec.DEFAULT);
          boolean isNpy = ArrayFiles.source(path.toString(), spec).kind() == FileKind.NPY;
          long size = isNpy ? Files.size(path) : Unpacking.size(path);
          try (Progress progress = new Progress(console(), src, size)) {
            if (isNpy) {
              Unpacking.runSequence(path, spec.limits(), target, ifExists(), progress);
            } else {
              Unpacking.run(path, target, ifExists(), progress);
            }
          }
          return ExitStatus.DONE;
        });
  }

  private Unpacking.IfExists ifExists() {
    return isSet(force) ? Unpacking.IfExists.REPLACE : Unpacking.IfExists.REFUSE;
  }
}
