package io.npyio.record;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/** A {@code byte[]}: {@code S} without trailing zeros, {@code V} in full. */
record BytesCell() implements Cell {

  @Override
  public boolean accepts(DType dtype) {
    return dtype instanceof DType.Flexible && !Cell.is(dtype, DType.Flexible.Form.UNICODE);
  }

  /** None: the type does not bound the length. */
  @Override
  public @Nullable DType natural() {
    return null;
  }

  @Override
  public Object get(NdArray element) {
    return element.get();
  }

  @Override
  public MethodHandle stored(DType dtype) {
    return Cell.same(byte[].class);
  }

  @Override
  public Loader loader(DType dtype) {
    return TextUnits.bytes((DType.Flexible) dtype);
  }
}
