package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A field of a struct with objects, and the component that it maps to.
 *
 * @param place the index of the field's value in the list of an element
 * @param dtype of the field; its values are Java objects even if it is not {@code |O}
 * @param path the field names from the outermost struct to the field
 * @param nested the binding of a component that is a record, else null
 */
record ObjectField(
    Component component, int place, DType dtype, String path, @Nullable ObjectBinding nested) {

  /** Whether a component can map to a field; values of {@code |O} are checked one by one. */
  static boolean accepts(Component component, DType dtype) {
    if (component.nested() != null) {
      return dtype instanceof DType.Struct && !component.type().isArray();
    }
    if (dtype.equals(DType.OBJECT)) {
      return true;
    }
    TypeMatch match = TypeMatch.of(component.type(), dtype);
    return match != null && (match.base().equals(DType.OBJECT) || component.accepts(dtype));
  }

  /** The value of a component that is not a record. */
  @Nullable Object value(@Nullable Object raw) {
    return convert(component.type(), raw);
  }

  private @Nullable Object convert(Class<?> type, @Nullable Object raw) {
    return type.isArray() && type != byte[].class ? array(type, raw) : element(type, raw);
  }

  // ---- arrays ----------------------------------------------------------------------------------

  private Object array(Class<?> type, @Nullable Object raw) {
    if (type.isInstance(raw)) {
      return raw;
    }
    List<?> items = items(raw);
    if (items == null) {
      throw unexpected(type, raw);
    }
    Object array = Array.newInstance(type.getComponentType(), items.size());
    for (int i = 0; i < items.size(); i++) {
      Array.set(array, i, convert(type.getComponentType(), items.get(i)));
    }
    return array;
  }

  private static @Nullable List<?> items(@Nullable Object raw) {
    if (raw instanceof NdArray array && array.rank() > 0) {
      List<NdArray> items = new ArrayList<>();
      for (long i = 0; i < array.shape().length(0); i++) {
        items.add(array.at(i));
      }
      return items;
    }
    if (raw instanceof ObjectArray array && array.shape().rank() == 1) {
      return array.elements();
    }
    return raw instanceof List<?> list ? list : null;
  }

  /** The values of a nested struct. */
  List<?> list(@Nullable Object raw) {
    if (raw instanceof List<?> values && values.size() == ((DType.Struct) dtype).fields().size()) {
      return values;
    }
    throw new IllegalArgumentException(
        "expected the fields of %s but found %s"
            .formatted(component.type().getSimpleName(), PythonValues.describe(raw)));
  }

  // ---- single values ---------------------------------------------------------------------------

  private @Nullable Object element(Class<?> type, @Nullable Object raw) {
    Cell cell = Objects.requireNonNull(component.cell(type));
    if (!(cell instanceof MissableCell missable)) {
      return present(type, cell, raw);
    }
    Absence absence = missable.absence();
    return isMissing(raw)
        ? absence.none()
        : absence.wrap().apply(present(missable.contentType(), missable.content(), raw));
  }

  private static boolean isMissing(@Nullable Object raw) {
    return raw == null
        || (raw instanceof Number number && Double.isNaN(number.doubleValue()))
        || (raw instanceof NdArray array && array.rank() == 0 && MissingValues.isMissing(array));
  }

  private Object present(Class<?> type, Cell cell, @Nullable Object raw) {
    Object value = raw == null && base() instanceof DType.Temporal ? DType.Temporal.NAT : raw;
    if (MethodType.methodType(type).wrap().returnType().isInstance(value)) {
      return value;
    }
    if (type == Instant.class && value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    NdArray element = value == null ? null : PythonValues.element(value, base());
    if (element == null || !cell.accepts(element.dtype())) {
      throw unexpected(type, raw);
    }
    return Objects.requireNonNull(cell.get(element));
  }

  private DType base() {
    DType base = dtype;
    while (base instanceof DType.SubArray array) {
      base = array.base();
    }
    return base;
  }

  private static IllegalArgumentException unexpected(Class<?> type, @Nullable Object raw) {
    return new IllegalArgumentException(
        "expected %s but found %s%s"
            .formatted(
                type.getSimpleName(),
                PythonValues.describe(raw),
                isMissing(raw) ? "; " + Column.DECLARE + " to read it" : ""));
  }
}
