package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes one component of a block of records into an array. */
sealed interface ComponentWriter {
  /** From an owner, a record or an array element, to a value. */
  MethodType TAKES = MethodType.methodType(Object.class, Object.class);

  /** Gathers one value per owner and writes them to the field in the block. */
  void write(NdArray rows, Object[] owners, BlockPosition position);

  /**
   * The writers of all components of a record.
   *
   * @param take the handle from an owner to the record
   * @param columns the columns that {@link RecordAssembler} made for the same record and struct
   */
  static List<ComponentWriter> of(
      RecordType type,
      DType.Struct struct,
      MethodHandle take,
      Shape outer,
      Iterator<Column> columns) {
    List<ComponentWriter> writers = new ArrayList<>();
    for (Component component : type.components()) {
      MethodHandle value = MethodHandles.filterReturnValue(take, component.accessor());
      DType dtype = struct.field(component.name()).type();
      TypeMatch match = Objects.requireNonNull(TypeMatch.of(component.type(), dtype));
      if (match.dims().rank() == 0) {
        writers.addAll(elements(component, match, value, outer, columns));
      } else {
        MethodHandle item =
            MethodHandles.identity(Object.class).asType(TAKES.changeReturnType(match.element()));
        Shape dims = outer.append(match.dims());
        List<ComponentWriter> inner = elements(component, match, item, dims, columns);
        writers.add(new Arrays(component, match, value.asType(TAKES), outer, inner));
      }
    }
    return writers;
  }

  private static List<ComponentWriter> elements(
      Component component,
      TypeMatch match,
      MethodHandle take,
      Shape dims,
      Iterator<Column> columns) {
    if (component.nested() != null) {
      return of(component.nested(), (DType.Struct) match.base(), take, dims, columns);
    }
    Column column = columns.next();
    return List.of(
        column.cell() instanceof MissableCell cell
            ? MissableValues.of(column, cell, take)
            : Values.of(column, take));
  }

  /** Writes single values, gathered into a flat array. */
  record Values(Column column, Class<?> stored, MethodHandle setter) implements ComponentWriter {
    private static Values of(Column column, MethodHandle take) {
      MethodHandle stored = column.cell().stored(column.dtype());
      return new Values(
          column,
          stored.type().returnType(),
          elementSetter(MethodHandles.filterReturnValue(take, stored)));
    }

    @Override
    public void write(NdArray rows, Object[] owners, BlockPosition position) {
      Object values = Array.newInstance(stored, owners.length);
      int i = 0;
      try {
        for (; i < owners.length; i++) {
          setter.invokeExact(values, i, owners[i]);
        }
      } catch (NullPointerException e) {
        throw column.isNull(position, i, e);
      } catch (Throwable e) {
        throw Handles.thrown(e);
      }
      column.store(rows, values, position);
    }
  }

  /**
   * Writes single values that may be missing: first with a placeholder for each missing one, then
   * the missing ones as NaN or NaT.
   *
   * @param placeholder the content of a zero element, null if the dtype has no missing value
   */
  record MissableValues(
      Column column,
      Absence absence,
      MethodHandle take,
      Class<?> stored,
      MethodHandle setter,
      @Nullable Object placeholder)
      implements ComponentWriter {

    private static MissableValues of(Column column, MissableCell cell, MethodHandle take) {
      MethodHandle stored = cell.stored(column.dtype());
      return new MissableValues(
          column,
          cell.absence(),
          take.asType(TAKES),
          stored.type().returnType(),
          elementSetter(stored),
          MissingValues.existIn(column.dtype())
              ? cell.content().get(NdArray.zeros(column.dtype()))
              : null);
    }

    @Override
    public void write(NdArray rows, Object[] owners, BlockPosition position) {
      Object values = Array.newInstance(stored, owners.length);
      BitSet missing = new BitSet();
      for (int i = 0; i < owners.length; i++) {
        Object content = content(owners[i], position, i);
        missing.set(i, content == null);
        Object value = content == null ? placeholder : content;
        if (value == null) {
          throw column.cannotBeMissing(position, i);
        }
        set(values, i, value);
      }
      column.store(rows, values, position);
      column.storeMissing(rows, missing);
    }

    private @Nullable Object content(Object owner, BlockPosition position, int i) {
      try {
        return absence.unwrap().contentOf((Object) take.invokeExact(owner));
      } catch (NullPointerException e) {
        throw column.isNull(position, i, e);
      } catch (Throwable e) {
        throw Handles.thrown(e);
      }
    }

    private void set(Object values, int i, Object value) {
      try {
        setter.invokeExact(values, i, value);
      } catch (Throwable e) {
        throw Handles.thrown(e);
      }
    }
  }

  /** A handle that converts an object and sets an array element to the result. */
  private static MethodHandle elementSetter(MethodHandle stored) {
    Class<?> array = stored.type().returnType().arrayType();
    return MethodHandles.filterArguments(MethodHandles.arrayElementSetter(array), 2, stored)
        .asType(MethodType.methodType(void.class, Object.class, int.class, Object.class));
  }

  /** Writes arrays, whose elements are first copied into one flat array. */
  record Arrays(
      Component component,
      TypeMatch match,
      MethodHandle take,
      Shape outer,
      List<ComponentWriter> inner)
      implements ComponentWriter {
    @Override
    public void write(NdArray rows, Object[] owners, BlockPosition position) {
      int each = Math.toIntExact(match.dims().size());
      Object flat = Array.newInstance(match.element(), Math.multiplyExact(each, owners.length));
      for (int i = 0; i < owners.length; i++) {
        if (!copy(array(owners[i]), 0, flat, i)) {
          throw misfit(position, i);
        }
      }
      if (match.element().isPrimitive()) {
        ((Values) inner.get(0)).column().store(rows, flat, position);
      } else {
        inner.forEach(writer -> writer.write(rows, (Object[]) flat, position));
      }
    }

    private Object array(Object owner) {
      try {
        return (Object) take.invokeExact(owner);
      } catch (Throwable e) {
        throw Handles.thrown(e);
      }
    }

    /** Copies a nested array to item {@code i} of the flat one; false if its lengths differ. */
    private boolean copy(Object array, int depth, Object flat, int i) {
      int length = (int) match.dims().length(depth);
      if (array == null || Array.getLength(array) != length) {
        return false;
      }
      if (depth + 1 == match.dims().rank()) {
        System.arraycopy(array, 0, flat, i * length, length);
        return true;
      }
      boolean fits = true;
      for (int k = 0; k < length && fits; k++) {
        fits = copy(((Object[]) array)[k], depth + 1, flat, i * length + k);
      }
      return fits;
    }

    private IllegalArgumentException misfit(BlockPosition position, int i) {
      return new IllegalArgumentException(
          Column.where(component.name(), position.index(i, outer))
              + "the "
              + component.type().getSimpleName()
              + " does not have the shape "
              + match.dims());
    }
  }
}
