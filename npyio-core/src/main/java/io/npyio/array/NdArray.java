package io.npyio.array;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.memory.AtomicAccess;
import io.npyio.memory.Memory;
import io.npyio.print.ArrayPrinter;
import io.npyio.strided.BitEquality;
import io.npyio.strided.BlockIterator;
import io.npyio.strided.ByteCopy;
import io.npyio.strided.Cast;
import io.npyio.strided.CastRule;
import io.npyio.strided.ChannelWriter;
import io.npyio.strided.Elements;
import io.npyio.strided.FlexibleAccess;
import io.npyio.strided.JavaArrayCopy;
import io.npyio.strided.JavaArrays;
import io.npyio.strided.NestedArrays;
import io.npyio.strided.NumberAccess;
import io.npyio.strided.SliceText;
import io.npyio.strided.Strided;
import io.npyio.strided.TextCast;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.ShortBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Iterator;
import java.util.Objects;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An n-dimensional array: bytes, and the dtype, shape and strides that give them meaning.
 *
 * <p>Methods that return an {@code NdArray} say whether it is a <em>view</em>, which shares its
 * elements with this array, or a copy. The bytes are on the heap, in a buffer of the caller's, or
 * mapped from a file; all methods behave alike.
 *
 * <p><b>Reading is exact.</b> Getters and {@link #toArray} return the value that is stored or throw
 * an {@link ArithmeticException}; only {@link #astype} changes values. <b>Writing</b> rounds
 * floating-point values to the precision of the element, as NumPy's assignment does, and refuses
 * values out of range, and fractions for integers, with an {@link ArithmeticException}.
 *
 * <p>Element getters and setters are for convenience; they cost a few nanoseconds each. Move rows
 * or whole arrays with {@link #toArray}, {@link #readInto} and {@link #copyFrom}. A wrong number of
 * indices is an {@link IllegalArgumentException}, an index outside the array an {@link
 * IndexOutOfBoundsException}; negative indices count from the end only in {@link #slice(String)}.
 *
 * <p>Like a Java array, an {@code NdArray} may be used by several threads as long as they do not
 * write to the same elements. {@code equals} is identity; see {@link #contentEquals}. An array of a
 * closed file throws {@link IllegalStateException} on every access.
 *
 * @since 0.1.0
 */
public final class NdArray {
  private static final Access WRITABLE = new Access(false, 1);

  private final Strided elements;
  private final Access access;

  /** Created on first use. */
  private @Nullable Shape shape;

  /** The access rights of a view, and the number of threads that it uses. */
  private record Access(boolean readOnly, int threads) {}

  private NdArray(Strided elements, Access access) {
    this.elements = elements;
    this.access = access;
  }

  // ---- making arrays -------------------------------------------------------------------------

  /** {@return a new array on the heap in C order, all bytes zero} */
  public static NdArray zeros(DType dtype, long... shape) {
    return zeros(ArrayLayout.of(dtype, shape));
  }

  /** {@return a new array on the heap, all bytes zero} */
  public static NdArray zeros(ArrayLayout layout) {
    return new NdArray(Strided.zeros(layout), WRITABLE);
  }

  /**
   * {@return a new array with a copy of the values}
   *
   * <p>{@code array} is a Java array, flat or nested, of
   *
   * <ul>
   *   <li>primitives or their boxes: {@code double[][]} gives float64, {@code int[]} and {@code
   *       Integer[]} int32, {@code boolean[]} bool, {@code char[]} uint16;
   *   <li>{@code String}: unicode of the longest length;
   *   <li>{@code LocalDate}: {@code <M8[D]}; {@code LocalDateTime} and {@code Instant}: {@code
   *       <M8[ns]}; {@code Duration}: {@code <m8[ns]}.
   * </ul>
   *
   * <p>A list, nested or not, is treated as the array of its elements; numbers of several classes
   * become float64 if one of them is floating-point, otherwise int64. A single value gives an array
   * of shape {@code ()}. A null element is NaT or NaN.
   *
   * @throws IllegalArgumentException if rows differ in length, the class is not one of these, or an
   *     element is null and its dtype has no missing value
   */
  public static NdArray of(Object array) {
    Object values = JavaArrays.withoutLists(Objects.requireNonNull(array, "array"));
    return of(values, JavaArrays.dtypeOf(values));
  }

  /**
   * {@return the layout of the array that {@link #of(Object)} makes}
   *
   * @throws IllegalArgumentException as {@link #of(Object)}
   */
  public static ArrayLayout layoutOf(Object array) {
    Object values = JavaArrays.withoutLists(Objects.requireNonNull(array, "array"));
    return JavaArrays.layoutOf(values, JavaArrays.dtypeOf(values));
  }

  /**
   * {@return a new array of that dtype with a copy of the values}
   *
   * @param array as in {@link #of(Object)}; also arrays and lists of any objects that {@link #set}
   *     accepts
   * @throws ArithmeticException if a value does not fit the dtype
   */
  public static NdArray of(Object array, DType dtype) {
    Object values = JavaArrays.withoutLists(Objects.requireNonNull(array, "array"));
    ArrayLayout layout = JavaArrays.layoutOf(values, dtype);
    NdArray made = zeros(layout);
    if (layout.shape().rank() == 0) {
      made.set(values);
    } else {
      made.copyFrom(values);
    }
    return made;
  }

  /**
   * {@return a view of the bytes between a buffer's position and limit}
   *
   * @throws IllegalArgumentException if they are fewer than the layout needs
   */
  public static NdArray wrap(ByteBuffer bytes, ArrayLayout layout) {
    if (bytes.remaining() < layout.nbytes()) {
      throw new IllegalArgumentException(
          "%s needs %d bytes, but the buffer has %d"
              .formatted(layout, layout.nbytes(), bytes.remaining()));
    }
    return over(Memory.wrap(bytes), 0, layout);
  }

  /** A view of memory, for the layer of files; not part of the API, whose users have no Memory. */
  @SuppressWarnings("exports")
  public static NdArray over(Memory memory, long offset, ArrayLayout layout) {
    return new NdArray(Strided.of(memory, offset, layout), new Access(memory.isReadOnly(), 1));
  }

  // ---- what it is ----------------------------------------------------------------------------

  /** {@return the type of the elements} */
  public DType dtype() {
    return elements.dtype();
  }

  /** {@return the lengths of the axes} */
  public Shape shape() {
    Shape known = shape;
    if (known == null) {
      known = elements.shape();
      shape = known;
    }
    return known;
  }

  /** {@return the number of axes; NumPy's {@code ndim}} */
  public int rank() {
    return elements.rank();
  }

  /** {@return the number of elements} */
  public long size() {
    return shape().size();
  }

  /** {@return the size of all elements in bytes, without the gaps between them} */
  public long nbytes() {
    return size() * dtype().itemSize();
  }

  /** {@return the distance in bytes between neighbours along each axis; may be negative} */
  public long[] strides() {
    return elements.strides().clone();
  }

  /**
   * {@return the position of the first element in the memory of this array, in bytes} An array and
   * its views have one memory: the difference of their positions is the distance between their
   * first elements.
   */
  public long offset() {
    return elements.offset();
  }

  /** {@return whether the elements lie in that order without gaps} */
  public boolean isContiguous(Order order) {
    return elements.isContiguous(order);
  }

  /**
   * {@return the layout in which NumPy saves the array} Its order is {@link Order#F} only for
   * arrays that are contiguous in Fortran order and not in C order.
   */
  public ArrayLayout layout() {
    return elements.layout();
  }

  /** {@return whether writing throws {@link ReadOnlyBufferException}} */
  public boolean isReadOnly() {
    return access.readOnly();
  }

  // ---- views -----------------------------------------------------------------------------------

  private NdArray view(Strided view) {
    return new NdArray(view, access);
  }

  /**
   * {@return a view of the elements at these indices of the first axes; NumPy's {@code a[i, j]}}
   */
  public NdArray at(long... index) {
    return view(elements.at(index));
  }

  /**
   * {@return a view of the elements of an axis from {@code from}, inclusive, to {@code to},
   * exclusive}
   */
  public NdArray slice(int axis, long from, long to) {
    return view(elements.slice(axis, from, to));
  }

  /**
   * {@return a view of every {@code step}-th element of an axis}
   *
   * @param from the first index
   * @param to the end, exclusive; with a negative step, {@code -1} includes index 0
   * @param step not 0; negative to go backwards
   * @throws IndexOutOfBoundsException if a bound lies outside the axis: unlike in Python, bounds
   *     are not clamped and do not count from the end; {@link #slice(String)} does both
   */
  public NdArray slice(int axis, long from, long to, long step) {
    return view(elements.slice(axis, from, to, step));
  }

  /**
   * {@return the view that an index in Python's syntax selects: {@code "1:10, ::-1, ..., 3"}}
   *
   * <p>Integers, slices, one ellipsis and {@code None} for a new axis, with Python's rules for
   * negative numbers and for bounds outside the array.
   *
   * @throws IllegalArgumentException if the text is not such an index
   */
  public NdArray slice(String text) {
    return view(SliceText.apply(elements, text));
  }

  /**
   * {@return a view with a new axis of length 1; NumPy's {@code np.expand_dims}}
   *
   * @param axis the position of the new axis, from 0 to the number of axes
   * @throws IndexOutOfBoundsException if it is not in that range
   */
  public NdArray insertAxis(int axis) {
    return view(elements.insertAxis(axis));
  }

  /** {@return a view with the axes in reverse; NumPy's {@code a.T}} */
  public NdArray transpose() {
    return view(elements.transpose());
  }

  /**
   * {@return a view with the axes in another order; NumPy's {@code a.transpose(axes)}}
   *
   * @param axes axis {@code i} of the view is axis {@code axes[i]} of this array
   */
  public NdArray permute(int... axes) {
    return view(elements.permute(axes));
  }

  /**
   * {@return a view of the elements, in C order of the index, in another shape}
   *
   * @param shape one length may be -1, and then follows from the others
   * @throws IllegalArgumentException if the sizes differ, or if no strides can express the shape;
   *     then use {@code copy(Order.C).reshape(..)}
   */
  public NdArray reshape(long... shape) {
    return view(elements.reshape(shape));
  }

  /**
   * {@return a view of one field of a structured array, by name or title} The axes of a field that
   * is an array become the last axes of the view.
   *
   * @throws IllegalArgumentException if there is no such field
   */
  public NdArray field(String name) {
    return view(elements.field(name));
  }

  /**
   * {@return a view of the same bytes as another dtype; NumPy's {@code a.view(dtype)}}
   *
   * @throws IllegalArgumentException if the item sizes differ and the last axis is not contiguous,
   *     or its size in bytes is not a multiple of the new item size
   */
  public NdArray view(DType other) {
    return view(elements.view(other));
  }

  /**
   * {@return a view of the real parts of complex elements; this array itself if its elements are
   * real}
   */
  public NdArray real() {
    return view(elements.real());
  }

  /**
   * {@return a view of the imaginary parts of complex elements}
   *
   * @throws IllegalArgumentException if the elements are not complex
   */
  public NdArray imag() {
    return view(elements.imag());
  }

  /** {@return a read-only view} */
  public NdArray asReadOnly() {
    return new NdArray(elements, new Access(true, access.threads()));
  }

  /**
   * {@return a view of the same elements whose {@link #toArray}, {@link #readInto}, {@link
   * #copyFrom}, {@link #copy}, {@link #astype} and {@link #writeTo} use several threads, also in
   * views of it}
   *
   * <p>Arrays start with one thread. More pay off if there is work for each element (another dtype,
   * another order of the axes); plain copies by one thread nearly saturate the memory. The work is
   * done in the {@link java.util.concurrent.ForkJoinPool} of the caller, or else the common one,
   * with the help of the calling thread, which handles small arrays alone.
   *
   * @param threads the maximum number; {@code Runtime.getRuntime().availableProcessors()} for all
   * @throws IllegalArgumentException if it is less than 1
   */
  public NdArray parallel(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("at least 1 thread is needed, not " + threads);
    }
    return new NdArray(elements, new Access(access.readOnly(), threads));
  }

  // ---- elements, out ---------------------------------------------------------------------------

  /** The elements, without the access rights of this view. */
  Strided elements() {
    return elements;
  }

  int threads() {
    return access.threads();
  }

  private Memory memory() {
    return elements.memory();
  }

  /** The dtype of a single number. The usual case stays small enough to be inlined everywhere. */
  private DType.Scalar number() {
    return elements.dtype() instanceof DType.Scalar scalar && !scalar.kind().isComplex()
        ? scalar
        : Elements.numberType(elements.dtype());
  }

  /** {@return the element as a boolean: whether a bool is nonzero; other numbers must be 0 or 1} */
  public boolean getBoolean(long... index) {
    return NumberAccess.getBoolean(memory(), elements.position(index), number());
  }

  /** {@return the element as a byte} */
  public byte getByte(long... index) {
    return NumberAccess.getByte(memory(), elements.position(index), number());
  }

  /** {@return the element as a short} */
  public short getShort(long... index) {
    return NumberAccess.getShort(memory(), elements.position(index), number());
  }

  /** {@return the element as an int} */
  public int getInt(long... index) {
    return NumberAccess.getInt(memory(), elements.position(index), number());
  }

  /** {@return the element as a long; for datetime64 and timedelta64 the count} */
  public long getLong(long... index) {
    return NumberAccess.getLong(memory(), elements.position(index), number());
  }

  /** {@return the element as a float} */
  public float getFloat(long... index) {
    return NumberAccess.getFloat(memory(), elements.position(index), number());
  }

  /** {@return the element as a double} */
  public double getDouble(long... index) {
    return NumberAccess.getDouble(memory(), elements.position(index), number());
  }

  /** {@return the element as an integer of any size} */
  public BigInteger getBigInteger(long... index) {
    return NumberAccess.getBigInteger(memory(), elements.position(index), number());
  }

  /** {@return the element as a decimal number, exactly; a long double has 64 significant bits} */
  public BigDecimal getBigDecimal(long... index) {
    return NumberAccess.getBigDecimal(memory(), elements.position(index), number());
  }

  /**
   * {@return the element as text: the text stored in {@code S} (one character per byte) and {@code
   * U}, NumPy's {@code str} of numbers and times}
   */
  public String getString(long... index) {
    return Elements.text(memory(), elements.position(index), dtype());
  }

  /** {@return all bytes of the element as stored, in its byte order} */
  public byte[] getBytes(long... index) {
    long position = elements.position(index);
    if (dtype().hasObjects()) {
      throw Elements.objects();
    }
    return FlexibleAccess.bytes(memory(), position, dtype().itemSize());
  }

  /** {@return the element of a datetime64 array as a date} */
  public LocalDate getLocalDate(long... index) {
    return Elements.getLocalDate(memory(), elements.position(index), dtype());
  }

  /** {@return the element of a datetime64 array as a date and time without a zone} */
  public LocalDateTime getLocalDateTime(long... index) {
    return Elements.getLocalDateTime(memory(), elements.position(index), dtype());
  }

  /** {@return the element of a datetime64 array as an instant in UTC} */
  public Instant getInstant(long... index) {
    return Elements.getInstant(memory(), elements.position(index), dtype());
  }

  /** {@return the element of a timedelta64 array as a duration} */
  public Duration getDuration(long... index) {
    return Elements.getDuration(memory(), elements.position(index), dtype());
  }

  /**
   * {@return the element as the closest Java object}
   *
   * <p>Numbers are boxed in the narrowest class that holds every value of the dtype ({@code Short}
   * for uint8, {@code Byte} for int4, {@code BigInteger} for uint64, {@code Float} for float16,
   * {@code BigDecimal} for a finite long double), complex numbers are lists of two; times are
   * {@code Long} counts; {@code S} and {@code V} are {@code byte[]}, {@code U} is {@code String}; a
   * struct is a {@code Map} by field name in the order of the fields, a sub-array is a list.
   */
  public Object get(long... index) {
    return Elements.get(memory(), elements.position(index), dtype());
  }

  // ---- elements, in ----------------------------------------------------------------------------

  private long writable(long[] index) {
    requireWritable();
    return elements.position(index);
  }

  private void requireWritable() {
    if (access.readOnly()) {
      throw new ReadOnlyBufferException();
    }
  }

  /** Sets the element to 0 or 1; the value comes first. */
  public void setBoolean(boolean value, long... index) {
    setLong(value ? 1 : 0, index);
  }

  /** Sets the element; the value comes first. */
  public void setByte(byte value, long... index) {
    setLong(value, index);
  }

  /** Sets the element; the value comes first. */
  public void setShort(short value, long... index) {
    setLong(value, index);
  }

  /** Sets the element; the value comes first. */
  public void setInt(int value, long... index) {
    setLong(value, index);
  }

  /** Sets the element, for datetime64 and timedelta64 the count; the value comes first. */
  public void setLong(long value, long... index) {
    long position = writable(index);
    if (elements.isComplex()) {
      Elements.set(memory(), position, dtype(), value);
    } else {
      NumberAccess.setLong(memory(), position, number(), value);
    }
  }

  /** Sets the element; the value comes first. */
  public void setFloat(float value, long... index) {
    setDouble(value, index);
  }

  /** Sets the element; the value comes first. */
  public void setDouble(double value, long... index) {
    long position = writable(index);
    if (elements.isComplex()) {
      Elements.set(memory(), position, dtype(), value);
    } else {
      NumberAccess.setDouble(memory(), position, number(), value);
    }
  }

  /** Sets the element; the value comes first. */
  public void setBigInteger(BigInteger value, long... index) {
    set(value, index);
  }

  /** Sets the element, rounded once if it is floating-point; the value comes first. */
  public void setBigDecimal(BigDecimal value, long... index) {
    set(value, index);
  }

  /**
   * Sets the element from text: for {@code S} (ASCII only) and {@code U} the text itself, for
   * numbers in Python's syntax, for times in ISO 8601 or as a count.
   *
   * @throws IllegalArgumentException if the text is too long or cannot be read
   */
  public void setString(String value, long... index) {
    set(value, index);
  }

  /**
   * Sets the stored bytes of an element, the counterpart of {@link #getBytes}; values shorter than
   * an element of {@code S} or {@code V} are padded with zeros.
   */
  public void setBytes(byte[] value, long... index) {
    long position = writable(index);
    DType dtype = dtype();
    if (dtype.hasObjects()) {
      throw Elements.objects();
    }
    if (Elements.isBytes(dtype)) {
      Elements.set(memory(), position, dtype, value);
      return;
    }
    if (value.length != dtype.itemSize()) {
      throw new IllegalArgumentException(
          "an element of %s has %d bytes, not %d".formatted(dtype, dtype.itemSize(), value.length));
    }
    memory().put(position, 1, value, 0, value.length);
  }

  /**
   * Sets the element from an object as {@link #get} returns, or an equivalent one: any number or
   * boolean, {@code LocalDate}, {@code LocalDateTime}, {@code Instant} and {@code Duration}, text,
   * {@code byte[]}; for a struct a map by field name or a list of all fields.
   *
   * @throws IllegalArgumentException if the dtype cannot hold such an object
   * @throws ArithmeticException if it is a number that does not fit
   */
  public void set(Object value, long... index) {
    Objects.requireNonNull(value, "value");
    Elements.set(memory(), writable(index), dtype(), value);
  }

  // ---- whole arrays

  /**
   * {@return all elements as a new Java array}
   *
   * <p>A class of one level ({@code float[].class}) gives the elements of an array of any shape in
   * C order; one with a level per axis ({@code float[][].class}) gives a nested array. The elements
   * are any primitive, {@code String} (as {@link #getString}), {@code BigInteger}, {@code
   * BigDecimal}, {@code LocalDate}, {@code LocalDateTime}, {@code Instant}, {@code Duration},
   * {@code Object} (as {@link #get}), or {@code byte[]} for {@code S} and {@code V}. Complex
   * numbers have no Java type: use {@link #real()} and {@link #imag()}.
   *
   * @throws ArithmeticException if a value does not fit; names the first one found and its index
   */
  public <T> T toArray(Class<T> type) {
    return type.cast(NestedArrays.read(elements, type, access.threads()));
  }

  /**
   * Copies all elements, in C order, into a flat array of primitives.
   *
   * @param target filled from index 0; may be longer than needed
   * @throws ArithmeticException as {@link #toArray}; earlier elements may have been copied
   */
  public void readInto(Object target) {
    if (target instanceof Buffer buffer) {
      readInto(buffer);
      return;
    }
    readInto(target, 0);
  }

  /**
   * Copies all elements, in C order, into a flat array of primitives.
   *
   * @param target a {@code float[]}, {@code int[]}, …
   * @param start the index in the target of the first element
   * @throws IndexOutOfBoundsException if the target is too short
   */
  public void readInto(Object target, int start) {
    readInto(target, start, shape());
  }

  /**
   * Copies all elements into a slice of a larger array. The slice has the shape of this array.
   *
   * @param target a flat array of primitives that holds the larger array in C order
   * @param start the index in the target of the first element of the slice
   * @param whole the shape of the larger array; its first length does not matter
   * @throws IllegalArgumentException if such an array has no slice of this shape
   * @throws IndexOutOfBoundsException if the target is too short
   * @throws ArithmeticException as {@link #toArray}; earlier elements may have been copied
   */
  public void readInto(Object target, int start, Shape whole) {
    JavaArrayCopy.kindOf(target);
    requireSliceOf(whole);
    Objects.checkFromIndexSize(start, extentIn(whole), Array.getLength(target));
    JavaArrayCopy.read(
        elements, target, start, whole, access.threads(), JavaArrayCopy.indexIn(whole));
  }

  private void requireSliceOf(Shape whole) {
    boolean fits = whole.rank() == rank();
    for (int i = 0; fits && i < rank(); i++) {
      fits = elements.lengths()[i] <= whole.length(i);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "an array of shape %s is not a slice of one of shape %s".formatted(shape(), whole));
    }
  }

  /** The number of elements of the larger array from this slice's first to its last, inclusive. */
  private long extentIn(Shape whole) {
    if (whole.size() == 0 || elements.isEmpty()) {
      return 0;
    }
    long step = 1;
    long last = 0;
    for (int i = rank() - 1; i >= 0; i--) {
      last += (elements.lengths()[i] - 1) * step;
      step *= whole.length(i);
    }
    return last + 1;
  }

  /**
   * Sets all elements from those of another array of the same shape.
   *
   * @throws IllegalArgumentException if the shapes differ
   * @throws ArithmeticException if a value is out of range; earlier elements may have been set
   */
  public void copyFrom(NdArray source) {
    requireWritable();
    requireShape(source.shape());
    NdArray apart = elements.overlaps(source.elements) ? source.copy(Order.C) : source;
    Cast.convert(apart.elements, elements, CastRule.ASSIGN, access.threads());
  }

  /**
   * Sets all elements from a Java array: nested and of the same shape, or flat and of the same size
   * in C order.
   *
   * @param array of primitives, or of objects that {@link #set} accepts
   * @throws IllegalArgumentException if the shapes differ
   * @throws ArithmeticException if a value is out of range; earlier elements may have been set
   */
  public void copyFrom(Object array) {
    if (array instanceof NdArray source) {
      copyFrom(source);
      return;
    }
    if (array instanceof Buffer source) {
      copyFrom(source);
      return;
    }
    requireWritable();
    NestedArrays.write(array, elements, access.threads());
  }

  /**
   * Sets all elements, in C order, from a flat array of primitives, the counterpart of {@link
   * #readInto(Object, int)}.
   *
   * @param array a {@code float[]}, {@code int[]}, …
   * @param start the index in the array of the first element
   * @throws IndexOutOfBoundsException if the array is too short
   * @throws ArithmeticException if a value is out of range; earlier elements may have been set
   */
  public void copyFrom(Object array, int start) {
    requireWritable();
    JavaArrayCopy.kindOf(array);
    Objects.checkFromIndexSize(start, size(), Array.getLength(array));
    JavaArrayCopy.write(array, start, elements, access.threads(), JavaArrayCopy.indexIn(shape()));
  }

  private void requireShape(Shape other) {
    if (!shape().equals(other)) {
      throw new IllegalArgumentException(
          "an array of shape " + other + " cannot be copied into one of shape " + shape());
    }
  }

  /** Sets every element to a value that {@link #set} accepts. */
  public void fill(Object value) {
    Objects.requireNonNull(value, "value");
    requireWritable();
    ByteCopy.fill(elements, value);
  }

  /** {@return a new array on the heap with the same elements, contiguous in that order} */
  public NdArray copy(Order order) {
    return astype(dtype(), order);
  }

  /**
   * {@return a new array on the heap with the elements cast as NumPy's {@code astype} does}
   *
   * <p>Values may change: integers keep their low bits, floating-point values are rounded to even
   * or overflow to infinity, fractions are cut off, text is cut to its length. NumPy leaves casts
   * of floating-point values out of range to integers undefined; here the value becomes the nearest
   * {@code long} (NaN: 0), of which the low bits are kept. Structs are cast field by field in
   * order. The result is in Fortran order if this array is, otherwise in C order.
   *
   * @throws IllegalArgumentException if NumPy has no such cast, or text is not a number
   */
  public NdArray astype(DType other) {
    return astype(other, layout().order());
  }

  /** {@return the result of {@link #astype(DType)}, contiguous in that order} */
  public NdArray astype(DType other, Order order) {
    return new NdArray(Cast.astype(elements, other, order, access.threads()), WRITABLE);
  }

  /**
   * {@return whether the other array has the same shape, the same dtype up to byte order, and the
   * same bits in every element} NaNs are equal if their bits are; padding in structs is not
   * compared.
   */
  public boolean contentEquals(NdArray other) {
    return BitEquality.of(elements, other.elements);
  }

  // ---- bytes to and from elsewhere

  /**
   * Writes the bytes of all elements, in that order and in the byte order of the dtype; for {@link
   * Order#C} this is NumPy's {@code tofile}. Memory use does not depend on the size.
   *
   * @throws IllegalArgumentException for elements that are Python objects
   */
  public void writeTo(WritableByteChannel channel, Order order) throws IOException {
    writeTo(channel, order, written -> {});
  }

  /**
   * As {@link #writeTo(WritableByteChannel, Order)}, but reports progress.
   *
   * @param progress receives the number of bytes of each piece after it is written
   */
  public void writeTo(WritableByteChannel channel, Order order, LongConsumer progress)
      throws IOException {
    writeTo(channel, dtype(), order, progress);
  }

  /**
   * Writes the elements cast as by {@link #astype}, without a cast copy of the whole array.
   *
   * @param progress receives the number of bytes of each piece after it is written
   * @throws IllegalArgumentException if NumPy has no such cast, or text is not a number
   */
  public void writeTo(WritableByteChannel channel, DType other, Order order, LongConsumer progress)
      throws IOException {
    if (dtype().hasObjects()) {
      throw Elements.objects();
    }
    Strided inOrder = order == Order.C ? elements : elements.transpose();
    DType written = TextCast.resultType(dtype(), other);
    new ChannelWriter(channel, progress).write(inOrder, written, access.threads());
  }

  /**
   * Fills the array with bytes from a channel, the counterpart of {@link #writeTo} in the order of
   * {@link #layout()}.
   *
   * @throws EOFException if the channel ends early; the message says how many bytes are missing
   * @throws IllegalStateException if the array is not contiguous
   */
  public void readFrom(ReadableByteChannel channel) throws IOException {
    requireWritable();
    if (!isContiguous(layout().order())) {
      throw new IllegalStateException("only a contiguous array can be filled from a channel");
    }
    memory().readFrom(channel, elements.offset(), nbytes());
  }

  /**
   * {@return the array cut into views, consecutive in C order, for iterating over an array that is
   * larger than memory}
   *
   * <p>A view has as many whole rows (indices of the first axis) as fit, so that all views but the
   * last have the same shape. If not even one row fits, each row is cut in the same way, and the
   * views have fewer axes: cutting (2, 3) by 2 elements gives the shapes (2,), (1,), (2,), (1,).
   *
   * @param maxElements the maximum number in a view, at least 1
   */
  public Iterable<NdArray> blocks(long maxElements) {
    Iterable<Strided> blocks = BlockIterator.of(elements, maxElements);
    return () -> {
      Iterator<Strided> next = blocks.iterator();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return next.hasNext();
        }

        @Override
        public NdArray next() {
          return view(next.next());
        }
      };
    };
  }

  /**
   * Forces changes to the elements of this array or view out to the file; NumPy's {@code flush}.
   * Does nothing for arrays that are not mapped, or mapped read-only or copy-on-write.
   */
  public void flush() {
    if (!elements.isEmpty()) {
      memory().flush(elements.first(), elements.extent());
    }
  }

  // ---- buffers of java.nio

  /**
   * {@return a view of the bytes of a contiguous array, in either order of the axes}
   *
   * <p>The buffer is at position 0, its limit is {@link #nbytes()}, its byte order that of the
   * dtype (of a struct, that of all fields, otherwise little-endian); it is read-only where this
   * array is. {@code asByteBuffer().asFloatBuffer()} is a view of float32 elements of either byte
   * order.
   *
   * <p>The buffer, and every buffer derived from it, keeps the bytes alive: it remains usable when
   * this array and its {@code Memmap} are forgotten. After {@code Memmap.close()} its methods throw
   * {@link IllegalStateException} on Java 22 and later, where closing unmaps at once, whatever
   * other threads are doing; before, the buffer remains usable. What does not go through methods of
   * the buffer knows neither rule: for as long as native code uses its address, or a {@code
   * MemorySegment.ofBuffer} of it is used, keep the buffer or the {@code Memmap}, and do not close.
   *
   * @throws IllegalStateException if the array is not contiguous or larger than 2<sup>31</sup> - 1
   *     bytes, or its bytes do not lie in one buffer: an array larger than 64 KiB that is copied
   *     when written, a part of a larger mapping before Java 22, or a view of a typed buffer
   * @throws IllegalArgumentException if the elements are Python objects
   */
  public ByteBuffer asByteBuffer() {
    return Buffers.bytesOf(elements, access.readOnly());
  }

  /**
   * {@return a view of the elements between a buffer's position and limit, as float32}
   *
   * <p>Each element is what the buffer's own {@code get} and {@code put} give and take, whatever
   * its byte order; the dtype is little-endian.
   *
   * @param shape with as many elements; one length may be -1, which is then inferred
   * @throws IllegalArgumentException if the numbers of elements differ
   */
  public static NdArray wrap(FloatBuffer elements, long... shape) {
    return wrapElements(elements, shape);
  }

  /** As {@link #wrap(FloatBuffer, long...)}, as float64. */
  public static NdArray wrap(DoubleBuffer elements, long... shape) {
    return wrapElements(elements, shape);
  }

  /** As {@link #wrap(FloatBuffer, long...)}, as int32. */
  public static NdArray wrap(IntBuffer elements, long... shape) {
    return wrapElements(elements, shape);
  }

  /** As {@link #wrap(FloatBuffer, long...)}, as int64. */
  public static NdArray wrap(LongBuffer elements, long... shape) {
    return wrapElements(elements, shape);
  }

  /** As {@link #wrap(FloatBuffer, long...)}, as int16. */
  public static NdArray wrap(ShortBuffer elements, long... shape) {
    return wrapElements(elements, shape);
  }

  /** As {@link #wrap(FloatBuffer, long...)}, as uint16. */
  public static NdArray wrap(CharBuffer elements, long... shape) {
    return wrapElements(elements, shape);
  }

  private static NdArray wrapElements(Buffer buffer, long... shape) {
    Strided all = Buffers.elementsOf(buffer);
    return new NdArray(all.reshape(shape), new Access(buffer.isReadOnly(), 1));
  }

  /**
   * Copies all elements, in C order, to a buffer from its position on, which advances by as many.
   *
   * <p>A {@link ByteBuffer} gets the bytes of the elements as they are stored, whatever its byte
   * order and theirs, as NumPy's {@code tobytes}; every other buffer gets numbers, exactly, as
   * {@link #readInto(Object)}. Where this array shares its elements with the buffer, what is copied
   * is undefined.
   *
   * @throws IndexOutOfBoundsException if the buffer has not as many left
   * @throws ReadOnlyBufferException if it is read-only
   * @throws ArithmeticException as {@link #toArray}; elements before may have been copied, and the
   *     position stays
   */
  public void readInto(Buffer target) {
    Buffers.read(elements, target, access.threads());
  }

  /**
   * Sets all elements, in C order, from a buffer from its position on, which advances by as many:
   * the counterpart of {@link #readInto(Buffer)}.
   *
   * @throws IndexOutOfBoundsException if the buffer has not as many left
   * @throws ArithmeticException if a value is out of range; elements before may have been set, and
   *     the position stays
   */
  public void copyFrom(Buffer source) {
    requireWritable();
    Buffers.write(source, elements, access.threads());
  }

  // ---- elements shared with other threads and processes

  private ByteOrder atomicOrder(int width) {
    DType.Scalar number = elements.numberType();
    if (number == null || number.itemSize() != width || !number.kind().isInteger()) {
      throw new IllegalArgumentException(
          "elements of %s are not integers of %d bits; view(DType.INT%d) if their bytes are"
              .formatted(dtype(), width * Byte.SIZE, width * Byte.SIZE));
    }
    return number.order();
  }

  /**
   * {@return an element that other threads, or other processes that have mapped the file, set with
   * {@link #setLongRelease}} What they had set before that call is seen after this one.
   *
   * <p>The elements are int64 or uint64 (as their bits), datetime64 or timedelta64 (their counts),
   * in either byte order.
   *
   * @throws IllegalArgumentException if the elements are of another dtype
   * @throws IllegalStateException if the array is not in a mapped file or a direct buffer, or the
   *     element does not lie at a multiple of its size
   */
  public long getLongAcquire(long... index) {
    ByteOrder order = atomicOrder(Long.BYTES);
    return AtomicAccess.getLongAcquire(memory(), elements.position(index), order);
  }

  /**
   * Sets an element after everything that this thread has set before: a thread or process that
   * reads the new value with {@link #getLongAcquire} sees all of it.
   *
   * <p>To publish data, here and in every process that has mapped the file:
   *
   * <ol>
   *   <li>the writer sets the data, then {@code setLongRelease} of a sequence number;
   *   <li>the reader takes {@code getLongAcquire} of it and then reads the data up to there;
   *   <li>data that is to be overwritten, as in a ring, needs a number of the reader's as well, set
   *       with {@code setLongRelease} after it has read.
   * </ol>
   *
   * <p>Python takes part with {@code np.memmap} and aligned elements of 8 bytes in native byte
   * order, whose plain loads and stores are ordered in this way on x86; on ARM they are not, and
   * Python needs a lock or a fence between data and number.
   *
   * @throws IllegalArgumentException as {@link #getLongAcquire}
   * @throws IllegalStateException as {@link #getLongAcquire}
   */
  public void setLongRelease(long value, long... index) {
    ByteOrder order = atomicOrder(Long.BYTES);
    AtomicAccess.setLongRelease(memory(), writable(index), order, value);
  }

  /**
   * Sets an element if it is as expected, in one step, seeing and publishing as {@link
   * #getLongAcquire} and {@link #setLongRelease} do.
   *
   * @return whether it was as expected, and has been set
   * @throws IllegalArgumentException as {@link #getLongAcquire}
   * @throws IllegalStateException as {@link #getLongAcquire}
   */
  public boolean compareAndSetLong(long expected, long value, long... index) {
    ByteOrder order = atomicOrder(Long.BYTES);
    long position = writable(index);
    return AtomicAccess.compareAndSetLong(memory(), position, order, expected, value);
  }

  /**
   * Adds to an element in one step, wrapping around, seeing and publishing as {@link
   * #getLongAcquire} and {@link #setLongRelease} do.
   *
   * @return the element before
   * @throws IllegalArgumentException as {@link #getLongAcquire}
   * @throws IllegalStateException as {@link #getLongAcquire}
   */
  public long getAndAddLong(long delta, long... index) {
    ByteOrder order = atomicOrder(Long.BYTES);
    return AtomicAccess.getAndAddLong(memory(), writable(index), order, delta);
  }

  /** As {@link #getLongAcquire}, of int32 or uint32 (as its bits). */
  public int getIntAcquire(long... index) {
    ByteOrder order = atomicOrder(Integer.BYTES);
    return AtomicAccess.getIntAcquire(memory(), elements.position(index), order);
  }

  /** As {@link #setLongRelease}, of int32 or uint32. */
  public void setIntRelease(int value, long... index) {
    ByteOrder order = atomicOrder(Integer.BYTES);
    AtomicAccess.setIntRelease(memory(), writable(index), order, value);
  }

  /** As {@link #compareAndSetLong}, of int32 or uint32. */
  public boolean compareAndSetInt(int expected, int value, long... index) {
    ByteOrder order = atomicOrder(Integer.BYTES);
    long position = writable(index);
    return AtomicAccess.compareAndSetInt(memory(), position, order, expected, value);
  }

  /** As {@link #getAndAddLong}, of int32 or uint32. */
  public int getAndAddInt(int delta, long... index) {
    ByteOrder order = atomicOrder(Integer.BYTES);
    return AtomicAccess.getAndAddInt(memory(), writable(index), order, delta);
  }

  /** {@return NumPy's {@code str}; more than 1000 elements are summarised} */
  @Override
  public String toString() {
    return ArrayPrinter.str(elements);
  }

  /**
   * {@return NumPy's {@code str} with another threshold: all elements if there are at most that
   * many, otherwise a summary}
   */
  public String toString(long threshold) {
    return ArrayPrinter.str(elements, threshold);
  }

  /**
   * Prints the text of {@link #toString(long)} piece by piece, so that memory use does not depend
   * on the size.
   *
   * @throws IOException if the target throws one
   */
  public void printTo(Appendable target, long threshold) throws IOException {
    printTo(target, threshold, ArrayPrinter.PRECISION);
  }

  /**
   * As {@link #printTo(Appendable, long)}, but with NumPy's {@code precision}: at most this number
   * of digits after the point, by default 8. A single number, without axes, has all its digits.
   *
   * @throws IllegalArgumentException if the precision is negative
   * @throws IOException if the target throws one
   */
  public void printTo(Appendable target, long threshold, int precision) throws IOException {
    if (precision < 0) {
      throw new IllegalArgumentException("a precision cannot be negative: " + precision);
    }
    try {
      ArrayPrinter.print(elements, threshold, precision, target);
    } catch (UncheckedIOException problem) {
      throw Objects.requireNonNull(problem.getCause());
    }
  }

  /** {@return NumPy's {@code repr}: {@code array([1, 2], dtype=int32)}} */
  public String repr() {
    return ArrayPrinter.repr(elements);
  }
}
