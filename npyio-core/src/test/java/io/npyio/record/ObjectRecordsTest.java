package io.npyio.record;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.array.ObjectArray.Tuple;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Records of arrays of Python objects, above all those that pandas writes. */
@SuppressWarnings({"ArrayRecordComponent", "UnusedMethod"}) // records are made by reflection
class ObjectRecordsTest {
  record Star(
      @Nullable String name,
      int id,
      OptionalDouble magnitude,
      Optional<LocalDateTime> seen,
      @Nullable Duration span,
      boolean bright) {}

  private static final List<Star> STARS =
      List.of(
          new Star(
              "Vega",
              1,
              OptionalDouble.of(0.03),
              Optional.of(LocalDateTime.of(2020, 1, 1, 1, 2, 3, 500_000_000)),
              Duration.ofSeconds(1),
              true),
          new Star(null, 2, OptionalDouble.empty(), Optional.empty(), null, false),
          new Star(
              "é",
              3,
              OptionalDouble.of(2),
              Optional.of(LocalDateTime.of(1969, 12, 31, 0, 0, 0, 250_000_000)),
              Duration.ofSeconds(3),
              true));

  private static ObjectArray golden(String name) throws IOException {
    try (InputStream file = ObjectRecordsTest.class.getResourceAsStream(name)) {
      return Npy.loadObjects(Objects.requireNonNull(file, name));
    }
  }

  private static void refused(String message, Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }

  // ---- files -----------------------------------------------------------------------------------

  @Test
  void recordsOfPandas3AreRead() throws IOException {
    ObjectArray array = golden("pandas_us.npy");
    assertEquals(
        "[('name', '|O'), ('id', '<i8'), ('magnitude', '<f8'), ('seen', '<M8[us]'), ('span',"
            + " '<m8[s]'), ('bright', '|b1')]",
        array.dtype().toString());
    assertEquals(STARS, RecordMapper.of(Star.class).toList(array));
  }

  @Test
  void recordsOfOlderPandasAreRead() throws IOException {
    ObjectArray array = golden("pandas_ns.npy");
    assertEquals(
        "[('index', '<i8'), ('name', '|O'), ('id', '<i8'), ('magnitude', '<f8'), ('seen',"
            + " '<M8[ns]'), ('span', '<m8[ns]'), ('bright', '|b1')]",
        array.dtype().toString());
    assertEquals(STARS, RecordMapper.of(Star.class).toList(array));
  }

  @Test
  void aRecarrayOfNumPy1IsRead() throws IOException {
    record Pair(@NpyField(name = "n") String name, int i) {}
    assertEquals(
        List.of(new Pair("a", 1)),
        RecordMapper.of(Pair.class).toList(golden("recarray_np126.npy")));
  }

  private static final String SCRIPT =
      """
      import sys, datetime, decimal, numpy as np
      dtype = [('o', 'O'), ('big', 'O'), ('exact', 'O'), ('at', 'O'), ('list', 'O'), ('p', [('x', 'f8'), ('s', 'S3')]),
               ('v', 'f4', (2,)), ('n', 'M8[ns]'), ('u', 'M8[us]'), ('D', 'M8[D]'), ('span', 'm8[ns]'),
               ('raw', 'V2'), ('U', 'U3'), ('half', 'f2'), ('u8', 'u8'), ('long', 'g'), ('colour', 'O')]
      a = np.zeros(2, dtype)
      utc = datetime.timezone.utc
      a[0] = (1.5, 2**70, decimal.Decimal('1.50'), datetime.datetime(2020, 1, 2, tzinfo=utc), [1, 2, None], (0.5, b'ab'),
              (1, 2), 'NaT', 'NaT', 'NaT', 'NaT', b'xy', 'abc', 0.25, 2**64 - 1, 0.5, 'RED')
      a[1] = (None, 7, 3, None, [], (-1, b''), (3, 4), 1, 2, 3, 4, b'\\0\\1', '', np.nan, 0, 1, np.int8(1))
      np.save(sys.argv[1], a if sys.argv[2] == 'C' else np.asfortranarray(a.reshape(1, 2)), allow_pickle=True)
      """;

  enum Colour {
    BLUE,
    RED
  }

  record Point(double x, String s) {}

  record All(
      @Nullable Double o,
      BigInteger big,
      BigDecimal exact,
      @Nullable Instant at,
      @Nullable Integer[] list,
      Point p,
      float[] v,
      Optional<Instant> n,
      @Nullable LocalDateTime u,
      Optional<LocalDate> D,
      @Nullable Duration span,
      byte[] raw,
      @NpyField(name = "U") String text,
      @Nullable Float half,
      BigInteger u8,
      @NpyField(name = "long") double real,
      Colour colour) {}

  @Test
  void everyFieldThatNumPyPicklesIsRead(@TempDir Path folder) throws Exception {
    for (String order : List.of("C", "F")) {
      Path file = folder.resolve(order + ".npy");
      python(folder, file, order);
      List<All> found = RecordMapper.of(All.class).toList(Npy.loadObjects(file));
      assertEquals(2, found.size());
      assertFirst(found.get(0));
      assertSecond(found.get(1));
    }
  }

  private static void assertFirst(All first) {
    assertEquals(1.5, first.o);
    assertEquals(BigInteger.TWO.pow(70), first.big);
    assertEquals(new BigDecimal("1.50"), first.exact);
    assertEquals(Instant.parse("2020-01-02T00:00:00Z"), first.at);
    assertArrayEquals(new Integer[] {1, 2, null}, first.list);
    assertEquals(new Point(0.5, "ab"), first.p);
    assertArrayEquals(new float[] {1, 2}, first.v);
    assertEquals(Optional.empty(), first.n);
    assertEquals(null, first.u);
    assertEquals(Optional.empty(), first.D);
    assertEquals(null, first.span);
    assertArrayEquals(new byte[] {'x', 'y'}, first.raw);
    assertEquals("abc", first.text);
    assertEquals(0.25f, first.half);
    assertEquals(BigInteger.TWO.pow(64).subtract(BigInteger.ONE), first.u8);
    assertEquals(0.5, first.real);
    assertEquals(Colour.RED, first.colour);
  }

  private static void assertSecond(All second) {
    assertEquals(null, second.o);
    assertEquals(BigInteger.valueOf(7), second.big);
    assertEquals(BigDecimal.valueOf(3), second.exact);
    assertEquals(null, second.at);
    assertArrayEquals(new Integer[0], second.list);
    assertEquals(new Point(-1, ""), second.p);
    assertArrayEquals(new float[] {3, 4}, second.v);
    assertEquals(Optional.of(Instant.ofEpochSecond(0, 1)), second.n);
    assertEquals(LocalDateTime.of(1970, 1, 1, 0, 0, 0, 2000), second.u);
    assertEquals(Optional.of(LocalDate.of(1970, 1, 4)), second.D);
    assertEquals(Duration.ofNanos(4), second.span);
    assertArrayEquals(new byte[] {0, 1}, second.raw);
    assertEquals("", second.text);
    assertEquals(null, second.half);
    assertEquals(BigInteger.ZERO, second.u8);
    assertEquals(1, second.real);
    assertEquals(Colour.RED, second.colour);
  }

  private static void python(Path folder, Path file, String order) throws Exception {
    String python = Objects.requireNonNullElse(System.getenv("NPYIO_PYTHON"), "python3");
    assumeTrue(numPyRuns(python), python + " with NumPy is not installed: nothing to read");
    Path script = Files.writeString(folder.resolve("objects.py"), SCRIPT);
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(python, script.toString(), file.toString(), order)
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), python + " takes too long");
    String said = Files.readString(out);
    assertEquals(0, process.exitValue(), said);
  }

  private static boolean numPyRuns(String python) throws InterruptedException {
    try {
      return new ProcessBuilder(python, "-c", "import numpy").start().waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  // ---- values ----------------------------------------------------------------------------------

  private static ObjectArray objects(@Nullable Object... values) {
    return ObjectArray.of(
        DType.of("[('o', '|O')]"),
        Shape.of(values.length),
        Arrays.stream(values).map(Tuple::of).toList());
  }

  @Test
  void objectsAreConvertedWhereNothingIsLost() {
    record Ints(@NpyField(name = "o") int value) {}
    record Longs(@NpyField(name = "o") OptionalInt value) {}
    record Times(@NpyField(name = "o") LocalDateTime value) {}
    record Texts(@NpyField(name = "o") String value) {}
    record Matrix(@NpyField(name = "o") double[][] value) {}
    assertEquals(
        List.of(new Ints(1), new Ints(1), new Ints(2), new Ints(3)),
        RecordMapper.of(Ints.class).toList(objects(true, 1L, 2.0, NdArray.of(3))));
    assertEquals(
        List.of(new Longs(OptionalInt.of(1)), new Longs(OptionalInt.empty())),
        RecordMapper.of(Longs.class).toList(objects(1.0, Double.NaN)));
    assertEquals(
        List.of(new Times(LocalDate.EPOCH.atStartOfDay())),
        RecordMapper.of(Times.class).toList(objects(LocalDate.EPOCH)));
    assertEquals(
        List.of(new Texts("ab")),
        RecordMapper.of(Texts.class).toList(objects((Object) new byte[] {'a', 'b'})));
    List<Matrix> matrices =
        RecordMapper.of(Matrix.class)
            .toList(
                objects(
                    NdArray.of(new int[][] {{1, 2}, {3, 4}}),
                    List.of(List.of(1L, 2L), NdArray.of(new int[] {3, 4})),
                    ObjectArray.of(Shape.of(1), List.of(List.of(5L)))));
    assertArrayEquals(new double[][] {{1, 2}, {3, 4}}, matrices.get(0).value);
    assertArrayEquals(new double[][] {{1, 2}, {3, 4}}, matrices.get(1).value);
    assertArrayEquals(new double[][] {{5}}, matrices.get(2).value);
  }

  @Test
  void valuesOfAnotherTypeAreNamedByFieldAndIndex() {
    record Ints(@NpyField(name = "o") int value) {}
    record Texts(@NpyField(name = "o") String value) {}
    record Lists(@NpyField(name = "o") int[] value) {}
    record Dates(@NpyField(name = "o") LocalDateTime value) {}
    RecordMapper<Ints> ints = RecordMapper.of(Ints.class);
    RecordMapper<Texts> texts = RecordMapper.of(Texts.class);
    refused(
        "field 'o' at (1,): expected int but found String", () -> ints.toList(objects(1L, "x")));
    refused(
        "field 'o' at (0,): expected int but found BigInteger 1180591620717411303424",
        () -> ints.toList(objects(BigInteger.TWO.pow(70))));
    refused("field 'o' at (0,): expected String but found Long 5", () -> texts.toList(objects(5L)));
    refused(
        "field 'o' at (0,): expected String but found None; declare the component @Nullable or"
            + " Optional to read it",
        () -> texts.toList(objects((Object) null)));
    refused(
        "field 'o' at (0,): expected String but found Double NaN; declare the component @Nullable"
            + " or Optional to read it",
        () -> texts.toList(objects(Double.NaN)));
    refused(
        "field 'o' at (0,): expected int[] but found Long 1",
        () -> RecordMapper.of(Lists.class).toList(objects(1L)));
    refused(
        "field 'o' at (0,): expected LocalDateTime but found OffsetDateTime",
        () ->
            RecordMapper.of(Dates.class)
                .toList(objects(LocalDate.EPOCH.atStartOfDay().atOffset(ZoneOffset.UTC))));
    assertEquals(
        "field 'o' at (0,): 4294967296 does not fit an int; astype(INT32) would cut it",
        assertThrows(ArithmeticException.class, () -> ints.toList(objects(1L << 32))).getMessage());
  }

  @Test
  void nestedFieldsAreNamedByTheirPath() {
    record Inner(int x) {}
    record Outer(Inner inner) {}
    DType dtype = DType.of("[('inner', [('x', '|O')])]");
    ObjectArray good = ObjectArray.of(dtype, Shape.of(1, 1), List.of(Tuple.of(Tuple.of(1L))));
    assertEquals(List.of(new Outer(new Inner(1))), RecordMapper.of(Outer.class).toList(good));
    ObjectArray bad = ObjectArray.of(dtype, Shape.of(1, 1), List.of(Tuple.of(Tuple.of("x"))));
    refused(
        "field 'inner.x' at (0, 0): expected int but found String",
        () -> RecordMapper.of(Outer.class).toList(bad));
    ObjectArray none = ObjectArray.of(dtype, Shape.of(1, 1), List.of(Tuple.of((Object) null)));
    refused(
        "field 'inner' at (0, 0): expected the fields of Inner but found None",
        () -> RecordMapper.of(Outer.class).toList(none));
  }

  @Test
  void dtypesThatDoNotFitAreRefusedBeforeAnythingIsRead() {
    record Pair(int a, Point[] b) {}
    ObjectArray array =
        ObjectArray.of(
            DType.of("[('a', '<U3'), ('b', [('x', '<f8'), ('s', '|O')], (1,)), ('o', '|O')]"),
            Shape.of(0),
            List.of());
    refused(
        "record Pair(int a, Point(double x, String s)[] b) does not fit [('a', '<U3'), ('b',"
            + " [('x', '<f8'), ('s', '|O')], (1,)), ('o', '|O')]: field 'a' is <U3, not int; field"
            + " 'b' is ([('x', '<f8'), ('s', '|O')], (1,)), not Point[]",
        () -> RecordMapper.of(Pair.class).toList(array));
    refused(
        "record Point(double x, String s) needs elements with fields; elements of |O have none",
        () -> RecordMapper.of(Point.class).toList(ObjectArray.of(Shape.of(1), List.of(1))));
  }
}
