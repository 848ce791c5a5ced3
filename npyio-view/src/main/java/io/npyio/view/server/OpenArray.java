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

  /**
   * The selected elements of a number of axes.
   *
   * @param picture the view that shows this number of axes, for the message
   * @throws IllegalArgumentException if the selection has another number of axes
   */
  NdArray shown(int axes, String picture) {
    NdArray part = part();
    if (part.rank() != axes) {
      throw new IllegalArgumentException(
          "%s shows %d of the axes, but the slice '%s' of %s leaves %d"
              .formatted(picture, axes, selection.slice(), values().shape(), part.rank()));
    }
    return part;
  }

  private NdArray values() {
    if (view instanceof OpenView.Values values) {
      return values.array();
    }
    throw new IllegalArgumentException(
        "the array holds Python objects, which are shown as text in the grid only");
  }
}
