package io.npyio.cli.verb;

import io.npyio.array.ObjectArray;
import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.MemberNames;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.NewArchive;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.file.NpyFormatException;
import io.npyio.file.Npz;
import io.npyio.file.Npz.Compression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio pack}: writes arrays to a new archive. */
final class PackVerb extends Verb {
  private static final int MAX_SHOWN_NAMES = 5;

  private final PositionalParamSpec target;
  private final PositionalParamSpec files;
  private final OptionSpec compress;
  private final OptionSpec force;
  private final SourceOptions options;

  PackVerb(Console console) {
    super(
        console,
        "pack",
        "Writes the arrays of files to a new .npz archive. DST is replaced when the archive is"
            + " whole, and only if none of its members is lost.");
    target = parameter(0, "DST", "The archive to write.");
    files =
        parameters(
            1,
            "FILE",
            "Any kind of file. Its array gets the name of the file without its ending; NAME=FILE"
                + " gives it another.");
    compress = flag("--compress", "Compress the arrays.");
    force =
        flag(
            "--force", "Replace an archive of other members. Without it, nothing is written then.");
    options = new SourceOptions(this);
    examples("npyio pack run.npz weights.npy labels.npy", "npyio pack both.npz x=a.npy b/y=b.npy");
  }

  /** An array to be packed, under a name. */
  private record Item(String file, String name) {
    String memberName() {
      return name + ".npy";
    }
  }

  @Override
  public Integer call() throws Exception {
    String dst = target.getValue();
    return Failure.in(
        dst,
        () -> {
          Path path = ArrayFiles.archive(dst);
          List<Item> items = items();
          if (!isSet(force)) {
            requireNothingLost(path, items);
          }
          try (NewArchive archive = NewArchive.create(path, compression())) {
            for (Item item : items) {
              add(archive, dst, item);
            }
            archive.commit();
          }
          return ExitStatus.DONE;
        });
  }

  private List<Item> items() throws Failure {
    List<String> sources = files.getValue();
    List<Item> items = new ArrayList<>();
    for (String source : sources) {
      int equals = isThere(source) ? -1 : source.indexOf('=');
      String file = source.substring(equals + 1);
      items.add(
          Failure.in(
              file,
              () ->
                  new Item(
                      file, equals < 0 ? options.arrayName(file) : source.substring(0, equals))));
    }
    return items;
  }

  /** Refuses to replace a file that holds more than the new archive will. */
  private static void requireNothingLost(Path path, List<Item> items) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) == 0) {
      return;
    }
    Set<String> names = items.stream().map(Item::memberName).collect(Collectors.toSet());
    try (Npz old = Npz.open(path)) {
      List<String> lost =
          old.members().stream()
              .map(Npz.Member::memberName)
              .filter(name -> !names.contains(name))
              .map(MemberNames::key)
              .toList();
      if (!lost.isEmpty()) {
        throw new IOException(
            "holds %s, which would be lost; --force replaces it".formatted(shown(lost)));
      }
    } catch (NpyFormatException other) {
      throw new IOException(
          "is there already and cannot be read as an archive; --force replaces it", other);
    }
  }

  private static String shown(List<String> names) {
    int more = names.size() - MAX_SHOWN_NAMES;
    return names.stream().limit(MAX_SHOWN_NAMES).collect(Collectors.joining(", "))
        + (more > 0 ? " and " + more + " more" : "");
  }

  private void add(NewArchive archive, String dst, Item item) throws Failure {
    int unused =
        Failure.in(
            item.file(),
            () -> {
              ArrayFile file = options.oneOfMany(item.file());
              ObjectArray objects = options.objects(file);
              if (objects != null) {
                Failure.copying(item.file(), dst, () -> archive.add(item.name(), objects));
                return ExitStatus.DONE;
              }
              try (OpenArray open = options.open(item.file(), file, null);
                  Progress progress = new Progress(console(), item.file(), open.array().nbytes())) {
                Failure.copying(
                    item.file(),
                    dst,
                    () -> archive.add(item.name(), ArrayWrite.of(open), progress));
              }
              return ExitStatus.DONE;
            });
  }

  private Compression compression() {
    return isSet(compress) ? Compression.DEFLATED : Compression.STORED;
  }

  private static boolean isThere(String file) {
    try {
      return Files.exists(Path.of(file));
    } catch (InvalidPathException noPath) {
      return false;
    }
  }
}
