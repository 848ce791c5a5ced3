package io.npyio.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Records with every kind of component, read and written. */
@SuppressWarnings({"ArrayRecordComponent", "UnusedMethod"}) // records are made by reflection
class RecordMapperTest {
  record Star(@NpyField(dtype = "<U16") String name, int id, double ra, double dec) {}

  private static final RecordMapper<Star> STARS = RecordMapper.of(Star.class);
  private static final List<Star> BRIGHT =
      List.of(
          new Star("Sirius", 32349, 101.287, -16.716),
          new Star("Vega", 91262, 279.235, 38.784),
          new Star("", -1, Double.NaN, -0.0));

  record Primitives(boolean flag, byte b, short s, char c, int i, long l, float f, double d) {}

  record Boxes(Boolean flag, Byte b, Short s, Character c, Integer i, Long l, Float f, Double d) {}

  enum Colour {
    RED,
    GREEN,
    ULTRAVIOLET {
      @Override
      public String toString() {
        return "uv";
      }
    }
  }

  record Objects(
      @NpyField(dtype = "<u8") BigInteger big,
      @NpyField(dtype = "<f16") BigDecimal decimal,
      @NpyField(dtype = "S4") String ascii,
      @NpyField(dtype = "S4") byte[] bytes,
      @NpyField(dtype = "V3") byte[] raw,
      LocalDate date,
      LocalDateTime local,
      Instant instant,
      @NpyField(dtype = "m8[ms]") Duration span,
      Colour name,
      @NpyField(dtype = "|u1") Colour ordinal) {}

  record Point(double x, double y) {}

  record Line(Point from, Point to, int width) {}

  record Polygon(
      @NpyField(shape = 3) Point[] corners,
      @NpyField(shape = {2, 2}) Line[][] grid,
      @NpyField(shape = {2, 3}) float[][] matrix,
      @NpyField(dtype = "(2,)U3") String[] labels,
      @NpyField(dtype = "S2", shape = 2) byte[][] codes,
      @NpyField(shape = 2) Integer[] boxes,
      @NpyField(shape = 2) byte[] bits,
      @NpyField(shape = 1) Colour[] colours) {}

  @Test
  void derivesPackedAndAlignedDTypes() {
    assertEquals(
        "[('name', '<U16'), ('id', '<i4'), ('ra', '<f8'), ('dec', '<f8')]",
        STARS.dtype().toString());
    assertEquals(
        "[('name', '<U16'), ('id', '<i4'), ('', '|V4'), ('ra', '<f8'), ('dec', '<f8')]",
        STARS.alignedDType().toString());
  }

  @Test
  void derivesTheDTypeOfEveryComponent() {
    String primitives =
        "[('flag', '|b1'), ('b', '|i1'), ('s', '<i2'), ('c', '<u2'), ('i', '<i4'), ('l', '<i8'),"
            + " ('f', '<f4'), ('d', '<f8')]";
    assertEquals(primitives, RecordMapper.of(Primitives.class).dtype().toString());
    assertEquals(primitives, RecordMapper.of(Boxes.class).dtype().toString());
    assertEquals(
        "[('big', '<u8'), ('decimal', '<f16'), ('ascii', '|S4'), ('bytes', '|S4'),"
            + " ('raw', '|V3'), ('date', '<M8[D]'), ('local', '<M8[ns]'),"
            + " ('instant', '<M8[ns]'), ('span', '<m8[ms]'), ('name', '<U11'),"
            + " ('ordinal', '|u1')]",
        RecordMapper.of(Objects.class).dtype().toString());
    String line =
        "[('from', [('x', '<f8'), ('y', '<f8')]), ('to', [('x', '<f8'), ('y', '<f8')]),"
            + " ('width', '<i4')]";
    assertEquals(
        "[('corners', [('x', '<f8'), ('y', '<f8')], (3,)), ('grid', "
            + line
            + ", (2, 2)), ('matrix', '<f4', (2, 3)), ('labels', '<U3', (2,)),"
            + " ('codes', '|S2', (2,)), ('boxes', '<i4', (2,)), ('bits', '|i1', (2,)),"
            + " ('colours', '<U11', (1,))]",
        RecordMapper.of(Polygon.class).dtype().toString());
  }

  @Test
  void nestedStructsAreAlignedToo() {
    record Inner(byte b, short s) {}
    record Outer(byte b, Inner inner) {}
    assertEquals(
        "[('b', '|i1'), ('', '|V1'), ('inner', [('b', '|i1'), ('', '|V1'), ('s', '<i2')])]",
        RecordMapper.of(Outer.class).alignedDType().toString());
  }

  @Test
  void writesAndReadsStars() {
    NdArray array = STARS.toArray(BRIGHT);
    assertEquals(Shape.of(3), array.shape());
    assertEquals("Vega", array.field("name").getString(1));
    assertEquals(-16.716, array.field("dec").getDouble(0));
    assertEquals(BRIGHT, STARS.toList(array));
    assertEquals(BRIGHT, STARS.stream(array).toList());
    List<Star> each = new ArrayList<>();
    STARS.forEach(array, each::add);
    assertEquals(BRIGHT, each);
    assertEquals(BRIGHT.get(1), STARS.get(array, 1));
  }

  @Test
  void theArrayHasTheAlignedDTypeWhenAsked() {
    NdArray array = STARS.toArray(BRIGHT, STARS.alignedDType());
    assertEquals(STARS.alignedDType(), array.dtype());
    assertEquals(BRIGHT, STARS.toList(array));
  }

  @Test
  void everyPrimitiveAndItsBox() {
    List<Primitives> values =
        List.of(
            new Primitives(
                true,
                Byte.MIN_VALUE,
                Short.MIN_VALUE,
                '\uFFFF',
                Integer.MIN_VALUE,
                Long.MIN_VALUE,
                Float.MIN_VALUE,
                Double.MIN_VALUE),
            new Primitives(false, (byte) 1, (short) 2, 'c', 3, 4, 5.5f, 6.5));
    List<Boxes> boxes =
        values.stream().map(v -> new Boxes(v.flag, v.b, v.s, v.c, v.i, v.l, v.f, v.d)).toList();
    RecordMapper<Primitives> mapper = RecordMapper.of(Primitives.class);
    RecordMapper<Boxes> boxed = RecordMapper.of(Boxes.class);
    NdArray array = mapper.toArray(values);
    assertTrue(array.contentEquals(boxed.toArray(boxes)));
    assertEquals(values, mapper.toList(array));
    assertEquals(boxes, boxed.toList(array));
  }

  @Test
  void numbersOfOtherKindsAreReadWhereTheyFit() {
    DType dtype =
        DType.of(
            "[('flag','|u1'),('b','<f8'),('s','|u1'),('c','<i8'),('i','<u8'),('l','<M8[D]'),"
                + "('f','<f2'),('d','<i2')]");
    var value = new Primitives(true, (byte) -3, (short) 255, 'x', 7, -8, 0.5f, 9);
    RecordMapper<Primitives> mapper = RecordMapper.of(Primitives.class);
    NdArray array = mapper.toArray(List.of(value), dtype);
    assertEquals(dtype, array.dtype());
    assertEquals("1969-12-24", array.field("l").getString(0));
    assertEquals(value, mapper.get(array, 0));
  }

  @Test
  void largeNumbersTextTimesAndEnums() {
    var value =
        new Objects(
            BigInteger.TWO.pow(64).subtract(BigInteger.ONE),
            new BigDecimal("0.5"),
            "abcd",
            new byte[] {1, 0, -2},
            new byte[] {0, 5, 0},
            LocalDate.of(2024, 2, 29),
            LocalDateTime.of(1969, 12, 31, 23, 59, 59, 999_999_999),
            Instant.parse("2026-01-02T03:04:05.000000006Z"),
            Duration.ofMillis(-1),
            Colour.ULTRAVIOLET,
            Colour.GREEN);
    RecordMapper<Objects> mapper = RecordMapper.of(Objects.class);
    NdArray array = mapper.toArray(List.of(value, value));
    assertEquals("ULTRAVIOLET", array.field("name").getString(1));
    assertEquals(1, array.field("ordinal").getInt(1));
    Objects read = mapper.toList(array).get(1);
    assertEquals(value.big, read.big);
    assertEquals(value.decimal, read.decimal);
    assertEquals(value.ascii, read.ascii);
    assertArrayEquals(value.bytes, read.bytes);
    assertArrayEquals(value.raw, read.raw);
    assertEquals(value.date, read.date);
    assertEquals(value.local, read.local);
    assertEquals(value.instant, read.instant);
    assertEquals(value.span, read.span);
    assertEquals(value.name, read.name);
    assertEquals(value.ordinal, read.ordinal);
  }

  @Test
  void enumNamesAreReadFromBytesToo() {
    record Paint(Colour colour) {}
    RecordMapper<Paint> mapper = RecordMapper.of(Paint.class);
    NdArray array = NdArray.zeros(DType.of("[('colour', 'S8')]"), 1);
    array.field("colour").setString("GREEN", 0);
    assertEquals(new Paint(Colour.GREEN), mapper.get(array, 0));
  }

  @Test
  void recordsAndArraysInside() {
    Line line = new Line(new Point(1, 2), new Point(3, 4), 5);
    Line other = new Line(new Point(-1, -2), new Point(-3, -4), -5);
    Polygon value =
        new Polygon(
            new Point[] {new Point(0, 1), new Point(2, 3), new Point(4, 5)},
            new Line[][] {{line, other}, {other, line}},
            new float[][] {{1, 2, 3}, {4, 5, 6}},
            new String[] {"a", "\uD83D\uDE00z"},
            new byte[][] {{1}, {2, 3}},
            new Integer[] {8, 9},
            new byte[] {-1, 1},
            new Colour[] {Colour.RED});
    Polygon second =
        new Polygon(
            new Point[] {new Point(9, 9), new Point(8, 8), new Point(7, 7)},
            new Line[][] {{other, other}, {line, line}},
            new float[][] {{6, 5, 4}, {3, 2, 1}},
            new String[] {"", "abc"},
            new byte[][] {{}, {4}},
            new Integer[] {0, -9},
            new byte[] {2, 3},
            new Colour[] {Colour.GREEN});
    RecordMapper<Polygon> mapper = RecordMapper.of(Polygon.class);
    NdArray array = mapper.toArray(List.of(value, second));
    assertEquals(3.0, array.field("grid").field("to").field("x").getDouble(0, 0, 0));
    assertEquals(-5, array.field("grid").field("width").getInt(0, 0, 1));
    assertSame(List.of(value, second), mapper.toList(array));
  }

  private static void assertSame(List<Polygon> expected, List<Polygon> found) {
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      Polygon a = expected.get(i);
      Polygon b = found.get(i);
      assertArrayEquals(a.corners, b.corners);
      assertArrayEquals(a.grid, b.grid);
      assertArrayEquals(a.matrix, b.matrix);
      assertArrayEquals(a.labels, b.labels);
      assertArrayEquals(a.codes, b.codes);
      assertArrayEquals(a.boxes, b.boxes);
      assertArrayEquals(a.bits, b.bits);
      assertArrayEquals(a.colours, b.colours);
    }
  }

  @Test
  void subArraysOfSubArraysAreOneArray() {
    record Cube(int[][] values) {}
    NdArray array = NdArray.zeros(DType.of("[('values', ('<i4', (3,)), (2,))]"), 1);
    array.field("values").copyFrom(new int[] {1, 2, 3, 4, 5, 6});
    Cube read = RecordMapper.of(Cube.class).get(array, 0);
    assertArrayEquals(new int[][] {{1, 2, 3}, {4, 5, 6}}, read.values);
  }

  @Test
  void fieldsAreFoundByNameOrTitleInAnyOrderAmongOthers() {
    record Named(@NpyField(name = "the id") int id, double mag, int third) {}
    DType dtype =
        DType.of("[('other', '<f8'), (('mag', 'm'), '<f4'), ('third', '<i2'), ('the id', '>i8')]");
    RecordMapper<Named> mapper = RecordMapper.of(Named.class);
    NdArray array = NdArray.zeros(dtype, 2);
    array.field("other").fill(7);
    mapper.writeTo(List.of(new Named(1, 2.5, 3), new Named(4, 5.5, 6)), array);
    assertEquals(new Named(4, 5.5, 6), mapper.get(array, 1));
    assertEquals(5.5, array.field("m").getDouble(1));
    assertEquals(7, array.field("other").getDouble(1), "fields of others stay");
  }

  @Test
  void titlesAreWritten() {
    record Titled(@NpyField(name = "m", title = "magnitude") double mag) {}
    assertEquals("[(('magnitude', 'm'), '<f8')]", RecordMapper.of(Titled.class).dtype().toString());
  }

  @Test
  void everyLayoutGivesTheSameRecords() {
    List<Star> twelve =
        IntStream.range(0, 12).mapToObj(i -> new Star("n" + i, i, i / 8.0, -i)).toList();
    NdArray rows = STARS.toArray(twelve).reshape(3, 4);
    assertEquals(twelve, STARS.toList(rows));
    assertEquals(twelve, STARS.toList(rows.copy(Order.F)));
    assertEquals(
        twelve, STARS.toList(rows.astype(STARS.dtype().withByteOrder(ByteOrder.BIG_ENDIAN))));
    assertEquals(twelve.get(7), STARS.get(rows.copy(Order.F), 1, 3));
    List<Star> backwards = new ArrayList<>(twelve);
    Collections.reverse(backwards);
    assertEquals(backwards, STARS.toList(rows.slice("::-1, ::-1")));
    assertEquals(
        List.of(twelve.get(1), twelve.get(3), twelve.get(9), twelve.get(11)),
        STARS.toList(rows.slice("::2, 1::2")));
    NdArray target = NdArray.zeros(new ArrayLayout(STARS.dtype(), Shape.of(3, 4), Order.F));
    STARS.writeTo(twelve, target);
    assertTrue(target.contentEquals(rows));
  }

  @Test
  void oneElementIsSetInPlace() {
    NdArray array = STARS.toArray(BRIGHT);
    Star polaris = new Star("Polaris", 11767, 37.95, 89.26);
    STARS.set(array, polaris, 2);
    assertEquals(List.of(BRIGHT.get(0), BRIGHT.get(1), polaris), STARS.toList(array));
    STARS.writeTo(List.of(BRIGHT.get(2)), array.slice("0:1"));
    assertEquals(BRIGHT.get(2), STARS.get(array, 0));
  }

  @Test
  void anArrayOfNoAxesIsOneRecord() {
    NdArray one = NdArray.zeros(STARS.dtype());
    STARS.set(one, BRIGHT.get(0));
    assertEquals(BRIGHT.get(0), STARS.get(one));
    assertEquals(BRIGHT.subList(0, 1), STARS.stream(one).toList());
  }

  @Test
  void emptyArraysAreEmptyLists() {
    assertEquals(List.of(), STARS.toList(NdArray.zeros(STARS.dtype(), 0)));
    assertEquals(List.of(), STARS.toList(NdArray.zeros(STARS.dtype(), 3, 0)));
    assertEquals(Shape.of(0), STARS.toArray(List.of()).shape());
  }

  @Test
  void aRecordWithoutComponentsIsMadeForEachElement() {
    record Nothing() {}
    NdArray array = NdArray.zeros(DType.of("[('x', '<i4')]"), 3);
    assertEquals(
        List.of(new Nothing(), new Nothing(), new Nothing()),
        RecordMapper.of(Nothing.class).toList(array));
  }

  @Test
  void blocksOfDifferentSizesAreReadThroughTheSameColumns() {
    record Id(int id) {}
    RecordMapper<Id> mapper = RecordMapper.of(Id.class);
    int columns = 1500;
    NdArray array = NdArray.zeros(mapper.dtype(), 4, columns);
    array.field("id").copyFrom(IntStream.range(0, 4 * columns).toArray());
    assertArrayEquals(
        IntStream.range(0, 4 * columns).toArray(), mapper.stream(array).mapToInt(Id::id).toArray());
  }

  @Test
  void streamsSplitAndKeepTheirOrder() {
    record Id(int id) {}
    RecordMapper<Id> mapper = RecordMapper.of(Id.class);
    int[] ids = IntStream.range(0, 100_000).toArray();
    NdArray array = NdArray.zeros(mapper.dtype(), 500, 200);
    array.field("id").copyFrom(ids);
    assertTrue(mapper.stream(array).spliterator().trySplit() != null);
    assertArrayEquals(ids, mapper.stream(array).parallel().mapToInt(Id::id).toArray());
    assertEquals(4_999_950_000L, mapper.stream(array).parallel().mapToLong(Id::id).sum());
    assertEquals(100_000, mapper.stream(array).spliterator().getExactSizeIfKnown());
  }

  @Test
  void aStreamCanBeLeftEarlyAndTakenUpAgain() {
    NdArray array = STARS.toArray(BRIGHT);
    var rows = STARS.stream(array).spliterator();
    List<Star> read = new ArrayList<>();
    assertTrue(rows.tryAdvance(read::add));
    assertEquals(2, rows.estimateSize());
    Stream<Star> rest = StreamSupport.stream(rows, false);
    read.addAll(rest.toList());
    assertEquals(BRIGHT, read);
    assertFalse(rows.tryAdvance(read::add));
  }

  @Test
  void oneMapperServesManyDTypes() {
    NdArray packed = STARS.toArray(BRIGHT);
    NdArray aligned = STARS.toArray(BRIGHT, STARS.alignedDType());
    for (NdArray array : Arrays.asList(packed, aligned, packed, aligned)) {
      assertEquals(BRIGHT, STARS.toList(array));
    }
  }

  @Test
  void whatIsNoCodePointIsReplaced() {
    NdArray array = STARS.toArray(BRIGHT);
    array.view(DType.of("[('u', '<i4', (16,)), ('rest', 'V20')]")).field("u").setInt(-5, 0, 1);
    assertEquals("S\uFFFDrius", STARS.get(array, 0).name);
  }

  @Test
  void compactConstructorsRunAndTheirExceptionsComeOut() {
    record Positive(int value) {
      Positive {
        if (value < 0) {
          throw new IllegalStateException(value + " is negative");
        }
      }
    }
    NdArray array = NdArray.zeros(DType.of("[('value', '<i4')]"), 2);
    array.field("value").setInt(-3, 1);
    RecordMapper<Positive> mapper = RecordMapper.of(Positive.class);
    var e = assertThrows(IllegalStateException.class, () -> mapper.toList(array));
    assertEquals("-3 is negative", e.getMessage());
  }

  @Test
  void readOnlyArraysAreNotWritten() {
    NdArray array = STARS.toArray(BRIGHT).asReadOnly();
    assertThrows(ReadOnlyBufferException.class, () -> STARS.set(array, BRIGHT.get(0), 1));
    assertThrows(ReadOnlyBufferException.class, () -> STARS.writeTo(BRIGHT, array));
  }

  @Test
  void printsWhatItWants() {
    assertEquals("Star(String name, int id, double ra, double dec)", STARS.toString());
    assertEquals(
        "Line(Point(double x, double y) from, Point(double x, double y) to, int width)",
        RecordMapper.of(Line.class).toString());
  }
}
