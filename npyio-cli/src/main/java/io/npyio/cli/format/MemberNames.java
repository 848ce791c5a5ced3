package io.npyio.cli.format;

import io.npyio.file.Npz;
import org.jspecify.annotations.Nullable;

/** Names of archive members: the file name {@code x.npy} belongs to the array {@code x}. */
public final class MemberNames {
  private static final String ENDING = ".npy";

  private MemberNames() {}

  /** {@return the name of an array: the name of its member without {@code .npy}} */
  public static String key(String name) {
    return isArrayName(name) ? name.substring(0, name.length() - ENDING.length()) : name;
  }

  /** Whether a member is an array, going by its name. */
  static boolean isArrayName(String name) {
    return name.endsWith(ENDING);
  }

  /** The member with this name, or else with this name and {@code .npy}; null if there is none. */
  static Npz.@Nullable Member find(Npz archive, String name) {
    Npz.Member exact = last(archive, name);
    return exact == null ? last(archive, name + ENDING) : exact;
  }

  /** Of several members with one name, the last one counts, as in Python. */
  private static Npz.@Nullable Member last(Npz archive, String name) {
    return archive.members().stream()
        .filter(member -> member.memberName().equals(name))
        .reduce((before, last) -> last)
        .orElse(null);
  }
}
