package io.npyio.record;

import io.npyio.array.DType;
import io.npyio.array.Field;
import java.util.function.Function;

/** How the fields of a new struct are laid out; structs inside it are laid out the same way. */
enum Packing {
  /** Without gaps, as {@code np.dtype([...])}. */
  PACKED(DType::struct),
  /** As a C compiler would, as {@code align=True}. */
  ALIGNED(DType::alignedStruct);

  private final Function<Field[], DType.Struct> layout;

  Packing(Function<Field[], DType.Struct> layout) {
    this.layout = layout;
  }

  DType.Struct struct(Field[] fields) {
    return layout.apply(fields);
  }
}
