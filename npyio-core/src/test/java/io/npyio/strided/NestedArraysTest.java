package io.npyio.strided;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Nested Java arrays copied from and to arrays whose rows run across the memory. */
class NestedArraysTest {
  /** Sizes around that of a tile. */
  @ParameterizedTest
  @CsvSource({"1, 1", "63, 64", "64, 65", "65, 63", "130, 17", "17, 200", "3, 1000", "200, 16"})
  void fortranOrderHoldsTheRowsThatWereWritten(int rows, int columns) {
    long seed = 11L * rows + columns;
    var random = new Random(seed);
    int[][] values = new int[rows][columns];
    NdArray expected = NdArray.zeros(DType.INT32, rows, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[i][j] = random.nextInt();
        expected.setInt(values[i][j], i, j);
      }
    }
    var layout = ArrayLayout.of(DType.of(">i8"), rows, columns).withOrder(Order.F);
    NdArray nested = NdArray.zeros(layout);
    nested.copyFrom(values);
    NdArray flat = NdArray.zeros(layout);
    flat.copyFrom(expected.toArray(int[].class));

    assertTrue(expected.astype(layout.dtype()).contentEquals(nested), "seed " + seed);
    assertTrue(nested.contentEquals(flat), "seed " + seed);
    assertArrayEquals(values, nested.toArray(int[][].class), "seed " + seed);
    assertArrayEquals(expected.toArray(int[].class), nested.toArray(int[].class));
  }

  @ParameterizedTest
  @EnumSource(Order.class)
  void aMisfitIsNamedByItsFullIndex(Order order) {
    double[][][] values = new double[3][20][40];
    values[2][19][1] = 1.5;
    NdArray target = NdArray.zeros(new ArrayLayout(DType.INT16, Shape.of(3, 20, 40), order));

    assertEquals(
        "1.5 at (2, 19, 1) does not fit int16",
        assertThrows(ArithmeticException.class, () -> target.copyFrom(values)).getMessage());
  }

  @Test
  void realRowsBecomeComplex() {
    NdArray target = NdArray.zeros(DType.COMPLEX64, 2, 2);
    target.fill(java.util.List.of(7, 7));
    target.copyFrom(new int[][] {{1, 2}, {3, 4}});

    assertEquals("[[1.+0.j 2.+0.j]\n [3.+0.j 4.+0.j]]", target.toString());
  }

  @Test
  void partsOfAFlatArrayAreCopied() {
    NdArray target = NdArray.zeros(DType.of(">i2"), 2, 2);
    target.copyFrom(new int[] {9, 1, 2, 3, 4, 9}, 1);

    assertEquals("[[1 2]\n [3 4]]", target.toString());
    assertThrows(IndexOutOfBoundsException.class, () -> target.copyFrom(new int[] {1, 2, 3, 4}, 1));
    assertEquals(
        "String[] is not an array of primitive numbers",
        assertThrows(IllegalArgumentException.class, () -> target.copyFrom(new String[] {"a"}, 0))
            .getMessage());
  }
}
