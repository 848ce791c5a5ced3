package io.npyio.dtype;

import io.npyio.literal.LiteralException;
import io.npyio.literal.PyLiteral;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The dtype, shape and memory order that turn bytes into an array. A {@code .npy} header is this
 * record in Python's syntax; for raw files the caller supplies it.
 *
 * @param dtype of the elements; a sub-array's axes are appended to the shape, as in NumPy
 * @param shape of the array
 * @param order of the elements in memory
 * @since 0.1.0
 */
public record ArrayLayout(DType dtype, Shape shape, Order order) {
  /** The number of elements without bytes that an array may have beyond one for each byte. */
  private static final long MAX_WITHOUT_BYTES = 1 << 22;

  /**
   * Checks that the array fits into 2^63 - 1 bytes.
   *
   * @throws IllegalArgumentException if it does not, or if a sub-array dtype meets Fortran order
   */
  public ArrayLayout {
    Objects.requireNonNull(dtype, "dtype");
    Objects.requireNonNull(shape, "shape");
    Objects.requireNonNull(order, "order");
    while (dtype instanceof DType.SubArray array) {
      if (order == Order.F && shape.rank() > 0) {
        throw new IllegalArgumentException(
            "an array of sub-arrays "
                + array
                + " has no Fortran order; append its axes to the shape");
      }
      shape = shape.append(array.shape());
      dtype = array.base();
    }
    try {
      shape.bytes(Math.max(dtype.itemSize(), 1));
    } catch (ArithmeticException tooLarge) {
      throw new IllegalArgumentException(
          "the shape " + shape + " of '" + dtype + "' is larger than 2^63 - 1 bytes", tooLarge);
    }
  }

  /** {@return the layout of that type and shape in C order} */
  public static ArrayLayout of(DType dtype, long... shape) {
    return new ArrayLayout(dtype, Shape.of(shape), Order.C);
  }

  /**
   * {@return the layout of a dtype in NumPy's notation and a shape, in C order}
   *
   * @throws IllegalArgumentException as {@link DType#of(String)}
   */
  public static ArrayLayout of(String dtype, long... shape) {
    return of(DType.of(dtype), shape);
  }

  /**
   * {@return the layout that the dictionary of a {@code .npy} header describes}
   *
   * <p>The keys are exactly {@code descr}, {@code fortran_order} and {@code shape}, in any order
   * and any notation that Python reads; integers may have the suffix {@code L} of Python 2.
   *
   * @throws IllegalArgumentException if the text is not such a dictionary; says what was expected
   *     and found, and at which character
   */
  public static ArrayLayout parse(String dictionary) {
    return ofLiteral(PyLiteral.parsePython2(dictionary));
  }

  private static ArrayLayout ofLiteral(PyLiteral literal) {
    if (!(literal instanceof PyLiteral.Dict dict)) {
      throw new LiteralException(
          "expected a dictionary but found " + literal.typeName() + " " + abbreviated(literal),
          literal.position());
    }
    Map<String, PyLiteral> values = new LinkedHashMap<>();
    for (PyLiteral.Entry entry : dict.entries()) {
      values.put(entry.key().text(), entry.value());
    }
    List<String> expected = List.of("'descr'", "'fortran_order'", "'shape'");
    if (values.size() != expected.size() || !values.keySet().containsAll(expected)) {
      throw new LiteralException(
          "expected 'descr', 'fortran_order' and 'shape' but found "
              + (values.isEmpty() ? "no keys" : String.join(", ", values.keySet())),
          dict.position());
    }
    PyLiteral descr = Objects.requireNonNull(values.get("'descr'"));
    PyLiteral fortran = Objects.requireNonNull(values.get("'fortran_order'"));
    PyLiteral shape = Objects.requireNonNull(values.get("'shape'"));
    Shape lengths = shape(shape);
    Order order = order(fortran);
    DType dtype = reshapable(Descr.toDType(descr), lengths);
    if (dtype instanceof DType.SubArray) {
      throw new LiteralException(
          "expected the dtype of an array but found the sub-array " + dtype, descr.position());
    }
    try {
      return new ArrayLayout(dtype, lengths, order);
    } catch (IllegalArgumentException tooLarge) {
      throw new LiteralException(String.valueOf(tooLarge.getMessage()), shape.position());
    }
  }

  /**
   * Drops sub-arrays of a single item, {@code '1i4'}, and all sub-arrays of an array without
   * elements, as NumPy does by reshaping the data it has read.
   */
  private static DType reshapable(DType dtype, Shape lengths) {
    boolean isDropped =
        dtype instanceof DType.SubArray array
            && (array.shape().size() == 1
                || Arrays.stream(lengths.lengths()).anyMatch(n -> n == 0));
    return isDropped ? reshapable(((DType.SubArray) dtype).base(), lengths) : dtype;
  }

  private static Order order(PyLiteral fortran) {
    if (fortran instanceof PyLiteral.Bool bool) {
      return bool.value() ? Order.F : Order.C;
    }
    throw new LiteralException(
        "expected True or False as 'fortran_order' but found " + abbreviated(fortran),
        fortran.position());
  }

  private static Shape shape(PyLiteral literal) {
    if (!(literal instanceof PyLiteral.Tuple tuple)) {
      throw new LiteralException(
          "expected a tuple as 'shape' but found "
              + literal.typeName()
              + " "
              + abbreviated(literal),
          literal.position());
    }
    long[] lengths = new long[tuple.items().size()];
    for (int i = 0; i < lengths.length; i++) {
      PyLiteral item = tuple.items().get(i);
      if (!(item instanceof PyLiteral.Int length
          && length.fitsLong()
          && length.value().signum() >= 0)) {
        throw new LiteralException(
            "expected a length from 0 to 2^63 - 1 in 'shape' but found " + abbreviated(item),
            item.position());
      }
      lengths[i] = length.longValue();
    }
    try {
      return Shape.of(lengths);
    } catch (IllegalArgumentException tooMany) {
      throw new LiteralException(String.valueOf(tooMany.getMessage()), literal.position());
    }
  }

  private static String abbreviated(PyLiteral literal) {
    String text = literal.text();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  /** {@return the number of elements} */
  public long size() {
    return shape.size();
  }

  /** {@return the size of all elements in bytes, size × item size} */
  public long nbytes() {
    return shape.bytes(dtype.itemSize());
  }

  /**
   * Checks that the work of a loop over the elements and their fields is bounded by their bytes.
   *
   * <p>Elements without bytes, such as those of {@code |V0} or the rows of the shape {@code (9,
   * 0)}, could be 2^63 in a file of 128 bytes. An array may have 2^22 more of them than it has
   * bytes. A file that has more of them is refused when it is opened. Of the shape {@code (0, 9)}
   * there are none.
   *
   * @throws IllegalArgumentException if it has more of them; says what was expected and found
   */
  public void requireBoundedByBytes() {
    long most = nbytes() + Math.min(MAX_WITHOUT_BYTES, Long.MAX_VALUE - nbytes());
    if (withoutBytes(shape, dtype) > most) {
      throw new IllegalArgumentException(
          "expected at most %d elements or rows without bytes but found %s of %s"
              .formatted(
                  most, shape, Descr.isLiteral(dtype.toString()) ? dtype : "'" + dtype + "'"));
    }
  }

  /**
   * The number of elements, and of rows of length 0, that have no bytes; a double, as it may be
   * huge.
   */
  private static double withoutBytes(Shape shape, DType item) {
    double count = 1;
    for (long length : shape.lengths()) {
      if (length == 0) {
        return count;
      }
      count *= length;
    }
    return count * withoutBytes(item);
  }

  private static double withoutBytes(DType item) {
    if (item instanceof DType.SubArray array) {
      return withoutBytes(array.shape(), array.base());
    }
    double own = item.itemSize() == 0 ? 1 : 0;
    return item instanceof DType.Struct struct
        ? Math.max(own, struct.fields().stream().mapToDouble(f -> withoutBytes(f.type())).sum())
        : own;
  }

  /**
   * {@return the axis along which appending keeps all bytes in place: the first one in C order, the
   * last one in Fortran order; -1 for a shape without axes}
   */
  public int growthAxis() {
    return order == Order.C ? Math.min(0, shape.rank() - 1) : shape.rank() - 1;
  }

  /** {@return this layout in another order} */
  public ArrayLayout withOrder(Order newOrder) {
    return new ArrayLayout(dtype, shape, newOrder);
  }

  /** {@return this layout with another shape} */
  public ArrayLayout withShape(long... newShape) {
    return new ArrayLayout(dtype, Shape.of(newShape), order);
  }

  /**
   * {@return this layout with another length of one axis}
   *
   * @throws IndexOutOfBoundsException if there is no such axis
   */
  public ArrayLayout withLength(int axis, long length) {
    long[] lengths = shape.lengths();
    lengths[axis] = length;
    return withShape(lengths);
  }

  /** {@return this layout with another dtype} */
  public ArrayLayout withDType(DType newDType) {
    return new ArrayLayout(newDType, shape, order);
  }

  /**
   * {@return the dictionary of the header that NumPy writes for the layout, without padding}
   *
   * @throws IllegalArgumentException for a struct without a descr, see {@link DType#descr()}
   */
  public String dictionary() {
    return "{'descr': "
        + dtype.descr()
        + ", 'fortran_order': "
        + (order == Order.F ? "True" : "False")
        + ", 'shape': "
        + shape
        + ", }";
  }

  /** {@return dtype, shape and order in NumPy's notation: {@code float32 (2, 3) C}} */
  @Override
  public String toString() {
    return dtype + " " + shape + " " + order;
  }
}
