package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

/** One component of a record on its way into an array. */
sealed interface Part {
  /** From whatever it is taken from to a value. */
  MethodType TAKES = MethodType.methodType(Object.class, Object.class);

  /** Gathers one value from each owner and sets the fields of the block to them. */
  void write(NdArray rows, Object[] owners, Place place);

  /**
   * The parts of a record.
   *
   * @param columns those that {@link Maker} made for the same record and struct, in its order
   * @param take the handle from an owner to the record
   */
  static List<Part> of(
      RecordType type,
      DType.Struct struct,
      MethodHandle take,
      Shape outer,
      Iterator<Column> columns) {
    List<Part> parts = new ArrayList<>();
    for (Component component : type.components()) {
      MethodHandle value = MethodHandles.filterReturnValue(take, component.accessor());
      DType dtype = struct.field(component.name()).type();
      Fit fit = Objects.requireNonNull(Fit.of(component.type(), dtype));
      if (fit.dims().rank() == 0) {
        parts.addAll(elements(component, fit, value, outer, columns));
      } else {
        MethodHandle item =
            MethodHandles.identity(Object.class).asType(TAKES.changeReturnType(fit.element()));
        Shape dims = Fit.joined(outer, fit.dims());
        List<Part> inner = elements(component, fit, item, dims, columns);
        parts.add(new Arrays(component, fit, value.asType(TAKES), outer, inner));
      }
    }
    return parts;
  }

  private static List<Part> elements(
      Component component, Fit fit, MethodHandle take, Shape dims, Iterator<Column> columns) {
    if (component.nested() != null) {
      return of(component.nested(), (DType.Struct) fit.base(), take, dims, columns);
    }
    Column column = columns.next();
    MethodHandle stored = MethodHandles.filterReturnValue(take, column.cell().stored(fit.base()));
    Class<?> type = stored.type().returnType();
    MethodHandle setter =
        MethodHandles.filterArguments(MethodHandles.arrayElementSetter(type.arrayType()), 2, stored)
            .asType(MethodType.methodType(void.class, Object.class, int.class, Object.class));
    return List.of(new Values(column, type, setter));
  }

  /** Single values, gathered into one flat array. */
  record Values(Column column, Class<?> stored, MethodHandle setter) implements Part {
    @Override
    public void write(NdArray rows, Object[] owners, Place place) {
      Object values = Array.newInstance(stored, owners.length);
      int i = 0;
      try {
        for (; i < owners.length; i++) {
          setter.invokeExact(values, i, owners[i]);
        }
      } catch (NullPointerException e) {
        throw column.isNull(place, i, e);
      } catch (Throwable e) {
        throw Handles.thrown(e);
      }
      column.store(rows, values, place);
    }
  }

  /** Arrays, whose elements are laid one behind the other before they are written. */
  record Arrays(Component component, Fit fit, MethodHandle take, Shape outer, List<Part> inner)
      implements Part {
    @Override
    public void write(NdArray rows, Object[] owners, Place place) {
      int each = Math.toIntExact(fit.dims().size());
      Object flat = Array.newInstance(fit.element(), Math.multiplyExact(each, owners.length));
      for (int i = 0; i < owners.length; i++) {
        if (!copy(array(owners[i]), 0, flat, i)) {
          throw misfit(place, i);
        }
      }
      if (fit.element().isPrimitive()) {
        ((Values) inner.get(0)).column().store(rows, flat, place);
      } else {
        inner.forEach(part -> part.write(rows, (Object[]) flat, place));
      }
    }

    private Object array(Object owner) {
      try {
        return (Object) take.invokeExact(owner);
      } catch (Throwable e) {
        throw Handles.thrown(e);
      }
    }

    /** Copies an array of arrays to its place; false if it does not have the lengths. */
    private boolean copy(Object array, int depth, Object flat, int i) {
      int length = (int) fit.dims().length(depth);
      if (array == null || Array.getLength(array) != length) {
        return false;
      }
      if (depth + 1 == fit.dims().rank()) {
        System.arraycopy(array, 0, flat, i * length, length);
        return true;
      }
      boolean fits = true;
      for (int k = 0; k < length && fits; k++) {
        fits = copy(((Object[]) array)[k], depth + 1, flat, i * length + k);
      }
      return fits;
    }

    private IllegalArgumentException misfit(Place place, int i) {
      return new IllegalArgumentException(
          Column.where(component.name(), place.index(i, outer))
              + "the "
              + component.type().getSimpleName()
              + " does not have the shape "
              + fit.dims());
    }
  }
}
