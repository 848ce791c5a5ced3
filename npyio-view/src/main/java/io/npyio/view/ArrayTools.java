package io.npyio.view;

import io.npyio.array.NdArray;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Work on whole arrays that the command does by the code of its verbs.
 *
 * <p>An {@link IllegalArgumentException} says that an array does not fit, and its message is shown.
 */
public interface ArrayTools {
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
   * Writes an array of at most two axes as {@code npyio cat --format csv} does, and leaves the
   * stream open.
   */
  void writeCsv(OpenView array, OutputStream out) throws IOException;

  /**
   * The bins of a histogram.
   *
   * @param below the number of elements below {@code low}
   * @param above the number of elements above {@code high}
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Counts(double low, double high, long[] counts, long below, long above, long nan) {}
}
