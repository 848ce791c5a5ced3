package io.npyio.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A Java array is written as the NdArray of it is. */
class SaveJavaArrayTest {
  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("a.npy");
  }

  static Stream<Object> arrays() {
    var random = new Random(3);
    double[][] large = new double[90][1000];
    for (double[] row : large) {
      for (int i = 0; i < row.length; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return Stream.of(
        random.doubles(100_003).toArray(),
        large,
        new float[3][70_000],
        new int[5][2][3],
        new long[] {1},
        new boolean[][] {{true, false}},
        new char[] {'a', '\uFFFF'},
        new byte[0],
        new short[0][5],
        new short[4][0],
        new String[][] {{"a", "bcd"}},
        7.5);
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void hasTheBytesOfItsNdArray(Object array) throws Exception {
    Npy.save(file(), array);

    assertArrayEquals(Npy.toBytes(NdArray.of(array)), Files.readAllBytes(file()));
  }

  @Test
  void anNdArrayIsAnNdArray() throws Exception {
    Object array = NdArray.of(new int[] {1, 2});
    Npy.save(file(), array);

    assertEquals("[1 2]", Npy.load(file()).toString());
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void isWrittenInAnotherLayout(ArrayLayout layout) throws Exception {
    int[] values = new Random(5).ints(60_000, 0, 100).toArray();
    Npy.save(file(), values, layout);

    NdArray expected = NdArray.zeros(layout);
    expected.copyFrom(values);
    assertArrayEquals(Npy.toBytes(expected), Files.readAllBytes(file()));
  }

  static Stream<ArrayLayout> layouts() {
    return Stream.of(
        ArrayLayout.of(DType.of(">f8"), 60_000),
        ArrayLayout.of(DType.of("<f2"), 300, 200),
        ArrayLayout.of(DType.of("<i8"), 60_000).withOrder(Order.F),
        ArrayLayout.of(DType.of("<i8"), 300, 200).withOrder(Order.F),
        ArrayLayout.of(DType.of("<c8"), 60_000),
        ArrayLayout.of(DType.of("<M8[s]"), 60_000));
  }

  @Test
  void bytesBecomeText() throws Exception {
    Npy.save(file(), new byte[][] {{'a'}, {'b', 'c'}}, ArrayLayout.of(DType.of("S2"), 2));

    assertArrayEquals(new String[] {"a", "bc"}, Npy.load(file(), String[].class));
  }

  @Test
  void aWrongShapeIsRefusedBeforeThereIsAFile() throws IOException {
    assertEquals(
        "an array of shape (2, 3) cannot be written as one of shape (6,)",
        assertThrows(
                IllegalArgumentException.class,
                () -> Npy.save(file(), new int[2][3], ArrayLayout.of(DType.INT8, 6)))
            .getMessage());
    assertFalse(Files.exists(file()));
  }

  @Test
  void aMisfitLeavesTheFileThatWasThere() throws IOException {
    Npy.save(file(), new int[] {1});
    byte[] before = Files.readAllBytes(file());

    int[][] values = new int[1000][1000];
    values[999][1] = 300;
    assertEquals(
        "300 at (999, 1) does not fit int8",
        assertThrows(
                ArithmeticException.class,
                () -> Npy.save(file(), values, ArrayLayout.of(DType.INT8, 1000, 1000)))
            .getMessage());
    assertArrayEquals(before, Files.readAllBytes(file()));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }
}
