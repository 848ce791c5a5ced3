package io.npyio.strided;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which arrays have the same elements, bit for bit. */
class BitEqualityTest {
  @ParameterizedTest
  @ValueSource(strings = {"[('a', '<i4'), ('b', '<f8')]", "[('a', '>i4'), ('b', '>f8')]"})
  void structsAreEqualIfAllTheirFieldsAre(String dtype) {
    NdArray one = NdArray.zeros(DType.of(dtype), 100);
    NdArray other = NdArray.zeros(DType.of("[('a', '<i4'), ('b', '<f8')]"), 100);
    assertTrue(one.contentEquals(other));
    other.field("b").setDouble(1, 99);
    assertFalse(one.contentEquals(other));
    one.field("b").setDouble(1, 99);
    assertTrue(one.contentEquals(other));
    one.field("a").setInt(1, 0);
    assertFalse(one.contentEquals(other));
  }

  @Test
  void zerosOfBothSignsDifferAndNaNsDoNot() {
    assertFalse(NdArray.of(new double[] {0.0}).contentEquals(NdArray.of(new double[] {-0.0})));
    NdArray nan = NdArray.of(new double[] {Double.NaN});
    assertTrue(nan.contentEquals(nan.copy(Order.C)));
  }

  @Test
  void aStridedViewIsComparedElementByElement() {
    NdArray array = NdArray.of(new int[] {1, 9, 2, 9, 3});
    assertTrue(array.slice("::2").contentEquals(NdArray.of(new int[] {1, 2, 3})));
    assertFalse(array.slice("::2").contentEquals(NdArray.of(new int[] {1, 2, 4})));
    assertFalse(array.slice("::2").contentEquals(NdArray.of(new int[] {0, 2, 3})));
  }
}
