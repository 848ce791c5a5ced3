package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A value that may be missing: NaN in floats, NaT in times. In other dtypes it is always present.
 *
 * @param type of the component's elements: an Optional, or the type of the content
 * @param content the cell of the values that are present
 * @param absence how the component represents a missing value
 */
record MissableCell(Class<?> type, Cell content, Absence absence) implements Cell {

  /** The type of the values that are present. */
  Class<?> contentType() {
    return absence.content() == null ? type : absence.content();
  }

  @Override
  public boolean accepts(DType dtype) {
    return content.accepts(dtype);
  }

  @Override
  public @Nullable DType natural() {
    return content.natural();
  }

  @Override
  public @Nullable Object get(NdArray element) {
    return MissingValues.isMissing(element)
        ? absence.none()
        : absence.wrap().apply(content.get(element));
  }

  /** The handle takes a content, not an Optional or null. */
  @Override
  public MethodHandle stored(DType dtype) {
    return content.stored(dtype);
  }

  @Override
  public Loader loader(DType dtype) {
    return new Loaded(content.loader(dtype));
  }

  private final class Loaded implements Loader {
    private static final MethodType GETTER =
        MethodType.methodType(Object.class, Object.class, int.class);

    private final Loader contents;
    private final MethodHandle getter;

    Loaded(Loader contents) {
      this.contents = contents;
      this.getter = contents.getter().asType(GETTER);
    }

    @Override
    public Object load(NdArray view, int count, @Nullable Object old) {
      BitSet missing = MissingValues.in(view);
      NdArray present = missing.isEmpty() ? view : MissingValues.zeroed(view, missing);
      Object block = contents.load(present, count, null);
      Object[] values = (Object[]) Array.newInstance(type, count);
      for (int i = 0; i < count; i++) {
        values[i] =
            missing.get(i) ? absence.none() : absence.wrap().apply(Handles.value(getter, block, i));
      }
      return values;
    }

    @Override
    public MethodHandle getter() {
      return MethodHandles.arrayElementGetter(type.arrayType());
    }
  }
}
