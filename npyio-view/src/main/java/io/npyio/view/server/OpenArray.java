package io.npyio.view.server;

import io.npyio.array.NdArray;
import io.npyio.view.Fetcher;
import io.npyio.view.OpenView;
import io.npyio.view.reduce.Numbers;
import io.npyio.view.reduce.Part;

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

  /** Selected elements as real numbers: the part of them that a query names. */
  Numbers numbers(NdArray selected, Query query) {
    Part part = Part.of(query.text("part").orElse(null), selected.dtype());
    return new Numbers(selected, part, fetcher());
  }

  /** Brings selected elements before they are read. */
  Fetcher fetcher() {
    return view.fetcher();
  }

  /**
   * All elements.
   *
   * @throws IllegalArgumentException for Python objects
   */
  NdArray values() {
    if (view instanceof OpenView.Values values) {
      return values.array();
    }
    if (view instanceof OpenView.Partial partial) {
      return partial.array();
    }
    throw new IllegalArgumentException(
        "the array holds Python objects, which are shown as text in the grid only");
  }
}
