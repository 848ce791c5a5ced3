package io.npyio.record;

import io.npyio.dtype.DType;
import io.npyio.dtype.Field;

/** How the fields of a new struct are laid out; structs inside it are laid out the same way. */
enum Packing {
  /** Without gaps, as {@code np.dtype([...])}. */
  PACKED,
  /** As a C compiler would, as {@code align=True}. */
  ALIGNED;

  DType.Struct struct(Field[] fields) {
    return switch (this) {
      case PACKED -> DType.struct(fields);
      case ALIGNED -> DType.alignedStruct(fields);
    };
  }
}
