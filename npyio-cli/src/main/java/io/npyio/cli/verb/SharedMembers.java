package io.npyio.cli.verb;

import io.npyio.file.Npz;
import java.io.IOException;
import java.io.InputStream;
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

  static SharedMembers of(Npz a, Npz b) throws IOException {
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

  private static Set<String> names(Npz archive) {
    Set<String> names = new LinkedHashSet<>();
    archive.members().forEach(member -> names.add(member.memberName()));
    return names;
  }

  private static List<String> without(Set<String> names, Set<String> others) {
    return names.stream().filter(name -> !others.contains(name)).toList();
  }

  /** Whether a member has the same bytes in both archives. */
  static boolean haveSameBytes(Npz a, Npz b, String name) throws IOException {
    try (InputStream x = a.stream(name);
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
