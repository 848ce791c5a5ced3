package io.npyio.view;

import io.npyio.array.NdArray;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Brings the elements of an array to where they can be read. The methods do nothing, for arrays
 * whose elements are all there, unless they are overridden. Several threads call them at a time.
 */
public interface Fetcher {
  /** The fetcher of arrays whose elements are all there. */
  Fetcher NONE = new Fetcher() {};

  /** Whether elements can only be read once they have been fetched. */
  default boolean isRequired() {
    return false;
  }

  /** Returns once the elements of a view of the array can be read. */
  default void fetch(NdArray view) throws IOException {}

  /** Whether the array is small enough for all of it to be fetched unasked. */
  default boolean mayFetchAll() {
    return true;
  }

  /**
   * Says that the elements of a view are read next, and none that lie beside them in the file: they
   * may be brought alone. A failure shows when they are read.
   */
  default void expect(NdArray view) {}

  /** As {@link #fetch}, where no checked exception may be thrown. */
  default void fetchUnchecked(NdArray view) {
    try {
      fetch(view);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem.getMessage(), problem);
    }
  }
}
