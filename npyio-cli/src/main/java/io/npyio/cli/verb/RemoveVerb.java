package io.npyio.cli.verb;

import io.npyio.cli.console.Console;
import io.npyio.cli.console.Failure;
import io.npyio.cli.console.Progress;
import io.npyio.cli.format.ArchiveEdit;
import io.npyio.cli.format.MemberAddress;
import io.npyio.file.Npz;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code npyio remove}: removes members of archives. */
final class RemoveVerb extends Verb {
  private final PositionalParamSpec members;

  RemoveVerb(Console console) {
    super(
        console,
        "remove",
        "Removes members of .npz archives. An archive is replaced when the new one is whole, and stays"
            + " as it is if a member is missing. Without members it is still an archive.");
    members =
        parameters(0, "ARCHIVE:MEMBER", "A member, as in run.npz:weights; there may be several.");
    examples("npyio remove run.npz:weights", "npyio remove old.npz:weights new.npz:weights");
  }

  @Override
  public Integer call() throws Exception {
    Map<Path, List<MemberAddress>> archives = new LinkedHashMap<>();
    int worst = ExitStatus.DONE;
    List<String> words = members.getValue();
    for (String word : words) {
      try {
        MemberAddress member = Failure.in(word, () -> MemberAddress.of(word));
        archives.computeIfAbsent(member.archive(), path -> new ArrayList<>()).add(member);
      } catch (Failure failure) {
        worst = report(failure);
      }
    }
    for (Map.Entry<Path, List<MemberAddress>> archive : archives.entrySet()) {
      try {
        remove(archive.getKey(), names(archive.getKey(), archive.getValue()));
      } catch (Failure failure) {
        worst = report(failure);
      }
    }
    return worst;
  }

  /** The full names of members, all of which have to exist. */
  private static Set<String> names(Path path, List<MemberAddress> members) throws Failure {
    return Failure.in(
        path.toString(),
        () -> {
          Set<String> names = new LinkedHashSet<>();
          try (Npz archive = Npz.open(path)) {
            for (MemberAddress member : members) {
              names.add(
                  Failure.in(member.word(), () -> archive.member(member.member()).memberName()));
            }
          }
          return names;
        });
  }

  private void remove(Path archive, Set<String> names) throws Failure {
    Failure.within(
        archive.toString(),
        () -> {
          long size = Files.size(archive);
          try (Progress progress = new Progress(console(), archive.toString(), size)) {
            ArchiveEdit.run(archive, editor -> names.forEach(editor::remove), progress);
          }
        });
  }
}
