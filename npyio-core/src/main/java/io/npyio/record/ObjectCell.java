package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.DateTimeUnit;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Large numbers and times, which {@link NdArray#toArray} reads as objects.
 *
 * @param type of the values
 * @param natural the default dtype of times; null for numbers
 * @param getter of a single element
 */
record ObjectCell(Class<?> type, @Nullable DType natural, Function<NdArray, Object> getter)
    implements Cell {

  @Override
  public boolean accepts(DType dtype) {
    if (Number.class.isAssignableFrom(type)) {
      return Cell.isNumber(dtype);
    }
    return dtype instanceof DType.Temporal temporal
        && temporal.unit() != DateTimeUnit.GENERIC
        && temporal.isDelta() == (type == Duration.class);
  }

  @Override
  public Object get(NdArray element) {
    return getter.apply(element);
  }

  @Override
  public MethodHandle stored(DType dtype) {
    return Cell.same(type);
  }

  @Override
  public Loader loader(DType dtype) {
    return new Loader() {
      @Override
      public Object load(NdArray view, int count, @Nullable Object old) {
        return view.toArray(type.arrayType());
      }

      @Override
      public MethodHandle getter() {
        return MethodHandles.arrayElementGetter(type.arrayType());
      }
    };
  }
}
