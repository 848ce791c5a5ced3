package io.npyio.cli.verb;

import io.npyio.file.Npz;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names of the members of two archives, by where they are.
 *
 * @param onlyInFirst members that the second archive lacks
 * @param onlyInSecond members that the first archive lacks
 * @param arrays members of both archives that are arrays in both
 * @param others all other members of both archives
 */
record SharedMembers(
    List<String> onlyInFirst, List<String> onlyInSecond, List<String> arrays, List<String> others) {
  private static final int BUFFER_BYTES = 1 << 16;

  static SharedMembers of(Path first, Path second) throws IOException {
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
      return new SharedMembers(
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

  /** Whether a member has the same bytes in both archives. */
  static boolean haveSameBytes(Path first, Path second, String name) throws IOException {
    try (Npz a = Npz.open(first);
        Npz b = Npz.open(second);
        InputStream x = a.stream(name);
        InputStream y = b.stream(name)) {
      byte[] left = new byte[BUFFER_BYTES];
      byte[] right = new byte[BUFFER_BYTES];
      int n;
      int m;
      do {
        n = x.readNBytes(left, 0, BUFFER_BYTES);
        m = y.readNBytes(right, 0, BUFFER_BYTES);
        if (!Arrays.equals(left, 0, n, right, 0, m)) {
          return false;
        }
      } while (n == BUFFER_BYTES);
      return true;
    }
  }
}
