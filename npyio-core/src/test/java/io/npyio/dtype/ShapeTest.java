package io.npyio.dtype;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.NdArray;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Lengths of axes as a value, and the strides that reshaping gives them. */
class ShapeTest {

  @Test
  void aShapePrintsAsPythonsTuple() {
    assertEquals("()", Shape.of().toString());
    assertEquals("(3,)", Shape.of(3).toString());
    assertEquals("(2, 0, 3)", Shape.of(2, 0, 3).toString());
  }

  @Test
  void aShapeIsAValue() {
    long[] lengths = {2, 3};
    Shape shape = Shape.of(lengths);
    lengths[0] = 7;
    shape.lengths()[1] = 7;
    assertEquals(Shape.of(2, 3), shape);
    assertEquals(Shape.of(2, 3).hashCode(), shape.hashCode());
    assertNotEquals(Shape.of(3, 2), shape);
    assertNotEquals((Object) "(2, 3)", shape);
    assertSame(Shape.of(), Shape.of());
    assertEquals(2, shape.rank());
    assertEquals(3, shape.length(1));
    assertThrows(IndexOutOfBoundsException.class, () -> shape.length(2));
  }

  @Test
  void sizesAreProducts() {
    assertEquals(1, Shape.of().size());
    assertEquals(0, Shape.of(3, 0).size());
    assertEquals(6_000_000_000L, Shape.of(2, 3_000_000_000L).size());
    assertEquals(Long.MAX_VALUE, Shape.of(Long.MAX_VALUE).size());
    assertThrows(ArithmeticException.class, () -> Shape.of(1L << 62, 2).size());
    assertThrows(ArithmeticException.class, () -> Shape.of(0, 1L << 62, 2).size());
  }

  @Test
  void negativeLengthsAndMoreThan64AxesAreRefused() {
    assertEquals(
        "a length in the shape (2, -1) is negative",
        assertThrows(IllegalArgumentException.class, () -> Shape.of(2, -1)).getMessage());
    assertEquals(64, Shape.of(LongStream.generate(() -> 1).limit(64).toArray()).rank());
    assertEquals(
        "an array has at most 64 axes, not 65",
        assertThrows(
                IllegalArgumentException.class,
                () -> Shape.of(LongStream.generate(() -> 1).limit(65).toArray()))
            .getMessage());
  }

  // ---- reshape

  private static long[] reshaped(NdArray array, long... shape) {
    return array.reshape(shape).strides();
  }

  @Test
  void contiguousArraysTakeAnyShapeOfTheirSize() {
    NdArray array = NdArray.zeros(DType.INT16, 4, 6);
    assertArrayEquals(new long[] {2}, reshaped(array, -1));
    assertArrayEquals(new long[] {24, 8, 2}, reshaped(array, 2, 3, 4));
    assertArrayEquals(new long[] {16, 2}, reshaped(array, 3, 8));
    assertArrayEquals(new long[] {2, 2, 2, 2}, reshaped(array, 24, 1, 1, 1));
    assertEquals(Shape.of(4, 1, 6), array.reshape(4, -1, 6).shape());
  }

  @Test
  void axesOfLengthOneComeAndGo() {
    NdArray array = NdArray.zeros(DType.INT8, 3, 1, 4).slice(2, 0, 4, 2);
    assertArrayEquals(new long[] {4, 2}, reshaped(array, 3, 2));
    assertEquals(Shape.of(1, 3, 1, 1, 2, 1), array.reshape(1, 3, 1, 1, 2, 1).shape());
    NdArray scalar = NdArray.zeros(DType.INT32);
    assertArrayEquals(new long[] {4, 4}, reshaped(scalar, 1, 1));
    assertArrayEquals(new long[0], reshaped(scalar.reshape(1, 1)));
  }

  @Test
  void axesAreCutAndJoinedOnlyWhereTheyContinueEachOther() {
    NdArray array = NdArray.zeros(DType.INT8, 2, 3, 4);
    NdArray everySecond = array.slice(0, 1, -1, -1).slice(2, 0, 4, 2);
    assertArrayEquals(new long[] {-12, 2}, reshaped(everySecond, 2, 6));
    assertArrayEquals(new long[] {-12, 6, 2}, reshaped(everySecond, 2, 2, 3));
    NdArray mirrored = array.slice("::-1, ::-1, ::-1");
    assertArrayEquals(new long[] {-1}, reshaped(mirrored, 24));
    NdArray across = array.transpose();
    assertArrayEquals(new long[] {2, 1, 4, 12}, reshaped(across, 2, 2, 3, 2));
    assertEquals(
        "no view of shape (24,) exists of this array of shape (4, 3, 2) and strides [1, 4, 12];"
            + " copy(Order.C) first",
        assertThrows(IllegalArgumentException.class, () -> across.reshape(24)).getMessage());
    assertEquals(Shape.of(24), across.copy(Order.C).reshape(24).shape());
  }

  @Test
  void emptyArraysTakeEveryEmptyShape() {
    NdArray empty = NdArray.zeros(DType.INT32, 3, 0);
    assertEquals(Shape.of(0), empty.reshape(0).shape());
    assertEquals(Shape.of(5, 0, 7), empty.reshape(5, 0, 7).shape());
    assertEquals(Shape.of(3, 0), empty.reshape(3, -1).shape());
    assertEquals(
        "an array of shape (3, 0) and 0 elements cannot be reshaped to [0, -1]",
        assertThrows(IllegalArgumentException.class, () -> empty.reshape(0, -1)).getMessage());
    assertEquals(
        "an array of shape (3, 0) and 0 elements cannot be reshaped to [1]",
        assertThrows(IllegalArgumentException.class, () -> empty.reshape(1)).getMessage());
  }

  @Test
  void positionsAndIndicesAreEachOthersInverse() {
    Shape shape = Shape.of(2, 3, 4);
    for (long position = 0; position < shape.size(); position++) {
      assertEquals(position, shape.ravel(shape.unravel(position)));
    }
    assertEquals(23, shape.ravel(1, 2, 3));
    assertEquals(0, Shape.of().ravel());
    assertEquals(
        "2 indices for an array of 3 axes",
        assertThrows(IllegalArgumentException.class, () -> shape.ravel(1, 2)).getMessage());
    assertEquals(
        "index 3 is out of bounds for axis 1 of length 3",
        assertThrows(IndexOutOfBoundsException.class, () -> shape.ravel(1, 3, 0)).getMessage());
  }

  @Test
  void axesAreAppended() {
    assertEquals(Shape.of(2, 3, 4), Shape.of(2).append(Shape.of(3, 4)));
    assertEquals(Shape.of(), Shape.of().append(Shape.of()));
  }
}
