package io.npyio.strided;

import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.memory.Memory;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Copies all elements of an array to and from flat or nested Java arrays. */
public final class NestedArrays {
  /** The number of rows gathered together if rows run across the memory. */
  private static final int SLAB_ROWS = 64;

  /** Reads one element as a Java object. */
  @FunctionalInterface
  private interface Reader {
    Object read(Memory memory, long position, DType dtype);
  }

  private static final Map<Class<?>, Reader> READERS =
      Map.ofEntries(
          Map.entry(Object.class, Elements::get),
          Map.entry(byte[].class, Elements::get),
          Map.entry(String.class, Elements::text),
          number(Boolean.class, NumberAccess::getBoolean),
          number(Byte.class, NumberAccess::getByte),
          number(Short.class, NumberAccess::getShort),
          number(Integer.class, NumberAccess::getInt),
          number(Long.class, NumberAccess::getLong),
          number(Float.class, NumberAccess::getFloat),
          number(Double.class, NumberAccess::getDouble),
          number(BigInteger.class, NumberAccess::getBigInteger),
          number(BigDecimal.class, NumberAccess::getBigDecimal),
          Map.entry(LocalDate.class, Elements::getLocalDate),
          Map.entry(LocalDateTime.class, Elements::getLocalDateTime),
          Map.entry(Instant.class, Elements::getInstant),
          Map.entry(Duration.class, Elements::getDuration));

  /** Reads one number as a Java object. */
  @FunctionalInterface
  private interface NumberReader {
    Object read(Memory memory, long position, DType.Scalar type);
  }

  private static Map.Entry<Class<?>, Reader> number(Class<?> type, NumberReader reader) {
    return Map.entry(
        type,
        (memory, position, dtype) -> reader.read(memory, position, Elements.numberType(dtype)));
  }

  private NestedArrays() {}

  // ---- reading -------------------------------------------------------------------------------

  /**
   * All elements as a new Java array, flat or with one level per axis.
   *
   * @throws IllegalArgumentException if the class is neither or its elements cannot be read
   * @throws ArithmeticException if a value does not fit
   */
  public static Object read(Strided array, Class<?> type, int threads) {
    Class<?> element = element(array, type);
    int depth = JavaArrays.depth(type) - JavaArrays.depth(element);
    boolean isUnreadable = !element.isPrimitive() && reader(element) == null;
    if (depth == 0
        || isUnreadable
        || (element == byte[].class && !Elements.isBytes(array.dtype()))) {
      throw new IllegalArgumentException(
          "an array of "
              + array.dtype()
              + " cannot be read as "
              + type.getSimpleName()
              + "; its elements can be primitives, String, BigInteger, BigDecimal,"
              + " java.time or Object");
    }
    if (depth == 1) {
      Object flat = Array.newInstance(element, JavaArrays.length(array.size()));
      readFlat(array, flat, threads, JavaArrayCopy.indexIn(array.shape()));
      return flat;
    }
    if (depth != array.rank()) {
      throw new IllegalArgumentException(
          "an array of shape %s does not fit %s: it has %d axes, but the class has %d"
              .formatted(array.shape(), type.getSimpleName(), array.rank(), depth));
    }
    Object[] rows = (Object[]) JavaArrays.allocate(element, array.shape());
    ParallelRange.run(
        threads,
        rows.length,
        array.nbytes(),
        (from, to) ->
            readRows(
                array.slice(0, from, to),
                Arrays.copyOfRange(rows, (int) from, (int) to),
                Prefix.NONE.from(from)));
    return rows;
  }

  /** The class of an element; the rows of {@code byte[][]} are elements of S and V. */
  private static Class<?> element(Strided array, Class<?> type) {
    Class<?> component = JavaArrays.component(type);
    return component == byte.class && array.dtype() instanceof DType.Flexible
        ? byte[].class
        : component;
  }

  private static @Nullable Reader reader(Class<?> element) {
    return READERS.get(element);
  }

  private static void readFlat(
      Strided array, Object flat, int threads, LongFunction<String> index) {
    if (!(flat instanceof Object[] cells)) {
      JavaArrayCopy.read(array, flat, 0, array.shape(), threads, index);
      return;
    }
    Reader reader = Objects.requireNonNull(reader(flat.getClass().getComponentType()));
    DType dtype = array.dtype();
    visit(array, (memory, position, at) -> cells[at] = reader.read(memory, position, dtype));
  }

  /** Processes the element at a position in memory, given its position in C order. */
  @FunctionalInterface
  private interface Visitor {
    void visit(Memory memory, long position, int at);
  }

  private static void visit(Strided array, Visitor visitor) {
    StridedWalk.walkRows(
        array,
        0,
        array.shape(),
        StridedWalk.Access.IN_PLACE,
        (memory, p, stride, at, step, n) -> {
          for (int i = 0; i < n; i++) {
            visitor.visit(memory, p + i * stride, (int) at + i);
          }
        });
  }

  /** The leading indices of a part within the whole array, for messages. */
  private record Prefix(List<Long> axes, long first) {
    static final Prefix NONE = new Prefix(List.of(), 0);

    /** The prefix of a part whose first axis begins there. */
    Prefix from(long start) {
      return new Prefix(axes, first + start);
    }

    /** The prefix of a row of the part. */
    Prefix row(long index) {
      List<Long> longer = new ArrayList<>(axes);
      longer.add(first + index);
      return new Prefix(longer, 0);
    }

    String index(long last) {
      return Shape.of(row(last).axes().stream().mapToLong(Long::longValue).toArray()).toString();
    }
  }

  private static void readRows(Strided array, Object[] rows, Prefix prefix) {
    boolean isPrimitive = JavaArrays.component(rows.getClass()).isPrimitive();
    if (array.rank() == 2
        && isPrimitive
        && !array.dtype().category().isFlexible()
        && lieAcross(array)) {
      readSlabs(array, rows, prefix);
      return;
    }
    int unwatched = rowsUnwatched(array);
    for (int i = 0; i < rows.length; i++) {
      if (i % unwatched == 0) {
        array.memory().requireWhole();
      }
      Strided row = array.select(0, i);
      Prefix where = prefix.row(i);
      if (row.rank() > 1) {
        readRows(row, (Object[]) rows[i], where);
      } else {
        readFlat(row, rows[i], 1, where::index);
      }
    }
  }

  /** Rows of which each is too short for its walk to look whether a mapped file was cut short. */
  private static int rowsUnwatched(Strided array) {
    long row = array.isEmpty() ? 1 : array.size() / array.lengths()[0];
    return (int) Math.max(1, StridedWalk.MIN_WATCHED_ELEMENTS / row);
  }

  private static boolean lieAcross(Strided array) {
    long[] strides = array.strides();
    return Math.abs(strides[1]) > Math.abs(strides[0]);
  }

  /** Reads some rows together: across the memory, a single row touches a cache line per element. */
  private static void readSlabs(Strided array, Object[] rows, Prefix prefix) {
    int columns = (int) array.lengths()[1];
    int together = together(rows.length, columns);
    Object slab = slab(rows, together, columns);
    for (int i = 0; i < rows.length; i += together) {
      int count = Math.min(together, rows.length - i);
      int first = i;
      Strided part = array.slice(0, i, i + count);
      JavaArrayCopy.read(
          part,
          slab,
          0,
          part.shape(),
          1,
          flat -> prefix.row(first + flat / columns).index(flat % columns));
      for (int j = 0; j < count; j++) {
        System.arraycopy(slab, j * columns, rows[i + j], 0, columns);
      }
    }
  }

  private static int together(int rows, int columns) {
    return Math.max(
        1, Math.min(Math.min(rows, SLAB_ROWS), Integer.MAX_VALUE / Math.max(columns, 1)));
  }

  private static Object slab(Object[] rows, int together, int columns) {
    Class<?> element = rows.getClass().getComponentType().getComponentType();
    return Array.newInstance(element, together * columns);
  }

  // ---- writing -------------------------------------------------------------------------------

  /**
   * Sets all elements from a Java array: nested and of the same shape, or flat and of the same size
   * in C order.
   *
   * @throws IllegalArgumentException if the shapes differ
   * @throws ArithmeticException if a value is out of range
   */
  public static void write(Object array, Strided target, int threads) {
    Class<?> type = array.getClass();
    if (!type.isArray()) {
      throw new IllegalArgumentException(
          type.getSimpleName() + " is not an array; fill(value) sets all elements to one value");
    }
    Class<?> element = element(target, type);
    int depth = JavaArrays.depth(type) - JavaArrays.depth(element);
    Shape shape = JavaArrays.shape(array, depth);
    boolean isFlat = depth == 1 && shape.size() == target.size();
    if (!isFlat && !shape.equals(target.shape())) {
      throw new IllegalArgumentException(
          "an array of shape " + shape + " cannot be copied into one of shape " + target.shape());
    }
    if (isFlat) {
      writeFlat(array, target, threads, JavaArrayCopy.indexIn(target.shape()));
      return;
    }
    Object[] rows = (Object[]) array;
    ParallelRange.run(
        threads,
        rows.length,
        target.nbytes(),
        (from, to) ->
            writeRows(
                Arrays.copyOfRange(rows, (int) from, (int) to),
                target.slice(0, from, to),
                Prefix.NONE.from(from)));
  }

  private static void writeFlat(
      Object array, Strided target, int threads, LongFunction<String> index) {
    if (array instanceof Object[] cells) {
      DType dtype = target.dtype();
      visit(
          target,
          (memory, position, at) ->
              Elements.setNullable(memory, position, dtype, cells[at], index, at));
    } else if (target.isComplex()) {
      JavaArrayCopy.write(array, 0, target.real(), threads, index);
      ByteCopy.fill(target.imag(), 0);
    } else {
      JavaArrayCopy.write(array, 0, target, threads, index);
    }
  }

  private static void writeRows(Object[] rows, Strided target, Prefix prefix) {
    boolean isPrimitive = JavaArrays.component(rows.getClass()).isPrimitive();
    if (target.rank() == 2
        && isPrimitive
        && !target.dtype().category().isFlexible()
        && lieAcross(target)) {
      writeSlabs(rows, target, prefix);
      return;
    }
    int unwatched = rowsUnwatched(target);
    for (int i = 0; i < rows.length; i++) {
      if (i % unwatched == 0) {
        target.memory().requireWhole();
      }
      Strided row = target.select(0, i);
      Prefix where = prefix.row(i);
      if (row.rank() > 1) {
        writeRows((Object[]) rows[i], row, where);
      } else {
        writeFlat(rows[i], row, 1, where::index);
      }
    }
  }

  private static void writeSlabs(Object[] rows, Strided target, Prefix prefix) {
    int columns = (int) target.lengths()[1];
    int together = together(rows.length, columns);
    Object slab = slab(rows, together, columns);
    for (int i = 0; i < rows.length; i += together) {
      int count = Math.min(together, rows.length - i);
      int first = i;
      for (int j = 0; j < count; j++) {
        System.arraycopy(rows[i + j], 0, slab, j * columns, columns);
      }
      Strided part = target.slice(0, i, i + count);
      JavaArrayCopy.write(
          slab, 0, part, 1, flat -> prefix.row(first + flat / columns).index(flat % columns));
    }
  }
}
