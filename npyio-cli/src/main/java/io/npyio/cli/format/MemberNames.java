package io.npyio.cli.format;

/** Names of archive members: the file name {@code x.npy} belongs to the array {@code x}. */
public final class MemberNames {
  private static final String ENDING = ".npy";

  private MemberNames() {}

  /** {@return the name of an array: the name of its member without {@code .npy}} */
  public static String key(String name) {
    return isArrayName(name) ? name.substring(0, name.length() - ENDING.length()) : name;
  }

  /** {@return whether a member is an array, going by its name} */
  public static boolean isArrayName(String name) {
    return name.endsWith(ENDING);
  }
}
