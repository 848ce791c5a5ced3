package io.npyio.cli.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.cli.scan.LeafField;
import io.npyio.cli.scan.Workers;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.Npy;
import io.npyio.interop.LiveNumPy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data streamed from arrays for charts, against plain loops. */
class StreamingTest {
  private final long seed = System.nanoTime() % 1_000_000;
  private final Random random = new Random(seed);
  private final AtomicLong read = new AtomicLong();

  private static final double[] ODD = {
    Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  /** Eighths, whose sums are exact in any order, with some that are not finite. */
  private double[] values(int n) {
    double rate = random.nextInt(3) / 3.0;
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      boolean isOdd = random.nextDouble() < rate;
      values[i] = isOdd ? ODD[random.nextInt(3)] : random.nextInt(-4000, 4000) / 8.0;
    }
    return values;
  }

  @Test
  void cellsAreMeansOfTheirFiniteElements() throws Exception {
    try (Workers crew = new Workers(2)) {
      for (int trial = 0; trial < 60; trial++) {
        boolean isWide = trial % 10 == 0;
        int height = 1 + random.nextInt(isWide ? 3 : 60);
        int width = 1 + random.nextInt(isWide ? 90_000 : 60);
        int channels = trial % 3 == 0 ? 3 : 1;
        int rows = 1 + random.nextInt(height);
        int columns = 1 + random.nextInt(Math.min(width, 200));
        double[] values = values(height * width * channels);
        NdArray array = NdArray.of(values).reshape(height, width, channels);
        NdArray shaped = channels == 1 ? array.reshape(height, width) : array;
        NdArray stored = trial % 2 == 0 ? shaped : shaped.copy(Order.F);
        read.set(0);
        CellMeans means = CellMeans.of(stored, rows, columns, crew, read::addAndGet);
        assertEquals(rows, means.rows());
        assertEquals(columns, means.columns());
        long missing = 0;
        for (double value : values) {
          missing += Double.isFinite(value) ? 0 : 1;
        }
        String what = "seed %d, trial %d".formatted(seed, trial);
        assertEquals(missing, means.missing(), what);
        for (int cell = 0; cell < rows * columns * channels; cell++) {
          int row = cell / channels / columns;
          int column = cell / channels % columns;
          int channel = cell % channels;
          double expected =
              mean(
                  values,
                  new int[] {row * height / rows, (row + 1) * height / rows},
                  new int[] {column * width / columns, (column + 1) * width / columns},
                  new int[] {width, channels, channel});
          assertEquals(expected, means.at(row, column, channel), what);
        }
      }
    }
  }

  private static double mean(double[] values, int[] rows, int[] columns, int[] layout) {
    double sum = 0;
    int count = 0;
    boolean above = false;
    boolean below = false;
    for (int i = rows[0]; i < rows[1]; i++) {
      for (int j = columns[0]; j < columns[1]; j++) {
        double value = values[(i * layout[0] + j) * layout[1] + layout[2]];
        above |= value == Double.POSITIVE_INFINITY;
        below |= value == Double.NEGATIVE_INFINITY;
        if (Double.isFinite(value)) {
          sum += value;
          count++;
        }
      }
    }
    if (count > 0 || above == below) {
      return count > 0 ? sum / count : Double.NaN;
    }
    return above ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  @Test
  void anEnvelopeHasTheExtremesOfEachStretchInTheirOrder() throws Exception {
    try (Workers crew = new Workers(2)) {
      for (int trial = 0; trial < 40; trial++) {
        int n = 1 + random.nextInt(trial % 4 == 0 ? 200_000 : 300);
        int stretches = 1 + random.nextInt(500);
        double[] values = values(n);
        var leaf = new LeafField("", NdArray.of(values));
        read.set(0);
        Envelope.Line line =
            Envelope.of(List.of(leaf), stretches, Double.BYTES, crew, read::addAndGet).get(0);
        assertEquals((long) n * Double.BYTES, read.get());
        int count = Math.min(n, stretches);
        List<Double> xs = new ArrayList<>();
        List<Double> ys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          add(values, (int) ((long) i * n / count), (int) ((i + 1L) * n / count), xs, ys);
        }
        String what = "seed %d, trial %d".formatted(seed, trial);
        assertArrayEquals(xs.stream().mapToDouble(x -> x).toArray(), line.x(), what);
        assertArrayEquals(ys.stream().mapToDouble(y -> y).toArray(), line.y(), what);
      }
    }
  }

  private static void add(double[] values, int from, int to, List<Double> xs, List<Double> ys) {
    int low = -1;
    int high = -1;
    for (int i = from; i < to; i++) {
      if (Double.isFinite(values[i])) {
        low = low < 0 || values[i] < values[low] ? i : low;
        high = high < 0 || values[i] > values[high] ? i : high;
      }
    }
    if (low < 0) {
      xs.add((double) from);
      ys.add(Double.NaN);
      return;
    }
    xs.add((double) Math.min(low, high));
    ys.add(values[Math.min(low, high)]);
    if (low != high) {
      xs.add((double) Math.max(low, high));
      ys.add(values[Math.max(low, high)]);
    }
  }

  @Test
  void eachElementIsCountedInItsBin() throws Exception {
    try (Workers crew = new Workers(2)) {
      for (int trial = 0; trial < 40; trial++) {
        int n = 1 + random.nextInt(trial % 4 == 0 ? 100_000 : 300);
        double[] values = values(n);
        values[0] = 1;
        int bins = 1 + random.nextInt(50);
        Range asked = trial % 2 == 0 ? null : new Range(-100.1, 200.3);
        NdArray array = NdArray.of(values);
        BinCounts counts = BinCounts.of(array, bins, asked, crew, read::addAndGet);
        long[] expected = new long[bins];
        long outside = 0;
        long missing = 0;
        for (double value : values) {
          boolean isFinite = Double.isFinite(value);
          boolean isWithin = value >= counts.range().low() && value <= counts.range().high();
          missing += isFinite ? 0 : 1;
          outside += isFinite && !isWithin ? 1 : 0;
          for (int bin = 0; bin < bins && isFinite && isWithin; bin++) {
            boolean isLast = bin == bins - 1;
            boolean isBelow = isLast || value < counts.edge(bin + 1);
            expected[bin] += value >= counts.edge(bin) && isBelow ? 1 : 0;
          }
        }
        String what = "seed %d, trial %d".formatted(seed, trial);
        assertArrayEquals(
            expected, counts.bins().stream().mapToLong(Long::longValue).toArray(), what);
        assertEquals(outside, counts.outside(), what);
        assertEquals(missing, counts.missing(), what);
      }
    }
  }

  @Test
  void countsAreThoseOfNumPy(@TempDir Path folder) throws Exception {
    LiveNumPy.require();
    String script =
        """
        r = np.random.default_rng(%d)
        a = np.round(r.standard_normal(20000) * 3, 1).astype('>f4')
        np.save('a.npy', a)
        print(*np.histogram(a.astype('f8'), 37)[0], *np.histogram(a.astype('f8'), 20, (-1, 1))[0])
        """;
    String expected = LiveNumPy.python(folder, script.formatted(seed)).strip();
    try (Workers crew = new Workers(2)) {
      NdArray array = Npy.load(folder.resolve("a.npy"));
      List<Long> found = new ArrayList<>(BinCounts.of(array, 37, null, crew, b -> {}).bins());
      found.addAll(BinCounts.of(array, 20, new Range(-1, 1), crew, b -> {}).bins());
      String text = found.stream().map(String::valueOf).collect(Collectors.joining(" "));
      assertEquals(expected, text, "seed " + seed);
    }
  }

  @Test
  void binsOfIntegersAreAllOfAsMany() throws Exception {
    try (Workers crew = new Workers(2)) {
      int[] values = new int[1000];
      for (int i = 0; i < values.length; i++) {
        values[i] = i - 7;
      }
      BinCounts counts =
          BinCounts.of(
              NdArray.of(values).reshape(10, 100).copy(Order.F), null, null, crew, b -> {});
      assertEquals(new Range(-7.5, 992.5), counts.range());
      assertEquals(100, counts.bins().size());
      counts.bins().forEach(count -> assertEquals(10, count));
      BinCounts few = BinCounts.of(NdArray.of(values), 3, null, crew, b -> {});
      assertEquals(List.of(334L, 334L, 332L), few.bins());
      BinCounts flags =
          BinCounts.of(NdArray.of(new boolean[] {true, false, true}), null, null, crew, b -> {});
      assertEquals(List.of(1L, 2L), flags.bins());
    }
  }

  @Test
  void theWidestRangeHasBins() throws Exception {
    try (Workers crew = new Workers(1)) {
      NdArray extremes = NdArray.of(new double[] {-Double.MAX_VALUE, 0, 5, Double.MAX_VALUE});
      assertEquals(List.of(1L, 3L), joined(BinCounts.of(extremes, 4, null, crew, b -> {}).bins()));
      NdArray large = NdArray.zeros(DType.UINT64, 2);
      large.setLong(Long.MAX_VALUE, 1);
      assertEquals(List.of(1L, 1L), joined(BinCounts.of(large, 4, null, crew, b -> {}).bins()));
    }
  }

  private static List<Long> joined(List<Long> bins) {
    return List.of(bins.get(0) + bins.get(1), bins.get(2) + bins.get(3));
  }
}
