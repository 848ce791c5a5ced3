package io.npyio.memory;

/**
 * Byte offsets of the items of a repeating pattern, counted from its first item, each less than
 * 2<sup>31</sup> in magnitude.
 */
public final class GatherPattern {
  final int[] each;
  final long least;
  final long greatest;

  private GatherPattern(int[] each) {
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

  /** {@return the offsets of {@code n} items, {@code stride} bytes apart} */
  public static GatherPattern ofRun(int n, int stride) {
    return new GatherPattern(new int[] {0}).repeat(n, stride);
  }

  /** {@return the offsets of {@code n} copies of this pattern, {@code stride} bytes apart} */
  public GatherPattern repeat(int n, int stride) {
    int[] all = new int[n * each.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = Math.addExact(Math.multiplyExact(i / each.length, stride), each[i % each.length]);
    }
    return new GatherPattern(all);
  }

  /** {@return the least offset, 0 or negative} */
  public long least() {
    return least;
  }

  /** {@return the number of bytes that all items span, each of {@code width} bytes} */
  public long span(int width) {
    return greatest - least + width;
  }

  /** {@return the number of items} */
  public int size() {
    return each.length;
  }
}
