package io.npyio.view;

import io.npyio.array.NdArray;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of whole arrays, which the command computes by the code of its verbs.
 *
 * <p>An {@link IllegalArgumentException} says that an array has none, and its message is shown.
 */
public interface Analysis {
  /**
   * The statistics of an array by their names in {@code npyio stats --json}: each is a {@link
   * Number}, a {@link String}, a {@link Boolean}, null, or a list or map of these.
   */
  Map<String, @Nullable Object> statistics(NdArray array);

  /**
   * Counts the elements in bins of equal width.
   *
   * @param low the left edge of the first bin; NaN for the least finite element
   * @param high the right edge of the last bin; NaN for the greatest finite element
   */
  Counts histogram(NdArray array, int bins, double low, double high);

  /**
   * The bins of a histogram.
   *
   * @param below the number of elements below {@code low}
   * @param above the number of elements above {@code high}
   */
  record Counts(double low, double high, long[] counts, long below, long above, long nan) {}
}
