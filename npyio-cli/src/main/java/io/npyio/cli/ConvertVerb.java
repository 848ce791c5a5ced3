package io.npyio.cli;

import io.npyio.cli.format.FileKind;
import io.npyio.cli.format.FileKinds;
import io.npyio.cli.format.OpenArray;
import io.npyio.cli.format.Outgoing;
import io.npyio.cli.format.Place;
import java.io.IOException;
import java.nio.channels.Channels;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio convert}: writes the array of one file to another. */
final class ConvertVerb extends Verb {
  private final PositionalParamSpec source;
  private final PositionalParamSpec target;
  private final OptionSpec to;
  private final OptionSpec compress;
  private final OptionSpec noSidecar;
  private final Transform transform;
  private final SourceOptions options;

  ConvertVerb(Console console) {
    super(
        console,
        "convert",
        "Writes the array of SRC to DST, unchanged but for the options. DST's ending tells its kind:"
            + " npy, npz, csv, tsv, json; any other is raw bytes. DST is replaced when the new"
            + " file is whole; run.npz:x is one array of an archive.");
    source = parameter(0, "SRC", "Any kind of file; - is standard input.");
    target = parameter(1, "DST", "The file to write; - is standard output.");
    to =
        option(
            "--to",
            "KIND",
            "What DST becomes: " + FileKinds.words() + ".",
            FileKind.class,
            FileKinds::named);
    transform = new Transform(this);
    compress = flag("--compress", "Deflate what goes into an .npz archive.");
    noSidecar = flag("--no-sidecar", "Write no DST.json beside a raw file.");
    options = new SourceOptions(this);
    examples(
        "npyio convert data.dat data.npy --dtype float32 --shape 3,3",
        "npyio convert a.npy a.csv --slice \"0:10\"",
        "npyio convert a.npy b.npy --to-dtype float32 --to-order F --to-endian big",
        "npyio convert run.npz:weights weights.npy");
  }

  @Override
  public Integer call() throws Exception {
    String from = source.getValue();
    String dst = target.getValue();
    Place place = Failure.in(dst, () -> place(dst));
    if (transform.version() != null && place.kind() != FileKinds.npy()) {
      throw misuse("--to-version is of .npy files, and " + becomes(dst, place));
    }
    if (isSet(compress) && !place.isArchive()) {
      throw misuse("--compress is of .npz archives, and " + becomes(dst, place));
    }
    return Failure.in(
        from,
        () -> {
          try (OpenArray open = options.open(from, transform.dtype());
              OpenArray view = transform.view(open)) {
            Outgoing planned = transform.outgoing(view, bytes -> {});
            Place named = place.isArchive() ? place.calling(options.name(from)) : place;
            Place target = isSet(compress) ? named.deflating() : named;
            long size = Failure.in(dst, () -> target.writes(planned));
            try (Progress progress = new Progress(watched(dst), dst, size)) {
              Outgoing array = transform.outgoing(view, progress);
              Failure.in(dst, () -> write(array, target, dst));
            }
          }
          return DONE;
        });
  }

  /** On a terminal that shows the array itself there is no room for more. */
  private Console watched(String dst) {
    return dst.equals("-") ? console().unlessPrintingTo(Stdout.TERMINAL) : console();
  }

  private static String becomes(String dst, Place place) {
    return dst + " becomes a " + place.kind().word() + " file";
  }

  private Place place(String dst) throws IOException {
    FileKind named = to.getValue();
    return FileKinds.target(dst, named == null && dst.equals("-") ? FileKinds.npy() : named);
  }

  private boolean write(Outgoing array, Place place, String dst) throws IOException {
    if (dst.equals("-")) {
      place.kind().write(array, Channels.newChannel(console().out()));
    } else {
      place.save(array, !isSet(noSidecar));
    }
    return true;
  }
}
