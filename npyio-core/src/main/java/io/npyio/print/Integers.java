package io.npyio.print;

import io.npyio.dtype.DType;
import io.npyio.memory.Memory;
import io.npyio.strided.NumberAccess;

/** Integers, right-aligned. */
record Integers(Memory memory, DType.Scalar type, int width) implements Column {

  static Integers of(ShownElements sample, DType.Scalar type) {
    Integers bare = new Integers(sample.memory(), type, 0);
    return new Integers(sample.memory(), type, sample.longest(bare::text));
  }

  @Override
  public String text(long position) {
    return Column.right(NumberAccess.text(memory, position, type), width);
  }
}
