package io.npyio.memory;

/**
 * Where the items of a pattern lie that comes again and again: in bytes from its first item, less
 * than 2<sup>31</sup> either way.
 */
public final class Offsets {
  final int[] each;
  final long least;
  final long greatest;

  private Offsets(int[] each) {
    long min = 0;
    long max = 0;
    for (int offset : each) {
      min = Math.min(min, offset);
      max = Math.max(max, offset);
    }
    this.each = each;
    this.least = min;
    this.greatest = max;
  }

  /** {@return the offsets of {@code n} items that lie so many bytes apart} */
  public static Offsets ofRun(int n, int stride) {
    return new Offsets(new int[] {0}).times(n, stride);
  }

  /** {@return those of {@code n} patterns like this one that lie so many bytes apart} */
  public Offsets times(int n, int stride) {
    int[] all = new int[n * each.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = Math.addExact(Math.multiplyExact(i / each.length, stride), each[i % each.length]);
    }
    return new Offsets(all);
  }

  /** {@return the number of items} */
  public int size() {
    return each.length;
  }
}
