package io.npyio.view.reduce;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/**
 * Prints how long the server's part of the viewer takes beside its bars, as a program: {@code Bars
 * FOLDER [SIDE [LENGTH]]}. The folder gets two files, which stay there for the next run.
 */
@SuppressWarnings("try") // a request is open, no more
final class Bars {
  private static final int REQUESTS = 300;

  private final Reductions reductions = new Reductions();
  private final Random random = new Random(1);

  private Bars() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    long side = arguments.length > 1 ? Long.parseLong(arguments[1]) : 50_000;
    long length = arguments.length > 2 ? Long.parseLong(arguments[2]) : 100_000_000;
    var bars = new Bars();
    try (Memmap square = open(folder.resolve("square-" + side + ".npy"), side, side);
        Memmap line = open(folder.resolve("line-" + length + ".npy"), length)) {
      bars.tiles(square.array(), side);
      bars.lines(line.array(), length);
      bars.reductions.close();
    }
  }

  /** A sparse file; one block in 16 has noise, so that there is something on the disk. */
  private static Memmap open(Path file, long... shape) throws IOException {
    if (!Files.exists(file)) {
      var layout = new ArrayLayout(DType.FLOAT32, Shape.of(shape), Order.C);
      var noise = new float[1 << 16];
      var random = new Random(2);
      for (int i = 0; i < noise.length; i++) {
        noise[i] = i % 5000 < 30 ? Float.NaN : random.nextFloat();
      }
      try (Memmap map = Npy.create(file, layout)) {
        NdArray flat = map.array().reshape(-1);
        for (long at = 0; at + noise.length <= flat.size(); at += 16L * noise.length) {
          flat.slice(0, at, at + noise.length).copyFrom(noise);
        }
      }
    }
    return Npy.map(file, MapMode.READ_ONLY);
  }

  private void tiles(NdArray array, long side) throws InterruptedException {
    int level = 0;
    while (side >> level > 256) {
      level++;
    }
    int overview = level;
    time("first overview tile, scan beginning", 300, () -> tile(array, overview, 0, 0));
    Thread.sleep(100);
    time("overview tile during the scan", 300, () -> tile(array, overview, 0, 0));
    time("whole scan of the plane", 12_500, this::awaitScans);
    for (int each = overview; each >= 0; each--) {
      int now = each;
      long tiles = Math.max(1, side >> now >> 8);
      String bar = now > 3 ? "tiles of the pyramid" : "tiles of the file";
      each(
          bar + ", level " + now,
          now > 3 ? 10 : 150,
          () -> tile(array, now, random.nextLong(tiles), random.nextLong(tiles)));
    }
    time("range of the plane", 300, () -> reductions.range(Numbers.of(array, Part.VALUE)));
  }

  private void lines(NdArray array, long length) throws InterruptedException {
    time("first line, scan beginning", 300, () -> line(array, 0, length));
    time("whole scan of the line", 1000, this::awaitScans);
    each("line of 1400 buckets, zoomed at random", 10, () -> zoomed(array, length));
    Runtime runtime = Runtime.getRuntime();
    System.gc();
    long used = runtime.totalMemory() - runtime.freeMemory() >> 20;
    System.out.printf("%-45s %8d MB   bar %d MB%n", "heap in use", used, 192);
  }

  private void zoomed(NdArray array, long length) {
    long part = (long) (length * Math.pow(random.nextDouble(), 4));
    long from = random.nextLong(length - part);
    line(array, from, from + part);
  }

  private void tile(NdArray array, int level, long row, long column) {
    try (ScanGate.Request request = reductions.gate().enter()) {
      reductions.tile(
          "square",
          Numbers.of(array, Part.VALUE),
          Aggregate.MEAN,
          level,
          row,
          column,
          Haste.PATIENT);
    }
  }

  private void line(NdArray array, long from, long to) {
    try (ScanGate.Request request = reductions.gate().enter()) {
      reductions.line("line", Numbers.of(array, Part.VALUE), from, to, 1400);
    }
  }

  private void awaitScans() {
    while (!reductions.scans().isEmpty()) {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static double millis(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static void time(String what, int bar, Runnable action) {
    System.out.printf("%-45s %8.1f ms   bar %d ms%n", what, millis(action), bar);
  }

  private static void each(String what, int bar, Runnable action) {
    double[] times = new double[REQUESTS];
    for (int i = 0; i < REQUESTS; i++) {
      times[i] = millis(action);
    }
    Arrays.sort(times);
    System.out.printf(
        "%-45s p50 %.2f, p95 %.2f, max %.1f ms   bar p95 %d ms%n",
        what, times[REQUESTS / 2], times[REQUESTS * 95 / 100], times[REQUESTS - 1], bar);
  }
}
