package io.npyio.cli.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * The text above a chart.
 *
 * @param title the file and its array
 * @param notes further facts
 */
record Caption(String title, List<String> notes) {
  /** This caption with one more note, unless that is empty. */
  Caption with(String note) {
    if (note.isEmpty()) {
      return this;
    }
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Caption(title, more);
  }

  /** This caption with a note on some elements, unless there are none. */
  Caption with(long count, String what) {
    String verb = count == 1 ? " element is " : " elements are ";
    return count == 0 ? this : with(Tick.count(count) + verb + what);
  }

  String note() {
    return String.join("; ", notes);
  }
}
