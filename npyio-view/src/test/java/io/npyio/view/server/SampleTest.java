package io.npyio.view.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which elements stand for many. */
class SampleTest {
  @Test
  void anArrayOfModerateSizeIsWhole() {
    NdArray array = NdArray.zeros(DType.INT8, 10, 10);
    Sample sample = Sample.of(array, 100, 7);
    assertTrue(sample.isWhole());
    assertEquals("all", sample.of());
    assertEquals(array.shape(), sample.array().shape());
  }

  @ParameterizedTest
  @CsvSource({
    "'10,10', 50, '(5, 10)'",
    "'10,10', 7, '(1, 5)'",
    "'1,10', 5, '(1, 5)'",
    "'100,3,5', 100, '(6, 3, 5)'",
    "'2,3,1000', 10, '(1, 1, 10)'",
    "'9000', 4096, '(1, 4096)'",
    "'90000', 10000, '(2, 4096)'"
  })
  void rowsFromAllOverStandForALargerOne(String shape, long most, String expected) {
    long[] lengths = Arrays.stream(shape.split(",")).mapToLong(Long::parseLong).toArray();
    Sample sample = Sample.of(NdArray.zeros(DType.INT8, lengths), most - 1, most);
    assertFalse(sample.isWhole());
    assertEquals("sample", sample.of());
    assertEquals(expected, sample.array().shape().toString());
    assertTrue(sample.array().size() <= most);
  }

  @Test
  void aSampleHasElementsOfTheArray() {
    NdArray array = NdArray.of(IntStream.range(0, 100_000).toArray()).slice(0, 0, 100_000, 2);
    NdArray sample = Sample.of(array, 100, 10_000).array();
    assertEquals(0, sample.getInt(0, 0));
    assertEquals(2 * 4095, sample.getInt(0, 4095));
    assertEquals(2 * 4096 * 6, sample.getInt(1, 0));
  }
}
