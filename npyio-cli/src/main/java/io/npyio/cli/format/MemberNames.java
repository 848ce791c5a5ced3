package io.npyio.cli.format;

import io.npyio.file.Npz;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names of archive members: the file name {@code x.npy} belongs to the array {@code x}. */
public final class MemberNames {
  private static final String ENDING = ".npy";

  private MemberNames() {}

  /** {@return the name of an array: the name of its member without {@code .npy}} */
  public static String key(String name) {
    return isArrayName(name) ? name.substring(0, name.length() - ENDING.length()) : name;
  }

  /** {@return the name of the member that holds an array of this name} */
  public static String ofArray(String key) {
    return key + ENDING;
  }

  /** {@return whether a member is an array, going by its name} */
  public static boolean isArrayName(String name) {
    return name.endsWith(ENDING);
  }

  /**
   * {@return the members that readers see: of several with one name the last, in its first place}
   */
  public static Collection<Npz.Member> readable(Npz archive) {
    Map<String, Npz.Member> members = new LinkedHashMap<>();
    archive.members().forEach(member -> members.put(member.memberName(), member));
    return members.values();
  }
}
