package io.npyio.strided;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.RandomCases;
import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.interop.NumPyOracle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Indices in Python's syntax: named cases, and random ones against NumPy. */
class SliceTextTest {
  private static final long SEED = Long.getLong("npyio.seed", 20_260_104);

  @TempDir private Path folder;

  private static NdArray counted(long... shape) {
    int size = (int) Shape.of(shape).size();
    int[] values = new int[size];
    java.util.Arrays.setAll(values, i -> i);
    return NdArray.of(values).reshape(shape);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | 3",
        "-1 | 9",
        "2:5 | 2 3 4",
        ":3 | 0 1 2",
        "7: | 7 8 9",
        "::-1 | 9 8 7 6 5 4 3 2 1 0",
        "-3: | 7 8 9",
        "8:2:-2 | 8 6 4",
        "5:2 | ''",
        "-100:100:4 | 0 4 8",
        "100::-4 | 9 5 1",
        "None:None:5 | 0 5",
        "[1:3] | 1 2",
        "' (4,) ' | 4",
        "... | 0 1 2 3 4 5 6 7 8 9",
        "'...,2' | 2",
        "Ellipsis | 0 1 2 3 4 5 6 7 8 9",
        "1_0:: | ''",
        "0:99999999999999999999999:4 | 0 4 8",
        "-99999999999999999999999: | 0 1 2 3 4 5 6 7 8 9",
        "::99999999999999999999999 | 0",
        "::-99999999999999999999999 | 9",
      })
  void oneAxis(String text, String expected) {
    int[] values = counted(10).slice(text).toArray(int[].class);
    List<String> found = new ArrayList<>();
    for (int value : values) {
      found.add(Integer.toString(value));
    }
    assertEquals(expected, String.join(" ", found));
  }

  @Test
  void severalAxes() {
    NdArray array = counted(2, 3, 4);
    assertEquals(Shape.of(3), array.slice("1, ..., 2").shape());
    assertArrayEquals(new int[] {14, 18, 22}, array.slice("1, ..., 2").toArray(int[].class));
    assertEquals(Shape.of(2, 1, 3, 4), array.slice(":, None").shape());
    assertEquals(Shape.of(2, 3, 4, 1), array.slice("..., np.newaxis").shape());
    assertEquals(Shape.of(1, 2, 3, 4), array.slice("newaxis").shape());
    assertEquals(Shape.of(2, 3, 4), array.slice("").shape());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x | the slice 'x' cannot be read: 'x' is not an index",
        "1.5 | the slice '1.5' cannot be read: '1.5' is not an index",
        "1:2:3:4 | the slice '1:2:3:4' cannot be read: '1:2:3:4' has more than three parts",
        "::0 | the slice '::0' cannot be read: a step cannot be 0",
        "'1,2,3' | the slice '1,2,3' cannot be read: it has 3 indices, but the array has 2 axes",
        "'...,...' | the slice '...,...' cannot be read: it has more than one '...'",
        "'1,,2' | the slice '1,,2' cannot be read: index 2 is empty; ':' selects all of an axis",
        "',' | the slice ',' cannot be read: index 1 is empty; ':' selects all of an axis",
        "1__0 | the slice '1__0' cannot be read: '1__0' is not an index",
        "_1 | the slice '_1' cannot be read: '_1' is not an index",
        "+-1 | the slice '+-1' cannot be read: '+-1' is not an index",
      })
  void invalidIndicesAreRefused(String text, String message) {
    NdArray array = counted(2, 3);
    assertEquals(
        message,
        assertThrows(IllegalArgumentException.class, () -> array.slice(text)).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | index 2 is out of bounds for axis 0 of length 2",
        "-3 | index -3 is out of bounds for axis 0 of length 2",
        "'0,3' | index 3 is out of bounds for axis 1 of length 3",
        "'...,-4' | index -4 is out of bounds for axis 1 of length 3",
        "'None,0,7' | index 7 is out of bounds for axis 1 of length 3",
        "99999999999999999999999 | index 99999999999999999999999 is out of bounds for axis 0 of"
            + " length 2",
      })
  void indicesOutsideNameTheAxisOfTheArray(String text, String message) {
    NdArray array = counted(2, 3);
    assertEquals(
        message,
        assertThrows(IndexOutOfBoundsException.class, () -> array.slice(text)).getMessage());
  }

  @Test
  void anEmptyAxisHasNoElementsInAnyDirection() {
    assertEquals(0, NdArray.zeros(DType.INT8, 0).slice("::-1").size());
    assertEquals(0, NdArray.zeros(DType.INT8, 0).slice("5:1:-2").size());
  }

  @Tag("slow")
  @Test
  void randomTextsSliceAsInNumPy() throws IOException {
    Random random = new Random(SEED);
    try (NumPyOracle numpy = NumPyOracle.start()) {
      for (int i = 0; i < RandomCases.of(1500); i++) {
        long[] shape = new long[random.nextInt(5)];
        java.util.Arrays.setAll(shape, k -> random.nextInt(6));
        compare(numpy, counted(shape), text(random, shape.length), i);
      }
    }
  }

  private void compare(NumPyOracle numpy, NdArray array, String text, int number)
      throws IOException {
    String what = "seed " + SEED + ", case " + number + ": " + array.shape() + "[" + text + "]";
    Path file = Files.write(folder.resolve("a.npy"), Npy.toBytes(array));
    Path sliced = folder.resolve("b.npy");
    JsonNode answer = numpy.ask("slice", "file", file, "slice", text, "dst", sliced);
    if (answer.has("error")) {
      RuntimeException refused =
          assertThrows(RuntimeException.class, () -> array.slice(text), what + answer);
      assertTrue(
          refused instanceof IllegalArgumentException
              || refused instanceof IndexOutOfBoundsException,
          what);
    } else {
      NdArray expected = Npy.load(Files.readAllBytes(sliced));
      NdArray actual = array.slice(text);
      assertEquals(expected.shape(), actual.shape(), what);
      assertTrue(expected.contentEquals(actual), what);
    }
  }

  private static String text(Random random, int rank) {
    List<String> items = new ArrayList<>();
    for (int i = random.nextInt(rank + 2); i > 0; i--) {
      items.add(item(random));
    }
    if (items.isEmpty()) {
      return "...";
    }
    String text = String.join(random.nextBoolean() ? "," : " , ", items);
    return random.nextInt(10) == 0 ? text + "," : text;
  }

  private static String item(Random random) {
    return switch (random.nextInt(9)) {
      case 0, 1 -> number(random);
      case 2 -> "...";
      case 3 -> "None";
      case 4, 5 -> bound(random) + ":" + bound(random);
      default -> bound(random) + ":" + bound(random) + ":" + bound(random);
    };
  }

  private static String number(Random random) {
    return Integer.toString(random.nextInt(7) - 3);
  }

  private static String bound(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> "";
      case 1 -> random.nextInt(10) == 0 ? "999" : " " + number(random);
      default -> number(random);
    };
  }
}
