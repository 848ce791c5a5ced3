package io.npyio.cli.plot;

/** How the numbers along an axis are marked: as numbers, or as the dates that they count. */
interface Scale {
  /** Any numbers. */
  Scale NUMBERS = (range, max) -> NumberTicks.of(range, max, false);

  /** Integers, between which nothing is marked. */
  Scale INTEGERS = (range, max) -> NumberTicks.of(range, max, true);

  /** {@return the room that a label takes in text, in characters} */
  default int labelWidth() {
    return 8;
  }

  /** {@return the marks in a range, about {@code max} at most} */
  Ticks ticks(Range range, int max);
}
