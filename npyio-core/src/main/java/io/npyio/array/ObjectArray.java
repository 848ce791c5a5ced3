package io.npyio.array;

import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.print.ArrayPrinter;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * An array whose elements are Python objects, held as plain Java values: NumPy's dtype {@code |O},
 * or a struct with such a field. Unlike an {@link NdArray} it is not a view of bytes.
 *
 * <p>Python values are read as, and written from, these Java values:
 *
 * <table>
 *   <caption>Python values and Java values</caption>
 *   <tr><th>Python</th><th>Java</th></tr>
 *   <tr><td>None</td><td>{@code null}</td></tr>
 *   <tr><td>bool</td><td>{@code Boolean}</td></tr>
 *   <tr><td>int</td><td>{@code Long}, {@code BigInteger} from 2^63 on</td></tr>
 *   <tr><td>float, complex</td><td>{@code Double}, {@link Complex}</td></tr>
 *   <tr><td>str; bytes, bytearray</td><td>{@code String}; {@code byte[]}</td></tr>
 *   <tr><td>list; tuple</td><td>{@code ArrayList}; {@link Tuple}</td></tr>
 *   <tr><td>dict; set, frozenset</td><td>{@code LinkedHashMap}; {@code Set} in order</td></tr>
 *   <tr><td>Decimal</td><td>{@code BigDecimal}</td></tr>
 *   <tr><td>date, datetime, time</td><td>{@code LocalDate}, {@code LocalDateTime}, {@code LocalTime};
 *       with a time zone {@code OffsetDateTime}, {@code OffsetTime}</td></tr>
 *   <tr><td>timedelta, timezone</td><td>{@code Duration}, {@code ZoneOffset}</td></tr>
 *   <tr><td>ndarray; dtype</td><td>{@code NdArray} or {@code ObjectArray}; {@code DType}</td></tr>
 *   <tr><td>objects of other classes</td><td>{@link Instance}, where the options allow it</td></tr>
 * </table>
 *
 * <p>{@code docs/objects.md} has the rest: NumPy's scalars, keys, and values that a round trip
 * changes. The array itself is immutable; values in it may not be. {@code equals} is identity.
 *
 * @since 0.1.0
 */
public final class ObjectArray {
  private final DType dtype;
  private final Shape shape;
  private final List<@Nullable Object> elements;

  private ObjectArray(DType dtype, Shape shape, List<? extends @Nullable Object> elements) {
    this.dtype = dtype;
    this.shape = shape;
    this.elements = Collections.unmodifiableList(new ArrayList<>(elements));
    if (this.elements.size() != shape.size()) {
      throw new IllegalArgumentException(
          "an array of shape %s has %d elements, not %d"
              .formatted(shape, shape.size(), elements.size()));
    }
  }

  /**
   * {@return an array of dtype {@code |O} with these elements, in C order; the list is copied}
   *
   * @throws IllegalArgumentException if their number is not the size of the shape
   */
  public static ObjectArray of(Shape shape, List<? extends @Nullable Object> elements) {
    return new ObjectArray(DType.OBJECT, shape, elements);
  }

  /**
   * {@return an array of structs with object fields} An element is a list of the values of all
   * fields.
   *
   * @throws IllegalArgumentException if the dtype has no objects, or an element does not have one
   *     value for each field
   */
  public static ObjectArray of(
      DType dtype, Shape shape, List<? extends @Nullable Object> elements) {
    if (!dtype.hasObjects() || dtype instanceof DType.SubArray) {
      throw new IllegalArgumentException("elements of " + dtype + " are not objects; use NdArray");
    }
    var array = new ObjectArray(dtype, shape, elements);
    if (dtype instanceof DType.Struct struct) {
      for (Object element : array.elements) {
        requireFields(struct, element);
      }
    }
    return array;
  }

  private static void requireFields(DType.Struct struct, @Nullable Object element) {
    int count = struct.fields().size();
    if (!(element instanceof List<?> values)) {
      throw new IllegalArgumentException(
          "an element of %d fields must be a list of their values, not %s"
              .formatted(count, element == null ? "null" : element.getClass().getSimpleName()));
    }
    if (values.size() != count) {
      throw new IllegalArgumentException(
          "an element of %d fields cannot have %d values".formatted(count, values.size()));
    }
  }

  /** {@return {@link DType#OBJECT}, or a struct with objects among its fields} */
  public DType dtype() {
    return dtype;
  }

  /** {@return the lengths of the axes} */
  public Shape shape() {
    return shape;
  }

  /** {@return the elements in C order, unmodifiable} */
  public List<@Nullable Object> elements() {
    return elements;
  }

  /**
   * {@return the element at that index}
   *
   * @throws IllegalArgumentException for a wrong number of indices
   * @throws IndexOutOfBoundsException for an index outside the array
   */
  public @Nullable Object get(long... index) {
    return elements.get((int) shape.ravel(index));
  }

  /**
   * {@return the array as NumPy prints it, {@code [1 'a' None]}; summarised beyond 1000 elements}
   */
  @Override
  public String toString() {
    return toString(ArrayPrinter.THRESHOLD);
  }

  /**
   * {@return the array as NumPy prints it}
   *
   * @param threshold arrays of more elements than this are summarised
   */
  public String toString(long threshold) {
    if (shape.rank() == 0 && dtype.equals(DType.OBJECT)) {
      return PythonText.str(elements.get(0));
    }
    var text = new StringBuilder();
    ArrayPrinter.print(shape, new ElementText(this, threshold), threshold, text);
    return text.toString();
  }

  /** {@return NumPy's {@code repr} of the array, {@code array([1, 'a', None], dtype=object)}} */
  public String repr() {
    return ArrayPrinter.repr(shape, dtype, new ElementText(this, ArrayPrinter.THRESHOLD));
  }

  /**
   * {@return a value of this class's table as Python prints it in a list, its {@code repr}}
   *
   * @param value a value as {@link #get} returns it
   */
  public static String repr(@Nullable Object value) {
    return PythonText.repr(value);
  }

  /**
   * {@return a value as Python prints it alone, its {@code str}: text without quotes, dates in ISO
   * 8601, a path as its text; others as {@link #repr(Object)}}
   *
   * @param value a value as {@link #get} returns it
   */
  public static String str(@Nullable Object value) {
    return PythonText.str(value);
  }

  /**
   * A Python complex number.
   *
   * @since 0.1.0
   */
  public record Complex(double re, double im) {

    /** {@return the number as Python writes it, {@code (1.0+2.0j)}} */
    @Override
    public String toString() {
      String imaginary = Double.toString(im);
      return "(" + re + (imaginary.startsWith("-") ? "" : "+") + imaginary + "j)";
    }
  }

  /**
   * An object of a Python class for which there is no Java type: what its pickle says about it.
   * Nothing was run to make it. {@code equals} is identity.
   *
   * @since 0.1.0
   */
  public static final class Instance {
    private final String className;
    private final Tuple arguments;
    private final @Nullable Object state;

    /**
     * An object.
     *
     * @param className module and name: {@code pandas.Timestamp}
     * @param arguments of the call that makes it in Python; items that are added to it afterwards
     *     are the last of them, as a list or a dictionary
     * @param state what Python sets afterwards, usually a map of its attributes; or null
     */
    public Instance(String className, Tuple arguments, @Nullable Object state) {
      this.className = Objects.requireNonNull(className, "className");
      this.arguments = Objects.requireNonNull(arguments, "arguments");
      this.state = state;
    }

    /** {@return module and name of the class} */
    public String className() {
      return className;
    }

    /** {@return the arguments of the call that makes the object} */
    public Tuple arguments() {
      return arguments;
    }

    /** {@return the state that is set afterwards, usually a map of attributes; null without one} */
    public @Nullable Object state() {
      return state;
    }

    /**
     * {@return the plain Java value of an object of a known class, as in the table of {@link
     * ObjectArray}: the map of a {@code defaultdict}, the text of a path; this object itself if
     * there is none, as for a {@code range} of more than 2^22 integers}
     */
    public Object plainValue() {
      return InstanceValues.plain(this);
    }

    /** The array of shape {@code ()} that is the argument of a scalar of NumPy; else null. */
    @Nullable NdArray scalar() {
      boolean isScalar =
          className.startsWith("numpy.")
              && arguments.size() == 1
              && arguments.get(0) instanceof NdArray array
              && array.rank() == 0;
      return isScalar ? (NdArray) arguments.get(0) : null;
    }

    /** Whether it is a path, whose argument is its text. */
    boolean isPath() {
      return className.startsWith("pathlib.") && isOf(className, String.class);
    }

    /** Whether it is an object of that class with arguments of these types. */
    boolean isOf(String name, Class<?>... types) {
      boolean isOf = className.equals(name) && arguments.size() == types.length;
      for (int i = 0; isOf && i < types.length; i++) {
        isOf = types[i].isInstance(arguments.get(i));
      }
      return isOf;
    }

    /** {@return the object as Python prints it; of an unknown class in angle brackets} */
    @Override
    public String toString() {
      return InstanceText.repr(this);
    }
  }

  /**
   * A Python tuple: an immutable list that is written as a tuple.
   *
   * @since 0.1.0
   */
  public static final class Tuple extends AbstractList<@Nullable Object> implements RandomAccess {
    private final @Nullable Object[] items;

    private Tuple(@Nullable Object[] items) {
      this.items = items;
    }

    /** {@return a tuple of these items} */
    public static Tuple of(@Nullable Object... items) {
      return new Tuple(items.clone());
    }

    /** {@return a tuple of the items of a list} */
    public static Tuple copyOf(List<? extends @Nullable Object> items) {
      return new Tuple(items.toArray());
    }

    @Override
    public @Nullable Object get(int index) {
      Objects.checkIndex(index, items.length);
      return items[index];
    }

    @Override
    public int size() {
      return items.length;
    }

    // tuples are keys, hashed and iterated often: AbstractList's iterator, with a checked get for
    // each item, takes several times as long

    @Override
    public Iterator<@Nullable Object> iterator() {
      return Arrays.asList(items).iterator();
    }

    @Override
    public @Nullable Object[] toArray() {
      return Arrays.copyOf(items, items.length, Object[].class);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Tuple tuple ? Arrays.equals(items, tuple.items) : super.equals(other);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(items);
    }
  }
}
