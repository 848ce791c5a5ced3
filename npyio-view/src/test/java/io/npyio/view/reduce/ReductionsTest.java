package io.npyio.view.reduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.file.MapMode;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The facade: when answers are exact, what is kept, and what is refused. */
@Timeout(120)
@SuppressWarnings("try") // a request is open, no more
class ReductionsTest {
  private final Reductions reductions = new Reductions(8 << 20, 2);

  @TempDir private Path folder;

  @AfterEach
  void close() {
    reductions.close();
  }

  private static NdArray steps(long rows, long columns) {
    NdArray array = NdArray.zeros(DType.FLOAT32, rows, columns);
    for (long i = 0; i < rows; i++) {
      array.slice(0, i, i + 1).fill((float) i);
    }
    return array;
  }

  private void awaitScans() throws InterruptedException {
    while (!reductions.scans().isEmpty()) {
      Thread.sleep(1);
    }
  }

  private Tile tile(String key, NdArray array, Aggregate aggregate, int level) {
    return tile(reductions, key, array, aggregate, level);
  }

  private static Tile tile(
      Reductions reductions, String key, NdArray array, Aggregate aggregate, int level) {
    Numbers numbers = Numbers.of(array, Part.VALUE);
    return reductions.tile(key, numbers, aggregate, level, 0, 0, Haste.PATIENT);
  }

  @Test
  void tilesAreSampledUntilTheScanIsDone() throws Exception {
    NdArray array = steps(6000, 5000);
    Tile first;
    try (ScanGate.Request request = reductions.gate().enter()) {
      first = tile("a", array, Aggregate.MEAN, 9);
    }
    assertEquals(Exactness.AFTER_SCAN, first.exactness());
    assertEquals(12, first.rows());
    assertEquals(10, first.columns());
    assertEquals(255, first.cells()[0]);
    awaitScans();
    Tile second = tile("a", array, Aggregate.MEAN, 9);
    assertTrue(second.isExact());
    assertEquals(255.5f, second.cells()[0]);
    assertEquals((5632 + 5999) / 2f, second.cells()[119]);
    assertTrue(tile("a", array, Aggregate.MEAN, 62).isExact());
  }

  @Test
  void aggregatesAreKeptApart() throws Exception {
    NdArray array = steps(6000, 5000).copy(Order.F);
    tile("a", array, Aggregate.MAX, 9);
    tile("a", array, Aggregate.MIN, 9);
    awaitScans();
    assertEquals(511, tile("a", array, Aggregate.MAX, 9).cells()[0]);
    assertEquals(512, tile("a", array, Aggregate.MIN, 9).cells()[10]);
  }

  @Test
  void smallTilesAreReadInFullWithoutAScan() {
    NdArray array = steps(6000, 5000);
    Tile tile = tile("a", array, Aggregate.MEAN, 1);
    assertTrue(tile.isExact());
    assertEquals(0.5f, tile.cells()[0]);
    assertEquals(List.of(), reductions.scans());
    assertTrue(
        reductions.line("a", Numbers.of(array.slice(":, 0"), Part.VALUE), 0, 6000, 10).isExact());
    assertEquals(List.of(), reductions.scans());
  }

  @Test
  void linesAreSampledUntilTheScanIsDone() throws Exception {
    float[] values = new float[9_000_000];
    values[4_567_890] = 3;
    values[0] = Float.NaN;
    NdArray array = NdArray.of(values);
    Line first;
    try (ScanGate.Request request = reductions.gate().enter()) {
      first = reductions.line("l", Numbers.of(array, Part.VALUE), 0, 9_000_000, 3);
    }
    assertFalse(first.isExact());
    awaitScans();
    Line second = reductions.line("l", Numbers.of(array, Part.VALUE), 0, 9_000_000, 3);
    assertTrue(second.isExact());
    assertArrayEquals(new double[] {0, 0, 0, 3, 0, 0}, second.bounds());
  }

  @Test
  void theLeastRecentlyUsedGoesFirst() throws Exception {
    NdArray array = steps(6000, 5000);
    try (var small = new Reductions(3 << 20, 1)) { // a pyramid has 2.5 MB
      tile(small, "a", array, Aggregate.MEAN, 9);
      while (!small.scans().isEmpty()) {
        Thread.sleep(1);
      }
      assertTrue(tile(small, "a", array, Aggregate.MEAN, 9).isExact());
      assertEquals(List.of(), small.scans());
      try (ScanGate.Request request = small.gate().enter()) {
        tile(small, "b", array, Aggregate.MEAN, 9);
        assertFalse(tile(small, "a", array, Aggregate.MEAN, 9).isExact());
        assertEquals(List.of("a"), small.scans().stream().map(Scan::key).toList());
      }
    }
  }

  @Test
  void inHasteATileThatTakesLongIsSampled() {
    NdArray array = steps(6000, 5000);
    Numbers numbers = Numbers.of(array, Part.VALUE);
    try (var none = new Reductions(1 << 20, 1)) {
      Tile hasty = none.tile("a", numbers, Aggregate.MEAN, 4, 0, 0, Haste.HASTY);
      assertEquals(Exactness.ON_REQUEST, hasty.exactness());
      assertEquals(7, hasty.cells()[0]);
      Tile patient = none.tile("a", numbers, Aggregate.MEAN, 4, 0, 0, Haste.PATIENT);
      assertEquals(Exactness.EXACT, patient.exactness());
      assertEquals(7.5f, patient.cells()[0]);
      Tile coarse = none.tile("a", numbers, Aggregate.MEAN, 9, 0, 0, Haste.HASTY);
      assertEquals(Exactness.SAMPLED, coarse.exactness());
    }
  }

  @Test
  void whatIsTooLargeToKeepIsSampledEachTime() {
    NdArray array = steps(6000, 5000);
    try (var none = new Reductions(1 << 20, 1)) {
      assertFalse(tile(none, "a", array, Aggregate.MEAN, 9).isExact());
      assertEquals(List.of(), none.scans());
    }
  }

  @Test
  void scansGoOnSlowlyWhileRequestsNeverEnd() throws Exception {
    NdArray array = steps(3000, 2000);
    try (ScanGate.Request request = reductions.gate().enter()) {
      tile("a", array, Aggregate.MEAN, 9);
      awaitScans();
    }
    assertTrue(tile("a", array, Aggregate.MEAN, 9).isExact());
  }

  @Test
  void aForgottenArrayMayBeClosed() throws Exception {
    Path file = folder.resolve("a.npy");
    Npy.save(file, steps(6000, 5000));
    for (int i = 0; i < 20; i++) {
      Memmap map = Npy.map(file, MapMode.READ_ONLY);
      try (ScanGate.Request request = reductions.gate().enter()) {
        tile("a" + i, map.array(), Aggregate.MEAN, 9);
        assertEquals(1, reductions.scans().size());
      }
      String key = "a" + i;
      reductions.forget(key::equals);
      assertEquals(List.of(), reductions.scans());
      map.close();
    }
  }

  @Test
  void aFileCutShortEndsItsScanOnly() throws Exception {
    Path file = folder.resolve("cut.npy");
    Npy.save(file, steps(6000, 5000));
    try (Memmap map = Npy.map(file, MapMode.READ_ONLY)) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(50_000_000);
      }
      assertThrows(InternalError.class, () -> tile("cut", map.array(), Aggregate.MEAN, 9));
      while (reductions.scans().get(0).problem() == null) {
        Thread.sleep(1);
      }
      NdArray whole = steps(6000, 5000);
      tile("whole", whole, Aggregate.MEAN, 9);
      while (reductions.scans().size() > 1) {
        Thread.sleep(1);
      }
      assertTrue(tile("whole", whole, Aggregate.MEAN, 9).isExact());
      assertNotNull(reductions.scans().get(0).problem());
      reductions.forget("cut"::equals);
    }
  }

  @Test
  void tilesOutOfBoundsAreRefused() {
    NdArray array = NdArray.zeros(DType.INT8, 300, 10);
    assertRefused("level -1 is out of bounds; expected 0 to 62", array, -1, 0, 0);
    assertRefused("level 63 is out of bounds; expected 0 to 62", array, 63, 0, 0);
    assertRefused("row 2 is out of bounds; the tiles of level 0 have rows 0 to 1", array, 0, 2, 0);
    assertRefused(
        "column -1 is out of bounds; the tiles of level 0 have columns 0 to 0", array, 0, 0, -1);
    assertRefused("row 1 is out of bounds; the tiles of level 1 have rows 0 to 0", array, 1, 1, 0);
    NdArray turned = array.transpose();
    assertRefused(
        "column 2 is out of bounds; the tiles of level 0 have columns 0 to 1", turned, 0, 0, 2);
  }

  private void assertRefused(String message, NdArray array, int level, long row, long column) {
    assertEquals(
        message,
        assertThrows(
                IndexOutOfBoundsException.class,
                () ->
                    reductions.tile(
                        "x",
                        Numbers.of(array, Part.VALUE),
                        Aggregate.MEAN,
                        level,
                        row,
                        column,
                        Haste.PATIENT))
            .getMessage());
  }

  @Test
  void arraysOfOtherRanksAreRefused() {
    NdArray cube = NdArray.zeros(DType.INT8, 2, 3, 4);
    assertEquals(
        "an array of shape (2, 3, 4) has no rows and columns; slice it to two axes",
        assertThrows(IllegalArgumentException.class, () -> tile("x", cube, Aggregate.MEAN, 0))
            .getMessage());
    assertEquals(
        "an array of shape (2, 3, 4) is not a series; slice it to one axis",
        assertThrows(
                IllegalArgumentException.class,
                () -> reductions.line("x", Numbers.of(cube, Part.VALUE), 0, 1, 1))
            .getMessage());
  }
}
