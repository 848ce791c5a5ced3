package io.npyio.cli.format.text;

import java.util.Arrays;
import java.util.stream.Collectors;

/** An order of axes as users type it, {@code 1,2,0} or {@code (1, 2, 0)}; -1 is the last axis. */
public final class AxesText {
  private final int[] axes;

  private AxesText(int... axes) {
    this.axes = axes;
  }

  /** {@return the order that a text names} */
  public static AxesText parse(String text) {
    try {
      return new AxesText(
          Arrays.stream(ShapeText.items(text)).mapToInt(Integer::parseInt).toArray());
    } catch (NumberFormatException notNumber) {
      throw new IllegalArgumentException(
          "'" + text + "' is not an order of axes: numbers with commas between, as in 1,2,0",
          notNumber);
    }
  }

  /**
   * {@return the axes, counted from the first, of an array with this number of them}
   *
   * @throws IllegalArgumentException if not each of them is named once
   */
  public int[] of(int rank) {
    int[] counted = Arrays.stream(axes).map(axis -> axis < 0 ? axis + rank : axis).toArray();
    boolean isInRange = Arrays.stream(counted).allMatch(axis -> axis >= 0 && axis < rank);
    if (axes.length != rank || !isInRange || Arrays.stream(counted).distinct().count() < rank) {
      throw new IllegalArgumentException(
          "axes %s do not fit an array of %d axes: expected each of them once, counted from 0"
              .formatted(this, rank));
    }
    return counted;
  }

  @Override
  public String toString() {
    return Arrays.stream(axes)
        .mapToObj(Integer::toString)
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
