package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files so large that loading maps them, where the JVM unmaps at once. */
class LargeLoadTest {
  private static final int ROWS = 4;
  private static final int COLUMNS = (1 << 22) + 3;

  @TempDir private Path folder;

  private static Stream<ArrayLayout> layouts() {
    Shape shape = Shape.of(ROWS, COLUMNS);
    return Stream.of(
        new ArrayLayout(DType.FLOAT32, shape, Order.C),
        new ArrayLayout(DType.FLOAT32, shape, Order.F),
        new ArrayLayout(DType.of(">i4"), shape, Order.C));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void loadsAsArrayAndAsJavaArrays(ArrayLayout layout) throws IOException {
    Path file = folder.resolve("a.npy");
    try (Memmap map = Npy.create(file, layout)) {
      NdArray array = map.array();
      array.setInt(1, 0, 0);
      array.setInt(2, 2, COLUMNS / 2);
      array.setInt(3, ROWS - 1, COLUMNS - 1);
      assertTrue(array.contentEquals(Npy.load(file)));
    }
    double[] flat = Npy.load(file, double[].class);
    assertEquals(1, flat[0]);
    assertEquals(2, flat[2 * COLUMNS + COLUMNS / 2]);
    assertEquals(3, flat[ROWS * COLUMNS - 1]);
    float[][] rows = Npy.load(file, float[][].class);
    assertEquals(2, rows[2][COLUMNS / 2]);
    assertEquals(3, rows[ROWS - 1][COLUMNS - 1]);
  }
}
