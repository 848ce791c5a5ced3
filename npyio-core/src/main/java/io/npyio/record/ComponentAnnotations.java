package io.npyio.record;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The annotations of a record component, wherever the compiler put them.
 *
 * @param declarations the component, its field, its accessor and its constructor parameter
 * @param types the type of each of them
 */
record ComponentAnnotations(List<AnnotatedElement> declarations, List<AnnotatedType> types) {

  static ComponentAnnotations of(RecordComponent component) {
    Class<?> owner = component.getDeclaringRecord();
    try {
      Field field = owner.getDeclaredField(component.getName());
      Method accessor = component.getAccessor();
      Constructor<?> canonical = RecordLookup.canonical(owner);
      Parameter parameter = canonical.getParameters()[position(component)];
      return new ComponentAnnotations(
          List.of(component, field, accessor, parameter),
          List.of(
              component.getAnnotatedType(),
              field.getAnnotatedType(),
              accessor.getAnnotatedReturnType(),
              parameter.getAnnotatedType()));
    } catch (NoSuchFieldException e) {
      throw new LinkageError(component + " has no field", e);
    }
  }

  private static int position(RecordComponent component) {
    return Arrays.stream(component.getDeclaringRecord().getRecordComponents())
        .map(RecordComponent::getName)
        .toList()
        .indexOf(component.getName());
  }

  /** The first {@link NpyField} found, or null. */
  @Nullable NpyField npyField() {
    for (AnnotatedElement declaration : declarations) {
      NpyField field = declaration.getAnnotation(NpyField.class);
      if (field != null) {
        return field;
      }
    }
    return null;
  }

  /**
   * Whether an annotation named {@code Nullable}, of any package, says that values may be null: the
   * elements of an array, or the component if it is not an array.
   */
  boolean isNullable() {
    return types.stream().anyMatch(type -> isNullable(elements(type)))
        || (types.get(0) == elements(types.get(0))
            && declarations.stream().anyMatch(ComponentAnnotations::isNullable));
  }

  private static boolean isNullable(AnnotatedElement annotated) {
    return Arrays.stream(annotated.getAnnotations())
        .anyMatch(a -> a.annotationType().getSimpleName().equals("Nullable"));
  }

  /** The type of the elements of an array; a {@code byte[]} is one element. */
  private static AnnotatedType elements(AnnotatedType type) {
    AnnotatedType element = type;
    while (element instanceof AnnotatedArrayType array && array.getType() != byte[].class) {
      element = array.getAnnotatedGenericComponentType();
    }
    return element;
  }
}
