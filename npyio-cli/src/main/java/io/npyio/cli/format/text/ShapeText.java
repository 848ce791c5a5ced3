package io.npyio.cli.format.text;

import io.npyio.dtype.Shape;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A shape as users type it, {@code 3,3} or {@code (3, 3)} or {@code ()}. One length may be {@code
 * -1}, and follows from the size.
 */
public final class ShapeText {
  private final long[] lengths;

  private ShapeText(long... lengths) {
    Shape.of(Arrays.stream(lengths).map(length -> length == -1 ? 1 : length).toArray());
    if (Arrays.stream(lengths).filter(length -> length == -1).count() > 1) {
      throw new IllegalArgumentException("only one length of a shape can be -1");
    }
    this.lengths = lengths;
  }

  /** {@return the shape that a text names} */
  public static ShapeText parse(String text) {
    try {
      return new ShapeText(Arrays.stream(items(text)).mapToLong(Long::parseLong).toArray());
    } catch (NumberFormatException notNumber) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a shape: lengths with commas between, as in 3,3", notNumber);
    }
  }

  /** The items of a list with commas between, in brackets or bare. */
  static String[] items(String text) {
    String bare = text.strip();
    if ((bare.startsWith("(") && bare.endsWith(")"))
        || (bare.startsWith("[") && bare.endsWith("]"))) {
      bare = bare.substring(1, bare.length() - 1).strip();
    }
    if (bare.endsWith(",")) {
      bare = bare.substring(0, bare.length() - 1).strip();
    }
    return bare.isEmpty()
        ? new String[0]
        : Arrays.stream(bare.split(",", -1)).map(String::strip).toArray(String[]::new);
  }

  /** {@return the lengths, as a copy} */
  public long[] lengths() {
    return lengths.clone();
  }

  /**
   * {@return the shape}
   *
   * @throws IllegalArgumentException if a length is {@code -1}
   */
  public Shape toShape() {
    if (!isComplete()) {
      throw new IllegalArgumentException("-1 in the shape " + this + " is not possible here");
    }
    return with(0);
  }

  public boolean isComplete() {
    return Arrays.stream(lengths).noneMatch(length -> length == -1);
  }

  /** The elements per step of the axis of length {@code -1}. */
  public long known() {
    long product = 1;
    for (long length : lengths) {
      product = Math.multiplyExact(product, length == -1 ? 1 : length);
    }
    return product;
  }

  public Shape with(long openLength) {
    return Shape.of(
        Arrays.stream(lengths).map(length -> length == -1 ? openLength : length).toArray());
  }

  @Override
  public String toString() {
    return isComplete()
        ? with(0).toString()
        : Arrays.stream(lengths)
            .mapToObj(Long::toString)
            .collect(Collectors.joining(", ", "(", lengths.length == 1 ? ",)" : ")"));
  }
}
