package io.npyio.spark;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Shape;
import java.io.Serializable;
import java.util.Arrays;

/**
 * The lengths of a row's axes, which each file must have; the file or the option that told them.
 */
record RowShape(String origin, String lengths) implements Serializable {

  static RowShape of(String file, ArrayLayout layout) {
    return new RowShape(file, lengths(layout));
  }

  /** The lengths of the option rowShape. */
  static RowShape of(long[] lengths) {
    return new RowShape("the option rowShape", Shape.of(lengths).toString());
  }

  private static String lengths(ArrayLayout layout) {
    long[] lengths = layout.shape().lengths();
    return Shape.of(Arrays.stream(lengths).skip(1).toArray()).toString();
  }

  /**
   * Refuses a file with other rows.
   *
   * @throws IllegalArgumentException if it has
   */
  void require(String other, ArrayLayout layout) {
    String found = lengths(layout);
    if (!found.equals(lengths)) {
      throw new IllegalArgumentException(
          "%s: expected rows of shape %s, as in %s, found %s"
              .formatted(other, lengths, origin, found));
    }
  }
}
