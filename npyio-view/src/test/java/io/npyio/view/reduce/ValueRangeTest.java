package io.npyio.view.reduce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Ranges of values, of all elements or of a sample. */
class ValueRangeTest {
  private static NdArray counting(long... shape) {
    NdArray array = NdArray.zeros(DType.INT32, shape);
    int[] values = new int[(int) array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    array.copyFrom(values);
    return array;
  }

  @Test
  void smallArraysAreTakenWhole() {
    ValueRange range = ValueRange.of(Numbers.of(counting(101), Part.VALUE));
    assertEquals(new ValueRange(0, 100, 1, 2, 98, 99, 101, 101, false, true), range);
    double[] values = {Double.NaN, 3, Double.POSITIVE_INFINITY, 1, Double.NEGATIVE_INFINITY, 2};
    range = ValueRange.of(Numbers.of(NdArray.of(values), Part.VALUE));
    assertEquals(1, range.least());
    assertEquals(3, range.greatest());
    assertEquals(1.02, range.p1(), 1e-12);
    assertEquals(2.96, range.p98(), 1e-12);
    assertEquals(3, range.finite());
    assertEquals(6, range.sampled());
    assertFalse(range.isInteger());
  }

  @Test
  void whereNothingIsFiniteThereIsNoRange() {
    double none = Double.NaN;
    ValueRange expected = new ValueRange(none, none, none, none, none, none, 0, 0, false, false);
    assertEquals(
        expected, ValueRange.of(Numbers.of(NdArray.zeros(DType.FLOAT16, 0, 3), Part.VALUE)));
    ValueRange range =
        ValueRange.of(Numbers.of(NdArray.of(new double[] {none, 1 / 0.0}), Part.VALUE));
    assertEquals(2, range.sampled());
    assertEquals(0, range.finite());
    assertTrue(Double.isNaN(range.least()));
  }

  @Test
  void largeArraysOfAnyShapeAreSampledEvenly() {
    assertSampled(counting(5_000_000));
    assertSampled(counting(2000, 3000));
    assertSampled(counting(3000, 2000).transpose());
    assertSampled(counting(3, 1_000_000));
    assertSampled(counting(1_000_000, 3));
    assertSampled(counting(70, 80, 90, 4));
    assertSampled(counting(2_000_000).slice("::-2"));
    assertSampled(counting(1000, 9000).slice(":, ::100").transpose().insertAxis(1));
    assertSampled(counting(65_537));
  }

  private static void assertSampled(NdArray array) {
    ValueRange range = ValueRange.of(Numbers.of(array, Part.VALUE));
    String shape = array.shape().toString();
    if (array.size() <= 65_536) {
      assertEquals(array.size(), range.sampled(), shape);
      return;
    }
    assertTrue(range.isSample(), shape);
    assertTrue(range.sampled() <= 65_536 && range.sampled() > 8_000, shape + range);
    double whole = Arrays.stream(array.toArray(int[].class)).max().getAsInt();
    assertEquals(0, range.least() / whole, 0.02, shape + range);
    assertEquals(1, range.greatest() / whole, 0.02, shape + range);
    assertEquals(0.02, range.p2() / whole, 0.02, shape + range);
    assertEquals(0.98, range.p98() / whole, 0.02, shape + range);
  }
}
