package io.npyio.array;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
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
    boolean isPrimitive = element.isPrimitive();
    boolean isUnreadable = !isPrimitive && reader(element) == null;
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
      readFlat(array, flat, isPrimitive);
      return flat;
    }
    if (depth != array.rank()) {
      throw new IllegalArgumentException(
          "an array of shape %s is no %s: it has %d axes, the class %d"
              .formatted(array.shape(), type.getSimpleName(), array.rank(), depth));
    }
    Object nested = JavaArrays.allocate(element, array.shape());
    readRows(array, (Object[]) nested, isPrimitive, new long[0]);
    return nested;
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

  private static void readFlat(NdArray array, Object flat, boolean isPrimitive) {
    if (isPrimitive) {
      Bulk.read(array, flat, 0, index -> Bulk.index(array.shape(), index));
      return;
    }
    var reader = Objects.requireNonNull(reader(flat.getClass().getComponentType()));
    int at = 0;
    for (NdArray element : Blocks.of(array, 1)) {
      Array.set(flat, at++, reader.apply(element.reshape()));
    }
  }

  private static void readRows(NdArray array, Object[] rows, boolean isPrimitive, long[] prefix) {
    if (array.rank() > 2) {
      for (int i = 0; i < rows.length; i++) {
        readRows(array.select(0, i), (Object[]) rows[i], isPrimitive, extended(prefix, i));
      }
    } else if (isPrimitive && lieAcross(array)) {
      readSlabs(array, rows, prefix);
    } else {
      for (int i = 0; i < rows.length; i++) {
        NdArray row = array.select(0, i);
        if (isPrimitive) {
          long[] where = extended(prefix, i);
          Bulk.read(row, rows[i], 0, flat -> Shape.of(extended(where, flat)).toString());
        } else {
          readFlat(row, rows[i], false);
        }
      }
    }
  }

  private static boolean lieAcross(NdArray array) {
    long[] strides = array.rawStrides();
    return Math.abs(strides[1]) > Math.abs(strides[0]);
  }

  /** Reading row by row across the memory would touch every cache line once for each element. */
  private static void readSlabs(NdArray array, Object[] rows, long[] prefix) {
    int columns = (int) array.shape().length(1);
    int together =
        Math.min(
            rows.length, Math.max(1, Math.min(SLAB, Integer.MAX_VALUE / Math.max(columns, 1))));
    Object slab =
        Array.newInstance(
            rows.getClass().getComponentType().getComponentType(), together * columns);
    for (int i = 0; i < rows.length; i += together) {
      int count = Math.min(together, rows.length - i);
      int first = i;
      Bulk.read(
          array.slice(0, i, i + count),
          slab,
          0,
          flat ->
              Shape.of(extended(extended(prefix, first + flat / columns), flat % columns))
                  .toString());
      for (int j = 0; j < count; j++) {
        System.arraycopy(slab, j * columns, rows[i + j], 0, columns);
      }
    }
  }

  private static long[] extended(long[] prefix, long index) {
    long[] longer = Arrays.copyOf(prefix, prefix.length + 1);
    longer[prefix.length] = index;
    return longer;
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
      writeFlat(array, target, element.isPrimitive());
    } else {
      writeRows((Object[]) array, target, element.isPrimitive());
    }
  }

  private static void writeFlat(Object array, NdArray target, boolean isPrimitive) {
    if (isPrimitive && !isComplex(target)) {
      Bulk.write(array, 0, target);
      return;
    }
    int at = 0;
    for (NdArray element : Blocks.of(target, 1)) {
      Object value = Array.get(array, at++);
      element.reshape().set(Objects.requireNonNull(value, "an element of the array is null"));
    }
  }

  private static boolean isComplex(NdArray target) {
    return target.dtype() instanceof DType.Scalar scalar && scalar.kind().isComplex();
  }

  private static void writeRows(Object[] rows, NdArray target, boolean isPrimitive) {
    for (int i = 0; i < rows.length; i++) {
      NdArray row = target.select(0, i);
      if (row.rank() == 1) {
        writeFlat(rows[i], row, isPrimitive);
      } else {
        writeRows((Object[]) rows[i], row, isPrimitive);
      }
    }
  }
}
