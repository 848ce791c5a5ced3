package io.npyio.cli.terminal;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The 256 colours of a terminal: a cube of 6 × 6 × 6, and 24 greys. */
final class IndexedColours {
  private static final Pattern COLOUR = Pattern.compile("(?<=[34])8;2;(\\d+);(\\d+);(\\d+)(?=m)");

  private static final int[] CUBE = {0, 95, 135, 175, 215, 255};
  private static final int FIRST_OF_CUBE = 16;
  private static final int FIRST_GREY = 232;
  private static final int GREYS = 24;

  private IndexedColours() {}

  /** {@return a line with the nearest of the 256 colours in place of each that it has} */
  static String of(String line) {
    return COLOUR.matcher(line).replaceAll(IndexedColours::nearest);
  }

  private static String nearest(MatchResult colour) {
    int[] wanted = new int[3];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = Integer.parseInt(colour.group(i + 1));
    }
    int best = FIRST_OF_CUBE;
    for (int index = FIRST_OF_CUBE; index < FIRST_GREY + GREYS; index++) {
      best = distance(index, wanted) < distance(best, wanted) ? index : best;
    }
    return "8;5;" + best;
  }

  private static int distance(int index, int... wanted) {
    int sum = 0;
    for (int i = 0; i < wanted.length; i++) {
      int difference = part(index, i) - wanted[i];
      sum += difference * difference;
    }
    return sum;
  }

  /** The red, green or blue part of a colour, by 0, 1 or 2. */
  private static int part(int index, int part) {
    if (index >= FIRST_GREY) {
      return 8 + 10 * (index - FIRST_GREY);
    }
    int inCube = index - FIRST_OF_CUBE;
    return CUBE[part == 0 ? inCube / 36 : part == 1 ? inCube / 6 % 6 : inCube % 6];
  }
}
