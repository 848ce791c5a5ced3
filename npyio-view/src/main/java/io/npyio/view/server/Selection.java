package io.npyio.view.server;

import io.npyio.array.NdArray;
import java.util.Optional;

/**
 * The part of an array that a request is about.
 *
 * @param file the number of the file
 * @param member its member, empty for a file of one array
 * @param field the path of a field, empty for whole elements
 * @param slice in Python's syntax; its slices are the axes that are shown
 * @param isTransposed whether the two axes that are shown change places
 */
record Selection(int file, String member, String field, String slice, boolean isTransposed) {
  private static final int MAX_SHOWN_AXES = 2;

  /** The selection that the parameters of a request describe. */
  static Selection of(Query query, int files) throws HttpProblem {
    return new Selection(
        file(query, files),
        query.text("m").orElse(""),
        query.text("field").orElse(""),
        query.text("s").orElse("..."),
        query.flag("t"));
  }

  /** The number of a file that there is. */
  static int file(Query query, int files) throws HttpProblem {
    Optional<String> text = query.text("f");
    long number = text.isEmpty() ? 0 : query.integer("f", 0, Long.MAX_VALUE);
    if (number >= files) {
      throw HttpProblem.notFound("there is no file number " + number + "; the viewer has " + files);
    }
    return (int) number;
  }

  /**
   * The selected elements, all axes that are left.
   *
   * @throws IllegalArgumentException if the array has no such field or slice
   */
  NdArray of(NdArray array) {
    NdArray part = Fields.select(array, field).slice(slice);
    return isTransposed ? part.transpose() : part;
  }

  /** The same elements, whole ones. */
  Selection ofWholeElements() {
    return new Selection(file, member, "", slice, isTransposed);
  }

  /**
   * As {@link #of}, for what shows one or two axes or a single element.
   *
   * @throws IllegalArgumentException also if the slice leaves more axes
   */
  NdArray shownOf(NdArray array) {
    NdArray shown = of(array);
    if (shown.rank() > MAX_SHOWN_AXES) {
      throw new IllegalArgumentException(
          "the slice '%s' shows %d axes of %s; at most two are shown, the others take a number"
              .formatted(slice, shown.rank(), array.shape()));
    }
    return shown;
  }
}
