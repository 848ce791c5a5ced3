package io.npyio.record;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Shape;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A component of a record, and the field that it maps to.
 *
 * @param name of the field
 * @param title of the field in new arrays, or null
 * @param type of the component
 * @param declared the dtype in new arrays, or null for the default of the type
 * @param shape of the field in new arrays, outside the shape of the dtype
 * @param accessor of the component
 * @param nested the record type of its elements, or null if they are not records
 * @param absence how missing elements are represented, or null if none may be missing
 */
record Component(
    String name,
    @Nullable String title,
    Class<?> type,
    @Nullable DType declared,
    Shape shape,
    MethodHandle accessor,
    @Nullable RecordType nested,
    @Nullable Absence absence) {

  static Component of(RecordComponent component, RecordLookup lookup, Set<Class<?>> outer) {
    Class<?> type = component.getType();
    Class<?> element = innermost(type);
    ComponentAnnotations annotations = ComponentAnnotations.of(component);
    Absence absence = Absence.of(component, annotations);
    String where = where(component.getName(), component.getDeclaringRecord());
    if (!element.isRecord() && cell(element, absence) == null) {
      throw new IllegalArgumentException(
          where
              + " has the type "
              + type.getSimpleName()
              + "; primitives and their boxes, String, byte[], BigInteger, BigDecimal, java.time,"
              + " enums, records and arrays of these can be fields");
    }
    NpyField mark = annotations.npyField();
    return new Component(
        mark == null || mark.name().isEmpty() ? component.getName() : mark.name(),
        mark == null || mark.title().isEmpty() ? null : mark.title(),
        type,
        mark == null || mark.dtype().isEmpty() ? null : parsed(mark.dtype(), where),
        mark == null ? Shape.of() : Shape.of(Arrays.stream(mark.shape()).asLongStream().toArray()),
        lookup.accessor(component),
        element.isRecord() ? RecordType.of(element, lookup, outer) : null,
        absence);
  }

  private static Class<?> innermost(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    return element;
  }

  /** The cell of the component's elements, which depend on the dtype for {@code byte[]}. */
  @Nullable Cell cell(Class<?> element) {
    return cell(element, absence);
  }

  private static @Nullable Cell cell(Class<?> element, @Nullable Absence absence) {
    if (absence == null || element.isPrimitive()) {
      return Cell.of(element);
    }
    Cell content = Cell.of(absence.content() == null ? element : absence.content());
    return content == null ? null : new MissableCell(element, content, absence);
  }

  static String where(String component, Class<?> type) {
    return "component '" + component + "' of record " + type.getSimpleName();
  }

  private static DType parsed(String dtype, String where) {
    try {
      return DType.of(dtype);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }

  /** The field in new arrays. */
  Field field(Packing packing, Class<?> owner) {
    DType base = declared != null ? declared : natural(packing);
    if (base == null) {
      throw undeclared(owner);
    }
    DType whole = shape.rank() == 0 ? base : new DType.SubArray(base, shape);
    if (declared == null && TypeMatch.of(type, whole) == null) {
      throw undeclared(owner);
    }
    return new Field(name, title, whole, 0);
  }

  private IllegalArgumentException undeclared(Class<?> owner) {
    return new IllegalArgumentException(
        "%s has no default dtype: %s needs @NpyField(%s = ..)"
            .formatted(
                where(name, owner),
                type.getSimpleName(),
                type.isArray() && type != byte[].class ? "shape" : "dtype"));
  }

  private @Nullable DType natural(Packing packing) {
    if (nested != null) {
      return nested.dtype(packing);
    }
    Cell cell = cell(innermost(type));
    return cell == null ? null : cell.natural();
  }

  /** Whether the component can map to a field of the dtype; nested structs are not looked into. */
  boolean accepts(DType dtype) {
    TypeMatch match = TypeMatch.of(type, dtype);
    if (match == null) {
      return false;
    }
    if (nested != null) {
      return match.base() instanceof DType.Struct;
    }
    Cell cell = cell(match.element());
    return cell != null && cell.accepts(match.base());
  }

  /** The struct in a field that is accepted for a nested record. */
  DType.Struct struct(DType dtype) {
    return (DType.Struct) Objects.requireNonNull(TypeMatch.of(type, dtype)).base();
  }

  /** The type as in source code: {@code Optional<LocalDate>}. */
  String typeName() {
    return type == Optional.class && absence != null && absence.content() != null
        ? "Optional<" + absence.content().getSimpleName() + ">"
        : type.getSimpleName();
  }

  /** {@return the type and the name of the field} */
  @Override
  public String toString() {
    if (nested == null) {
      return typeName() + " " + name;
    }
    String brackets = type.getSimpleName().substring(nested.type().getSimpleName().length());
    return nested + brackets + " " + name;
  }
}
