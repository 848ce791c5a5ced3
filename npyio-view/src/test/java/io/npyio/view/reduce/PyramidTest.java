package io.npyio.view.reduce;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Pyramids and tiles read directly, cell by cell. */
class PyramidTest {
  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private static Levels levels(Plane plane, int base) {
    Levels all = Levels.of(plane);
    return new Levels(all.rows(), all.columns(), Math.min(base, all.top()), all.top());
  }

  private static Pyramid scanned(Plane plane, Aggregate aggregate, Levels levels) {
    Pyramid pyramid = Pyramid.of(plane, aggregate, levels);
    for (long unit = 0; pyramid.hasUnits(); ) {
      unit = pyramid.claim();
      pyramid.scan(unit, () -> {});
      pyramid.release();
    }
    pyramid.finish();
    pyramid.markComplete();
    return pyramid;
  }

  /** Compares all tiles of all levels with the definition, kept ones and read ones. */
  private void assertCells(NdArray array, Part part, Aggregate aggregate, int base) {
    Plane plane = Plane.of(Numbers.of(array, part));
    Levels levels = levels(plane, base);
    Pyramid pyramid = scanned(plane, aggregate, levels);
    double[][] values = Brute.values(plane.isTurned() ? array.transpose() : array, part);
    for (int level = 0; level <= levels.top(); level++) {
      for (long row = 0; row * 256 < levels.rows(level); row++) {
        for (long column = 0; column * 256 < levels.columns(level); column++) {
          TileArea area = TileArea.of(levels, level, row, column);
          Tile read = new TileReader(plane, aggregate, area).exact();
          assertTile(values, aggregate, area, read);
          assertEquals(level >= levels.base(), pyramid.has(area));
          if (pyramid.has(area)) {
            assertArrayEquals(read.cells(), pyramid.tile(area).cells(), "seed " + seed);
          }
        }
      }
    }
  }

  private void assertTile(double[][] values, Aggregate aggregate, TileArea area, Tile tile) {
    assertTrue(tile.isExact());
    for (int i = 0; i < tile.rows(); i++) {
      for (int j = 0; j < tile.columns(); j++) {
        int row = (int) area.firstRow() + i;
        int column = (int) area.firstColumn() + j;
        assertEquals(
            Brute.cell(values, aggregate, area.level(), row, column),
            tile.cells()[i * tile.columns() + j],
            () -> "seed %d, level %d, cell %d, %d".formatted(seed, area.level(), row, column));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0",
    "1, 1, 3",
    "2, 3, 0",
    "7, 5, 1",
    "16, 16, 2",
    "17, 33, 2",
    "300, 9, 0",
    "9, 300, 1",
    "1, 700, 2",
    "700, 1, 2",
    "257, 513, 1",
    "255, 256, 3",
    "130, 70, 5"
  })
  void cellsAreAsDefinedAtEveryEdge(long rows, long columns, int base) {
    for (Aggregate aggregate : Aggregate.values()) {
      for (double special : new double[] {0, 0.01, 0.6}) {
        NdArray array = Brute.wholeNumbers(random, DType.FLOAT32, rows, columns, special);
        assertCells(array, Part.VALUE, aggregate, base);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Aggregate.class)
  void slicesOfEveryOrderAreAsDefined(Aggregate aggregate) {
    NdArray whole = Brute.wholeNumbers(random, DType.FLOAT64, 90, 77, 0.02);
    assertCells(whole.copy(Order.F), Part.VALUE, aggregate, 1);
    assertCells(whole.transpose(), Part.VALUE, aggregate, 1);
    assertCells(whole.slice("::-1, ::-2"), Part.VALUE, aggregate, 1);
    assertCells(whole.slice("5::3, 40:"), Part.VALUE, aggregate, 1);
    NdArray cube = whole.slice("::, :76").reshape(90, 19, 4);
    assertCells(cube.slice(":, :, 1"), Part.VALUE, aggregate, 1);
    assertCells(cube.slice(":, 3, ::-1"), Part.VALUE, aggregate, 1);
    assertCells(cube.slice("8").transpose(), Part.VALUE, aggregate, 1);
  }

  @Test
  void aPlaneOfManyUnitsIsAsItIsReadDirectly() {
    NdArray array = NdArray.zeros(DType.FLOAT32, 900, 3000);
    for (long i = 0; i < array.shape().length(0); i++) {
      for (long j = 0; j < array.shape().length(1); j++) {
        array.setFloat(random.nextFloat() * 1e6f, i, j);
      }
    }
    array.slice("30:90, 100:400").fill(Float.NaN);
    array.setFloat(Float.NEGATIVE_INFINITY, 899, 2999);
    Plane plane = Plane.of(Numbers.of(array, Part.VALUE));
    Levels levels = levels(plane, 2);
    Pyramid pyramid = scanned(plane, Aggregate.MEAN, levels);
    for (int level = 2; level <= levels.top(); level++) {
      TileArea area = TileArea.of(levels, level, 0, Levels.cells(levels.columns(level), 8) - 1);
      float[] read = new TileReader(plane, Aggregate.MEAN, area).exact().cells();
      assertArrayEquals(read, pyramid.tile(area).cells(), "seed " + seed);
    }
  }

  @Test
  void aTileIsKnownAsSoonAsItsUnitsAreScanned() {
    Plane plane = Plane.of(Numbers.of(NdArray.zeros(DType.INT8, 5000, 2000), Part.VALUE));
    Levels levels = levels(plane, 3);
    Pyramid pyramid = Pyramid.of(plane, Aggregate.MEAN, levels);
    TileArea first = TileArea.of(levels, 3, 0, 0);
    TileArea all = TileArea.of(levels, levels.top(), 0, 0);
    assertFalse(pyramid.has(first));
    for (int unit = 0; unit < 2; unit++) { // of 1024 rows; the tile has 2048
      assertFalse(pyramid.has(first));
      pyramid.scan(pyramid.claim(), () -> {});
    }
    assertTrue(pyramid.has(first));
    assertFalse(pyramid.has(TileArea.of(levels, 3, 1, 0)));
    assertFalse(pyramid.has(all));
  }

  @Test
  void sumsGoDownFirstAndThenToTheRight() {
    NdArray array = NdArray.of(new double[][] {{0x1p60, 1}, {-0x1p60, 1}});
    assertMean(0.5f, array);
    // in Fortran order the columns are what is read fastest
    assertMean(0, array.copy(Order.F));
    assertMean(0, array.transpose().copy(Order.C));
  }

  @Test
  void sumsBeyondTheRangeOfFloat64AreItsEnd() {
    assertMean(Float.MAX_VALUE, NdArray.of(new double[][] {{1e308, 1e308}, {1e308, 1}}));
    assertMean(-Float.MAX_VALUE, NdArray.of(new double[][] {{-1e308, -1e308}, {-1e308, 1}}));
    assertMean(Float.MAX_VALUE, NdArray.of(new double[][] {{1e39, 1e39}}));
  }

  private static void assertMean(float expected, NdArray array) {
    Plane plane = Plane.of(Numbers.of(array, Part.VALUE));
    TileArea area = TileArea.of(Levels.of(plane), 1, 0, 0);
    assertEquals(expected, new TileReader(plane, Aggregate.MEAN, area).exact().cells()[0]);
  }

  @Test
  void sampledCellsAreMadeOfElementsOfTheirOwn() {
    NdArray large = numbersOfCells(3000, 1100, 9);
    assertSampled(large, 9, 6, 3);
    assertSampled(large.copy(Order.F), 9, 6, 3);
    NdArray small = numbersOfCells(300, 110, 5);
    assertSampled(small, 5, 10, 4);
    // with each element in a page of its own
    DType page = DType.of("[('x', '<i4'), ('', 'V4092')]");
    NdArray scattered = NdArray.zeros(page, 300, 110).field("x");
    scattered.copyFrom(small);
    assertSampled(scattered, 5, 10, 4);
  }

  private static NdArray numbersOfCells(long rows, long columns, int level) {
    NdArray array = NdArray.zeros(DType.INT32, rows, columns);
    for (long i = 0; i < rows; i++) {
      for (long j = 0; j < columns; j++) {
        array.setInt((int) ((i >> level) * 10 + (j >> level)), i, j);
      }
    }
    return array;
  }

  private static void assertSampled(NdArray array, int level, int rows, int columns) {
    Plane plane = Plane.of(Numbers.of(array, Part.VALUE));
    TileArea area = TileArea.of(Levels.of(plane), level, 0, 0);
    Tile sampled =
        new TileReader(plane, Aggregate.MEAN, area).sampled(Exactness.SAMPLED, Long.MAX_VALUE);
    assertFalse(sampled.isExact());
    Tile tile = plane.isTurned() ? sampled.turned() : sampled;
    assertEquals(rows, tile.rows());
    assertEquals(columns, tile.columns());
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        assertEquals(i * 10 + j, tile.cells()[i * columns + j]);
      }
    }
  }

  @Test
  void whereTimeIsShortEvery16thRowStandsForTheOnesBelow() {
    Plane plane = Plane.of(Numbers.of(numbersOfCells(3000, 110, 5), Part.VALUE));
    TileArea area = TileArea.of(Levels.of(plane), 5, 0, 0);
    Tile tile = new TileReader(plane, Aggregate.MEAN, area).sampled(Exactness.SAMPLED, -1);
    assertEquals(94, tile.rows());
    for (int i = 0; i < tile.rows(); i++) {
      assertEquals(i / 16 * 16 * 10 + 3, tile.cells()[i * tile.columns() + 3]);
    }
  }

  @Test
  void aTileIsGivenUpThatTakesTooLong() {
    Plane plane = Plane.of(Numbers.of(numbersOfCells(300, 110, 5), Part.VALUE));
    TileArea area = TileArea.of(Levels.of(plane), 5, 0, 0);
    assertNull(new TileReader(plane, Aggregate.MEAN, area).exactWithin(-1));
    Tile inTime =
        requireNonNull(new TileReader(plane, Aggregate.MEAN, area).exactWithin(Long.MAX_VALUE));
    assertArrayEquals(new TileReader(plane, Aggregate.MEAN, area).exact().cells(), inTime.cells());
  }

  @Test
  void emptyPlanesHaveEmptyTiles() {
    for (long[] shape : new long[][] {{0, 0}, {0, 3}, {3, 0}}) {
      Plane plane = Plane.of(Numbers.of(NdArray.zeros(DType.FLOAT32, shape), Part.VALUE));
      TileArea area = TileArea.of(Levels.of(plane), 5, 0, 0);
      Tile tile = new TileReader(plane, Aggregate.MEAN, area).exact();
      assertEquals(0, tile.cells().length);
      assertEquals(tile.rows() * tile.columns(), 0);
    }
  }
}
