package io.npyio.cli.format;

import io.npyio.cli.transfer.ElementView;
import io.npyio.file.NpyFormatException;
import io.npyio.file.Npz;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The contents of an archive.
 *
 * @param members in the order of the directory
 */
public record ArchiveInfo(List<Member> members) implements FileInfo {
  /**
   * A member of an archive.
   *
   * @param name without {@code .npy} if it is an array
   * @param entry of the directory
   * @param array the array in it; null for any other file
   * @param fault why its header cannot be read; null if it can
   */
  public record Member(
      String name,
      Npz.Member entry,
      @Nullable ArrayInfo array,
      @Nullable NpyFormatException fault) {

    private Member seenAs(ElementView view) {
      return array == null ? this : new Member(name, entry, array.seenAs(view), fault);
    }

    private static Member of(Npz archive, Npz.Member entry) throws IOException {
      String name = entry.memberName();
      try {
        return entry.compression() != Npz.Compression.OTHER && archive.isArray(name)
            ? new Member(entry.name(), entry, ArrayInfo.of(archive.header(name)), null)
            : new Member(name, entry, null, null);
      } catch (NpyFormatException fault) {
        return new Member(entry.name(), entry, null, fault);
      }
    }
  }

  /** {@return whether the header of a member cannot be read} */
  public boolean hasFault() {
    return members.stream().anyMatch(member -> member.fault() != null);
  }

  /** {@return the contents of an open archive, read without the elements of its arrays} */
  public static ArchiveInfo of(Npz archive) throws IOException {
    List<Member> members = new ArrayList<>();
    for (Npz.Member entry : archive.members()) {
      members.add(Member.of(archive, entry));
    }
    return new ArchiveInfo(members);
  }

  @Override
  public ArchiveInfo seenAs(ElementView view) {
    return new ArchiveInfo(members.stream().map(member -> member.seenAs(view)).toList());
  }

  @Override
  public FileKind kind() {
    return FileKind.NPZ;
  }

  @Override
  public <T> T either(Function<ArrayInfo, T> ofArray, Function<ArchiveInfo, T> ofArchive) {
    return ofArchive.apply(this);
  }
}
