package io.npyio.memory;

/** Heap memory in windows so small that elements lie across their ends, for tests elsewhere. */
public final class SmallWindows {
  private SmallWindows() {}

  /** New memory in windows of {@code 2^shift} bytes. */
  public static Memory allocate(long size, int shift) {
    return Memory.allocate(size, shift);
  }
}
