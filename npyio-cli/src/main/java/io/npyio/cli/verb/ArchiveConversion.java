package io.npyio.cli.verb;

import io.npyio.array.ObjectArray;
import io.npyio.cli.console.Failure;
import io.npyio.cli.format.ArchiveMember;
import io.npyio.cli.format.MemberNames;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.NewArchive;
import io.npyio.file.Npz;
import java.io.IOException;
import java.util.function.LongConsumer;

/**
 * Writes every member of an archive to a new one: arrays converted, if that is asked for, and
 * anything else byte for byte.
 *
 * @param name of the archive that is read
 * @param dst the name of the new one
 * @param progress is given the bytes of each block written
 */
record ArchiveConversion(
    Conversion conversion, String name, NewArchive target, String dst, LongConsumer progress) {

  void run(Npz archive) throws Exception {
    requireForEvery(archive);
    for (Npz.Member member : MemberNames.readable(archive)) {
      String word = name + ":" + member.name();
      Failure.within(word, () -> convert(archive, member, word));
    }
  }

  /** Refuses options that are about one array if there are several. */
  private void requireForEvery(Npz archive) throws IOException {
    long arrays =
        MemberNames.readable(archive).stream()
            .filter(member -> MemberNames.isArrayName(member.memberName()))
            .count();
    if (arrays > 1 && conversion.transform().changesShape()) {
      throw new IOException(
          "holds %d arrays, but --slice, --axes, --transpose and --to-shape are for one; name it, as in %s:%s"
              .formatted(arrays, archive.name(), archive.names().get(0)));
    }
  }

  private void convert(Npz archive, Npz.Member member, String word) throws Exception {
    if (conversion.changesArrays() && archive.isArray(member.memberName())) {
      conversion.run(
          new ArchiveMember(archive, member.memberName()), word, addedAs(member.name(), word));
    } else {
      Failure.copying(word, dst, () -> target.copy(archive, member, progress));
    }
  }

  private Conversion.Target addedAs(String key, String word) {
    return new Conversion.Target() {
      @Override
      public void save(ArrayWrite array) throws Exception {
        Failure.copying(word, dst, () -> target.add(key, array, progress));
      }

      @Override
      public void save(ObjectArray objects) throws Exception {
        Failure.copying(word, dst, () -> target.add(key, objects));
      }
    };
  }
}
