package io.npyio.cli.verb;

import io.npyio.array.ObjectArray;
import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArchiveFile;
import io.npyio.cli.format.ArchiveInfo;
import io.npyio.cli.format.ArrayFile;
import io.npyio.cli.format.ArrayFiles;
import io.npyio.cli.format.MemberNames;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.NewArchive;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.file.NpyFormatException;
import io.npyio.file.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio pack}: writes arrays to a new archive. */
final class PackVerb extends Verb {
  private static final int MAX_SHOWN_NAMES = 5;

  private final PositionalParamSpec target;
  private final PositionalParamSpec files;
  private final PackingOptions packing;
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
                + " gives it another. Members of .npz files keep their names.");
    packing = new PackingOptions(this);
    force =
        flag(
            "--force", "Replace an archive of other members. Without it, nothing is written then.");
    options = new SourceOptions(this);
    examples(
        "npyio pack run.npz weights.npy labels.npy",
        "npyio pack both.npz x=a.npy b/y=b.npy",
        "npyio pack all.npz run.npz labels.npy");
  }

  /**
   * A part of the new archive.
   *
   * @param name of an array; null for all members of an archive, which keep theirs
   * @param members their full names
   */
  private record Item(String file, @Nullable String name, List<String> members) {}

  @Override
  public Integer call() throws Exception {
    String dst = target.getValue();
    return Failure.in(
        dst,
        () -> {
          Path path = ArrayFiles.archive(dst);
          List<Item> items = items();
          requireDistinct(items);
          if (!isSet(force)) {
            requireNothingLost(path, items);
          }
          try (NewArchive archive = NewArchive.create(path, packing.value())) {
            for (Item item : items) {
              Failure.within(item.file(), () -> add(archive, dst, item));
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
      int equals = ArrayFiles.exists(source) ? -1 : source.indexOf('=');
      String file = source.substring(equals + 1);
      items.add(
          Failure.in(
              file, () -> equals < 0 ? item(file) : array(file, source.substring(0, equals))));
    }
    return items;
  }

  private Item item(String file) throws IOException {
    boolean isCopied = options.view().changesNothing();
    if (isCopied && options.oneOfMany(file) instanceof ArchiveFile all && all.isWhole()) {
      try (Npz archive = all.archive()) {
        return new Item(
            file,
            null,
            MemberNames.readable(archive).stream().map(Npz.Member::memberName).toList());
      }
    }
    return array(file, options.arrayName(file));
  }

  private static Item array(String file, String name) {
    return new Item(file, name, List.of(MemberNames.ofArray(name)));
  }

  /** Refuses two members of one name, of which readers would see only the last. */
  private static void requireDistinct(List<Item> items) throws Failure {
    Map<String, String> files = new HashMap<>();
    for (Item item : items) {
      for (String member : item.members()) {
        String other = files.put(member, item.file());
        if (other != null) {
          throw new Failure(item.file(), new IOException(taken(item, member, other)));
        }
      }
    }
  }

  private static String taken(Item item, String member, String other) {
    String key = MemberNames.key(member);
    return "its member %s would be the second of that name, after the one of %s; NEW=%s gives it another name"
        .formatted(key, other, item.name() == null ? item.file() + ":" + key : item.file());
  }

  /** Refuses to replace a file that holds more than the new archive will. */
  private static void requireNothingLost(Path path, List<Item> items) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) == 0) {
      return;
    }
    Set<String> names =
        items.stream().flatMap(item -> item.members().stream()).collect(Collectors.toSet());
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

  private void add(NewArchive archive, String dst, Item item) throws Exception {
    String name = item.name();
    ArrayFile file = options.oneOfMany(item.file());
    if (name == null) {
      addAll(archive, dst, item.file(), (ArchiveFile) file);
      return;
    }
    ObjectArray objects = options.objects(file);
    if (objects != null) {
      Failure.copying(item.file(), dst, () -> archive.add(name, objects));
      return;
    }
    try (OpenArray open = options.open(item.file(), file, null);
        Progress progress = new Progress(console(), item.file(), open.array().nbytes())) {
      Failure.copying(item.file(), dst, () -> archive.add(name, ArrayWrite.of(open), progress));
    }
  }

  private void addAll(NewArchive target, String dst, String name, ArchiveFile file)
      throws Exception {
    try (Npz archive = file.archive();
        Progress progress = new Progress(console(), name, ArchiveInfo.size(archive))) {
      for (Npz.Member member : MemberNames.readable(archive)) {
        Failure.copying(
            name + ":" + member.name(), dst, () -> target.copy(archive, member, progress));
      }
    }
  }
}
