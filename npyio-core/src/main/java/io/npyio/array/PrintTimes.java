package io.npyio.array;

import io.npyio.memory.Memory;

/** Datetimes as quoted ISO text and timedeltas as counts, right-aligned. */
record PrintTimes(Memory memory, DType.Temporal type, int width) implements PrintColumn {

  static PrintTimes of(PrintSample sample, DType.Temporal type) {
    Extent extent = new Extent();
    sample.forEach(position -> extent.add(sample.memory().getLong(position, type.order())));
    return new PrintTimes(sample.memory(), type, extent.width(type));
  }

  @Override
  public String text(long position) {
    return PrintColumn.right(textOf(memory.getLong(position, type.order()), type), width);
  }

  private static String textOf(long value, DType.Temporal type) {
    if (value == DateTimes.NAT) {
      return "'NaT'";
    }
    return type.isDelta() ? Long.toString(value) : "'" + DateTimes.iso(value, type.step()) + "'";
  }

  /**
   * What the width depends on: the first and the last time, and whether there is a NaT. Times in
   * between are longer only when they overflow, and then they stick out of NumPy's columns, too.
   */
  private static final class Extent {
    private long first = Long.MAX_VALUE;
    private long last = DateTimes.NAT;
    private boolean hasNat;

    void add(long value) {
      if (value == DateTimes.NAT) {
        hasNat = true;
      } else {
        first = Math.min(first, value);
        last = Math.max(last, value);
      }
    }

    int width(DType.Temporal type) {
      int width = hasNat ? textOf(DateTimes.NAT, type).length() : 0;
      if (last != DateTimes.NAT) {
        width = Math.max(width, textOf(first, type).length());
        width = Math.max(width, textOf(last, type).length());
      }
      return width;
    }
  }
}
