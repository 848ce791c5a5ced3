package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import java.lang.invoke.MethodHandles.Lookup;
import java.nio.ReadOnlyBufferException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Maps elements of structured arrays to Java records, and back.
 *
 * <p>Components and fields are matched by name or title; {@link NpyField} gives a component another
 * name. The order of the fields does not matter. Fields without a component are skipped when
 * reading and left unchanged when writing. A component without a field, or with a field of a dtype
 * that it cannot hold, is an {@link IllegalArgumentException} that shows the record, the dtype and
 * every mismatch.
 *
 * <table>
 *   <caption>Components, the dtypes they accept, and their default dtype in new arrays</caption>
 *   <tr><th>component</th><th>fields</th><th>new arrays</th></tr>
 *   <tr><td>a primitive or its box</td><td>numbers, checked value by value; {@code long} also the
 *       counts of times</td><td>{@code |b1 |i1 <i2 <u2} (char) {@code <i4 <i8 <f4 <f8}</td></tr>
 *   <tr><td>{@code BigInteger}, {@code BigDecimal}</td><td>numbers</td><td>by
 *       {@code @NpyField(dtype = ..)}</td></tr>
 *   <tr><td>{@code String}</td><td>{@code U}, {@code S}</td><td>by
 *       {@code @NpyField(dtype = ..)}</td></tr>
 *   <tr><td>{@code byte[]}</td><td>{@code S}, {@code V}; or an array of numbers</td><td>by
 *       {@code @NpyField(dtype = ..)}</td></tr>
 *   <tr><td>{@code LocalDate}</td><td>datetime64</td><td>{@code <M8[D]}</td></tr>
 *   <tr><td>{@code LocalDateTime}, {@code Instant}</td><td>datetime64</td>
 *       <td>{@code <M8[ns]}</td></tr>
 *   <tr><td>{@code Duration}</td><td>timedelta64</td><td>{@code <m8[ns]}</td></tr>
 *   <tr><td>an enum</td><td>{@code U}, {@code S}: names; integers: ordinals</td><td>{@code U} of
 *       the longest name</td></tr>
 *   <tr><td>a record</td><td>a struct</td><td>its own struct</td></tr>
 *   <tr><td>{@code T[]}, {@code T[][]}, …</td><td>an array with one axis per level, of a dtype that
 *       {@code T} accepts</td><td>by {@code @NpyField(shape = {3, 2})}</td></tr>
 *   <tr><td>{@code Optional<T>}, {@code OptionalInt}, {@code OptionalLong},
 *       {@code OptionalDouble}, {@code @Nullable T}</td><td>as {@code T}</td><td>as
 *       {@code T}</td></tr>
 * </table>
 *
 * <p>Values are exact, as everywhere in {@link NdArray}: a value that a component cannot hold is an
 * {@link ArithmeticException} naming field, index and value.
 *
 * <p><b>Missing values</b> are NaT in times and NaN in floats; other dtypes have none. They are
 * read as null by a component that an annotation named {@code Nullable} marks (of any library that
 * keeps it at run time, as JSpecify does; on the elements of an array, too), and as an empty {@code
 * Optional}; both are written as NaT or NaN. The mark decides, not the type: without one NaN is
 * read as NaN, NaT is an {@link ArithmeticException} (a {@code long} reads its count), and null
 * cannot be written. {@code OptionalInt} and {@code @Nullable Integer} read floats that hold whole
 * numbers or NaN, as pandas writes them.
 *
 * <p>A mapper is immutable, may be shared between threads, and is worth keeping.
 *
 * @param <R> the record
 * @since 0.1.0
 */
public final class RecordMapper<R extends Record> {
  private final RecordType type;
  private volatile @Nullable Binding latest;

  private RecordMapper(RecordType type) {
    this.type = type;
  }

  /**
   * {@return the mapper of a record class, which may be private}
   *
   * @throws IllegalArgumentException if a component cannot be a field, or if the class is in a
   *     module that does not open its package; the message says what to add
   */
  public static <R extends Record> RecordMapper<R> of(Class<R> type) {
    return new RecordMapper<>(RecordType.of(type, new RecordLookup(null), Set.of()));
  }

  /**
   * {@return the mapper of a record class, found through a lookup} For records of modules that open
   * no package: {@code RecordMapper.of(Star.class, MethodHandles.lookup())}.
   *
   * @throws IllegalArgumentException if a component cannot be a field, or the lookup cannot access
   *     the class
   */
  public static <R extends Record> RecordMapper<R> of(Class<R> type, Lookup lookup) {
    Objects.requireNonNull(lookup, "lookup");
    return new RecordMapper<>(RecordType.of(type, new RecordLookup(lookup), Set.of()));
  }

  /**
   * {@return the struct of new arrays: the fields in the order of the components, without gaps}
   *
   * @throws IllegalArgumentException if the dtype or shape of a component is not known
   */
  public DType.Struct dtype() {
    return fitting(type.dtype(Packing.PACKED));
  }

  /**
   * {@return the struct of new arrays, laid out as by a C compiler}
   *
   * @throws IllegalArgumentException if the dtype or shape of a component is not known
   */
  public DType.Struct alignedDType() {
    return fitting(type.dtype(Packing.ALIGNED));
  }

  /** Annotations may declare dtypes that do not fit their components. */
  private DType.Struct fitting(DType.Struct derived) {
    return type.requireFit(derived, Component::accepts);
  }

  private Binding bound(DType dtype) {
    Binding known = latest;
    if (known == null || !known.isOf(dtype)) {
      known = new Binding(type, dtype);
      latest = known;
    }
    return known;
  }

  // ---- reading ---------------------------------------------------------------------------------

  /**
   * {@return a new list of all elements, in C order}
   *
   * @throws IllegalArgumentException if the record does not fit the dtype, or the array has more
   *     elements than a list can hold
   * @throws ArithmeticException if a value does not fit its component
   */
  public List<R> toList(NdArray array) {
    long size = array.size();
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a list holds at most 2^31 - 9 records, not " + size + "; use stream");
    }
    List<R> records = new ArrayList<>((int) size);
    forEach(array, records::add);
    return records;
  }

  /**
   * {@return a new list of all elements of an array of objects, in C order} Text of pandas and of
   * other programs comes as Python objects; {@code Npy.loadObjects} reads their arrays.
   *
   * <p>A field of dtype {@code |O} holds any Python value, and each is converted by itself: a str
   * to {@code String} or an enum, numbers as in an {@link NdArray}, dates and times to {@code
   * java.time} (a datetime with a time zone to {@code Instant} only), a list or an array to an
   * array. None and NaN are missing values in a component that can be missing. Arrays of records
   * are not supported.
   *
   * @throws IllegalArgumentException if the record does not fit the dtype, or a value does not fit
   *     its component; the message names field and index
   * @throws ArithmeticException if a number or a time does not fit its component
   */
  public List<R> toList(ObjectArray array) {
    ObjectBinding binding = ObjectBinding.of(type, array.dtype());
    BlockPosition start = new BlockPosition(array.shape(), 0);
    List<R> records = new ArrayList<>(array.elements().size());
    for (Object element : array.elements()) {
      records.add(
          made(binding, (List<?>) Objects.requireNonNull(element), start.plus(records.size())));
    }
    return records;
  }

  @SuppressWarnings("unchecked")
  private R made(ObjectBinding binding, List<?> values, BlockPosition position) {
    return (R) binding.make(values, position);
  }

  /**
   * {@return the elements, in C order, read on demand} Memory use does not depend on the size of
   * the array. A mapped file must stay open until the stream has ended.
   */
  public Stream<R> stream(NdArray array) {
    return StreamSupport.stream(rows(array), false);
  }

  /** Passes all elements to the action, in C order: the fastest way through an array. */
  public void forEach(NdArray array, Consumer<? super R> action) {
    rows(array).forEachRemaining(action);
  }

  private RecordSpliterator<R> rows(NdArray array) {
    return new RecordSpliterator<>(
        bound(array.dtype()), array, new BlockPosition(array.shape(), 0));
  }

  /** {@return one element} For convenience; {@link #forEach} is much faster for many elements. */
  public R get(NdArray array, long... index) {
    List<R> one = new ArrayList<>(1);
    new RecordSpliterator<R>(
            bound(array.dtype()), element(array, index), BlockPosition.of(array.shape(), index))
        .tryAdvance(one::add);
    return one.get(0);
  }

  private static NdArray element(NdArray array, long[] index) {
    if (index.length != array.rank()) {
      throw new IllegalArgumentException(
          index.length + " indices for an array of " + array.rank() + " axes");
    }
    return array.at(index);
  }

  // ---- writing ---------------------------------------------------------------------------------

  /**
   * Sets one element, in place. Fields without a component are left unchanged.
   *
   * @throws ArithmeticException if a value does not fit its field
   */
  public void set(NdArray array, R value, long... index) {
    NdArray element = element(array, index);
    write(Collections.singleton(value), element, BlockPosition.of(array.shape(), index));
  }

  /** {@return a new one-dimensional array of {@link #dtype()}} */
  public NdArray toArray(Collection<? extends R> records) {
    return toArray(records, dtype());
  }

  /**
   * {@return a new one-dimensional array of a dtype} Fields without a component are zero.
   *
   * @throws IllegalArgumentException if the record does not fit the dtype
   * @throws ArithmeticException if a value does not fit its field
   */
  public NdArray toArray(Collection<? extends R> records, DType dtype) {
    bound(dtype);
    NdArray made = NdArray.zeros(dtype, records.size());
    writeTo(records, made);
    return made;
  }

  /**
   * Writes records to all elements of an array or view, in C order. Fields without a component are
   * left unchanged.
   *
   * @throws IllegalArgumentException if the numbers of records and elements differ, or the record
   *     does not fit the dtype
   * @throws ArithmeticException if a value does not fit its field; earlier elements may have been
   *     set
   */
  public void writeTo(Collection<? extends R> records, NdArray target) {
    if (records.size() != target.size()) {
      throw new IllegalArgumentException(
          "%d records cannot fill an array of shape %s".formatted(records.size(), target.shape()));
    }
    write(records, target, new BlockPosition(target.shape(), 0));
  }

  private void write(Collection<? extends R> records, NdArray target, BlockPosition position) {
    Binding binding = bound(target.dtype());
    if (target.isReadOnly()) {
      throw new ReadOnlyBufferException();
    }
    binding.write(records.iterator(), target, position);
  }

  /** {@return the record and its fields: {@code Star(String name, int id)}} */
  @Override
  public String toString() {
    return type.toString();
  }
}
