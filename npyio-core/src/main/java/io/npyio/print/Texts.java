package io.npyio.print;

import java.util.function.LongFunction;

/**
 * Elements whose text the caller has, not aligned.
 *
 * @param texts from the position of an element to its text
 */
record Texts(LongFunction<String> texts) implements Column {

  @Override
  public String text(long position) {
    return texts.apply(position);
  }
}
