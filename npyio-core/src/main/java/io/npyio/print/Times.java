package io.npyio.print;

import io.npyio.dtype.DType;
import io.npyio.memory.Memory;
import io.npyio.strided.TimeText;

/** Datetimes as quoted ISO text and timedeltas as counts, right-aligned. */
record Times(Memory memory, DType.Temporal type, int width) implements Column {

  static Times of(ShownElements sample, DType.Temporal type) {
    Extent extent = new Extent();
    sample.forEach(position -> extent.add(sample.memory().getLong(position, type.order())));
    return new Times(sample.memory(), type, extent.width(type));
  }

  @Override
  public String text(long position) {
    return Column.right(textOf(memory.getLong(position, type.order()), type), width);
  }

  private static String textOf(long value, DType.Temporal type) {
    if (value == DType.Temporal.NAT) {
      return "'NaT'";
    }
    return type.isDelta() ? Long.toString(value) : "'" + TimeText.iso(value, type.step()) + "'";
  }

  /**
   * The range of the times, and whether there is a NaT, which determine the width. Times within the
   * range are longer only if they overflow, and then they stick out of NumPy's columns, too.
   */
  private static final class Extent {
    private long first = Long.MAX_VALUE;
    private long last = DType.Temporal.NAT;
    private boolean hasNat;

    void add(long value) {
      if (value == DType.Temporal.NAT) {
        hasNat = true;
      } else {
        first = Math.min(first, value);
        last = Math.max(last, value);
      }
    }

    int width(DType.Temporal type) {
      int width = hasNat ? textOf(DType.Temporal.NAT, type).length() : 0;
      if (last != DType.Temporal.NAT) {
        width = Math.max(width, textOf(first, type).length());
        width = Math.max(width, textOf(last, type).length());
      }
      return width;
    }
  }
}
