package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A primitive or its box. Blocks are primitive arrays in both cases.
 *
 * @param type of the values
 * @param primitive the element type of the blocks
 * @param natural the dtype with exactly these values
 * @param getter of a single element
 */
record NumberCell(
    Class<?> type, Class<?> primitive, DType natural, Function<NdArray, Object> getter)
    implements Cell {

  NumberCell(Class<?> primitive, DType natural, Function<NdArray, Object> getter) {
    this(primitive, primitive, natural, getter);
  }

  Class<?> boxed() {
    return MethodType.methodType(primitive).wrap().returnType();
  }

  NumberCell inBox() {
    return new NumberCell(boxed(), primitive, natural, getter);
  }

  static char getChar(NdArray element) {
    long value = element.getLong();
    if (value != (char) value) {
      throw new ArithmeticException(value + " does not fit a char; declare an int");
    }
    return (char) value;
  }

  /** Real numbers of any kind, checked value by value; for {@code long} also counts of times. */
  @Override
  public boolean accepts(DType dtype) {
    return Cell.isNumber(dtype) || (primitive == long.class && dtype instanceof DType.Temporal);
  }

  @Override
  public Object get(NdArray element) {
    return getter.apply(element);
  }

  @Override
  public MethodHandle stored(DType dtype) {
    return Cell.same(type).asType(MethodType.methodType(primitive, type));
  }

  @Override
  public Loader loader(DType dtype) {
    Class<?> array = primitive.arrayType();
    MethodHandle element =
        MethodHandles.arrayElementGetter(array)
            .asType(MethodType.methodType(type, array, int.class));
    return new Loader() {
      @Override
      public Object load(NdArray view, int count, @Nullable Object old) {
        Object block = old == null ? Array.newInstance(primitive, count) : old;
        view.readInto(block);
        return block;
      }

      @Override
      public MethodHandle getter() {
        return element;
      }
    };
  }
}
