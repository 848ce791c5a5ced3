package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** A {@code String}: the text of {@code U}, or of {@code S} with one character per byte. */
record TextCell() implements Cell {

  @Override
  public boolean accepts(DType dtype) {
    return Cell.isText(dtype);
  }

  /** None: the type does not bound the length. */
  @Override
  public @Nullable DType natural() {
    return null;
  }

  @Override
  public Object get(NdArray element) {
    return element.getString();
  }

  @Override
  public MethodHandle stored(DType dtype) {
    return Cell.same(String.class);
  }

  @Override
  public Loader loader(DType dtype) {
    return TextUnits.text((DType.Flexible) dtype);
  }
}
