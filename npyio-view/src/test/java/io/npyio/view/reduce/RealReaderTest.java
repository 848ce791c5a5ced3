package io.npyio.view.reduce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Elements of all dtypes as real numbers. */
class RealReaderTest {
  private static final Path DTYPES = Path.of("..", "testdata", "dtypes");

  private final long seed = new Random().nextLong();
  private final Random random = new Random(seed);

  private static double[] read(NdArray array, Part part) {
    var values = new double[(int) array.size()];
    RealReader.of(array.dtype(), part).read(array, values);
    return values;
  }

  private static Set<Part> parts(DType dtype) {
    boolean isComplex = dtype.category() == DType.Category.COMPLEX;
    return isComplex ? EnumSet.complementOf(EnumSet.of(Part.VALUE)) : EnumSet.of(Part.VALUE);
  }

  private void assertValues(NdArray array, String name) {
    for (Part part : parts(array.dtype())) {
      double[] flat =
          Stream.of(Brute.values(array, part)).flatMapToDouble(Arrays::stream).toArray();
      double[] read = read(array, part);
      for (int i = 0; i < flat.length; i++) {
        double tolerance = part == Part.ABS && Double.isFinite(flat[i]) ? Math.ulp(flat[i]) : 0;
        assertEquals(flat[i], read[i], tolerance, name + " " + part + " " + i);
      }
    }
  }

  @Test
  void goldenFilesAreReadAsTheirElementsAre() throws IOException {
    int compared = 0;
    try (Stream<Path> files = Files.list(DTYPES)) {
      for (Path file : files.filter(f -> f.toString().endsWith("_2x3.npy")).sorted().toList()) {
        NdArray array = Npy.load(file);
        if (array.dtype() instanceof DType.Scalar
            || array.dtype() instanceof DType.Temporal time && time.isDelta()) {
          assertValues(array, file.toString());
          compared++;
        }
      }
    }
    assertTrue(compared > 60, compared + " files");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void randomBitsOfEveryKindAreReadAsTheirElementsAre(Kind kind) {
    byte[] bytes = new byte[kind.size() * 120];
    random.nextBytes(bytes);
    if (kind == Kind.LONGDOUBLE || kind == Kind.CLONGDOUBLE) {
      for (int i = 7; i < bytes.length; i += 16) {
        bytes[i] |= (byte) 0x80; // a number of 80 bits has its leading digit
      }
    }
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      if (order == ByteOrder.BIG_ENDIAN && kind.part() == Kind.LONGDOUBLE) {
        continue; // the same bits are no numbers in the other order
      }
      NdArray array =
          NdArray.wrap(
              ByteBuffer.wrap(bytes),
              new ArrayLayout(new DType.Scalar(kind, order), Shape.of(10, 12), Order.C));
      assertValues(array, "seed " + seed + " " + order);
      assertValues(array.slice("::-3, 1::2"), "seed " + seed + " " + order);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Y, -1, -31536000000",
    "Y, 30, 946684800000",
    "M, 1, 2678400000",
    "M, -12, -31536000000",
    "W, 1, 604800000",
    "D, -3, -259200000",
    "h, 2, 7200000",
    "m, 5, 300000",
    "s, -7, -7000",
    "ms, 9, 9",
    "us, 1500, 1.5",
    "ns, -2500000, -2.5",
    "ps, 7000000000, 7",
    "25s, 2, 50000",
    "100ns, 3, 0.0003",
    "as, 1000000000000000, 1"
  })
  void datesAreMillisecondsSince1970(String unit, long count, double millis) {
    for (String order : List.of("<", ">")) {
      DType dtype = DType.of(order + "M8[" + unit + "]");
      NdArray array = NdArray.zeros(dtype, 2);
      array.view(DType.of(order + "i8")).copyFrom(new long[] {count, Long.MIN_VALUE});
      assertArrayEquals(new double[] {millis, Double.NaN}, read(array, Part.VALUE));
    }
  }

  @Test
  void durationsAreCountsOfTheirUnit() {
    NdArray array = NdArray.zeros(DType.of(">m8[25us]"), 3);
    array.view(DType.of(">i8")).copyFrom(new long[] {4, -9, Long.MIN_VALUE});
    assertArrayEquals(new double[] {4, -9, Double.NaN}, read(array, Part.VALUE));
    assertTrue(RealReader.of(array.dtype(), Part.VALUE).isInteger());
  }

  @Test
  void magnitudesOfHugeAndTinyNumbersNeitherOverflowNorVanish() {
    NdArray array = NdArray.zeros(DType.COMPLEX128, 4);
    array.real().copyFrom(new double[] {3e200, 3e-200, Double.NaN, 0});
    array.imag().copyFrom(new double[] {4e200, 4e-200, Double.NEGATIVE_INFINITY, 0});
    double[] read = read(array, Part.ABS);
    assertEquals(5e200, read[0], 1e185);
    assertEquals(5e-200, read[1], 1e-215);
    assertEquals(Double.POSITIVE_INFINITY, read[2]);
    assertEquals(0, read[3]);
  }

  @Test
  void elementsThatAreNotNumbersAreRefused() {
    assertEquals(
        "elements of bytes24 are not numbers, so they have no picture; the grid shows them",
        assertThrows(
                IllegalArgumentException.class, () -> RealReader.of(DType.bytes(3), Part.VALUE))
            .getMessage());
    assertEquals(
        "part abs is of complex numbers, but elements are float32; leave the part out",
        assertThrows(IllegalArgumentException.class, () -> RealReader.of(DType.FLOAT32, Part.ABS))
            .getMessage());
  }

  @Test
  void partsAreNamed() {
    assertEquals(Part.ABS, Part.of(null, DType.COMPLEX64));
    assertEquals(Part.VALUE, Part.of(null, DType.INT8));
    assertEquals(Part.IMAG, Part.of("imag", DType.COMPLEX128));
    assertEquals(
        "part 'x' is unknown; expected abs, phase, real or imag",
        assertThrows(IllegalArgumentException.class, () -> Part.of("x", DType.COMPLEX64))
            .getMessage());
    assertEquals(Aggregate.MEAN, Aggregate.of(null));
    assertEquals(Aggregate.MAX, Aggregate.of("max"));
    assertEquals(
        "agg 'sum' is unknown; expected mean, max or min",
        assertThrows(IllegalArgumentException.class, () -> Aggregate.of("sum")).getMessage());
  }
}
