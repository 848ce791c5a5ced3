package io.npyio.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.ShortBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The behaviour of every array of numbers, wherever its bytes are and however they are laid out.
 * Each subclass makes one sort of array; all must behave alike.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class NdArrayContract {
  private static final long[] SHAPE = {3, 4, 5};
  private static final int SIZE = 60;
  private static final List<Class<?>> NUMBERS =
      List.of(
          byte.class, short.class, char.class, int.class, long.class, float.class, double.class);

  /** {@return a writable array of this sort, all zero} */
  abstract NdArray zeros(DType dtype, long... shape) throws IOException;

  /** {@return the strides of such an array of shape (3, 4, 5)} */
  abstract long[] strides(int itemSize);

  ByteOrder byteOrder() {
    return ByteOrder.LITTLE_ENDIAN;
  }

  /** {@return the reason why a contiguous array of this sort has no buffer; empty if it has one} */
  String bufferRefusal() {
    return "";
  }

  /** {@return the kinds of number that such an array can hold} */
  List<Kind> kinds() {
    return Arrays.stream(Kind.values())
        .filter(kind -> !kind.isComplex() && !kind.isExtension())
        .toList();
  }

  // ---- the values

  private NdArray zeros(Kind kind) throws IOException {
    return zeros(new DType.Scalar(kind, byteOrder()), SHAPE);
  }

  /** Whole, small and different for every element, as far as the kind can tell them apart. */
  private static int value(Kind kind, int i) {
    return kind == Kind.BOOL ? i % 3 % 2 : i + 1;
  }

  private static long[] index(int i) {
    return new long[] {i / 20, i / 5 % 4, i % 5};
  }

  private NdArray filled(Kind kind) throws IOException {
    NdArray array = zeros(kind);
    for (int i = SIZE - 1; i >= 0; i--) {
      array.setLong(value(kind, i), index(i));
    }
    return array;
  }

  private static Object boxed(Class<?> primitive, int value) {
    if (primitive == boolean.class) {
      return value != 0;
    }
    if (primitive == byte.class) {
      return (byte) value;
    }
    if (primitive == short.class) {
      return (short) value;
    }
    if (primitive == char.class) {
      return (char) value;
    }
    if (primitive == int.class) {
      return value;
    }
    if (primitive == long.class) {
      return (long) value;
    }
    return primitive == float.class ? (Object) (float) value : (Object) (double) value;
  }

  private static Object flat(Class<?> primitive, Kind kind) {
    Object flat = Array.newInstance(primitive, SIZE);
    for (int i = 0; i < SIZE; i++) {
      Array.set(flat, i, boxed(primitive, value(kind, i)));
    }
    return flat;
  }

  private static Object nested(Object flat) {
    Object nested = Array.newInstance(flat.getClass().getComponentType(), 3, 4, 5);
    for (int i = 0; i < SIZE; i += 5) {
      Object row = ((Object[]) ((Object[]) nested)[i / 20])[i / 5 % 4];
      System.arraycopy(flat, i, row, 0, 5);
    }
    return nested;
  }

  private static void assertSame(Object expected, Object actual) {
    assertArrayEquals(new Object[] {expected}, new Object[] {actual});
  }

  private static void assertHolds(Object flat, NdArray array) {
    assertSame(flat, array.toArray(flat.getClass()));
  }

  private static int[] ints(Kind kind) {
    return (int[]) flat(int.class, kind);
  }

  // ---- what it is

  @ParameterizedTest
  @MethodSource("kinds")
  void itHasTheDTypeAndShapeItWasMadeWith(Kind kind) throws IOException {
    NdArray array = zeros(kind);
    assertEquals(new DType.Scalar(kind, byteOrder()), array.dtype());
    assertEquals(Shape.of(SHAPE), array.shape());
    assertEquals(3, array.rank());
    assertEquals(SIZE, array.size());
    assertEquals((long) SIZE * kind.size(), array.nbytes());
    assertFalse(array.isReadOnly());
    assertHolds(new int[SIZE], array);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void stridesSayWhetherItIsContiguous(Kind kind) throws IOException {
    NdArray array = zeros(kind);
    int size = kind.size();
    boolean isC = Arrays.equals(strides(size), new long[] {20L * size, 5L * size, size});
    boolean isF = Arrays.equals(strides(size), new long[] {size, 3L * size, 12L * size});
    assertArrayEquals(strides(size), array.strides());
    assertEquals(isC, array.isContiguous(Order.C));
    assertEquals(isF, array.isContiguous(Order.F));
    assertEquals(isF ? Order.F : Order.C, array.layout().order());
    assertEquals(array.shape(), array.layout().shape());
    assertEquals(array.dtype(), array.layout().dtype());
    array.strides()[0] = 0;
    assertArrayEquals(strides(size), array.strides());
    long[] strides = strides(size);
    long distance = 2 * strides[0] + 3 * strides[1] + 4 * strides[2];
    assertEquals(distance, array.at(2, 3, 4).offset() - array.offset());
    assertEquals(4 * strides[2], array.slice(":, :, ::-1").offset() - array.offset());
  }

  // ---- elements

  @ParameterizedTest
  @MethodSource("kinds")
  void everyGetterReadsTheValue(Kind kind) throws IOException {
    NdArray array = filled(kind);
    for (int i = 0; i < SIZE; i++) {
      int value = value(kind, i);
      long[] index = index(i);
      assertEquals((byte) value, array.getByte(index));
      assertEquals((short) value, array.getShort(index));
      assertEquals(value, array.getInt(index));
      assertEquals(value, array.getLong(index));
      assertEquals((float) value, array.getFloat(index));
      assertEquals(value, array.getDouble(index));
      assertEquals(BigInteger.valueOf(value), array.getBigInteger(index));
      assertEquals(0, BigDecimal.valueOf(value).compareTo(array.getBigDecimal(index)));
      assertEquals(text(kind, value), array.getString(index));
      assertArrayEquals(bytes(kind, value), array.getBytes(index));
      assertEquals(object(kind, value), array.get(index));
      array.setLong(value & 1, index);
      assertEquals((value & 1) == 1, array.getBoolean(index));
    }
  }

  private static String text(Kind kind, int value) {
    if (kind == Kind.BOOL) {
      return value == 0 ? "False" : "True";
    }
    return value + (kind.isFloating() ? ".0" : "");
  }

  private static Object object(Kind kind, int value) {
    return switch (kind) {
      case BOOL -> value != 0;
      case INT8 -> (byte) value;
      case UINT8, INT16 -> (short) value;
      case UINT16, INT32 -> value;
      case UINT32, INT64 -> (long) value;
      case UINT64 -> BigInteger.valueOf(value);
      case FLOAT16, FLOAT32 -> (float) value;
      case FLOAT64 -> (double) value;
      default -> new BigDecimal(value);
    };
  }

  /** The stored bytes, computed independently of the tested code. */
  private byte[] bytes(Kind kind, int value) {
    ByteBuffer bytes = ByteBuffer.allocate(kind.size()).order(byteOrder());
    switch (kind) {
      case BOOL, INT8, UINT8 -> bytes.put((byte) value);
      case INT16, UINT16 -> bytes.putShort((short) value);
      case INT32, UINT32 -> bytes.putInt(value);
      case INT64, UINT64 -> bytes.putLong(value);
      case FLOAT32 -> bytes.putFloat(value);
      case FLOAT64 -> bytes.putDouble(value);
      case FLOAT16 -> bytes.putShort((short) (value == 0 ? 0 : halfBits(value)));
      default -> putExtended(bytes, value);
    }
    return bytes.array();
  }

  /** The biased exponent and the ten bits after the leading one. */
  private static int halfBits(int value) {
    int exponent = 31 - Integer.numberOfLeadingZeros(value);
    return (exponent + 15 << 10) | ((value << 10 - exponent) & 0x3FF);
  }

  private static void putExtended(ByteBuffer bytes, int value) {
    int zeros = Long.numberOfLeadingZeros(value);
    short exponent = (short) (16383 + 63 - zeros);
    if (bytes.order() == ByteOrder.LITTLE_ENDIAN) {
      bytes.putLong((long) value << zeros).putShort(exponent);
    } else {
      bytes.position(6).putShort(exponent).putLong((long) value << zeros);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everySetterWritesTheValueAndNothingElse(Kind kind) throws IOException {
    NdArray array = zeros(kind);
    int[] expected = new int[SIZE];
    for (int i = 0; i < SIZE; i++) {
      expected[i] = value(kind, i);
      set(array, i, expected[i], kind);
      assertHolds(expected, array);
    }
  }

  private void set(NdArray array, int i, int value, Kind kind) {
    long[] index = index(i);
    switch (i % 10) {
      case 0 -> array.setInt(value, index);
      case 1 -> array.setLong(value, index);
      case 2 -> array.setFloat(value, index);
      case 3 -> array.setDouble(value, index);
      case 4 -> array.setBigInteger(BigInteger.valueOf(value), index);
      case 5 -> array.setBigDecimal(BigDecimal.valueOf(value), index);
      case 6 -> array.setString(Integer.toString(value), index);
      case 7 -> array.setBytes(bytes(kind, value), index);
      case 8 -> array.set((char) value, index);
      default -> array.set(object(kind, value), index);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void booleansAreZeroAndOne(Kind kind) throws IOException {
    NdArray array = zeros(kind);
    array.setBoolean(true, 2, 3, 4);
    array.set(true, 0, 0, 0);
    assertTrue(array.getBoolean(2, 3, 4));
    assertEquals(1, array.getInt(0, 0, 0));
    boolean[] truths = new boolean[SIZE];
    truths[0] = true;
    truths[SIZE - 1] = true;
    assertHolds(truths, array);
    NdArray other = zeros(kind);
    other.copyFrom(truths);
    assertTrue(array.contentEquals(other));
    assertSame(nested(truths), array.toArray(boolean[][][].class));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void fractionsAreHeldByFloatsAndRefusedByIntegers(Kind kind) throws IOException {
    NdArray array = zeros(kind);
    if (kind.isFloating()) {
      array.setDouble(-0.375, 1, 2, 3);
      assertEquals(-0.375f, array.getFloat(1, 2, 3));
      assertEquals("-0.375", array.getString(1, 2, 3));
      assertThrows(ArithmeticException.class, () -> array.getInt(1, 2, 3));
      assertThrows(ArithmeticException.class, () -> array.toArray(int[].class));
    } else {
      String name = kind.numpyName();
      assertRefused("0.5 does not fit " + name, () -> array.setDouble(0.5, 1, 2, 3));
      assertRefused("0.5 does not fit " + name, () -> array.fill(0.5));
      double[] half = new double[SIZE];
      half[33] = 0.5;
      assertRefused("0.5 at (1, 2, 3) does not fit " + name, () -> array.copyFrom(half));
      assertRefused(
          "0.5 does not fit " + name, () -> array.copyFrom(NdArray.of(half).reshape(SHAPE)));
      assertHolds(new int[SIZE], array);
    }
  }

  private static void assertRefused(String message, Executable wrong) {
    assertEquals(message, assertThrows(ArithmeticException.class, wrong).getMessage());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void wrongIndicesAreRefused(Kind kind) throws IOException {
    NdArray array = zeros(kind);
    for (long[] outside : new long[][] {{3, 0, 0}, {0, -1, 0}, {0, 0, 5}}) {
      assertThrows(IndexOutOfBoundsException.class, () -> array.getInt(outside));
      assertThrows(IndexOutOfBoundsException.class, () -> array.set(1, outside));
      assertThrows(IndexOutOfBoundsException.class, () -> array.setBytes(new byte[1], outside));
    }
    assertThrows(IllegalArgumentException.class, () -> array.getLong(0, 0));
    assertThrows(IllegalArgumentException.class, () -> array.setLong(1, 0, 0, 0, 0));
  }

  // ---- whole arrays

  @ParameterizedTest
  @MethodSource("kinds")
  void fillSetsEveryElement(Kind kind) throws IOException {
    NdArray array = zeros(kind);
    array.fill(1);
    int[] expected = new int[SIZE];
    Arrays.fill(expected, 1);
    assertHolds(expected, array);
    array.at(1).fill("0");
    Arrays.fill(expected, 20, 40, 0);
    assertHolds(expected, array);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void toArrayGivesEveryClassOfNumber(Kind kind) throws IOException {
    NdArray array = filled(kind);
    for (Class<?> primitive : NUMBERS) {
      Object flat = flat(primitive, kind);
      assertHolds(flat, array);
      assertHolds(nested(flat), array);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void toArrayGivesObjects(Kind kind) throws IOException {
    NdArray array = filled(kind);
    String[] texts = new String[SIZE];
    BigInteger[] integers = new BigInteger[SIZE];
    BigDecimal[] decimals = new BigDecimal[SIZE];
    Object[] objects = new Object[SIZE];
    for (int i = 0; i < SIZE; i++) {
      int value = value(kind, i);
      texts[i] = text(kind, value);
      integers[i] = BigInteger.valueOf(value);
      decimals[i] = array.getBigDecimal(index(i));
      objects[i] = object(kind, value);
    }
    for (Object[] flat : new Object[][] {texts, integers, decimals, objects}) {
      assertSame(flat, array.toArray(flat.getClass()));
      Object nested = nested(flat);
      assertSame(nested, array.toArray(nested.getClass()));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void readIntoFillsAPartOfATarget(Kind kind) throws IOException {
    NdArray array = filled(kind);
    for (Class<?> primitive : NUMBERS) {
      Object target = Array.newInstance(primitive, SIZE + 7);
      array.readInto(target, 3);
      Object expected = Array.newInstance(primitive, SIZE + 7);
      System.arraycopy(flat(primitive, kind), 0, expected, 3, SIZE);
      assertSame(expected, target);
    }
    int[] exact = new int[SIZE];
    array.readInto(exact);
    assertArrayEquals(ints(kind), exact);
    assertThrows(IndexOutOfBoundsException.class, () -> array.readInto(new int[SIZE - 1]));
    assertThrows(IndexOutOfBoundsException.class, () -> array.readInto(new int[SIZE + 2], 3));
    assertThrows(IndexOutOfBoundsException.class, () -> array.readInto(new int[SIZE], -1));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void readIntoFillsASliceOfALargerArray(Kind kind) throws IOException {
    NdArray array = filled(kind);
    long[] whole = {4, 6, 8};
    for (Class<?> primitive : NUMBERS) {
      for (String slice : List.of(":", "1:", ":, 2:", ":, :, 2:3", ":, 1:2, ::2", "::-1, 3:, 4:")) {
        NdArray part = array.slice(slice);
        Object target = Array.newInstance(primitive, 200);
        part.readInto(target, 2 + 57, Shape.of(whole)); // 57 is the position of (1, 1, 1)
        Object flat = Array.newInstance(primitive, 192);
        NdArray expected = NdArray.zeros(NdArray.layoutOf(flat).dtype(), whole);
        NdArray place = expected.slice("1:, 1:, 1:");
        for (int axis = 0; axis < 3; axis++) {
          place = place.slice(axis, 0, part.shape().length(axis));
        }
        place.copyFrom(part);
        System.arraycopy(target, 2, flat, 0, 192);
        assertSame(expected.toArray(flat.getClass()), flat);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void copyFromTakesEveryClassOfNumber(Kind kind) throws IOException {
    NdArray expected = filled(kind);
    for (Class<?> primitive : NUMBERS) {
      Object flat = flat(primitive, kind);
      NdArray array = zeros(kind);
      array.copyFrom(flat);
      assertTrue(expected.contentEquals(array), primitive + " flat");
      array.fill(0);
      array.copyFrom(nested(flat));
      assertTrue(expected.contentEquals(array), primitive + " nested");
    }
    NdArray array = zeros(kind);
    array.copyFrom(expected.toArray(Object[][][].class));
    assertTrue(expected.contentEquals(array));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void copyFromTakesOtherArrays(Kind kind) throws IOException {
    NdArray expected = filled(kind);
    for (DType type : List.of(expected.dtype(), DType.INT64, DType.of(">f8"), DType.FLOAT16)) {
      for (Order order : Order.values()) {
        NdArray array = zeros(kind);
        array.copyFrom(expected.astype(type, order));
        assertTrue(expected.contentEquals(array), type + " " + order);
        NdArray back = NdArray.zeros(new ArrayLayout(type, expected.shape(), order));
        back.copyFrom(expected);
        assertHolds(ints(kind), back);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void copyFromItselfReadsTheOldElements(Kind kind) throws IOException {
    int[] was = ints(kind);
    NdArray array = filled(kind);
    array.slice(0, 1, 3).copyFrom(array.slice(0, 0, 2));
    int[] expected = was.clone();
    System.arraycopy(was, 0, expected, 20, 40);
    assertHolds(expected, array);
    NdArray mirrored = filled(kind);
    mirrored.copyFrom(mirrored.slice("::-1, ::-1, ::-1"));
    for (int i = 0; i < SIZE; i++) {
      assertEquals(was[SIZE - 1 - i], mirrored.getInt(index(i)));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void copiesAreIndependent(Kind kind) throws IOException {
    NdArray array = filled(kind);
    for (Order order : Order.values()) {
      for (NdArray copy : List.of(array.copy(order), array.astype(array.dtype(), order))) {
        assertTrue(copy.isContiguous(order));
        assertTrue(copy.contentEquals(array));
        copy.fill(0);
        assertHolds(ints(kind), array);
      }
    }
    NdArray wide = array.astype(DType.FLOAT64);
    array.fill(0);
    assertHolds(flat(double.class, kind), wide);
    assertEquals(array.layout().order(), wide.layout().order());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void contentIsEqualWhereverItLies(Kind kind) throws IOException {
    NdArray array = filled(kind);
    NdArray heap = NdArray.of(ints(kind)).reshape(SHAPE).astype(DType.Scalar.of(kind));
    assertTrue(array.contentEquals(heap));
    assertTrue(heap.contentEquals(array));
    assertTrue(array.transpose().contentEquals(heap.transpose()));
    assertFalse(array.contentEquals(heap.transpose()));
    heap.setInt(1 - heap.getInt(2, 3, 4) % 2, 2, 3, 4);
    assertFalse(array.contentEquals(heap));
    assertFalse(heap.contentEquals(array));
  }

  // ---- views

  @ParameterizedTest
  @MethodSource("kinds")
  void viewsShareTheElements(Kind kind) throws IOException {
    NdArray array = zeros(kind);
    array.at(1, 2).setInt(1, 3);
    assertOnlyOne(array, 1, 2, 3);
    array.slice(2, 0, 5, 2).setInt(1, 0, 1, 2);
    assertOnlyOne(array, 0, 1, 4);
    array.slice(0, 2, -1, -1).setInt(1, 0, 0, 0);
    assertOnlyOne(array, 2, 0, 0);
    array.slice("-1, ..., 1").setInt(1, 3);
    assertOnlyOne(array, 2, 3, 1);
    array.transpose().setInt(1, 4, 1, 0);
    assertOnlyOne(array, 0, 1, 4);
    array.permute(1, 2, 0).setInt(1, 3, 4, 2);
    assertOnlyOne(array, 2, 3, 4);
    array.reshape(1, 3, 4, 1, 5).setInt(1, 0, 1, 0, 0, 2);
    assertOnlyOne(array, 1, 0, 2);
    array.view(array.dtype().withByteOrder(ByteOrder.BIG_ENDIAN)).setInt(1, 1, 1, 1);
    assertArrayEquals(
        NdArray.of(1, array.dtype().withByteOrder(ByteOrder.BIG_ENDIAN)).getBytes(),
        array.getBytes(1, 1, 1));
    array.real().setInt(0, 1, 1, 1);
    assertHolds(new int[SIZE], array);
  }

  /** Checks that only that element is 1, and sets it to 0 again. */
  private static void assertOnlyOne(NdArray array, long... index) {
    int[] expected = new int[SIZE];
    expected[(int) (index[0] * 20 + index[1] * 5 + index[2])] = 1;
    assertHolds(expected, array);
    array.setInt(0, index);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void contiguousArraysHaveAnyOtherShapeAndViewsOfTheirBytes(Kind kind) throws IOException {
    NdArray array = filled(kind);
    assumeTrue(array.isContiguous(Order.C));
    assertEquals(Shape.of(15, 4), array.reshape(-1, 4).shape());
    assertArrayEquals(ints(kind), array.reshape(-1).toArray(int[].class));
    NdArray bytes = array.view(DType.raw(5 * kind.size()));
    assertEquals(Shape.of(3, 4, 1), bytes.shape());
    assertEquals(5 * kind.size(), bytes.getBytes(0, 0, 0).length);
    assertTrue(bytes.view(array.dtype()).contentEquals(array));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void readOnlyViewsRefuseEveryWrite(Kind kind) throws IOException {
    NdArray array = filled(kind);
    NdArray view = array.asReadOnly();
    List<NdArray> views =
        List.of(
            view,
            view.slice(0, 0, 3),
            view.transpose().transpose(),
            view.reshape(3, 4, 5),
            view.real(),
            view.view(view.dtype()),
            view.slice("..."));
    for (NdArray each : views) {
      assertTrue(each.isReadOnly());
      for (Executable write : writes(each)) {
        assertThrows(ReadOnlyBufferException.class, write);
      }
    }
    assertHolds(ints(kind), array);
  }

  private static List<Executable> writes(NdArray array) {
    long[] at = {0, 0, 0};
    return List.of(
        () -> array.setBoolean(true, at),
        () -> array.setInt(1, at),
        () -> array.setLong(1, at),
        () -> array.setFloat(1, at),
        () -> array.setDouble(1, at),
        () -> array.setBigInteger(BigInteger.ONE, at),
        () -> array.setBigDecimal(BigDecimal.ONE, at),
        () -> array.setString("1", at),
        () -> array.setBytes(array.getBytes(at), at),
        () -> array.set(1, at),
        () -> array.fill(1),
        () -> array.copyFrom(new int[SIZE]),
        () -> array.copyFrom(IntBuffer.allocate(SIZE)),
        () -> array.copyFrom(NdArray.zeros(DType.INT8, SHAPE)),
        () -> array.readFrom(Channels.newChannel(new ByteArrayInputStream(new byte[0]))));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void blocksHoldEveryElementOnceInOrder(Kind kind) throws IOException {
    NdArray array = filled(kind);
    for (int most : new int[] {1, 3, 5, 7, 20, 33, 60, 1000}) {
      List<Integer> seen = new ArrayList<>();
      for (NdArray block : array.blocks(most)) {
        assertTrue(block.size() <= most);
        for (int value : block.toArray(int[].class)) {
          seen.add(value);
        }
      }
      assertEquals(Arrays.stream(ints(kind)).boxed().toList(), seen);
    }
  }

  // ---- bytes

  @ParameterizedTest
  @MethodSource("kinds")
  void bytesAreWrittenInEitherOrder(Kind kind) throws IOException {
    NdArray array = filled(kind);
    var inC = new ByteArrayOutputStream();
    var inF = new ByteArrayOutputStream();
    for (int i = 0; i < SIZE; i++) {
      inC.writeBytes(bytes(kind, value(kind, i)));
      int across = i % 3 * 20 + i / 3 % 4 * 5 + i / 12;
      inF.writeBytes(bytes(kind, value(kind, across)));
    }
    assertArrayEquals(inC.toByteArray(), written(array, Order.C));
    assertArrayEquals(inF.toByteArray(), written(array, Order.F));
    List<Long> progress = new ArrayList<>();
    array.writeTo(
        Channels.newChannel(new ByteArrayOutputStream()), Order.C, bytes -> progress.add(bytes));
    assertEquals(array.nbytes(), progress.stream().mapToLong(Long::longValue).sum());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void elementsAreConvertedOnTheirWayToAChannel(Kind kind) throws IOException {
    NdArray array = filled(kind);
    DType swapped = array.dtype().withByteOrder(ByteOrder.BIG_ENDIAN);
    for (DType other : List.of(DType.FLOAT32, swapped, DType.of("S0"))) {
      for (Order order : Order.values()) {
        var bytes = new ByteArrayOutputStream();
        List<Long> progress = new ArrayList<>();
        array.writeTo(Channels.newChannel(bytes), other, order, progress::add);
        NdArray expected = array.astype(other, order);
        assertArrayEquals(written(expected, order), bytes.toByteArray(), other::toString);
        assertEquals(expected.nbytes(), progress.stream().mapToLong(Long::longValue).sum());
      }
    }
  }

  private static byte[] written(NdArray array, Order order) throws IOException {
    var bytes = new ByteArrayOutputStream();
    array.writeTo(Channels.newChannel(bytes), order);
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void bytesAreReadWhereTheyLieTogether(Kind kind) throws IOException {
    NdArray expected = filled(kind);
    NdArray array = zeros(kind);
    byte[] bytes = written(expected, array.layout().order());
    if (!array.isContiguous(array.layout().order())) {
      var refused =
          assertThrows(
              IllegalStateException.class,
              () -> array.readFrom(Channels.newChannel(new ByteArrayInputStream(bytes))));
      assertEquals("only a contiguous array can be filled from a channel", refused.getMessage());
      return;
    }
    array.readFrom(Channels.newChannel(new ByteArrayInputStream(bytes)));
    assertTrue(expected.contentEquals(array));
    var tooFew = new ByteArrayInputStream(bytes, 0, bytes.length - 7);
    var ended = assertThrows(EOFException.class, () -> array.readFrom(Channels.newChannel(tooFew)));
    assertEquals("expected 7 more bytes but found the end of the channel", ended.getMessage());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void flushingKeepsTheElements(Kind kind) throws IOException {
    NdArray array = filled(kind);
    array.flush();
    array.at(1).flush();
    array.slice("::-1, 1:1").flush();
    assertHolds(ints(kind), array);
  }

  // ---- buffers

  @ParameterizedTest
  @MethodSource("kinds")
  void bytesInOnePieceAreABuffer(Kind kind) throws IOException {
    NdArray array = filled(kind);
    String refusal = isInOnePiece(array) ? bufferRefusal() : notInOnePiece(array);
    if (!refusal.isEmpty()) {
      var refused = assertThrows(IllegalStateException.class, array::asByteBuffer);
      assertEquals(refusal, refused.getMessage());
      return;
    }
    ByteBuffer buffer = array.asByteBuffer();
    assertEquals(0, buffer.position());
    assertEquals(array.nbytes(), buffer.limit());
    assertEquals(kind.size() == 1 ? ByteOrder.LITTLE_ENDIAN : byteOrder(), buffer.order());
    assertFalse(buffer.isReadOnly());
    assertEquals(ByteBuffer.wrap(written(array, array.layout().order())), buffer);
    buffer.put(0, new byte[kind.size()]);
    assertEquals(0, array.getInt(0, 0, 0));
    array.setLong(value(kind, 4), 2, 3, 4);
    byte[] last = new byte[kind.size()];
    buffer.get(buffer.limit() - kind.size(), last);
    assertArrayEquals(bytes(kind, value(kind, 4)), last);
    ByteBuffer readOnly = array.asReadOnly().asByteBuffer();
    assertTrue(readOnly.isReadOnly());
    assertEquals(buffer.order(), readOnly.order());
    assertEquals(buffer, readOnly);
  }

  private static boolean isInOnePiece(NdArray array) {
    return array.isContiguous(Order.C) || array.isContiguous(Order.F);
  }

  private static String notInOnePiece(NdArray array) {
    return "an array of shape (3, 4, 5) and strides %s has no bytes in one piece; copy(Order.C) first"
        .formatted(Arrays.toString(array.strides()));
  }

  /** Buffers with room for all elements between two more: on the heap and off it, in each order. */
  private static List<Buffer> buffers(Class<?> primitive) {
    List<Buffer> buffers = new ArrayList<>();
    buffers.add(typed(ByteBuffer.allocate((SIZE + 2) * 8), primitive));
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      buffers.add(typed(ByteBuffer.allocateDirect((SIZE + 2) * 8).order(order), primitive));
    }
    buffers.add(
        switch (primitive.getName()) {
          case "short" -> ShortBuffer.allocate(SIZE + 3).position(1).slice();
          case "char" -> CharBuffer.allocate(SIZE + 3).position(1).slice();
          case "int" -> IntBuffer.allocate(SIZE + 3).position(1).slice();
          case "long" -> LongBuffer.allocate(SIZE + 3).position(1).slice();
          case "float" -> FloatBuffer.allocate(SIZE + 3).position(1).slice();
          default -> DoubleBuffer.allocate(SIZE + 3).position(1).slice();
        });
    buffers.forEach(buffer -> buffer.limit(SIZE + 2).position(1));
    return buffers;
  }

  private static Buffer typed(ByteBuffer bytes, Class<?> primitive) {
    return switch (primitive.getName()) {
      case "short" -> bytes.asShortBuffer();
      case "char" -> bytes.asCharBuffer();
      case "int" -> bytes.asIntBuffer();
      case "long" -> bytes.asLongBuffer();
      case "float" -> bytes.asFloatBuffer();
      default -> bytes.asDoubleBuffer();
    };
  }

  /** An element by the buffer's own getter. */
  private static double element(Buffer buffer, int at) {
    if (buffer instanceof ShortBuffer shorts) {
      return shorts.get(at);
    } else if (buffer instanceof CharBuffer chars) {
      return chars.get(at);
    } else if (buffer instanceof IntBuffer ints) {
      return ints.get(at);
    } else if (buffer instanceof LongBuffer longs) {
      return longs.get(at);
    } else if (buffer instanceof FloatBuffer floats) {
      return floats.get(at);
    }
    return ((DoubleBuffer) buffer).get(at);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void numbersAreCopiedToAndFromBuffers(Kind kind) throws IOException {
    NdArray array = filled(kind);
    for (Class<?> type : NUMBERS) {
      if (type != byte.class) {
        for (Buffer buffer : buffers(type)) {
          checkCopies(array, kind, buffer);
        }
      }
    }
  }

  private void checkCopies(NdArray array, Kind kind, Buffer buffer) throws IOException {
    array.readInto(buffer);
    assertEquals(SIZE + 1, buffer.position(), buffer::toString);
    assertEquals(0, element(buffer, 0), buffer::toString);
    assertEquals(0, element(buffer, SIZE + 1), buffer::toString);
    for (int i = 0; i < SIZE; i++) {
      assertEquals(value(kind, i), element(buffer, i + 1), buffer::toString);
    }
    NdArray copy = zeros(kind);
    copy.copyFrom(buffer.position(1));
    assertEquals(SIZE + 1, buffer.position(), buffer::toString);
    assertTrue(array.contentEquals(copy), buffer::toString);
    copy.fill(0);
    copy.parallel(2).copyFrom((Object) buffer.duplicate().position(1));
    assertTrue(array.contentEquals(copy), buffer::toString);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void bytesAreCopiedToAndFromBuffersInCOrder(Kind kind) throws IOException {
    NdArray array = filled(kind);
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) array.nbytes() + 2).position(1);
    array.readInto(bytes);
    assertEquals(array.nbytes() + 1, bytes.position());
    assertEquals(0, bytes.get(0));
    assertEquals(ByteBuffer.wrap(written(array, Order.C)), bytes.duplicate().flip().position(1));
    NdArray copy = zeros(kind);
    copy.copyFrom(bytes.position(1).asReadOnlyBuffer());
    assertTrue(array.contentEquals(copy));
    copy.copyFrom(bytes);
    assertEquals(array.nbytes() + 1, bytes.position());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void buffersTooShortOrReadOnlyAreRefusedAndStayWhereTheyAre(Kind kind) throws IOException {
    NdArray array = filled(kind);
    IntBuffer tooShort = IntBuffer.allocate(SIZE + 1).position(2);
    for (Executable use :
        List.<Executable>of(() -> array.readInto(tooShort), () -> array.copyFrom(tooShort))) {
      var refused = assertThrows(IndexOutOfBoundsException.class, use);
      assertEquals("the array has 60 elements, the buffer 59 left", refused.getMessage());
    }
    assertEquals(2, tooShort.position());
    var noBytes =
        assertThrows(IndexOutOfBoundsException.class, () -> array.readInto(ByteBuffer.allocate(4)));
    assertEquals(
        "the array has %d bytes, the buffer 4 left".formatted(array.nbytes()),
        noBytes.getMessage());
    assertThrows(
        ReadOnlyBufferException.class,
        () -> array.readInto(FloatBuffer.allocate(SIZE).asReadOnlyBuffer()));
    assertHolds(ints(kind), array);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void numbersThatDoNotFitABufferOrTheArrayAreRefusedByIndex(Kind kind) throws IOException {
    NdArray array = zeros(kind);
    if (kind.isFloating()) {
      array.setDouble(0.5, 1, 2, 3);
      for (Buffer buffer : buffers(int.class)) {
        assertRefused(
            "0.5 at (1, 2, 3) does not fit an int; astype(INT32) converts as NumPy does",
            () -> array.readInto(buffer));
        assertEquals(1, buffer.position());
      }
    } else {
      for (Buffer buffer : buffers(double.class)) {
        DoubleBuffer doubles = (DoubleBuffer) buffer;
        doubles.put(1 + 33, 0.5);
        assertRefused(
            "0.5 at (1, 2, 3) does not fit " + kind.numpyName(), () -> array.copyFrom(doubles));
        assertEquals(1, doubles.position());
      }
    }
  }

  // ---- odd shapes

  @ParameterizedTest
  @MethodSource("kinds")
  void anArrayWithoutAxesHasOneElement(Kind kind) throws IOException {
    NdArray array = zeros(new DType.Scalar(kind, byteOrder()));
    array.setInt(1);
    assertEquals(1, array.getInt());
    assertEquals(1, array.size());
    assertHolds(new int[] {1}, array);
    array.copyFrom(new byte[1]);
    assertEquals(0, array.getInt());
    assertArrayEquals(new byte[kind.size()], array.getBytes());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void anEmptyArrayHasNoElements(Kind kind) throws IOException {
    NdArray array = zeros(new DType.Scalar(kind, byteOrder()), 3, 0, 2);
    array.fill(1);
    array.copyFrom(new int[0]);
    array.flush();
    assertEquals(0, array.toArray(double[].class).length);
    assertEquals(3, array.toArray(int[][][].class).length);
    assertEquals(0, written(array, Order.F).length);
    array.copyFrom(FloatBuffer.allocate(0));
    array.readInto(ByteBuffer.allocateDirect(0));
    assertFalse(array.blocks(1).iterator().hasNext());
    assertTrue(array.contentEquals(NdArray.zeros(DType.Scalar.of(kind), 3, 0, 2)));
    assertNotSame(array, array.copy(Order.C));
    assertThrows(IndexOutOfBoundsException.class, () -> array.getInt(0, 0, 0));
  }

  // ---- the end

  @ParameterizedTest
  @MethodSource("kinds")
  void closedMemoryIsRefusedEverywhere(Kind kind) throws IOException {
    NdArray array = filled(kind);
    NdArray view = array.slice(0, 0, 3, 2);
    NdArray heap = NdArray.zeros(DType.INT8, SHAPE);
    array.elements().memory().close();
    long[] at = {0, 0, 0};
    List<Executable> uses =
        List.of(
            () -> array.getLong(at),
            () -> view.getString(at),
            () -> view.get(at),
            () -> array.getBytes(at),
            () -> view.setLong(1, at),
            () -> view.set(1, at),
            () -> array.fill(1),
            () -> view.toArray(int[].class),
            () -> array.toArray(double[][][].class),
            () -> array.readInto(new long[SIZE]),
            () -> array.readInto(LongBuffer.allocate(SIZE)),
            () -> array.readInto(ByteBuffer.allocateDirect((int) array.nbytes())),
            () -> array.copyFrom(FloatBuffer.allocate(SIZE)),
            () -> array.copyFrom(new int[SIZE]),
            () -> array.copyFrom(heap),
            () -> heap.copyFrom(array),
            () -> view.copy(Order.F),
            () -> array.astype(DType.FLOAT32),
            () -> array.contentEquals(array.transpose().transpose()),
            () -> written(array, Order.C),
            () -> written(view, Order.F),
            () -> array.toString());
    for (Executable use : uses) {
      var refused = assertThrows(IllegalStateException.class, use);
      assertEquals("the array's memory was closed", refused.getMessage());
    }
  }
}
