package io.npyio.cli.plot;

import io.npyio.array.NdArray;
import io.npyio.cli.scan.LeafField;
import io.npyio.cli.scan.Region;
import io.npyio.cli.scan.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongToDoubleFunction;

/**
 * The minimum and maximum of each of many stretches of a long series, in the order of their
 * indices: a line through these points looks like the line through all elements, and loses no peak.
 */
final class Envelope {
  private final NdArray array;
  private final long length;
  private final int stretches;
  private final double[] low;
  private final double[] high;
  private final long[] lowAt;
  private final long[] highAt;
  private final AtomicLong missing = new AtomicLong();

  private Envelope(NdArray array, int stretches) {
    this.array = array;
    this.length = array.size();
    this.stretches = stretches;
    low = new double[stretches];
    high = new double[stretches];
    lowAt = new long[stretches];
    highAt = new long[stretches];
    Arrays.fill(low, Double.POSITIVE_INFINITY);
    Arrays.fill(high, Double.NEGATIVE_INFINITY);
  }

  /**
   * A line through an envelope.
   *
   * @param x the index of each point
   * @param y its value, NaN at a gap of the line
   * @param missing the number of elements that are not finite
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Line(String name, double[] x, double[] y, long missing) {
    /** {@return this line over other values than the indices; broken where one is not finite} */
    Line over(LongToDoubleFunction valueOfIndex) {
      double[] xs =
          Arrays.stream(x).map(index -> valueOfIndex.applyAsDouble((long) index)).toArray();
      double[] ys = y.clone();
      for (int i = 0; i < xs.length; i++) {
        ys[i] = Double.isFinite(xs[i]) ? ys[i] : Double.NaN;
      }
      return new Line(name, xs, ys, missing);
    }
  }

  /**
   * {@return the envelopes of some fields, or of an array without fields}
   *
   * @param fields of one length
   * @param stretches the resolution of the chart
   * @param progress is given the bytes of each part read
   */
  static List<Line> of(
      List<LeafField> fields, int stretches, int itemSize, Workers workers, LongConsumer progress)
      throws IOException {
    long length = fields.get(0).array().size();
    int count = (int) Math.min(length, stretches);
    List<Envelope> all = new ArrayList<>();
    fields.forEach(field -> all.add(new Envelope(field.array(), count)));
    // at most a few thousand parts, large enough to hide the cost of starting one
    int step = (int) Math.max(1, Math.min(count, Region.BLOCK_ELEMENTS / (length / count)));
    List<Integer> parts = new ArrayList<>();
    for (int first = 0; first < count; first += step) {
      parts.add(first);
    }
    workers.run(
        parts,
        first -> {
          int end = Math.min(count, first + step);
          return read(all, all.get(0).start(first), all.get(0).start(end));
        },
        elements -> progress.accept(elements * itemSize));
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      lines.add(all.get(i).line(fields.get(i).name()));
    }
    return lines;
  }

  /** Reads a range of all series block by block, so that the file is read once. */
  private static long read(List<Envelope> all, long from, long to) {
    var block = new double[(int) Math.min(Region.BLOCK_ELEMENTS, to - from)];
    for (long at = from; at < to; at += Region.BLOCK_ELEMENTS) {
      long end = Math.min(to, at + Region.BLOCK_ELEMENTS);
      for (Envelope each : all) {
        PlottableTypes.read(each.array.slice(0, at, end), block);
        each.add(block, at, (int) (end - at));
      }
    }
    return to - from;
  }

  private long start(int stretch) {
    return length / stretches * stretch + length % stretches * stretch / stretches;
  }

  private void add(double[] block, long at, int count) {
    int stretch = (int) ((double) at / length * stretches);
    while (stretch > 0 && start(stretch) > at) {
      stretch--;
    }
    long missed = 0;
    long end = start(stretch + 1);
    for (int i = 0; i < count; i++) {
      while (at + i >= end) {
        end = start(++stretch + 1);
      }
      double value = block[i];
      if (!Double.isFinite(value)) {
        missed++;
        continue;
      }
      if (value < low[stretch]) {
        low[stretch] = value;
        lowAt[stretch] = at + i;
      }
      if (value > high[stretch]) {
        high[stretch] = value;
        highAt[stretch] = at + i;
      }
    }
    missing.addAndGet(missed);
  }

  private Line line(String name) {
    var x = new double[2 * stretches];
    var y = new double[2 * stretches];
    int n = 0;
    for (int i = 0; i < stretches; i++) {
      boolean isNone = low[i] > high[i];
      boolean isRising = lowAt[i] <= highAt[i];
      x[n] = isNone ? start(i) : isRising ? lowAt[i] : highAt[i];
      y[n++] = isNone ? Double.NaN : isRising ? low[i] : high[i];
      if (!isNone && lowAt[i] != highAt[i]) {
        x[n] = isRising ? highAt[i] : lowAt[i];
        y[n++] = isRising ? high[i] : low[i];
      }
    }
    return new Line(name, Arrays.copyOf(x, n), Arrays.copyOf(y, n), missing.get());
  }
}
