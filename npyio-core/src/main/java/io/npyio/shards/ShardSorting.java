package io.npyio.shards;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Puts files in order by their names. */
final class ShardSorting {
  private ShardSorting() {}

  /** Files and the names that they are ordered by. */
  record Named(String name, Path path) {}

  /**
   * The files in an order.
   *
   * @param where the files were found, for messages
   */
  static List<Named> sorted(List<Named> files, ShardOrder order, String where)
      throws ShardException {
    List<Named> natural = sorted(files, ShardSorting::compareNaturally);
    if (order == ShardOrder.NATURAL) {
      return natural;
    }
    List<Named> byName = sorted(files, ShardSorting::compareCodePoints);
    for (int i = 0; i < files.size() && order == ShardOrder.UNAMBIGUOUS; i++) {
      String first = natural.get(i).name();
      if (!first.equals(byName.get(i).name())) {
        throw new ShardException(
            where,
            "expected names in one order but found %s and %s: by number the first comes first, by character the second"
                .formatted(first, byName.get(i).name()),
            "choose ShardOrder.NATURAL or ShardOrder.NAME");
      }
    }
    return byName;
  }

  private static List<Named> sorted(List<Named> files, Comparator<String> comparator) {
    List<Named> sorted = new ArrayList<>(files);
    sorted.sort(Comparator.comparing(Named::name, comparator));
    return sorted;
  }

  /** Compares numbers in names as numbers; names that are equal in this way, as they are. */
  static int compareNaturally(String a, String b) {
    int i = 0;
    int j = 0;
    while (i < a.length() && j < b.length()) {
      int endOfA = numberEnd(a, i);
      int endOfB = numberEnd(b, j);
      boolean areNumbers = endOfA > i && endOfB > j;
      int difference =
          areNumbers
              ? compareNumbers(a.substring(i, endOfA), b.substring(j, endOfB))
              : Integer.compare(a.codePointAt(i), b.codePointAt(j));
      if (difference != 0) {
        return difference;
      }
      i = areNumbers ? endOfA : a.offsetByCodePoints(i, 1);
      j = areNumbers ? endOfB : b.offsetByCodePoints(j, 1);
    }
    int difference = Integer.compare(a.length() - i, b.length() - j);
    return difference == 0 ? compareCodePoints(a, b) : difference;
  }

  private static int numberEnd(String text, int start) {
    int end = start;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }

  /** Compares numbers of any number of digits. */
  private static int compareNumbers(String a, String b) {
    String x = withoutZeros(a);
    String y = withoutZeros(b);
    return x.length() == y.length() ? x.compareTo(y) : Integer.compare(x.length(), y.length());
  }

  private static String withoutZeros(String digits) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  private static int compareCodePoints(String a, String b) {
    return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }
}
