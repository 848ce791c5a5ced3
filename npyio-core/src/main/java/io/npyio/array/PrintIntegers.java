package io.npyio.array;

import io.npyio.memory.Memory;

/** Integers, right-aligned. */
record PrintIntegers(Memory memory, DType.Scalar type, int width) implements PrintColumn {

  static PrintIntegers of(PrintSample sample, DType.Scalar type) {
    PrintIntegers bare = new PrintIntegers(sample.memory(), type, 0);
    return new PrintIntegers(sample.memory(), type, sample.longest(bare::text));
  }

  @Override
  public String text(long position) {
    return PrintColumn.right(Element.text(memory, position, type), width);
  }
}
