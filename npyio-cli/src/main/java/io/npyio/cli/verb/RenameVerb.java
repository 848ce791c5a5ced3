package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArchiveEdit;
import io.npyio.cli.format.MemberAddress;
import io.npyio.cli.format.MemberNames;
import io.npyio.file.Npz;
import java.io.IOException;
import java.nio.file.Files;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio rename}: gives a member of an archive another name. */
final class RenameVerb extends Verb {
  private final PositionalParamSpec member;
  private final PositionalParamSpec newName;

  RenameVerb(Console console) {
    super(
        console,
        "rename",
        "Gives a member of an .npz archive another name; it keeps its place. The archive is replaced"
            + " when the new one is whole.");
    member = parameter(0, "ARCHIVE:MEMBER", "A member, as in run.npz:weights.");
    newName = parameter(1, "NAME", "Its new name alone; .npy at the end may be left out.");
    examples("npyio rename run.npz:weights w");
  }

  @Override
  public Integer call() throws Exception {
    String word = member.getValue();
    String name = newName.getValue();
    return Failure.in(
        word,
        () -> {
          rename(MemberAddress.of(word), name);
          return ExitStatus.DONE;
        });
  }

  private void rename(MemberAddress old, String name) throws IOException {
    requireBare(old, name);
    String key = isNamedAsArray(old) ? MemberNames.key(name) : name;
    long size = Files.size(old.archive());
    try (Progress progress = new Progress(console(), old.archive().toString(), size)) {
      ArchiveEdit.run(old.archive(), editor -> editor.rename(old.member(), key), progress);
    }
  }

  /** Refuses a name that repeats the archive, which would become a part of the member's name. */
  private static void requireBare(MemberAddress old, String name) throws IOException {
    String archive = old.word().substring(0, old.word().length() - old.member().length());
    if (name.isEmpty() || name.startsWith(archive)) {
      throw new IOException(
          "'%s' is not a new name: expected one without the archive, as in 'npyio rename run.npz:weights w'"
              .formatted(name));
    }
  }

  private static boolean isNamedAsArray(MemberAddress old) throws IOException {
    try (Npz archive = Npz.open(old.archive())) {
      return MemberNames.isArrayName(archive.member(old.member()).memberName());
    }
  }
}
