package io.npyio.cli.verb;

import io.npyio.array.ObjectArray;
import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArchiveFile;
import io.npyio.cli.format.ArchiveInfo;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.FileKind;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.NewArchive;
import io.npyio.file.Npz;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio convert}: writes the array of one file to another. */
final class ConvertVerb extends Verb {
  private final PositionalParamSpec source;
  private final PositionalParamSpec target;
  private final OptionSpec kind;
  private final PackingOptions packing;
  private final OptionSpec noSidecar;
  private final Transform transform;
  private final SourceOptions options;

  ConvertVerb(Console console) {
    super(
        console,
        "convert",
        "Writes the array of SRC to DST, unchanged but for the options; from .npz to .npz every member."
            + " DST's ending decides its kind; it is replaced when whole.");
    source = parameter(0, "SRC", "Any kind of file; - is standard input.");
    target = parameter(1, "DST", "The file to write; - is standard output.");
    kind = option("--to", "KIND", "Its kind: " + FileKind.words() + ".", OptionType.KIND);
    transform = new Transform(this);
    packing = new PackingOptions(this);
    noSidecar = Options.noSidecar(this);
    options = new SourceOptions(this);
    examples(
        "npyio convert data.dat data.npy --dtype float32 --shape 3,3",
        "npyio convert a.npy a.csv --slice \"0:10\"",
        "npyio convert a.npy t.npy --axes 1,0",
        "npyio convert a.npy b.npy --to-dtype float32 --to-order F --to-endian big",
        "npyio convert run.npz:weights weights.npy",
        "npyio convert run.npz small.npz --level 9");
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
    if (packing.value().compression() != null && file.kind() != FileKind.NPZ) {
      throw misuse("--compress and --level are for .npz archives, but " + becomes(dst, file));
    }
    var conversion = new Conversion(options, transform);
    return Failure.in(
        from,
        () -> {
          ArrayFile opened = options.file(from);
          if (opened instanceof ArchiveFile all && all.isWhole() && isWholeArchive(file)) {
            convert(all, from, conversion, dst);
          } else {
            ArrayFile to = file instanceof ArchiveFile archive ? inArchive(archive, from) : file;
            conversion.run(opened, from, new FileTarget(from, to, dst));
          }
          return ExitStatus.DONE;
        });
  }

  private static boolean isWholeArchive(ArrayFile file) {
    return file instanceof ArchiveFile archive && archive.isWhole();
  }

  /** Converts every member of an archive. */
  private void convert(ArchiveFile file, String from, Conversion conversion, String dst)
      throws Exception {
    try (NewArchive target = Failure.in(dst, () -> newArchive(dst))) {
      try (Npz archive = file.archive();
          Progress progress = new Progress(watched(dst), dst, ArchiveInfo.size(archive))) {
        new ArchiveConversion(conversion, from, target, dst, progress).run(archive);
      }
      Failure.within(dst, target::commit);
    }
  }

  private NewArchive newArchive(String dst) throws IOException {
    return isStandardOutput(dst)
        ? NewArchive.to(console().out(), packing.value())
        : NewArchive.create(Path.of(dst), packing.value());
  }

  /** Writes the converted array to a file of its own. */
  private final class FileTarget implements Conversion.Target {
    private final String from;
    private final ArrayFile file;
    private final String dst;

    FileTarget(String from, ArrayFile file, String dst) {
      this.from = from;
      this.file = file;
      this.dst = dst;
    }

    @Override
    public void save(ArrayWrite array) throws Exception {
      ConvertVerb.this.save(array, from, file, dst);
    }

    @Override
    public void save(ObjectArray objects) throws Exception {
      Failure.within(
          dst,
          () -> {
            if (isStandardOutput(dst)) {
              file.writeObjects(objects, Channels.newChannel(console().out()));
            } else {
              file.saveObjects(objects);
            }
          });
    }
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
    return archive.naming(options.arrayName(from)).packed(packing.value());
  }

  private void save(ArrayWrite array, String from, ArrayFile file, String dst) throws Exception {
    long size = Failure.in(dst, () -> file.savingBytes(array));
    try (Progress progress = new Progress(watched(dst), dst, size)) {
      Failure.within(dst, () -> Failure.copying(from, dst, () -> save(array, file, dst, progress)));
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
