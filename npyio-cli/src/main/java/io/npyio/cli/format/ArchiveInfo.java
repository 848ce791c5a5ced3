package io.npyio.cli.format;

import io.npyio.cli.transfer.ElementView;
import io.npyio.file.NpyFormatException;
import io.npyio.file.Npz;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
   * @param place of the member
   */
  public record Member(
      String name,
      Npz.Member entry,
      @Nullable ArrayInfo array,
      @Nullable NpyFormatException fault,
      Place place) {

    private Member seenAs(ElementView view) {
      return array == null ? this : new Member(name, entry, array.seenAs(view), fault, place);
    }

    private static Member of(Npz archive, Npz.Member entry, Place place) throws IOException {
      String name = entry.memberName();
      Npz own = place.in(archive);
      try {
        return entry.compression() != Npz.Compression.OTHER && own.isArray(name)
            ? new Member(entry.name(), entry, ArrayInfo.of(own.header(name)), null, place)
            : new Member(name, entry, null, null, place);
      } catch (NpyFormatException fault) {
        return new Member(entry.name(), entry, null, fault, place);
      }
    }

    /** {@return whether a later member has its name, which NumPy reads in its stead} */
    public boolean isShadowed() {
      return place.isShadowed();
    }

    /** {@return the member of the archive, shadowed or not} */
    public ArchiveMember in(Npz archive) {
      return new ArchiveMember(place.in(archive), entry.memberName());
    }
  }

  /**
   * Where a member is in an archive.
   *
   * @param index in the directory
   * @param isShadowed whether a later member has its name
   */
  record Place(int index, boolean isShadowed) {
    private Npz in(Npz archive) {
      return isShadowed ? archive.only(index) : archive;
    }
  }

  /** {@return the number of members whose name a later one has} */
  public long shadowed() {
    return members.stream().filter(Member::isShadowed).count();
  }

  /** {@return whether the header of a member cannot be read} */
  public boolean hasFault() {
    return members.stream().anyMatch(member -> member.fault() != null);
  }

  /** {@return the sum of the sizes that the directory of an archive states} */
  public static long size(Npz archive) {
    return archive.members().stream().mapToLong(Npz.Member::size).sum();
  }

  /** {@return the contents of an open archive, read without the elements of its arrays} */
  public static ArchiveInfo of(Npz archive) throws IOException {
    List<Npz.Member> entries = archive.members();
    Map<String, Integer> last = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      last.put(entries.get(i).memberName(), i);
    }
    List<Member> members = new ArrayList<>();
    for (int i = 0; i < entries.size(); i++) {
      Npz.Member entry = entries.get(i);
      boolean isShadowed = !Integer.valueOf(i).equals(last.get(entry.memberName()));
      members.add(Member.of(archive, entry, new Place(i, isShadowed)));
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
