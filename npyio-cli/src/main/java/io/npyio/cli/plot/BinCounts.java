package io.npyio.cli.plot;

import io.npyio.array.NdArray;
import io.npyio.cli.scan.Region;
import io.npyio.cli.scan.Statistics;
import io.npyio.cli.scan.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How many elements lie in each of some bins of equal width: {@code np.histogram}.
 *
 * @param range from the first bin to the last
 * @param bins the counts; the last bin has its upper end too
 * @param missing how many elements are not finite
 * @param outside how many lie beyond the range
 */
record BinCounts(Range range, List<Long> bins, long missing, long outside) {
  private static final int MOST_PARTS = 1 << 12;
  private static final int FEWEST = 10;
  private static final int MOST = 100;

  /** From here on a double does not tell integers apart. */
  private static final double EXACT = 0x1p53;

  /** What is to be counted. */
  private record Bins(Range range, int count) {
    double edge(int i) {
      double step = (range.high() / 2 - range.low() / 2) / count * 2;
      return i == count ? range.high() : i * step + range.low();
    }

    /** The bin of a value within the range. */
    int of(double value) {
      int bin = (int) Math.min(count - 1.0, range.fraction(value) * count);
      if (value < edge(bin)) {
        return bin - 1;
      }
      return bin < count - 1 && value >= edge(bin + 1) ? bin + 1 : bin;
    }
  }

  /**
   * {@return the counts of the elements of an array} Without a range there is a pass to find it,
   * else one alone.
   *
   * @param wanted the number of bins, of integers the most
   * @param progress is given the bytes of each part that has been read
   */
  static BinCounts of(
      NdArray array,
      @Nullable Integer wanted,
      @Nullable Range asked,
      Workers crew,
      LongConsumer progress)
      throws IOException {
    if (asked != null) {
      return counted(array, new Bins(asked, wanted == null ? MOST : wanted), crew, progress);
    }
    Extent extent = new Extent();
    crew.run(
        parts(array),
        part -> Extent.of(part.of(array)),
        found -> {
          extent.join(found);
          progress.accept(found.elements * array.dtype().itemSize());
        });
    if (extent.count == 0) {
      return new BinCounts(new Range(0, 1), List.of(0L), extent.elements, 0);
    }
    return counted(array, bins(array, extent, wanted), crew, progress);
  }

  private static Bins bins(NdArray array, Extent extent, @Nullable Integer wanted) {
    double span = extent.high - extent.low + 1;
    if (PlottableTypes.areWhole(array.dtype())
        && Math.max(Math.abs(extent.low), Math.abs(extent.high)) < EXACT) {
      double width = Math.ceil(span / (wanted == null ? MOST : wanted));
      double count = Math.ceil(span / width);
      double low = extent.low - 0.5;
      return new Bins(new Range(low, low + count * width), (int) count);
    }
    int rice = (int) Math.ceil(2 * Math.cbrt((double) extent.count));
    int count = wanted == null ? Math.max(FEWEST, Math.min(MOST, rice)) : wanted;
    return new Bins(Range.around(extent.low, extent.high), count);
  }

  private static List<Region> parts(NdArray array) {
    long most = Math.max(PlottableTypes.BLOCK, array.size() / MOST_PARTS);
    return Statistics.isInColumns(array)
        ? Region.inColumns(array.shape(), most)
        : Region.inRows(array.shape(), most);
  }

  private static NdArray inOrder(NdArray part) {
    return Statistics.isInColumns(part) ? part.transpose() : part;
  }

  /** The least and the greatest finite element. */
  private static final class Extent {
    private long elements;
    private long count;
    private double low = Double.POSITIVE_INFINITY;
    private double high = Double.NEGATIVE_INFINITY;

    static Extent of(NdArray part) {
      var extent = new Extent();
      extent.elements = part.size();
      var room = new double[(int) Math.min(PlottableTypes.BLOCK, part.size())];
      for (NdArray block : inOrder(part).blocks(PlottableTypes.BLOCK)) {
        PlottableTypes.read(block, room);
        extent.add(room, (int) block.size());
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

  private static BinCounts counted(NdArray array, Bins bins, Workers crew, LongConsumer progress)
      throws IOException {
    var all = new Tally(bins);
    crew.run(
        parts(array),
        part -> Tally.of(part.of(array), bins),
        found -> {
          all.join(found);
          progress.accept(found.elements * array.dtype().itemSize());
        });
    List<Long> counts = new ArrayList<>();
    for (long count : all.counts) {
      counts.add(count);
    }
    return new BinCounts(bins.range, counts, all.missing, all.outside);
  }

  /** The counts of a part. */
  private static final class Tally {
    private final Bins bins;
    private final long[] counts;
    private long elements;
    private long missing;
    private long outside;

    Tally(Bins bins) {
      this.bins = bins;
      counts = new long[bins.count];
    }

    static Tally of(NdArray part, Bins bins) {
      var tally = new Tally(bins);
      tally.elements = part.size();
      var room = new double[(int) Math.min(PlottableTypes.BLOCK, part.size())];
      for (NdArray block : inOrder(part).blocks(PlottableTypes.BLOCK)) {
        PlottableTypes.read(block, room);
        tally.add(room, (int) block.size());
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
        } else if (Double.isFinite(value)) {
          outside++;
        } else {
          missing++;
        }
      }
    }

    void join(Tally other) {
      for (int i = 0; i < counts.length; i++) {
        counts[i] += other.counts[i];
      }
      missing += other.missing;
      outside += other.outside;
    }
  }

  /** {@return where a bin begins; that after the last is the end} */
  double edge(int bin) {
    return new Bins(range, bins.size()).edge(bin);
  }

  long most() {
    return bins.stream().mapToLong(Long::longValue).max().orElse(0);
  }
}
