package io.npyio.cli.plot;

import java.util.List;

/**
 * The marks of an axis.
 *
 * @param list from the least
 * @param start what all labels leave out, a number that they count from or a day; empty if nothing
 */
record Ticks(List<Tick> list, String start) {
  /** {@return the note that tells the start; empty without one} */
  String note(String axis) {
    return start.isEmpty() ? "" : axis + " axis starts from " + start;
  }
}
