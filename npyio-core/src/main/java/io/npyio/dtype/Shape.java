package io.npyio.dtype;

import java.util.Arrays;
import java.util.StringJoiner;

/**
 * The lengths of an array's axes. Immutable; prints as NumPy's tuple, {@code (2, 3)}.
 *
 * <p>At most 64 axes (NumPy's limit since 2.0), each of 0 or more elements.
 *
 * @since 0.1.0
 */
public final class Shape {
  /** The maximum number of axes. */
  public static final int MAX_RANK = 64;

  private static final Shape SCALAR = new Shape();

  private static final long TOO_LARGE = -1;

  private final long[] lengths;

  /** The number of elements, or {@link #TOO_LARGE}. */
  private final long size;

  private Shape(long... lengths) {
    this.lengths = lengths;
    this.size = sizeOf(lengths);
  }

  private static long sizeOf(long[] lengths) {
    try {
      return product(1, lengths);
    } catch (ArithmeticException tooLarge) {
      return TOO_LARGE;
    }
  }

  /**
   * {@return the shape with these lengths; without any, the shape {@code ()} of a single element}
   *
   * @throws IllegalArgumentException for a negative length or more than 64 axes
   */
  public static Shape of(long... lengths) {
    if (lengths.length == 0) {
      return SCALAR;
    }
    var shape = new Shape(lengths.clone());
    if (lengths.length > MAX_RANK) {
      throw new IllegalArgumentException(
          "an array has at most " + MAX_RANK + " axes, not " + lengths.length);
    }
    for (long length : lengths) {
      if (length < 0) {
        throw new IllegalArgumentException("a length in the shape " + shape + " is negative");
      }
    }
    return shape;
  }

  /** {@return the number of axes; NumPy's {@code ndim}} */
  public int rank() {
    return lengths.length;
  }

  /** {@return the length of an axis} */
  public long length(int axis) {
    return lengths[axis];
  }

  /** {@return the lengths, as a copy} */
  public long[] lengths() {
    return lengths.clone();
  }

  /**
   * {@return the number of elements, the product of the lengths}
   *
   * @throws ArithmeticException if it is 2^63 or more
   */
  public long size() {
    return size == TOO_LARGE ? product(1, lengths) : size;
  }

  /**
   * {@return the size in bytes of all elements}
   *
   * @throws ArithmeticException if the product of the item size and the lengths other than 0 is
   *     2^63 or more: NumPy refuses such shapes even if another length is 0
   */
  long bytes(int itemSize) {
    return product(itemSize, lengths);
  }

  private static long product(long itemSize, long[] lengths) {
    long product = itemSize;
    boolean isEmpty = false;
    for (long length : lengths) {
      isEmpty |= length == 0;
      product = Math.multiplyExact(product, Math.max(length, 1));
    }
    return isEmpty ? 0 : product;
  }

  /**
   * {@return the index of the element at a position in C order; NumPy's {@code unravel_index}}
   *
   * @param position from 0 to before {@link #size()}
   */
  public long[] unravel(long position) {
    long[] index = new long[lengths.length];
    long rest = position;
    for (int axis = index.length - 1; axis >= 0; axis--) {
      long length = Math.max(1, lengths[axis]);
      index[axis] = rest % length;
      rest /= length;
    }
    return index;
  }

  /**
   * {@return the position in C order of the element at an index; NumPy's {@code ravel_multi_index}}
   *
   * @throws IllegalArgumentException for a wrong number of indices
   * @throws IndexOutOfBoundsException for an index outside the shape
   */
  public long ravel(long... index) {
    if (index.length != lengths.length) {
      throw new IllegalArgumentException(
          index.length + " indices for an array of " + lengths.length + " axes");
    }
    long position = 0;
    for (int axis = 0; axis < index.length; axis++) {
      if (index[axis] < 0 || index[axis] >= lengths[axis]) {
        throw new IndexOutOfBoundsException(
            "index %d is out of bounds for axis %d of length %d"
                .formatted(index[axis], axis, lengths[axis]));
      }
      position = position * lengths[axis] + index[axis];
    }
    return position;
  }

  /** {@return this shape followed by the axes of another one} */
  public Shape append(Shape inner) {
    long[] joined = Arrays.copyOf(lengths, lengths.length + inner.lengths.length);
    System.arraycopy(inner.lengths, 0, joined, lengths.length, inner.lengths.length);
    return of(joined);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(lengths, shape.lengths);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(lengths);
  }

  /** {@return Python's tuple: {@code ()}, {@code (3,)}, {@code (2, 3)}} */
  @Override
  public String toString() {
    var text = new StringJoiner(", ", "(", lengths.length == 1 ? ",)" : ")");
    for (long length : lengths) {
      text.add(Long.toString(length));
    }
    return text.toString();
  }
}
