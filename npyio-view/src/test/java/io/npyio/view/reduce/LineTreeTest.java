package io.npyio.view.reduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bounds of buckets of lines, by a tree and without. */
class LineTreeTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private static LineTree scanned(Plane series) {
    LineTree tree = LineTree.of(series);
    while (tree.hasUnits()) {
      tree.scan(tree.claim(), () -> {});
    }
    tree.finish();
    tree.markComplete();
    return tree;
  }

  private double[] randomValues(int length, double special) {
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextGaussian();
      if (random.nextDouble() < special) {
        values[i] = new double[] {Double.NaN, 1 / 0.0, -1 / 0.0}[random.nextInt(3)];
      }
    }
    return values;
  }

  @Test
  void treeAndReadingAgreeWithTheDefinition() {
    for (int length : new int[] {1, 63, 64, 65, 1000, 20_000, 300_001}) {
      for (double special : new double[] {0, 0.01, 0.99}) {
        double[] values = randomValues(length, special);
        assertLines(NdArray.of(values), values);
      }
    }
  }

  @Test
  void seriesOfEveryStrideAgreeWithTheDefinition() {
    double[] values = randomValues(30_000, 0.01);
    NdArray wide = NdArray.zeros(DType.of(">f8"), 30_000, 3);
    NdArray column = wide.slice(":, 1");
    column.copyFrom(NdArray.of(values));
    assertLines(column, values);
    double[] reversed = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      reversed[i] = values[values.length - 1 - i];
    }
    assertLines(column.slice("::-1"), reversed);
  }

  private void assertLines(NdArray array, double[] values) {
    Plane series = Plane.ofSeries(Numbers.of(array, Part.VALUE));
    LineTree tree = scanned(series);
    for (int i = 0; i < 30; i++) {
      long a = i == 0 ? 0 : random.nextLong(values.length + 1);
      long b = i == 0 ? values.length : random.nextLong(values.length + 1);
      int n = 1 + random.nextInt(i % 2 == 0 ? 5 : 300);
      Buckets buckets = Buckets.of(Math.min(a, b), Math.max(a, b), n, values.length);
      Line read = new LineReader(series, buckets).exact();
      assertTrue(read.isExact());
      for (int bucket = 0; bucket < n; bucket++) {
        long from = buckets.from() + buckets.length() * bucket / n;
        long to = buckets.from() + buckets.length() * (bucket + 1) / n;
        double[] expected = Brute.bounds(values, from, to);
        assertEquals(expected[0], read.bounds()[2 * bucket], "seed " + seed);
        assertEquals(expected[1], read.bounds()[2 * bucket + 1], "seed " + seed);
      }
      Line kept = new LineReader(series, buckets).by(tree);
      assertTrue(kept.isExact());
      assertArrayEquals(read.bounds(), kept.bounds(), "seed " + seed);
    }
  }

  @Test
  void treesOfManyLevelsFindASingleSpike() {
    float[] values = new float[5_000_000];
    int spike = random.nextInt(values.length);
    values[spike] = 7;
    Plane series = Plane.ofSeries(Numbers.of(NdArray.of(values), Part.VALUE));
    LineTree tree = scanned(series);
    for (long length = values.length; length > 3000; length /= 3) {
      long from = Math.max(0, Math.min(values.length - length, spike - length / 2));
      Buckets buckets = Buckets.of(from, from + length, 1000, values.length);
      double[] bounds = new LineReader(series, buckets).by(tree).bounds();
      for (int i = 0; i < 1000; i++) {
        boolean isHere = buckets.start(i) <= spike && spike < buckets.end(i);
        assertEquals(isHere ? 7 : 0, bounds[2 * i + 1], "seed " + seed);
      }
    }
  }

  @Test
  void samplesAreOfTheirOwnBuckets() {
    int[] values = new int[3_000_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Buckets buckets = Buckets.of(7, 2_999_999, 100, values.length);
    Line line =
        new LineReader(Plane.ofSeries(Numbers.of(NdArray.of(values), Part.VALUE)), buckets)
            .sampled(Exactness.SAMPLED);
    assertFalse(line.isExact());
    for (int i = 0; i < 100; i++) {
      assertEquals((double) buckets.start(i), line.bounds()[2 * i]);
      double greatest = line.bounds()[2 * i + 1];
      assertTrue(greatest > buckets.start(i) + 25_000 && greatest < buckets.end(i), "" + greatest);
    }
  }

  @Test
  void bucketsOfNothingAreNaN() {
    Plane series = Plane.ofSeries(Numbers.of(NdArray.of(new int[] {5, 6}), Part.VALUE));
    double[] bounds = new LineReader(series, Buckets.of(0, 2, 4, 2)).exact().bounds();
    double none = Double.NaN;
    assertArrayEquals(new double[] {none, none, 5, 5, none, none, 6, 6}, bounds);
    Plane empty = Plane.ofSeries(Numbers.of(NdArray.of(new int[0]), Part.VALUE));
    assertArrayEquals(
        new double[] {none, none}, new LineReader(empty, Buckets.of(0, 0, 1, 0)).exact().bounds());
  }

  @Test
  void bucketsOfHugeSeriesDoNotOverflow() {
    long length = 1L << 61;
    Buckets buckets = Buckets.of(0, length, 8192, length);
    assertEquals(length / 8192 * 8191, buckets.start(8191));
    assertEquals(length, buckets.end(8191));
  }

  @Test
  void bucketsOutOfBoundsAreRefused() {
    assertRefused("elements -1 to 3 are out of bounds for a series of 5", -1, 3, 1);
    assertRefused("elements 3 to 2 are out of bounds for a series of 5", 3, 2, 1);
    assertRefused("elements 0 to 6 are out of bounds for a series of 5", 0, 6, 1);
    assertRefused("n = 0 is out of bounds; expected at least 1", 0, 5, 0);
  }

  private static void assertRefused(String message, long from, long to, int n) {
    assertEquals(
        message,
        assertThrows(IndexOutOfBoundsException.class, () -> Buckets.of(from, to, n, 5))
            .getMessage());
  }
}
