package io.npyio.view;

import io.npyio.dtype.ArrayLayout;
import org.jspecify.annotations.Nullable;

/**
 * An array of a file, by its header alone.
 *
 * @param member the name of the member, empty for a file of one array
 * @param layout dtype, shape and order; null where the header cannot be read
 * @param problem why the array cannot be shown, in one sentence; null where it can
 */
public record ViewedArray(String member, @Nullable ArrayLayout layout, @Nullable String problem) {
  /** An array that can be shown. */
  public static ViewedArray of(String member, ArrayLayout layout) {
    return new ViewedArray(member, layout, null);
  }

  /** An array whose header cannot be read. */
  public static ViewedArray damaged(String member, String problem) {
    return new ViewedArray(member, null, problem);
  }
}
