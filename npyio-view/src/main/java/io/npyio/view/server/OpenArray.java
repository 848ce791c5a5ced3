package io.npyio.view.server;

import io.npyio.array.NdArray;
import io.npyio.view.OpenView;

/**
 * An array that is open while a request is answered.
 *
 * @param key the array and the state of its file
 */
record OpenArray(OpenFiles.Key key, OpenView view, Selection selection) {
  /**
   * The selected elements.
   *
   * @throws IllegalArgumentException for Python objects
   */
  NdArray part() {
    return selection.of(values());
  }

  /** The selected elements, or some of them if there are many and the query does not want all. */
  Sample sample(Query query) throws HttpProblem {
    return query.flag("all") ? Sample.whole(part()) : Sample.of(part());
  }

  private NdArray values() {
    if (view instanceof OpenView.Values values) {
      return values.array();
    }
    throw new IllegalArgumentException(
        "the array holds Python objects, which are shown as text in the grid only");
  }
}
