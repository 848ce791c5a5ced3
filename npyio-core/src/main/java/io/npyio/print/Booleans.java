package io.npyio.print;

import io.npyio.memory.Memory;

/**
 * Booleans.
 *
 * @param isPadded whether {@code True} is made as wide as {@code False}, even if all are true
 */
record Booleans(Memory memory, boolean isPadded) implements Column {
  @Override
  public String text(long position) {
    boolean value = memory.getByte(position) != 0;
    return value ? isPadded ? " True" : "True" : "False";
  }
}
