package io.npyio.record;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A record class and the fields it maps to, before it is bound to a dtype.
 *
 * @param type the class
 * @param constructor the canonical constructor
 * @param components in the order of declaration
 */
record RecordType(Class<?> type, MethodHandle constructor, List<Component> components) {

  /**
   * Inspects a record class.
   *
   * @param outer the records around it
   * @throws IllegalArgumentException if it is not a record, or a component cannot be a field
   */
  static RecordType of(Class<?> type, RecordLookup lookup, Set<Class<?>> outer) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException(type.getName() + " is not a record");
    }
    Set<Class<?>> path = new HashSet<>(outer);
    if (!path.add(type)) {
      throw new IllegalArgumentException(
          "record " + type.getSimpleName() + " contains itself, and a field has a fixed size");
    }
    List<Component> components = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (RecordComponent component : type.getRecordComponents()) {
      Component made = Component.of(component, lookup, path);
      if (!names.add(made.name())) {
        throw new IllegalArgumentException(
            "two components of record %s map to field '%s'"
                .formatted(type.getSimpleName(), made.name()));
      }
      components.add(made);
    }
    return new RecordType(type, lookup.constructor(type), List.copyOf(components));
  }

  /** The dtype in new arrays. */
  DType.Struct dtype(Packing packing) {
    return packing.struct(
        components.stream().map(component -> component.field(packing, type)).toArray(Field[]::new));
  }

  /**
   * Checks that this record can be made from elements of a dtype, and returns the dtype.
   *
   * @param accepts whether a component can map to a field of a dtype
   * @throws IllegalArgumentException showing the record, the dtype and every mismatch
   */
  DType.Struct requireFit(DType dtype, BiPredicate<Component, DType> accepts) {
    if (!(dtype instanceof DType.Struct struct)) {
      throw new IllegalArgumentException(
          "record %s needs elements with fields; elements of %s have none".formatted(this, dtype));
    }
    List<String> misfits = new ArrayList<>();
    collectMisfits(struct, "", accepts, misfits);
    if (!misfits.isEmpty()) {
      throw new IllegalArgumentException(
          "record %s does not fit %s: %s".formatted(this, dtype, String.join("; ", misfits)));
    }
    return struct;
  }

  private void collectMisfits(
      DType.Struct struct,
      String prefix,
      BiPredicate<Component, DType> accepts,
      List<String> misfits) {
    for (Component component : components) {
      Field field = find(struct, component.name());
      String path = prefix + component.name();
      if (field == null) {
        misfits.add("there is no field '" + path + "'");
      } else if (!accepts.test(component, field.type())) {
        misfits.add("field '%s' is %s, not %s".formatted(path, field.type(), component.typeName()));
      } else if (component.nested() != null) {
        component
            .nested()
            .collectMisfits(component.struct(field.type()), path + ".", accepts, misfits);
      }
    }
  }

  private static @Nullable Field find(DType.Struct struct, String name) {
    for (Field field : struct.fields()) {
      if (field.name().equals(name) || name.equals(field.title())) {
        return field;
      }
    }
    return null;
  }

  /** {@return name and fields: {@code Star(String name, int id)}} */
  @Override
  public String toString() {
    return components.stream()
        .map(Component::toString)
        .collect(Collectors.joining(", ", type.getSimpleName() + "(", ")"));
  }
}
