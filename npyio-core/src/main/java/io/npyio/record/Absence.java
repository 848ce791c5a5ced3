package io.npyio.record;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How a component represents a missing value: as null if it is {@code @Nullable}, or as an empty
 * {@code Optional}.
 *
 * @param content the class in an Optional; null if the component's own class is the content
 * @param none the component's value for a missing element
 * @param wrap from the content to the component's value
 * @param unwrap from the component's value to the content, or null if it is missing
 */
record Absence(
    @Nullable Class<?> content,
    @Nullable Object none,
    Function<Object, Object> wrap,
    Unwrapping unwrap) {

  /** From a component's value to its content. */
  interface Unwrapping {
    @Nullable Object contentOf(@Nullable Object value);
  }

  private static final Absence NULL = new Absence(null, null, Function.identity(), value -> value);

  private static final Map<Class<?>, Absence> PRIMITIVES =
      Map.of(
          OptionalInt.class,
          new Absence(
              Integer.class,
              OptionalInt.empty(),
              value -> OptionalInt.of((Integer) value),
              value -> value instanceof OptionalInt o && o.isPresent() ? o.getAsInt() : null),
          OptionalLong.class,
          new Absence(
              Long.class,
              OptionalLong.empty(),
              value -> OptionalLong.of((Long) value),
              value -> value instanceof OptionalLong o && o.isPresent() ? o.getAsLong() : null),
          OptionalDouble.class,
          new Absence(
              Double.class,
              OptionalDouble.empty(),
              value -> OptionalDouble.of((Double) value),
              value ->
                  value instanceof OptionalDouble o && o.isPresent() ? o.getAsDouble() : null));

  /** The representation in a component; null if its values may not be missing. */
  static @Nullable Absence of(RecordComponent component, ComponentAnnotations annotations) {
    Class<?> type = component.getType();
    if (type == Optional.class) {
      return optional(component);
    }
    return PRIMITIVES.getOrDefault(type, annotations.isNullable() ? NULL : null);
  }

  /** The absence of an Optional of a class; null for other Optionals, which cannot be fields. */
  private static @Nullable Absence optional(RecordComponent component) {
    return component.getGenericType() instanceof ParameterizedType type
            && type.getActualTypeArguments()[0] instanceof Class<?> content
        ? new Absence(content, Optional.empty(), Optional::of, Absence::contentOf)
        : null;
  }

  private static @Nullable Object contentOf(@Nullable Object value) {
    return value instanceof Optional<?> optional && optional.isPresent() ? optional.get() : null;
  }
}
