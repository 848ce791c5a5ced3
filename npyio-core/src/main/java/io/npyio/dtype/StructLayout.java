package io.npyio.dtype;

import java.util.ArrayList;
import java.util.List;

/** Sets the offsets of a struct's fields: one after another, or aligned as by a C compiler. */
final class StructLayout {
  private StructLayout() {}

  static DType.Struct packed(List<Field> fields) {
    List<Field> placed = new ArrayList<>();
    long end = 0;
    for (Field field : fields) {
      placed.add(field.withOffset(size(end)));
      end += field.type().itemSize();
    }
    return new DType.Struct(placed, size(end));
  }

  static DType.Struct aligned(List<Field> fields) {
    List<Field> placed = new ArrayList<>();
    long end = 0;
    int widest = 1;
    for (Field field : fields) {
      int alignment = field.type().alignment();
      widest = Math.max(widest, alignment);
      end = roundUp(end, alignment);
      placed.add(field.withOffset(size(end)));
      end += field.type().itemSize();
    }
    return new DType.Struct(placed, size(roundUp(end, widest)));
  }

  private static long roundUp(long value, int multiple) {
    return (value + multiple - 1) / multiple * multiple;
  }

  private static int size(long bytes) {
    if (bytes > DType.MAX_ITEM_SIZE) {
      throw new IllegalArgumentException(
          "an element of %d bytes is larger than the limit of %d"
              .formatted(bytes, DType.MAX_ITEM_SIZE));
    }
    return (int) bytes;
  }
}
