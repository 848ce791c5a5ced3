package io.npyio.cli.verb;

import io.npyio.array.ObjectArray;
import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArchiveFile;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.FileKind;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.ObjectCast;
import io.npyio.cli.transfer.ObjectSlices;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.DType;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.function.LongConsumer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio convert}: writes the array of one file to another. */
final class ConvertVerb extends Verb {
  private final PositionalParamSpec source;
  private final PositionalParamSpec target;
  private final OptionSpec kind;
  private final OptionSpec compress;
  private final OptionSpec noSidecar;
  private final Transform transform;
  private final SourceOptions options;

  ConvertVerb(Console console) {
    super(
        console,
        "convert",
        "Writes the array of SRC to DST, unchanged but for the options. DST's ending decides its kind."
            + " DST is replaced when the new file is whole.");
    source = parameter(0, "SRC", "Any kind of file; - is standard input.");
    target = parameter(1, "DST", "The file to write; - is standard output.");
    kind =
        option(
            "--to",
            "KIND",
            "What DST becomes: " + FileKind.words() + ".",
            FileKind.class,
            FileKind::named);
    transform = new Transform(this);
    compress = flag("--compress", "Compress the array in an .npz archive.");
    noSidecar = Options.noSidecar(this);
    options = new SourceOptions(this);
    examples(
        "npyio convert data.dat data.npy --dtype float32 --shape 3,3",
        "npyio convert a.npy a.csv --slice \"0:10\"",
        "npyio convert a.npy t.npy --axes 1,0",
        "npyio convert a.npy b.npy --to-dtype float32 --to-order F --to-endian big",
        "npyio convert run.npz:weights weights.npy");
  }

  @Override
  public Integer call() throws Exception {
    transform.requireConsistent(this);
    String from = source.getValue();
    String dst = target.getValue();
    ArrayFile file = Failure.in(dst, () -> target(dst));
    if (transform.version() != null && file.kind() != FileKind.NPY) {
      throw misuse("--to-version is for .npy files, but " + becomes(dst, file));
    }
    if (isSet(compress) && file.kind() != FileKind.NPZ) {
      throw misuse("--compress is for .npz archives, but " + becomes(dst, file));
    }
    return Failure.in(
        from,
        () -> {
          ArrayFile opened = options.file(from);
          ObjectArray objects = options.objects(opened);
          if (objects != null) {
            ArrayFile to = file instanceof ArchiveFile archive ? inArchive(archive, from) : file;
            convert(objects, from, to, dst);
            return ExitStatus.DONE;
          }
          try (OpenArray open = options.open(from, opened, transform.dtype());
              OpenArray view = transform.view(open)) {
            ArrayWrite array = transform.plan(view);
            ArrayFile to = file instanceof ArchiveFile archive ? inArchive(archive, from) : file;
            save(array, from, to, dst);
          }
          return ExitStatus.DONE;
        });
  }

  private void convert(ObjectArray objects, String from, ArrayFile to, String dst)
      throws Exception {
    ObjectArray part = ObjectSlices.of(objects, transform::part);
    DType dtype = transform.dtype();
    if (dtype != null && !dtype.hasObjects()) {
      save(transform.plan(OpenArray.of(ObjectCast.cast(part, dtype))), from, to, dst);
      return;
    }
    transform.requireNoLayout();
    int unused =
        Failure.in(
            dst,
            () -> {
              if (isStandardOutput(dst)) {
                to.writeObjects(part, Channels.newChannel(console().out()));
              } else {
                to.saveObjects(part);
              }
              return ExitStatus.DONE;
            });
  }

  private ArrayFile target(String dst) throws IOException {
    FileKind named = kind.getValue();
    FileKind chosen = named == null && isStandardOutput(dst) ? FileKind.NPY : named;
    return ArrayFiles.target(dst, chosen, Options.sidecar(noSidecar));
  }

  private static String becomes(String dst, ArrayFile file) {
    return dst + " becomes a " + file.kind().word() + " file";
  }

  private ArchiveFile inArchive(ArchiveFile archive, String from) throws IOException {
    ArchiveFile named = archive.naming(options.arrayName(from));
    return isSet(compress) ? named.deflating() : named;
  }

  private void save(ArrayWrite array, String from, ArrayFile file, String dst) throws Exception {
    long size = Failure.in(dst, () -> file.savingBytes(array));
    try (Progress progress = new Progress(watched(dst), dst, size)) {
      int unused =
          Failure.in(
              dst,
              () -> {
                Failure.copying(from, dst, () -> save(array, file, dst, progress));
                return ExitStatus.DONE;
              });
    }
  }

  private void save(ArrayWrite array, ArrayFile file, String dst, LongConsumer progress)
      throws IOException {
    if (isStandardOutput(dst)) {
      file.write(array, Channels.newChannel(console().out()), progress);
    } else {
      file.save(array, progress);
    }
  }
}
