package io.npyio.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.memory.Memory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Behaviour of arrays that is not common to all of them. */
class NdArrayTest {
  private static <T extends Throwable> void assertRefused(
      Class<T> type, String message, Executable wrong) {
    assertEquals(message, assertThrows(type, wrong).getMessage());
  }

  private static void assertUnfit(String message, Executable wrong) {
    assertRefused(ArithmeticException.class, message, wrong);
  }

  private static void assertWrong(String message, Executable wrong) {
    assertRefused(IllegalArgumentException.class, message, wrong);
  }

  // ---- regressions

  @Test
  void anEmptyArrayIsContiguousWhateverItsStrides() {
    NdArray empty = NdArray.zeros(DType.FLOAT64, 5, 3).slice(0, 2, 2).slice(1, 0, 3, 2);
    assertTrue(empty.isContiguous(Order.C));
    assertTrue(empty.isContiguous(Order.F));
    assertTrue(empty.transpose().isContiguous(Order.C));
  }

  @Test
  void atNamesTheAxisThatIsOutOfBounds() {
    NdArray array = NdArray.zeros(DType.INT8, 2, 3);
    assertRefused(
        IndexOutOfBoundsException.class,
        "index 3 is out of bounds for axis 1 of length 3",
        () -> array.at(0, 3));
  }

  @Test
  void anEmptyAxisCannotBeSlicedBackwardsIntoAnElement() {
    NdArray empty = NdArray.zeros(DType.INT8, 0);
    assertRefused(
        IndexOutOfBoundsException.class,
        "slice 0:-1:-1 is out of bounds for axis 0 of length 0",
        () -> empty.slice(0, 0, -1, -1));
    assertEquals(0, empty.slice(0, -1, -1, -1).size());
    assertEquals(0, empty.slice(0, 0, 0, -1).size());
  }

  @Test
  void theAxesOfNestedSubArraysAreAllAppendedToAView() {
    DType nested = DType.subArray(DType.subArray(DType.INT8, 2), 3);
    NdArray view = NdArray.zeros(DType.raw(6), 4).view(nested);
    assertEquals(Shape.of(4, 3, 2), view.shape());
    assertEquals(DType.INT8, view.dtype());
  }

  @Test
  void anEmptyStringHasRoomForOneCharacter() {
    assertEquals(DType.unicode(1), NdArray.of("").dtype());
    assertEquals(DType.unicode(1), NdArray.of(new String[] {""}).dtype());
  }

  @Test
  void aShapeBeyondAllNumbersCannotBeReshapedTo() {
    NdArray array = NdArray.zeros(DType.INT8, 6);
    assertWrong(
        "an array of shape (6,) and 6 elements cannot be reshaped to"
            + " [9223372036854775807, 9223372036854775807]",
        () -> array.reshape(Long.MAX_VALUE, Long.MAX_VALUE));
    assertWrong(
        "an array of shape (6,) and 6 elements cannot be reshaped to [-1, -1]",
        () -> array.reshape(-1, -1));
    assertWrong(
        "an array of shape (6,) and 6 elements cannot be reshaped to [-1, 4]",
        () -> array.reshape(-1, 4));
  }

  @Test
  void nestedListsSetASubArrayOfTwoAxes() {
    NdArray array = NdArray.zeros(DType.of("[('m', '<i2', (2, 3))]"), 1);
    array.set(Map.of("m", List.of(List.of(1, 2, 3), List.of(4, 5, 6))), 0);
    assertArrayEquals(new short[] {1, 2, 3, 4, 5, 6}, array.field("m").toArray(short[].class));
    Object got = array.get(0);
    array.fill(List.<Object>of((Object) new int[][] {{0, 0, 0}, {9, 9, 9}}));
    assertArrayEquals(new short[] {0, 0, 0, 9, 9, 9}, array.field("m").toArray(short[].class));
    array.set(got, 0);
    assertArrayEquals(new short[] {1, 2, 3, 4, 5, 6}, array.field("m").toArray(short[].class));
  }

  @Test
  void unicodeTextIsNotBytes() {
    NdArray text = NdArray.of(new String[] {"a"});
    assertWrong(
        "an array of <U1 cannot be read as byte[][]; its elements can be primitives, String,"
            + " BigInteger, BigDecimal, java.time or Object",
        () -> text.toArray(byte[][].class));
  }

  @Test
  void aFieldBeyondTheLargestItemIsRefused() {
    assertWrong(
        "field 'a' ends at byte 2147483655 of an item of 10 bytes",
        () -> new DType.Struct(List.of(new Field("a", null, DType.INT64, Integer.MAX_VALUE)), 10));
  }

  @Test
  void aTitleIsNotTheNameOfItsOwnField() {
    assertWrong(
        "two fields have the name 'a'", () -> DType.struct(new Field("a", "a", DType.INT8, 0)));
  }

  @Test
  void partsOfOneArrayAreCopiedOntoEachOtherWhetherOrNotTheyOverlap() {
    NdArray array = NdArray.of(new int[] {0, 1, 2, 3, 4, 5, 6, 7});
    array.slice(0, 2, 8).copyFrom(array.slice(0, 0, 6));
    assertArrayEquals(new int[] {0, 1, 0, 1, 2, 3, 4, 5}, array.toArray(int[].class));
    array.slice(0, 0, 4).copyFrom(array.slice(0, 7, 3, -1));
    assertArrayEquals(new int[] {5, 4, 3, 2, 2, 3, 4, 5}, array.toArray(int[].class));
    array.slice(0, 0, 8, 2).copyFrom(array.slice(0, 1, 8, 2));
    assertArrayEquals(new int[] {4, 4, 2, 2, 3, 3, 5, 5}, array.toArray(int[].class));
  }

  // ---- exact or not at all

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "i2 | 128 | byte | 128 does not fit a byte; astype(INT8) would cut it",
        "i2 | -129 | byte | -129 does not fit a byte; astype(INT8) would cut it",
        "u1 | 128 | byte | 128 does not fit a byte; view(INT8) keeps the bits, astype(INT8) would cut it",
        "u2 | 32768 | short | 32768 does not fit a short; view(INT16) keeps the bits, astype(INT16) would cut it",
        "i8 | 2147483648 | int | 2147483648 does not fit an int; astype(INT32) would cut it",
        "u4 | 4294967295 | int | 4294967295 does not fit an int; view(INT32) keeps the bits, astype(INT32) would cut it",
        "u8 | 9223372036854775808 | long | 9223372036854775808 does not fit a long; getBigInteger"
            + " can read it",
        "u8 | 18446744073709551615 | int | 18446744073709551615 does not fit an int; astype(INT32)"
            + " would cut it",
        "f8 | 0.5 | long | 0.5 does not fit a long; astype(INT64) would cut it",
        "f8 | 9223372036854775808 | long | 9.223372036854776e+18 does not fit a long; astype(INT64)"
            + " would cut it",
        "f4 | nan | int | nan does not fit an int; astype(INT32) would cut it",
        "f2 | inf | byte | inf does not fit a byte; astype(INT8) would cut it",
        "i4 | 2 | boolean | 2 does not fit a boolean; astype(BOOL) would cut it",
        "f8 | 0.1 | float | 0.1 does not fit a float; astype(FLOAT32) would round it",
        "i4 | 16777217 | float | 16777217 does not fit a float; astype(FLOAT32) would round it",
        "i8 | 9007199254740993 | double | 9007199254740993 does not fit a double; astype(FLOAT64)"
            + " would round it",
        "i8 | 9223372036854775807 | double | 9223372036854775807 does not fit a double;"
            + " astype(FLOAT64) would round it",
        "u8 | 18446744073709551615 | double | 18446744073709551615 does not fit a double;"
            + " astype(FLOAT64) would round it",
        "f16 | 0.1 | double | 0.1 does not fit a double; astype(FLOAT64) would round it",
        "f16 | 0.1 | float | 0.1 does not fit a float; astype(FLOAT32) would round it",
        "u8 | 9007199254740993 | float | 9007199254740993 does not fit a float; astype(FLOAT32)"
            + " would round it",
        "f8 | nan | decimal | nan does not fit a BigDecimal; getDouble can read it",
        "f8 | 0.5 | integer | 0.5 does not fit a BigInteger; getDouble can read it",
      })
  void gettersRefuseWhatTheyWouldChange(String dtype, String value, String type, String message) {
    NdArray array = NdArray.zeros(DType.of(dtype));
    array.setString(value);
    assertUnfit(message, () -> got(array, type));
  }

  private static Object got(NdArray array, String type) {
    return switch (type) {
      case "byte" -> array.getByte();
      case "short" -> array.getShort();
      case "int" -> array.getInt();
      case "long" -> array.getLong();
      case "float" -> array.getFloat();
      case "double" -> array.getDouble();
      case "boolean" -> array.getBoolean();
      case "decimal" -> array.getBigDecimal();
      default -> array.getBigInteger();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "i2,127,byte,127",
    "i2,-128,byte,-128",
    "u2,32767,short,32767",
    "u8,2147483647,int,2147483647",
    "u8,9223372036854775807,long,9223372036854775807",
    "f8,-9223372036854775808,long,-9223372036854775808",
    "i4,16777216,float,1.6777216E7",
    "i8,9007199254740992,double,9.007199254740992E15",
    "u8,18446744073709549568,double,1.8446744073709550E19",
    "f4,1,boolean,true",
    "i1,0,boolean,false",
    "u8,18446744073709551615,integer,18446744073709551615",
    "f2,0.5,decimal,0.5",
    "f16,3,integer,3",
    "i8,-9223372036854775808,double,-9.223372036854775808E18",
    "f8,nan,float,NaN",
    "f16,-inf,double,-Infinity",
  })
  void gettersReturnValuesThatJustFit(String dtype, String value, String type, String expected) {
    NdArray array = NdArray.zeros(DType.of(dtype));
    array.setString(value);
    Object actual = got(array, type);
    boolean isDouble = actual instanceof Double;
    assertEquals(isDouble ? Double.valueOf(expected).toString() : expected, actual.toString());
  }

  @Test
  void toArrayNamesTheFirstValueThatDoesNotFitAndWhere() {
    NdArray array = NdArray.of(new long[][] {{1, 2}, {3, 1L << 31}});
    String message =
        "2147483648 at (1, 1) does not fit an int; astype(INT32) converts as NumPy does";
    assertUnfit(message, () -> array.toArray(int[].class));
    assertUnfit(message, () -> array.toArray(int[][].class));
    assertUnfit(message, () -> array.readInto(new int[9], 3));
    assertUnfit(message, () -> array.readInto(new int[90], 17, Shape.of(9, 8)));
    assertUnfit(message, () -> array.parallel(2).readInto(new int[90], 17, Shape.of(9, 8)));
    NdArray across = NdArray.of(new long[][] {{1, 1L << 31}, {2, 3}}).transpose();
    assertUnfit(
        "2147483648 at (1, 0) does not fit an int; astype(INT32) converts as NumPy does",
        () -> across.toArray(int[][].class));
    assertUnfit(
        "0.1 at (0,) does not fit a float; astype(FLOAT32) converts as NumPy does",
        () -> NdArray.of(new double[] {0.1}).toArray(float[].class));
    assertUnfit(
        "-1 at (0,) does not fit a char; astype(UINT16) converts as NumPy does",
        () -> NdArray.of(new int[] {-1}).toArray(char[].class));
    assertUnfit(
        "2 at (1,) does not fit a boolean; astype(BOOL) converts as NumPy does",
        () -> NdArray.of(new int[] {1, 2}).toArray(boolean[].class));
  }

  @Test
  void writingRefusesValuesOutOfRange() {
    NdArray bytes = NdArray.zeros(DType.UINT8, 2);
    assertUnfit("256 does not fit uint8", () -> bytes.setInt(256, 0));
    assertUnfit("-1 does not fit uint8", () -> bytes.setLong(-1, 0));
    assertUnfit("0.5 does not fit uint8", () -> bytes.setDouble(0.5, 0));
    assertUnfit("nan does not fit uint8", () -> bytes.setDouble(Double.NaN, 0));
    assertUnfit(
        "1000000000 does not fit uint8", () -> bytes.setBigDecimal(new BigDecimal("1E+9"), 0));
    assertUnfit("-1 at (1,) does not fit uint8", () -> bytes.copyFrom(new int[] {255, -1}));
    assertUnfit(
        "65520.0 does not fit float16", () -> NdArray.zeros(DType.FLOAT16).setDouble(65520));
    assertUnfit("1e+39 does not fit float32", () -> NdArray.zeros(DType.FLOAT32).setDouble(1e39));
    assertUnfit(
        "18446744073709551616 does not fit uint64",
        () -> NdArray.zeros(DType.UINT64).setBigInteger(BigInteger.ONE.shiftLeft(64)));
    assertUnfit("2 does not fit bool", () -> NdArray.zeros(DType.BOOL).setInt(2));
    assertUnfit(
        "1E+999999999 does not fit int64",
        () -> NdArray.zeros(DType.INT64).setBigDecimal(new BigDecimal("1e999999999")));
  }

  // ---- kinds of element

  @Test
  void timesAreJavaTimes() {
    NdArray dates = NdArray.zeros(DType.of("<M8[ms]"), 1);
    dates.set(LocalDate.of(2020, 2, 29), 0);
    assertEquals(LocalDate.of(2020, 2, 29), dates.getLocalDate(0));
    dates.set(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 5_000_000), 0);
    assertEquals(LocalDateTime.of(1969, 12, 31, 23, 59, 59, 5_000_000), dates.getLocalDateTime(0));
    assertEquals(-995, dates.getLong(0));
    dates.set(Instant.ofEpochMilli(7), 0);
    assertEquals(Instant.ofEpochMilli(7), dates.getInstant(0));
    assertEquals("1970-01-01T00:00:00.007", dates.getString(0));
    dates.setString("2020-01-01", 0);
    assertEquals("2020-01-01T00:00:00.000", dates.getString(0));
    dates.set("NaT", 0);
    assertEquals(DType.Temporal.NAT, dates.getLong(0));
    dates.set(5, 0);
    assertArrayEquals(new Instant[] {Instant.ofEpochMilli(5)}, dates.toArray(Instant[].class));
    NdArray spans = NdArray.zeros(DType.of(">m8[s]"));
    spans.set(Duration.ofMinutes(2));
    assertEquals(Duration.ofMinutes(2), spans.getDuration());
    assertEquals("120 seconds", spans.getString());
    spans.setString("7");
    assertEquals(7L, spans.get());
    assertWrong("an element of >m8[s] is not a datetime64", () -> spans.getInstant());
    assertWrong("an element of <M8[ms] is not a timedelta64", () -> dates.getDuration(0));
    assertWrong("'x' is not a valid timedelta64[s]", () -> spans.setString("x"));
    assertWrong("LocalDate is not a valid timedelta64[s]", () -> spans.set(LocalDate.EPOCH));
    NdArray counts = NdArray.zeros(DType.of("M8"));
    counts.setString("12");
    assertEquals("12", counts.getString());
  }

  @Test
  void textAndBytes() {
    NdArray text = NdArray.of(new String[] {"a😀", "b"});
    assertEquals(DType.unicode(2), text.dtype());
    assertArrayEquals(new String[] {"a😀", "b"}, text.toArray(String[].class));
    assertWrong(
        "3 code points do not fit '<U2'; astype cuts them off", () -> text.setString("abc", 0));
    assertWrong("5 is not a valid str64", () -> text.set(5, 0));
    NdArray bytes = NdArray.of(new byte[][] {{1, 0, 2}, {3}}, DType.bytes(3));
    assertArrayEquals(new byte[] {3}, (byte[]) bytes.get(1));
    assertArrayEquals(new byte[] {3, 0, 0}, bytes.getBytes(1));
    assertArrayEquals(new byte[][] {{1, 0, 2}, {3}}, bytes.toArray(byte[][].class));
    bytes.setBytes(new byte[] {9}, 0);
    assertArrayEquals(new byte[] {9, 0, 0}, bytes.getBytes(0));
    assertWrong("4 bytes do not fit '|S3'; astype cuts them off", () -> bytes.setString("abcd", 0));
    assertWrong(
        "'é' is not ASCII (U+00E9 at index 0); bytes elements hold ASCII, or any byte[]",
        () -> bytes.setString("é", 0));
    NdArray raw = NdArray.of(new byte[] {1, (byte) 0xFF}, DType.raw(2));
    assertEquals("b'\\x01\\xFF'", raw.getString());
    assertWrong(
        "an element of <i4 has 4 bytes, not 3",
        () -> NdArray.zeros(DType.INT32).setBytes(new byte[3]));
    NdArray surrogate = NdArray.zeros(DType.unicode(1));
    surrogate.setBytes(new byte[] {0, 0, 0x11, 0});
    assertEquals("\uFFFD", surrogate.getString());
  }

  @Test
  void complexNumbersAreTwo() {
    NdArray array = NdArray.zeros(DType.COMPLEX128, 2);
    array.set(List.of(1, -2.5), 0);
    array.setDouble(3, 1);
    assertEquals(List.of(1.0, -2.5), array.get(0));
    assertEquals("(1-2.5j)", array.getString(0));
    assertEquals(-2.5, array.imag().getDouble(0));
    array.setString("1e-3+2j", 1);
    assertEquals(List.of(0.001, 2.0), array.get(1));
    array.setLong(4, 1);
    assertEquals(List.of(4.0, 0.0), array.get(1));
    assertWrong("an element of <c16 is not a single number", () -> array.getDouble(0));
    assertWrong(
        "elements of <c16 are not single numbers; take real() and imag()",
        () -> array.toArray(double[].class));
    assertWrong("elements of <f8 have no imaginary part", () -> array.real().imag());
    assertSame(array.real().getClass(), NdArray.class);
    assertWrong(
        "complex128 has two parts and float64 one; take real() or imag()",
        () -> NdArray.zeros(DType.FLOAT64, 2).copyFrom(array));
    array.copyFrom(new double[] {7, 8});
    assertEquals(List.of(8.0, 0.0), array.get(1));
  }

  @Test
  void structsAreMapsOrLists() {
    NdArray array = NdArray.zeros(DType.of("[('x', '<i4'), (('T', 'y'), 'S2')]"), 2);
    array.set(List.of(7, "ab"), 0);
    array.set(new Object[] {8, new byte[] {'c'}}, 1);
    assertEquals(7, array.field("x").getInt(0));
    assertEquals("c", array.field("T").getString(1));
    array.set(Map.of("x", 9), 1);
    assertEquals("c", array.field("y").getString(1));
    assertWrong("no field 'z' in [('x', '<i4'), (('T', 'y'), '|S2')]", () -> array.field("z"));
    assertWrong("no field 'z': elements of <i4 have no fields", () -> array.field("x").field("z"));
    assertWrong("5 is not a valid void48", () -> array.set(5, 0));
    assertWrong(
        "an element of [('x', '<i4'), (('T', 'y'), '|S2')] is not one text; take its fields",
        () -> array.getString(0));
    assertWrong(
        "elements of [('x', '<i4'), (('T', 'y'), '|S2')] are not single numbers; take a field()",
        () -> array.toArray(int[].class));
  }

  @Test
  void objectsAreRefusedEverywhere() {
    String message =
        "elements of dtype object are references to Python objects; Npy.loadObjects reads them";
    NdArray array = NdArray.zeros(DType.OBJECT, 1);
    List<Executable> uses =
        List.of(
            () -> array.get(0),
            () -> array.getBytes(0),
            () -> array.getInt(0),
            () -> array.set(1, 0),
            () -> array.setBytes(new byte[8], 0),
            () -> array.toArray(int[].class),
            () -> array.getString(0),
            () -> array.copy(Order.C),
            () -> array.view(DType.INT64),
            () -> array.writeTo(null, Order.C));
    for (Executable use : uses) {
      assertWrong(message, use);
    }
  }

  // ---- making arrays

  @Test
  void everyPrimitiveArrayHasItsDType() {
    assertEquals("|b1 (1,) C", NdArray.of(new boolean[1]).layout().toString());
    assertEquals("|i1 (1, 2) C", NdArray.of(new byte[1][2]).layout().toString());
    assertEquals("<u2 (1,) C", NdArray.of(new char[] {'x'}).layout().toString());
    assertEquals('x', NdArray.of(new char[] {'x'}).toArray(char[].class)[0]);
    assertEquals("<f4 () C", NdArray.of(1.5f).layout().toString());
    assertEquals("<f8 (0, 0) C", NdArray.of(new double[0][5]).layout().toString());
    assertWrong(
        "no dtype for BigInteger; name one: of(value, dtype)", () -> NdArray.of(BigInteger.ONE));
    assertWrong(
        "no dtype for Thread[]; name one: of(array, dtype)", () -> NdArray.of(new Thread[0]));
    assertEquals(1, NdArray.of(new Integer[] {1}, DType.INT8).getInt(0));
    assertWrong(
        "the rows of the array differ in length: expected 2 but found 1 at depth 1",
        () -> NdArray.of(new int[][] {{1, 2}, {3}}));
    assertWrong("a row of the array is null", () -> NdArray.of(new int[][] {{1}, null}));
    assertWrong(
        "<i4 (2,) C needs 8 bytes, but the buffer has 7",
        () -> NdArray.wrap(ByteBuffer.allocate(7), ArrayLayout.of("<i4", 2)));
  }

  @Test
  void shapesMustAgree() {
    NdArray array = NdArray.zeros(DType.INT32, 2, 3);
    assertWrong(
        "an array of shape (3,) cannot be copied into one of shape (2, 3)",
        () -> array.copyFrom(NdArray.zeros(DType.INT32, 3)));
    assertWrong(
        "an array of shape (3, 2) cannot be copied into one of shape (2, 3)",
        () -> array.copyFrom(new int[3][2]));
    assertWrong(
        "an array of shape (2, 3) does not fit int[][][]: it has 2 axes, but the class has 3",
        () -> array.toArray(int[][][].class));
    assertWrong(
        "Integer is not an array; fill(value) sets all elements to one value",
        () -> array.copyFrom(5));
    assertWrong("[0, 0] is not a permutation of 2 axes", () -> array.permute(0, 0));
    assertWrong("1 indices for an array of 2 axes", () -> array.getInt(0));
    assertWrong("3 indices for an array of 2 axes", () -> array.at(0, 0, 0));
    assertWrong("a step cannot be 0", () -> array.slice(0, 0, 1, 0));
    assertWrong("a block must have at least 1 element, not 0", () -> array.blocks(0));
    assertWrong(
        "int[][] is not an array of primitive numbers", () -> array.readInto(new int[1][1]));
    assertThrows(IndexOutOfBoundsException.class, () -> array.readInto(new int[5]));
    assertWrong(
        "an array of shape (2, 3) is not a slice of one of shape (3, 2)",
        () -> array.readInto(new int[9], 0, Shape.of(3, 2)));
    assertWrong(
        "an array of shape (2, 3) is not a slice of one of shape (6,)",
        () -> array.readInto(new int[9], 0, Shape.of(6)));
    assertThrows(
        IndexOutOfBoundsException.class, () -> array.readInto(new int[9], 2, Shape.of(2, 5)));
    array.readInto(new int[9], 1, Shape.of(2, 5));
    assertWrong(
        "no view of <i4 as <i8: their sizes differ (4 and 8 bytes), and the last axis does not"
            + " divide",
        () -> array.view(DType.INT64));
  }

  @Test
  void contentIsEqualUpToByteOrderOnly() {
    NdArray a = NdArray.of(new double[] {1, Double.NaN, -0.0});
    assertTrue(a.contentEquals(a.astype(DType.of(">f8"))));
    assertFalse(a.contentEquals(NdArray.of(new double[] {1, Double.NaN, 0.0})));
    assertFalse(a.contentEquals(a.reshape(1, 3)));
    assertFalse(NdArray.of(new int[1]).contentEquals(NdArray.of(new float[1])));
  }

  @Test
  void readOnlyViewsCannotBeWrittenThrough() {
    NdArray array = NdArray.zeros(DType.INT32, 2);
    NdArray view = array.asReadOnly();
    assertTrue(view.isReadOnly() && view.at(0).isReadOnly() && !array.isReadOnly());
    List<Executable> writes =
        List.of(
            () -> view.setInt(1, 0),
            () -> view.set(1, 0),
            () -> view.fill(1),
            () -> view.copyFrom(array),
            () -> view.copyFrom(new int[2]),
            () -> view.setBytes(new byte[4], 0),
            () -> view.readFrom(null));
    for (Executable write : writes) {
      assertThrows(ReadOnlyBufferException.class, write);
    }
    array.setInt(5, 1);
    assertEquals(5, view.getInt(1));
  }

  @Test
  void arraysOfClosedMemoryCannotBeUsed() {
    Memory memory = Memory.allocate(80);
    NdArray array = NdArray.over(memory, 0, ArrayLayout.of("<f8", 10));
    NdArray view = array.slice(0, 0, 10, 2);
    memory.close();
    List<Executable> uses =
        List.of(
            () -> view.getDouble(0),
            () -> view.setDouble(1, 0),
            () -> view.toArray(double[].class),
            () -> view.fill(1),
            () -> view.copy(Order.C),
            () -> array.contentEquals(array),
            () -> view.copyFrom(new double[5]));
    for (Executable use : uses) {
      assertRefused(IllegalStateException.class, "the array's memory was closed", use);
    }
  }
}
