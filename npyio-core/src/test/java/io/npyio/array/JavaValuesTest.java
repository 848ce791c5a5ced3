package io.npyio.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.dtype.DType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Boxes, lists, times and missing values as arrays, and boxes back. */
class JavaValuesTest {

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, call).getMessage());
  }

  private static void assertMade(String layout, String text, Object values) {
    NdArray array = NdArray.of(values);
    assertEquals(layout, array.layout().toString());
    assertEquals(layout, NdArray.layoutOf(values).toString());
    assertEquals(text, array.toString());
  }

  @Test
  void boxesHaveTheDTypesOfTheirPrimitives() {
    assertMade("<f8 (2,) C", "[1.5 2. ]", new Double[] {1.5, 2.0});
    assertMade("<i4 (1, 2) C", "[[1 2]]", new Integer[][] {{1, 2}});
    assertMade("|b1 (2,) C", "[ True False]", new Boolean[] {true, false});
    assertMade("<u2 (1,) C", "[120]", new Character[] {'x'});
    assertMade("<i2 (1,) C", "[-1]", new Short[] {-1});
  }

  @Test
  void listsStandForArraysOfTheirElements() {
    assertMade("<i4 (3,) C", "[1 2 3]", List.of(1, 2, 3));
    assertMade(
        "<f8 (2, 2) C", "[[1. 2.]\n [3. 4.]]", List.of(List.of(1.0, 2.0), List.of(3.0, 4.0)));
    assertMade("<f8 (2,) C", "[1.  2.5]", List.of(1, 2.5));
    assertMade("<i8 (2,) C", "[1 2]", List.of(1, 2L));
    assertMade("<f8 (0,) C", "[]", List.of());
    assertMade("<f8 (2, 0) C", "[]", List.of(List.of(), List.of()));
    assertMade("<U3 (2,) C", "['abc' 'd']", List.of("abc", "d"));
    assertEquals("[1 2]", NdArray.of(List.of(1, 2), DType.INT8).toString());
  }

  @Test
  void listsThatAreNoArrayAreRefused() {
    assertRefused(
        "the lists differ in length: expected 2 but found 1 at depth 1",
        () -> NdArray.of(List.of(List.of(1, 2), List.of(3))));
    assertRefused(
        "the lists differ in length: expected a list but found 3 at depth 1",
        () -> NdArray.of(List.of(List.of(1, 2), 3)));
    assertRefused(
        "no dtype for a list of [Integer, String]; name one: of(list, dtype)",
        () -> NdArray.of(List.of(1, "a")));
    assertEquals(
        "array", assertThrows(NullPointerException.class, () -> NdArray.of(null)).getMessage());
  }

  @Test
  void timesHaveTheUnitsThatRecordsGiveThem() {
    assertMade("<M8[D] (1,) C", "['2026-11-28']", new LocalDate[] {LocalDate.of(2026, 11, 28)});
    assertMade(
        "<M8[ns] (1,) C",
        "['2026-11-28T09:30:00.000000001']",
        new LocalDateTime[] {LocalDateTime.of(2026, 11, 28, 9, 30, 0, 1)});
    assertMade(
        "<M8[ns] (1,) C", "['1970-01-01T00:00:01.000000000']", List.of(Instant.ofEpochSecond(1)));
    assertMade("<m8[ns] () C", "1000000 nanoseconds", Duration.ofMillis(1));
  }

  @Test
  void nullIsNaTOrNaN() {
    assertMade(
        "<M8[D] (2,) C", "['1970-01-01'        'NaT']", new LocalDate[] {LocalDate.EPOCH, null});
    assertMade("<f8 (2,) C", "[ 1. nan]", Arrays.asList(1.0, null));
    assertEquals("[nan+0.j]", NdArray.of(new Double[] {null}, DType.COMPLEX128).toString());
    assertRefused(
        "null at (0, 1): int32 has no missing value; times have NaT, floating-point numbers NaN",
        () -> NdArray.of(new Integer[][] {{1, null}}));
  }

  @Test
  void boxesAreReadAsExactlyAsPrimitives() {
    NdArray array = NdArray.of(new double[][] {{1, 2}, {3, 4}});
    assertArrayEquals(new Double[] {1.0, 2.0, 3.0, 4.0}, array.toArray(Double[].class));
    assertArrayEquals(new Integer[][] {{1, 2}, {3, 4}}, array.toArray(Integer[][].class));
    assertEquals(
        "0.5 does not fit a byte; astype(INT8) would cut it",
        assertThrows(
                ArithmeticException.class,
                () -> NdArray.of(new double[] {0.5}).toArray(Byte[].class))
            .getMessage());
  }

  @Test
  void bytesOfImagesAreKeptByAView() {
    NdArray pixels = NdArray.of(new int[] {7, 246}, DType.UINT8);
    assertEquals(
        "246 at (1,) does not fit a byte; view(INT8) keeps the bits, astype(INT8) converts as NumPy"
            + " does",
        assertThrows(ArithmeticException.class, () -> pixels.readInto(new byte[2])).getMessage());
    assertArrayEquals(new byte[] {7, -10}, pixels.view(DType.INT8).toArray(byte[].class));
    NdArray target = NdArray.zeros(DType.UINT8, 2);
    assertEquals(
        "-10 at (1,) does not fit uint8; NdArray.of(array).view(UINT8) keeps the bits",
        assertThrows(ArithmeticException.class, () -> target.copyFrom(new byte[] {7, -10}))
            .getMessage());
  }

  @Test
  void settersOfNarrowPrimitivesAndNewAxes() {
    NdArray array = NdArray.zeros(DType.INT32, 2);
    array.setByte((byte) -1, 0);
    array.setShort((short) 300, 1);
    assertEquals("[ -1 300]", array.toString());
    assertEquals("(2, 1)", array.insertAxis(1).shape().toString());
    assertEquals(
        "value", assertThrows(NullPointerException.class, () -> array.fill(null)).getMessage());
  }
}
