package io.npyio.cli;

import io.npyio.file.Npz;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What two archives have in common.
 *
 * @param onlyInFirst the members that the second one has not
 * @param onlyInSecond the members that the first one has not
 * @param arrays members of both that are arrays in both
 * @param others members of both that are not
 */
record ArchiveDiff(
    List<String> onlyInFirst, List<String> onlyInSecond, List<String> arrays, List<String> others) {
  private static final int BYTES = 1 << 16;

  static ArchiveDiff of(Path first, Path second) throws IOException {
    try (Npz a = Npz.open(first);
        Npz b = Npz.open(second)) {
      Set<String> inFirst = names(a);
      Set<String> inSecond = names(b);
      Set<String> both = new LinkedHashSet<>(inFirst);
      both.retainAll(inSecond);
      Set<String> arrays = new LinkedHashSet<>();
      for (String name : both) {
        if (a.isArray(name) && b.isArray(name)) {
          arrays.add(name);
        }
      }
      return new ArchiveDiff(
          without(inFirst, both),
          without(inSecond, both),
          List.copyOf(arrays),
          without(both, arrays));
    }
  }

  private static Set<String> names(Npz archive) {
    Set<String> names = new LinkedHashSet<>();
    archive.members().forEach(member -> names.add(member.memberName()));
    return names;
  }

  private static List<String> without(Set<String> names, Set<String> others) {
    return names.stream().filter(name -> !others.contains(name)).toList();
  }

  /** What a member is called: arrays without their ending. */
  static String key(String name) {
    return name.endsWith(".npy") ? name.substring(0, name.length() - 4) : name;
  }

  /** Whether a member has the same bytes in both archives. */
  static boolean haveSameBytes(Path first, Path second, String name) throws IOException {
    try (Npz a = Npz.open(first);
        Npz b = Npz.open(second);
        InputStream x = a.stream(name);
        InputStream y = b.stream(name)) {
      byte[] left = new byte[BYTES];
      byte[] right = new byte[BYTES];
      int n;
      int m;
      do {
        n = x.readNBytes(left, 0, BYTES);
        m = y.readNBytes(right, 0, BYTES);
        if (!Arrays.equals(left, 0, n, right, 0, m)) {
          return false;
        }
      } while (n == BYTES);
      return true;
    }
  }
}
