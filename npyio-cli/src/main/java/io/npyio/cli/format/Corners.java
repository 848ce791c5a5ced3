package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.StoredArray;
import java.io.IOException;

/**
 * The elements that NumPy shows of a large array, and between them one for all that it leaves out:
 * an axis of more than seven becomes one of seven. Printed as a summary, they look as the whole
 * array does.
 */
final class Corners {
  /** NumPy's {@code edgeitems}. */
  private static final int SHOWN = 3;

  private static final int MOST = 2 * SHOWN + 1;

  /** So few bytes are one request, whichever of them are used. */
  private static final long WHOLE_BYTES = 1 << 18;

  private Corners() {}

  static NdArray of(StoredArray array) throws IOException {
    int axis = longestAxis(array.shape());
    if (axis < 0) {
      return array.load();
    }
    long length = array.shape().length(axis);
    if (array.layout().nbytes() <= WHOLE_BYTES) {
      return ofLoaded(array.load());
    }
    NdArray first = of(array.slice(axis, 0, MOST - SHOWN));
    NdArray last = of(array.slice(axis, length - SHOWN, length));
    return joined(first, last, axis);
  }

  private static NdArray ofLoaded(NdArray array) {
    int axis = longestAxis(array.shape());
    if (axis < 0) {
      return array;
    }
    long length = array.shape().length(axis);
    NdArray first = ofLoaded(array.slice(axis, 0, MOST - SHOWN));
    NdArray last = ofLoaded(array.slice(axis, length - SHOWN, length));
    return joined(first, last, axis);
  }

  /** The longest axis that has more elements than are shown; -1 if none has. */
  private static int longestAxis(Shape shape) {
    int longest = -1;
    long most = MOST;
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (shape.length(axis) > most) {
        longest = axis;
        most = shape.length(axis);
      }
    }
    return longest;
  }

  private static NdArray joined(NdArray first, NdArray last, int axis) {
    var layout = new ArrayLayout(first.dtype(), first.shape(), Order.C);
    NdArray joined = NdArray.zeros(layout.withLength(axis, MOST));
    joined.slice(axis, 0, MOST - SHOWN).copyFrom(first);
    joined.slice(axis, MOST - SHOWN, MOST).copyFrom(last);
    return joined;
  }
}
