package io.npyio.record;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Shape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Builds the method handle that makes a record: it takes the columns of a block, as Java arrays,
 * and an index, and passes the values at that index to the canonical constructor. No value is
 * boxed, and the JVM compiles the tree of handles as a whole.
 */
final class RecordAssembler {
  /** From the columns of a block and an index to a value. */
  static final MethodType MAKES = MethodType.methodType(Object.class, Object[].class, int.class);

  private final List<Column> columns = new ArrayList<>();

  /** {@return the columns that the handles read, in the order of their arrays} */
  List<Column> columns() {
    return List.copyOf(columns);
  }

  /** A handle from {@code (Object[], int)} to the record, adding to the columns. */
  MethodHandle record(RecordType type, DType.Struct struct, List<String> path, Shape dims) {
    List<MethodHandle> arguments = new ArrayList<>();
    for (Component component : type.components()) {
      Field field = struct.field(component.name());
      List<String> names = new ArrayList<>(path);
      names.add(component.name());
      arguments.add(component(component, field.type(), names, dims));
    }
    int count = arguments.size();
    MethodHandle handle =
        MethodHandles.dropArguments(type.constructor(), count, MAKES.parameterList());
    for (int i = count - 1; i >= 0; i--) {
      handle = MethodHandles.foldArguments(handle, i, arguments.get(i));
    }
    return handle;
  }

  private MethodHandle component(Component component, DType type, List<String> path, Shape outer) {
    TypeMatch match = Objects.requireNonNull(TypeMatch.of(component.type(), type));
    Shape dims = outer.append(match.dims());
    MethodHandle element =
        component.nested() == null
            ? value(component, match, path, dims)
            : record(component.nested(), (DType.Struct) match.base(), path, dims);
    if (match.dims().rank() == 0) {
      return element;
    }
    MethodType made = MAKES.changeReturnType(component.type());
    return new ArrayMaker(
            component.type(),
            match.dims().lengths(),
            element.asType(MAKES),
            match.element().isPrimitive() ? columns.size() - 1 : -1)
        .handle()
        .asType(made);
  }

  private MethodHandle value(Component component, TypeMatch match, List<String> path, Shape dims) {
    Cell cell = Objects.requireNonNull(component.cell(match.element()));
    Cell.Loader loader = cell.loader(match.base());
    MethodHandle getter = loader.getter();
    MethodHandle column =
        MethodHandles.insertArguments(
                MethodHandles.arrayElementGetter(Object[].class), 1, columns.size())
            .asType(MethodType.methodType(getter.type().parameterType(0), Object[].class));
    columns.add(new Column(List.copyOf(path), dims, match.base(), cell, loader));
    return MethodHandles.filterArguments(getter, 0, column);
  }
}
