package io.npyio.array;

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
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** All elements of an array as a flat or nested Java array, and back. */
final class NestedArrays {
  /** How many rows are gathered together where rows are not what lies together in memory. */
  private static final int SLAB = 64;

  private static final Map<Class<?>, Function<NdArray, Object>> READERS =
      Map.of(
          String.class, element -> element.getString(),
          BigInteger.class, element -> element.getBigInteger(),
          BigDecimal.class, element -> element.getBigDecimal(),
          LocalDate.class, element -> element.getLocalDate(),
          LocalDateTime.class, element -> element.getLocalDateTime(),
          Instant.class, element -> element.getInstant(),
          Duration.class, element -> element.getDuration(),
          Object.class, element -> element.get(),
          byte[].class, element -> element.get());

  private NestedArrays() {}

  // ---- reading -------------------------------------------------------------------------------

  static Object read(NdArray array, Class<?> type) {
    Class<?> element = element(array, type);
    int depth = JavaArrays.depth(type) - JavaArrays.depth(element);
    boolean isUnreadable = !element.isPrimitive() && reader(element) == null;
    if (depth == 0
        || isUnreadable
        || (element == byte[].class && !NdArray.isBytes(array.dtype()))) {
      throw new IllegalArgumentException(
          "an array of "
              + array.dtype()
              + " cannot become a "
              + type.getSimpleName()
              + "; primitives, String, BigInteger, BigDecimal, java.time and Object elements can");
    }
    if (depth == 1) {
      Object flat = Array.newInstance(element, JavaArrays.length(array.size()));
      readFlat(array, flat, index -> Bulk.index(array.shape(), index));
      return flat;
    }
    if (depth != array.rank()) {
      throw new IllegalArgumentException(
          "an array of shape %s is no %s: it has %d axes, the class %d"
              .formatted(array.shape(), type.getSimpleName(), array.rank(), depth));
    }
    Object[] rows = (Object[]) JavaArrays.allocate(element, array.shape());
    Parts.run(
        array.threads(),
        rows.length,
        array.nbytes(),
        (from, to) ->
            readRows(
                array.slice(0, from, to).parallel(1),
                Arrays.copyOfRange(rows, (int) from, (int) to),
                Prefix.NONE.from(from)));
    return rows;
  }

  /** The class of an element; the rows of {@code byte[][]} are elements of S and V. */
  private static Class<?> element(NdArray array, Class<?> type) {
    Class<?> component = JavaArrays.component(type);
    return component == byte.class && array.dtype() instanceof DType.Flexible
        ? byte[].class
        : component;
  }

  private static @Nullable Function<NdArray, Object> reader(Class<?> element) {
    return READERS.get(element);
  }

  private static void readFlat(NdArray array, Object flat, LongFunction<String> index) {
    if (!(flat instanceof Object[] cells)) {
      Bulk.read(array, flat, 0, index);
      return;
    }
    var reader = Objects.requireNonNull(reader(flat.getClass().getComponentType()));
    walk(array, (element, at) -> cells[at] = reader.apply(element));
  }

  /** What is done with one element and its place in C order. */
  @FunctionalInterface
  private interface Visitor {
    void visit(NdArray element, int at);
  }

  private static void walk(NdArray array, Visitor visitor) {
    var side = new Runs.Side(array.memory(), array.dtype().itemSize(), Runs.Use.IN_PLACE);
    Runs.walkRows(
        side,
        array.shape(),
        array.offset(),
        array.rawStrides(),
        0,
        (memory, p, stride, at, step, n) -> {
          for (int i = 0; i < n; i++) {
            visitor.visit(array.element(p + i * stride), (int) at + i);
          }
        });
  }

  /** The index of the whole to which that of a part is appended, for complaints. */
  private record Prefix(List<Long> axes, long first) {
    static final Prefix NONE = new Prefix(List.of(), 0);

    /** Of the part whose first axis begins there. */
    Prefix from(long start) {
      return new Prefix(axes, first + start);
    }

    /** Of a row of the part. */
    Prefix row(long index) {
      List<Long> longer = new ArrayList<>(axes);
      longer.add(first + index);
      return new Prefix(longer, 0);
    }

    String index(long last) {
      return Shape.of(row(last).axes().stream().mapToLong(Long::longValue).toArray()).toString();
    }
  }

  private static void readRows(NdArray array, Object[] rows, Prefix prefix) {
    boolean isPrimitive = JavaArrays.component(rows.getClass()).isPrimitive();
    if (array.rank() == 2 && isPrimitive && !isBytes(array) && lieAcross(array)) {
      readSlabs(array, rows, prefix);
      return;
    }
    for (int i = 0; i < rows.length; i++) {
      NdArray row = array.select(0, i);
      Prefix where = prefix.row(i);
      if (row.rank() > 1) {
        readRows(row, (Object[]) rows[i], where);
      } else {
        readFlat(row, rows[i], where::index);
      }
    }
  }

  private static boolean isBytes(NdArray array) {
    return array.dtype() instanceof DType.Flexible;
  }

  private static boolean lieAcross(NdArray array) {
    long[] strides = array.rawStrides();
    return Math.abs(strides[1]) > Math.abs(strides[0]);
  }

  /** Reading row by row across the memory would touch every cache line once for each element. */
  private static void readSlabs(NdArray array, Object[] rows, Prefix prefix) {
    int columns = (int) array.shape().length(1);
    int together = together(rows.length, columns);
    Object slab = slab(rows, together, columns);
    for (int i = 0; i < rows.length; i += together) {
      int count = Math.min(together, rows.length - i);
      int first = i;
      Bulk.read(
          array.slice(0, i, i + count),
          slab,
          0,
          flat -> prefix.row(first + flat / columns).index(flat % columns));
      for (int j = 0; j < count; j++) {
        System.arraycopy(slab, j * columns, rows[i + j], 0, columns);
      }
    }
  }

  private static int together(int rows, int columns) {
    return Math.max(1, Math.min(Math.min(rows, SLAB), Integer.MAX_VALUE / Math.max(columns, 1)));
  }

  private static Object slab(Object[] rows, int together, int columns) {
    Class<?> element = rows.getClass().getComponentType().getComponentType();
    return Array.newInstance(element, together * columns);
  }

  // ---- writing -------------------------------------------------------------------------------

  static void write(Object array, NdArray target) {
    Class<?> type = array.getClass();
    if (!type.isArray()) {
      throw new IllegalArgumentException(
          type.getSimpleName() + " is no array; fill(value) sets all elements to one value");
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
      writeFlat(array, target, index -> Bulk.index(target.shape(), index));
      return;
    }
    Object[] rows = (Object[]) array;
    Parts.run(
        target.threads(),
        rows.length,
        target.nbytes(),
        (from, to) ->
            writeRows(
                Arrays.copyOfRange(rows, (int) from, (int) to),
                target.slice(0, from, to).parallel(1),
                Prefix.NONE.from(from)));
  }

  private static void writeFlat(Object array, NdArray target, LongFunction<String> index) {
    if (array instanceof Object[] cells) {
      walk(
          target,
          (element, at) ->
              element.set(Objects.requireNonNull(cells[at], "an element of the array is null")));
    } else if (isComplex(target)) {
      Bulk.write(array, 0, target.real(), index);
      target.imag().fill(0);
    } else {
      Bulk.write(array, 0, target, index);
    }
  }

  private static boolean isComplex(NdArray target) {
    return target.dtype() instanceof DType.Scalar scalar && scalar.kind().isComplex();
  }

  private static void writeRows(Object[] rows, NdArray target, Prefix prefix) {
    boolean isPrimitive = JavaArrays.component(rows.getClass()).isPrimitive();
    if (target.rank() == 2 && isPrimitive && !isBytes(target) && lieAcross(target)) {
      writeSlabs(rows, target, prefix);
      return;
    }
    for (int i = 0; i < rows.length; i++) {
      NdArray row = target.select(0, i);
      Prefix where = prefix.row(i);
      if (row.rank() > 1) {
        writeRows((Object[]) rows[i], row, where);
      } else {
        writeFlat(rows[i], row, where::index);
      }
    }
  }

  private static void writeSlabs(Object[] rows, NdArray target, Prefix prefix) {
    int columns = (int) target.shape().length(1);
    int together = together(rows.length, columns);
    Object slab = slab(rows, together, columns);
    for (int i = 0; i < rows.length; i += together) {
      int count = Math.min(together, rows.length - i);
      int first = i;
      for (int j = 0; j < count; j++) {
        System.arraycopy(rows[i + j], 0, slab, j * columns, columns);
      }
      NdArray part = target.slice(0, i, i + count);
      Bulk.write(slab, 0, part, flat -> prefix.row(first + flat / columns).index(flat % columns));
    }
  }
}
