package io.npyio.cli.plot;

import io.npyio.array.NdArray;
import io.npyio.cli.scan.Region;
import io.npyio.cli.scan.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The number of elements in each of some bins of equal width, as {@code np.histogram}.
 *
 * @param range from the first bin to the last
 * @param bins the counts; the last bin includes its upper edge
 * @param isLastShort whether the last bin of integers reaches beyond the greatest element
 * @param others the elements in no bin
 */
public record BinCounts(Range range, List<Long> bins, boolean isLastShort, Others others) {
  private static final int MIN_BINS = 10;
  private static final int MAX_BINS = 100;

  /** The magnitude from which doubles cannot represent every integer. */
  private static final double MAX_EXACT_INTEGER = 0x1p53;

  /**
   * The elements in no bin.
   *
   * @param below the number of elements below the range, infinities included
   * @param above the number of elements above it, infinities included
   * @param infinite the number of infinities
   * @param nan the number of NaNs
   */
  public record Others(long below, long above, long infinite, long nan) {}

  /** The bins before counting. */
  private record Bins(Range range, int count, boolean isLastShort) {
    double edge(int i) {
      double step = (range.high() / 2 - range.low() / 2) / count * 2;
      return i == count ? range.high() : i * step + range.low();
    }

    /** The bin of a value in the range. */
    int of(double value) {
      int bin = (int) Math.min(count - 1.0, range.fraction(value) * count);
      if (value < edge(bin)) {
        return bin - 1;
      }
      return bin < count - 1 && value >= edge(bin + 1) ? bin + 1 : bin;
    }
  }

  /**
   * {@return the counts of the elements of an array} Without a range, a first pass finds it.
   *
   * @param wanted the number of bins, for integers an upper bound; null to choose
   * @param asked the range of the bins; null for that of the finite elements
   * @param progress is given the bytes of each region read
   */
  public static BinCounts of(
      NdArray array,
      @Nullable Integer wanted,
      @Nullable Range asked,
      Workers workers,
      LongConsumer progress)
      throws IOException {
    if (!PlottableTypes.areNumbersOrTimes(array.dtype())) {
      throw new IOException(
          "a histogram counts numbers and times, not elements of " + array.dtype().name());
    }
    if (asked != null) {
      return counted(
          array, new Bins(asked, wanted == null ? MAX_BINS : wanted, false), workers, progress);
    }
    Extent extent = new Extent();
    workers.run(
        Region.inMemoryOrder(array),
        region -> Extent.of(region.of(array)),
        found -> {
          extent.join(found);
          progress.accept(found.elements * array.dtype().itemSize());
        });
    if (extent.count == 0) {
      return counted(array, new Bins(new Range(0, 1), 1, false), workers, bytes -> {});
    }
    return counted(array, bins(array, extent, wanted), workers, progress);
  }

  private static Bins bins(NdArray array, Extent extent, @Nullable Integer wanted) {
    double span = extent.high - extent.low + 1;
    if (PlottableTypes.areIntegers(array.dtype())
        && Math.max(Math.abs(extent.low), Math.abs(extent.high)) < MAX_EXACT_INTEGER) {
      double width = wanted == null ? wholeWidth(span) : Math.ceil(span / wanted);
      double count = Math.ceil(span / width);
      double low = extent.low - 0.5;
      return new Bins(new Range(low, low + count * width), (int) count, count * width > span);
    }
    int rice = (int) Math.ceil(2 * Math.cbrt((double) extent.count));
    int count = wanted == null ? Math.max(MIN_BINS, Math.min(MAX_BINS, rice)) : wanted;
    return new Bins(Range.around(extent.low, extent.high), count, false);
  }

  /**
   * The width of bins for a number of integers: one that divides it if that leaves at least half of
   * the most bins, so that each counts as many integers as the others.
   */
  private static double wholeWidth(double span) {
    double least = Math.ceil(span / MAX_BINS);
    for (double width = least; width <= 2 * least; width++) {
      if (span % width == 0) {
        return width;
      }
    }
    return least;
  }

  private static NdArray inOrder(NdArray part) {
    return Region.isInColumns(part) ? part.transpose() : part;
  }

  /** The finite minimum and maximum of a region. */
  private static final class Extent {
    private long elements;
    private long count;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;

    static Extent of(NdArray part) {
      var extent = new Extent();
      extent.elements = part.size();
      var buffer = new double[(int) Math.min(Region.BLOCK_ELEMENTS, part.size())];
      for (NdArray block : inOrder(part).blocks(Region.BLOCK_ELEMENTS)) {
        PlottableTypes.read(block, buffer);
        extent.add(buffer, (int) block.size());
      }
      return extent;
    }

    private void add(double[] values, int n) {
      for (int i = 0; i < n; i++) {
        double value = values[i];
        if (Double.isFinite(value)) {
          count++;
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
    }

    void join(Extent other) {
      elements += other.elements;
      count += other.count;
      low = Math.min(low, other.low);
      high = Math.max(high, other.high);
    }
  }

  private static BinCounts counted(NdArray array, Bins bins, Workers workers, LongConsumer progress)
      throws IOException {
    var all = new RegionCounts(bins);
    workers.run(
        Region.inMemoryOrder(array),
        region -> RegionCounts.of(region.of(array), bins),
        found -> {
          all.join(found);
          progress.accept(found.elements * array.dtype().itemSize());
        });
    List<Long> counts = new ArrayList<>();
    for (long count : all.counts) {
      counts.add(count);
    }
    return new BinCounts(bins.range, counts, bins.isLastShort, all.others());
  }

  /** The counts of a region. */
  private static final class RegionCounts {
    private final Bins bins;
    private final long[] counts;
    private long elements;
    private long below;
    private long above;
    private long infinite;

    RegionCounts(Bins bins) {
      this.bins = bins;
      counts = new long[bins.count];
    }

    static RegionCounts of(NdArray part, Bins bins) {
      var tally = new RegionCounts(bins);
      tally.elements = part.size();
      var buffer = new double[(int) Math.min(Region.BLOCK_ELEMENTS, part.size())];
      for (NdArray block : inOrder(part).blocks(Region.BLOCK_ELEMENTS)) {
        PlottableTypes.read(block, buffer);
        tally.add(buffer, (int) block.size());
      }
      return tally;
    }

    private void add(double[] values, int n) {
      double low = bins.range.low();
      double high = bins.range.high();
      for (int i = 0; i < n; i++) {
        double value = values[i];
        if (value >= low && value <= high) {
          counts[bins.of(value)]++;
        } else {
          below += value < low ? 1 : 0;
          above += value > high ? 1 : 0;
          infinite += Double.isInfinite(value) ? 1 : 0;
        }
      }
    }

    Others others() {
      return new Others(
          below, above, infinite, elements - below - above - Arrays.stream(counts).sum());
    }

    void join(RegionCounts other) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] += other.counts[i];
      }
      elements += other.elements;
      below += other.below;
      above += other.above;
      infinite += other.infinite;
    }
  }

  /** The number of elements that are not finite. */
  long missing() {
    return others.infinite + others.nan;
  }

  /** The number of finite elements beyond the range. */
  long outside() {
    return others.below + others.above - others.infinite;
  }

  /** {@return the lower edge of a bin; of the bin after the last one, the upper end} */
  double edge(int bin) {
    return new Bins(range, bins.size(), isLastShort).edge(bin);
  }

  long highest() {
    return bins.stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
