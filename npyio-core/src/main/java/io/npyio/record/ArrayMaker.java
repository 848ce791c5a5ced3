package io.npyio.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;

/** Builds the Java array of a component whose field is an array. */
final class ArrayMaker {
  private static final MethodHandle MAKE =
      Handles.own(
          MethodHandles.lookup(),
          "make",
          RecordAssembler.MAKES.insertParameterTypes(0, ArrayMaker.class));

  private final Class<?> type;
  private final long[] lengths;
  private final MethodHandle element;
  private final int column;

  /**
   * Describes the arrays to build.
   *
   * @param type of the arrays
   * @param lengths of their levels
   * @param element the handle that makes an element
   * @param column the column to copy primitive elements from instead, or -1
   */
  ArrayMaker(Class<?> type, long[] lengths, MethodHandle element, int column) {
    this.type = type;
    this.lengths = lengths;
    this.element = element;
    this.column = column;
  }

  MethodHandle handle() {
    return MAKE.bindTo(this);
  }

  @SuppressWarnings("UnusedMethod") // called through MAKE
  private static Object make(ArrayMaker maker, Object[] columns, int i) throws Throwable {
    return maker.make(maker.type, 0, columns, i);
  }

  private Object make(Class<?> level, int depth, Object[] columns, int i) throws Throwable {
    int length = (int) lengths[depth];
    Object array = Array.newInstance(level.getComponentType(), length);
    int first = i * length;
    boolean isInner = depth + 1 == lengths.length;
    if (isInner && column >= 0) {
      System.arraycopy(columns[column], first, array, 0, length);
      return array;
    }
    Object[] items = (Object[]) array;
    for (int k = 0; k < length; k++) {
      items[k] =
          isInner
              ? (Object) element.invokeExact(columns, first + k)
              : make(level.getComponentType(), depth + 1, columns, first + k);
    }
    return array;
  }
}
