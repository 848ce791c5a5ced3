package io.npyio.cli.look;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.view.ArrayTools.Counts;
import io.npyio.view.OpenView;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the page asks of the code of stats, plot and cat. */
class FileToolsTest {
  private final FileTools tools = new FileTools();

  @AfterEach
  void close() {
    tools.close();
  }

  @Test
  void statisticsHaveTheKeysOfStats() {
    NdArray array = NdArray.of(new double[] {1, Double.NaN, 3, Double.POSITIVE_INFINITY});
    assertEquals(
        "{count=4, nan=1, inf=1, min=1.0, max=Infinity, mean=Infinity, std=NaN}",
        tools.statistics(array).toString());
    assertEquals(
        "{count=0, nan=0, inf=0, min=NaN, max=NaN, mean=NaN, std=NaN}",
        tools.statistics(NdArray.zeros(DType.FLOAT64, 0)).toString());
    assertEquals(
        "{fields=[{name=x, dtype=int16, count=1, nan=0, inf=0, min=0, max=0, mean=0.0, std=0.0}]}",
        tools.statistics(NdArray.zeros(DType.of("[('x', '<i2')]"), 1)).toString());
  }

  private static void assertCounts(
      Counts counts, double low, double high, long[] bins, long below, long above, long nan) {
    assertEquals(low, counts.low());
    assertEquals(high, counts.high());
    assertArrayEquals(bins, counts.counts());
    assertEquals(List.of(below, above, nan), List.of(counts.below(), counts.above(), counts.nan()));
  }

  @Test
  void aHistogramCountsWhatLiesBesideIt() {
    double inf = Double.POSITIVE_INFINITY;
    NdArray array = NdArray.of(new double[] {0, 1, 1.5, 2, 4, -3, inf, -inf, -inf, Double.NaN});
    assertCounts(tools.histogram(array, 2, 0, 2), 0, 2, new long[] {1, 3}, 3, 2, 1);
    assertCounts(
        tools.histogram(array, 7, Double.NaN, Double.NaN),
        -3,
        4,
        new long[] {1, 0, 0, 1, 2, 1, 1},
        2,
        1,
        1);
    assertCounts(tools.histogram(array, 1, Double.NaN, 0), -3, 0, new long[] {2}, 2, 5, 1);
    NdArray nothing = NdArray.of(new double[] {Double.NaN, inf});
    assertCounts(
        tools.histogram(nothing, 5, Double.NaN, Double.NaN), 0, 1, new long[] {0}, 0, 1, 1);
  }

  @Test
  void whatCannotBeCountedIsExplained() {
    assertEquals("a histogram counts numbers and times, not elements of str32", refused("x", 0, 1));
    assertEquals(
        "a histogram needs a range of two numbers, the lesser first, not 2.0 to 1.0",
        refused(1.5, 2, 1));
  }

  private String refused(Object element, double low, double high) {
    return String.valueOf(
        assertThrows(
                IllegalArgumentException.class,
                () -> tools.histogram(NdArray.of(element).reshape(1), 2, low, high))
            .getMessage());
  }

  @Test
  void tablesAreThoseOfCat() throws IOException {
    assertEquals(
        "1,2\n3,4\n", csv(OpenView.Values.inMemory(NdArray.of(new int[][] {{1, 2}, {3, 4}}))));
    assertEquals(
        "a\n\"b,c\"\n",
        csv(new OpenView.Objects(ObjectArray.of(Shape.of(2), List.of("a", "b,c")))));
  }

  private String csv(OpenView view) throws IOException {
    var out = new ByteArrayOutputStream();
    tools.writeCsv(view, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
