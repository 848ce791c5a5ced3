package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArchiveFile;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.FileKind;
import io.npyio.cli.format.RawSpec;
import io.npyio.cli.format.SourceSpec;
import io.npyio.cli.format.text.Printable;
import io.npyio.cli.repair.Diagnosis;
import io.npyio.cli.repair.Fault;
import io.npyio.cli.repair.Repair;
import io.npyio.cli.repair.Surplus;
import io.npyio.cli.transfer.Replacement;
import io.npyio.cli.transfer.TemporaryFile;
import io.npyio.dtype.DType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio repair}: says what is wrong with a file, and mends it. */
final class RepairVerb extends Verb {
  private final PositionalParamSpec file;
  private final OptionSpec out;
  private final OptionSpec inPlace;
  private final OptionSpec dryRun;
  private final OptionSpec keepExtra;
  private final MaxHeader maxHeader;
  private final StreamedInputs streams;

  RepairVerb(Console console) {
    super(
        console,
        "repair",
        "Says what is wrong with a .npy file, and mends it if asked to: a header that NumPy does not"
            + " read, data cut off, of which whole rows are kept, bytes beyond the data, line ends"
            + " changed by a transfer in text mode. Exit status: 0 sound or mended, 1 not mended, 2"
            + " beyond repair.");
    file = parameter(0, "FILE", "A .npy file; archive.npz:name is an array of an archive.");
    out = option("-o", "OUT", "Write the mended array to this .npy file.");
    inPlace = flag("--in-place", "Replace FILE by the mended one.");
    dryRun = flag("--dry-run", "Write nothing.");
    keepExtra =
        flag("--keep-extra", "Bytes beyond the data are more rows, if they are whole ones.");
    maxHeader = new MaxHeader(this);
    streams = closing(new StreamedInputs(this));
    examples("npyio repair b/log.npy -o mended.npy", "npyio repair --in-place log.npy");
  }

  @Override
  public Integer call() throws Exception {
    String name = file.getValue();
    String target = target(name);
    return Failure.in(
        name,
        () -> {
          Diagnosis diagnosis = Repair.diagnose(path(name), surplus(), sourceSpec().limits());
          for (Fault fault : diagnosis.faults()) {
            print(name, fault.toString());
          }
          for (String remark : diagnosis.remarks()) {
            print(name, "note: " + remark);
          }
          return target == null ? examined(name, diagnosis) : written(name, target, diagnosis);
        });
  }

  private SourceSpec sourceSpec() {
    return maxHeader.applyTo(SourceSpec.DEFAULT);
  }

  private Surplus surplus() {
    return isSet(keepExtra) ? Surplus.KEPT : Surplus.DROPPED;
  }

  /** The file to be written; null to write none. */
  private @Nullable String target(String name) {
    String other = out.getValue();
    if (other != null && isSet(inPlace)) {
      throw misuse("-o and --in-place exclude each other");
    }
    if (StreamAddress.STANDARD_INPUT.equals(other)) {
      throw misuse("-o names a file; standard output is for the report");
    }
    if (isSet(dryRun)) {
      return null;
    }
    return isSet(inPlace) ? name : other;
  }

  /** The bytes of the array, as a file. */
  private Path path(String name) throws IOException {
    ArrayFile array = source(name);
    if (array instanceof ArchiveFile archive && !archive.isWhole()) {
      requireNotInPlace();
      try (InputStream content = archive.bytes()) {
        return closing(TemporaryFile.of(content)).path();
      }
    }
    if (array.kind() == FileKind.NPZ) {
      throw new IOException(
          "is an archive, and repair mends one array: 'npyio verify' names the bad members, as in"
              + " %s:NAME for repair, and 'npyio unpack' takes out the sound ones".formatted(name));
    }
    if (array.kind() != FileKind.NPY) {
      throw new IOException("is not a .npy file, and repair mends no other");
    }
    return array.path();
  }

  private ArrayFile source(String name) throws IOException {
    StreamAddress streamed = StreamAddress.of(name, RawSpec.NOTHING);
    if (streamed == null) {
      return ArrayFiles.source(name, sourceSpec());
    }
    requireNotInPlace();
    Path copy = streams.file(streamed.stream());
    return streamed.member() == null
        ? ArrayFiles.source(copy.toString(), sourceSpec().as(FileKind.NPY))
        : ArchiveFile.member(copy, streamed.member(), sourceSpec().limits())
            .called(streamed.stream());
  }

  private void requireNotInPlace() throws IOException {
    if (isSet(inPlace)) {
      throw new IOException("cannot be replaced in place; -o OUT writes another file");
    }
  }

  private int examined(String name, Diagnosis diagnosis) throws IOException {
    if (diagnosis.isSound()) {
      print(name, "sound");
      return ExitStatus.DONE;
    }
    String how = isSet(dryRun) ? "mending it makes" : "-o OUT or --in-place makes it";
    print(name, "not mended; " + how + " " + mended(diagnosis));
    return ExitStatus.NO;
  }

  private int written(String name, String target, Diagnosis diagnosis) throws Exception {
    if (diagnosis.isSound() && isSet(inPlace) && !diagnosis.hasNewHeader()) {
      print(name, "sound, left as it is");
      return ExitStatus.DONE;
    }
    try (Progress progress = new Progress(console(), name, diagnosis.size())) {
      Failure.copying(
          name,
          target,
          () -> Replacement.of(Path.of(target), channel -> diagnosis.writeTo(channel, progress)));
    }
    String before = diagnosis.isSound() ? "sound, and written" : "mended";
    String where = isSet(inPlace) ? " in place: " : " in " + target + ": ";
    print(name, before + where + mended(diagnosis));
    return ExitStatus.DONE;
  }

  private static String mended(Diagnosis diagnosis) {
    DType dtype = diagnosis.layout().dtype();
    return "%s %s %s, %d bytes"
        .formatted(
            dtype instanceof DType.Struct struct
                ? "struct of %d fields".formatted(struct.fields().size())
                : dtype.toString(),
            diagnosis.layout().shape(),
            diagnosis.layout().order(),
            diagnosis.size());
  }

  private void print(String name, String answer) throws IOException {
    console().println(Printable.of(name + ": " + answer));
  }
}
