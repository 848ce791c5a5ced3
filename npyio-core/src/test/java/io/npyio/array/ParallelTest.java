package io.npyio.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.strided.ParallelRange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations on arrays by several threads have the results of a single thread. */
class ParallelTest {
  private static final int ROWS = 1100;
  private static final int COLUMNS = 700;

  private static NdArray numbers(DType dtype, Order order) {
    double[] values =
        new Random(7).doubles((long) ROWS * COLUMNS, 0, 100).map(Math::rint).toArray();
    NdArray array = NdArray.zeros(new ArrayLayout(dtype, Shape.of(ROWS, COLUMNS), order));
    array.copyFrom(NdArray.of(values).reshape(ROWS, COLUMNS));
    return array;
  }

  static Stream<NdArray> arrays() {
    NdArray wide = numbers(DType.FLOAT64, Order.C);
    NdArray struct = NdArray.zeros(DType.of("[('a', '>i4'), ('x', '<f8')]"), ROWS, COLUMNS);
    struct.field("x").copyFrom(wide);
    return Stream.of(
        wide,
        numbers(DType.of(">f4"), Order.F),
        numbers(DType.FLOAT16, Order.C),
        numbers(DType.UINT8, Order.F),
        numbers(DType.FLOAT64, Order.C).astype(DType.BOOL),
        numbers(DType.INT64, Order.F),
        wide.transpose(),
        wide.slice("::-1, ::3"),
        wide.reshape(1, ROWS, 1, COLUMNS),
        struct.field("x"));
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void readsAsOneThreadDoes(NdArray array) {
    double[] expected = array.toArray(double[].class);

    assertArrayEquals(expected, array.parallel(3).toArray(double[].class));

    double[] within = new double[expected.length + 10];
    array.parallel(2).readInto(within, 7);
    assertArrayEquals(expected, Arrays.copyOfRange(within, 7, 7 + expected.length));
    assertEquals(0, within[6]);
    assertEquals(0, within[7 + expected.length]);
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void readsSlicesOfLargerArraysAsOneThreadDoes(NdArray array) {
    long[] lengths = array.shape().lengths();
    lengths[lengths.length - 1] += 5;
    Shape whole = Shape.of(lengths);
    double[] expected = new double[(int) whole.size()];
    array.readInto(expected, 3, whole);
    double[] actual = new double[expected.length];
    array.parallel(3).readInto(actual, 3, whole);
    assertArrayEquals(expected, actual);
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void makesTheNestedArraysThatOneThreadMakes(NdArray array) {
    if (array.rank() == 2) {
      assertArrayEquals(
          array.toArray(double[][].class), array.parallel(3).toArray(double[][].class));
    }
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void copiesAndConvertsAsOneThreadDoes(NdArray array) {
    for (Order order : Order.values()) {
      assertTrue(array.copy(order).contentEquals(array.parallel(3).copy(order)));
      NdArray converted = array.astype(DType.of(">f4"), order);
      NdArray parallel = array.parallel(4).astype(DType.of(">f4"), order);
      assertTrue(converted.contentEquals(parallel));
      assertEquals(converted.layout(), parallel.layout());
    }
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void isWrittenAsByOneThread(NdArray array) {
    for (Order order : Order.values()) {
      NdArray target = NdArray.zeros(new ArrayLayout(DType.of(">f8"), array.shape(), order));
      target.parallel(3).copyFrom(array);
      assertTrue(array.astype(DType.of(">f8")).contentEquals(target));

      NdArray flat = NdArray.zeros(new ArrayLayout(DType.FLOAT64, array.shape(), order));
      flat.parallel(3).copyFrom(array.toArray(double[].class));
      assertTrue(array.astype(DType.FLOAT64).contentEquals(flat));
      if (array.rank() == 2) {
        NdArray nested = NdArray.zeros(new ArrayLayout(DType.FLOAT64, array.shape(), order));
        nested.parallel(3).copyFrom(array.toArray(double[][].class));
        assertTrue(flat.contentEquals(nested));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void goesToAChannelAsFromOneThread(NdArray array) throws IOException {
    for (DType dtype : List.of(array.dtype(), DType.of(">f4"))) {
      for (Order order : Order.values()) {
        byte[] expected = written(array.astype(dtype, order), dtype, order);
        assertArrayEquals(expected, written(array, dtype, order));
        assertArrayEquals(expected, written(array.parallel(3), dtype, order));
      }
    }
  }

  private static byte[] written(NdArray array, DType dtype, Order order) throws IOException {
    var bytes = new ByteArrayOutputStream();
    array.writeTo(Channels.newChannel(bytes), dtype, order, progress -> {});
    return bytes.toByteArray();
  }

  @Test
  void complainsOfTheFirstMisfitOfTheWhole() {
    NdArray array = numbers(DType.FLOAT64, Order.C);
    array.setDouble(0.5, 1050, 3);
    array.setDouble(0.25, 900, 10);
    String message =
        assertThrows(ArithmeticException.class, () -> array.toArray(int[].class)).getMessage();

    assertEquals(
        "0.25 at (900, 10) does not fit an int; astype(INT32) converts as NumPy does", message);
    NdArray parallel = array.parallel(3);
    assertEquals(
        message,
        assertThrows(ArithmeticException.class, () -> parallel.toArray(int[].class)).getMessage());
    assertEquals(
        message,
        assertThrows(ArithmeticException.class, () -> parallel.toArray(int[][].class))
            .getMessage());
  }

  @Test
  void complainsOfTheFirstMisfitThatIsWritten() {
    double[][] values = numbers(DType.FLOAT64, Order.C).toArray(double[][].class);
    values[1050][3] = 0.5;
    values[900][10] = 0.25;
    for (Order order : Order.values()) {
      NdArray target = NdArray.zeros(new ArrayLayout(DType.INT32, Shape.of(ROWS, COLUMNS), order));
      for (NdArray each : new NdArray[] {target, target.parallel(3)}) {
        assertEquals(
            "0.25 at (900, 10) does not fit int32",
            assertThrows(ArithmeticException.class, () -> each.copyFrom(values)).getMessage());
      }
    }
  }

  @Test
  void viewsKeepTheThreadsAndTheReadOnly() {
    NdArray array = numbers(DType.COMPLEX64, Order.C).asReadOnly().parallel(3);

    assertEquals(3, array.threads());
    assertEquals(3, array.at(1).transpose().threads());
    assertEquals(3, array.real().slice("::2").asReadOnly().threads());
    assertEquals(1, array.imag().parallel(1).threads());
    assertTrue(array.imag().parallel(1).isReadOnly());
    assertEquals(1, array.copy(Order.C).threads());
    assertFalse(array.copy(Order.C).isReadOnly());
  }

  @Test
  void refusesLessThanOneThread() {
    NdArray array = NdArray.zeros(DType.INT8, 1);

    assertEquals(
        "at least 1 thread is needed, not 0",
        assertThrows(IllegalArgumentException.class, () -> array.parallel(0)).getMessage());
  }

  @Test
  void worksInThePoolOfTheCaller() throws Exception {
    Set<String> threads = ConcurrentHashMap.newKeySet();
    var together = new CyclicBarrier(2);
    var pool = new ForkJoinPool(2);
    try {
      pool.submit(
              () ->
                  ParallelRange.run(
                      2,
                      2,
                      1 << 20,
                      (from, to) -> {
                        threads.add(Thread.currentThread().getName());
                        meet(together);
                      }))
          .get();
    } finally {
      pool.shutdown();
    }
    assertEquals(2, threads.size());
  }

  private static void meet(CyclicBarrier barrier) {
    try {
      barrier.await();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  @Test
  void emptyAndSmallArraysNeedNoThreads() {
    assertEquals(0, NdArray.zeros(DType.INT8, 0, 3).parallel(8).toArray(byte[].class).length);
    assertEquals(0, NdArray.zeros(DType.INT8, 0, 3).parallel(8).toArray(byte[][].class).length);
    assertEquals("5", NdArray.of(5).parallel(8).copy(Order.C).toString());
  }
}
