package io.npyio.record;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Shape;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record class bound to a struct with objects, whose elements are lists of field values. */
final class ObjectBinding {
  private final DType.Struct struct;
  private final List<ObjectField> fields = new ArrayList<>();
  private final MethodHandle make;

  private ObjectBinding(RecordType type, DType.Struct struct, String prefix) {
    this.struct = struct;
    for (Component component : type.components()) {
      fields.add(field(component, prefix + component.name()));
    }
    this.make =
        type.constructor()
            .asSpreader(Object[].class, fields.size())
            .asType(RecordAssembler.MAKES.dropParameterTypes(1, 2));
  }

  /**
   * Binds a record class to the dtype of an array of objects.
   *
   * @throws IllegalArgumentException if the record does not fit the dtype
   */
  static ObjectBinding of(RecordType type, DType dtype) {
    return new ObjectBinding(type, type.requireFit(dtype, ObjectField::accepts), "");
  }

  private ObjectField field(Component component, String path) {
    Field field = struct.field(component.name());
    RecordType nested = component.nested();
    return new ObjectField(
        component,
        struct.fields().indexOf(field),
        field.type(),
        path,
        nested == null ? null : new ObjectBinding(nested, (DType.Struct) field.type(), path + "."));
  }

  /** Makes the record of one element. */
  Object make(List<?> values, BlockPosition position) {
    Object[] arguments = new Object[fields.size()];
    for (int i = 0; i < arguments.length; i++) {
      ObjectField field = fields.get(i);
      arguments[i] = argument(field, values.get(field.place()), position);
    }
    try {
      return (Object) make.invokeExact(arguments);
    } catch (Throwable e) {
      throw Handles.thrown(e);
    }
  }

  private static @Nullable Object argument(
      ObjectField field, @Nullable Object value, BlockPosition position) {
    ObjectBinding nested = field.nested();
    return nested == null
        ? single(field, value, position)
        : nested.make(list(field, value, position), position);
  }

  private static @Nullable Object single(
      ObjectField field, @Nullable Object value, BlockPosition position) {
    try {
      return field.value(value);
    } catch (ArithmeticException | IllegalArgumentException e) {
      throw located(field, position, e);
    }
  }

  private static List<?> list(ObjectField field, @Nullable Object value, BlockPosition position) {
    try {
      return field.list(value);
    } catch (IllegalArgumentException e) {
      throw located(field, position, e);
    }
  }

  private static RuntimeException located(
      ObjectField field, BlockPosition position, RuntimeException e) {
    String where = Column.where(field.path(), position.index(0, Shape.of()));
    return Column.located(where + e.getMessage(), e);
  }
}
