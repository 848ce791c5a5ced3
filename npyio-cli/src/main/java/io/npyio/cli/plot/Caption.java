package io.npyio.cli.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * What is said above a chart.
 *
 * @param title the file and what it holds
 * @param notes what else is to be known
 */
record Caption(String title, List<String> notes) {
  /** The same and one more note, unless that is empty. */
  Caption with(String note) {
    if (note.isEmpty()) {
      return this;
    }
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Caption(title, more);
  }

  /** What is said of so many elements, unless there are none. */
  Caption with(long count, String what) {
    String verb = count == 1 ? " element is " : " elements are ";
    return count == 0 ? this : with(Tick.count(count) + verb + what);
  }

  String note() {
    return String.join("; ", notes);
  }
}
