package io.npyio.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import java.lang.invoke.MethodHandles;
import java.lang.module.ModuleFinder;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Every error message, in full. */
@SuppressWarnings({"ArrayRecordComponent", "UnusedMethod"}) // records are made by reflection
class RecordErrorsTest {
  enum Colour {
    RED,
    GREEN
  }

  record Point(float x, float y) {}

  record Star(String name, int id, double[] v, Point[] track, Colour colour) {}

  private static final RecordMapper<Star> STARS = RecordMapper.of(Star.class);

  private static void refused(String message, Executable code) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, code).getMessage());
  }

  private static void misfit(String message, Executable code) {
    assertEquals(message, assertThrows(ArithmeticException.class, code).getMessage());
  }

  // ---- dtypes ----------------------------------------------------------------------------------

  @Test
  void aMisfitListsBothSidesAndAllThatIsWrong() {
    NdArray array =
        NdArray.zeros(
            DType.of(
                "[('name', '<f4'), ('v', '<f8'), ('track', [('x', '<f4'), ('Y', '<f4')], (2,)),"
                    + " ('colour', '<f8')]"));
    refused(
        "record Star(String name, int id, double[] v, Point(float x, float y)[] track, Colour"
            + " colour) does not fit [('name', '<f4'), ('v', '<f8'), ('track', [('x', '<f4'),"
            + " ('Y', '<f4')], (2,)), ('colour', '<f8')]: field 'name' is <f4, not String; there"
            + " is no field 'id'; field 'v' is <f8, not double[]; there is no field 'track.y';"
            + " field 'colour' is <f8, not Colour",
        () -> STARS.toList(array));
  }

  @Test
  void everyTypeHasDTypesThatItDoesNotTake() {
    record A(int a) {}
    record B(BigInteger b) {}
    record C(Instant c) {}
    record D(Duration d) {}
    record E(byte[] e) {}
    record F(Point f) {}
    record G(long[] g) {}
    assertMisfit(A.class, "a", "int", "<c8");
    assertMisfit(A.class, "a", "int", "<M8[s]");
    assertMisfit(A.class, "a", "int", "|S4");
    assertMisfit(B.class, "b", "BigInteger", "<U4");
    assertMisfit(C.class, "c", "Instant", "<m8[s]");
    assertMisfit(C.class, "c", "Instant", "<M8");
    assertMisfit(D.class, "d", "Duration", "<M8[s]");
    assertMisfit(E.class, "e", "byte[]", "<U3");
    assertMisfit(E.class, "e", "byte[]", "|i1");
    assertMisfit(F.class, "f", "Point", "<f4");
    assertMisfit(G.class, "g", "long[]", "('<i8', (2, 3))");
    assertMisfit(A.class, "a", "int", "|O");
  }

  private static <R extends Record> void assertMisfit(
      Class<R> type, String name, String javaType, String dtype) {
    RecordMapper<R> mapper = RecordMapper.of(type);
    DType struct = DType.struct(Field.of(name, dtype));
    refused(
        "record %s does not fit %s: field '%s' is %s, not %s"
            .formatted(mapper, struct, name, DType.of(dtype), javaType),
        () -> mapper.toList(NdArray.zeros(struct, 1)));
  }

  @Test
  void elementsWithoutFieldsAreNoRecords() {
    refused(
        "record Point(float x, float y) needs elements with fields; elements of <f8 have none",
        () -> RecordMapper.of(Point.class).toList(NdArray.zeros(DType.FLOAT64, 2)));
  }

  // ---- record classes --------------------------------------------------------------------------

  @Test
  void whatSaysNoDTypeNamesTheAnnotation() {
    record Text(String name) {}
    record Numbers(float[] v) {}
    record Big(BigInteger big) {}
    record Bytes(@NpyField(name = "raw") byte[] bytes) {}
    record Half(@NpyField(shape = 3) float[][] v) {}
    refused(
        "component 'name' of record Text has no default dtype: String needs @NpyField(dtype = ..)",
        () -> RecordMapper.of(Text.class).dtype());
    refused(
        "component 'v' of record Numbers has no default dtype: float[] needs @NpyField(shape = ..)",
        () -> RecordMapper.of(Numbers.class).toArray(List.of()));
    refused(
        "component 'big' of record Big has no default dtype: BigInteger needs @NpyField(dtype ="
            + " ..)",
        () -> RecordMapper.of(Big.class).alignedDType());
    refused(
        "component 'raw' of record Bytes has no default dtype: byte[] needs @NpyField(dtype = ..)",
        () -> RecordMapper.of(Bytes.class).dtype());
    refused(
        "component 'v' of record Half has no default dtype: float[][] needs @NpyField(shape = ..)",
        () -> RecordMapper.of(Half.class).dtype());
  }

  @Test
  void anAnnotationThatDoesNotFitItsTypeIsRefused() {
    record Wrong(@NpyField(dtype = "<f4") String name) {}
    record Bad(@NpyField(dtype = "<f3") float f) {}
    refused(
        "record Wrong(String name) does not fit [('name', '<f4')]: field 'name' is <f4, not String",
        () -> RecordMapper.of(Wrong.class).dtype());
    String why = assertThrows(IllegalArgumentException.class, () -> DType.of("<f3")).getMessage();
    refused("component 'f' of record Bad: " + why, () -> RecordMapper.of(Bad.class));
  }

  @Test
  void componentsThatAreNothingInNumPyAreRefused() {
    record Listed(List<String> names) {}
    refused(
        "component 'names' of record Listed has the type List; primitives and their boxes, String,"
            + " byte[], BigInteger, BigDecimal, java.time, enums, records and arrays of these can"
            + " be fields",
        () -> RecordMapper.of(Listed.class));
  }

  record Node(int id, Node[] next) {}

  @Test
  void recordsThatContainThemselvesAreRefused() {
    refused(
        "record Node contains itself, and a field has a fixed size",
        () -> RecordMapper.of(Node.class));
  }

  @Test
  void twoComponentsCannotBeOneField() {
    record Twice(int a, @NpyField(name = "a") int b) {}
    refused("two components of record Twice map to field 'a'", () -> RecordMapper.of(Twice.class));
  }

  @Test
  @SuppressWarnings({"unchecked", "rawtypes"})
  void classesThatAreNoRecordsAreRefused() {
    refused("java.lang.String is not a record", () -> RecordMapper.of((Class) String.class));
  }

  // ---- values ----------------------------------------------------------------------------------

  @Test
  void aNumberThatDoesNotFitNamesFieldIndexAndValue() {
    record Narrow(short id, char c, float f) {}
    RecordMapper<Narrow> mapper = RecordMapper.of(Narrow.class);
    NdArray array = NdArray.zeros(DType.of("[('id', '<i4'), ('c', '<i4'), ('f', '<f8')]"), 1200, 2);
    array.field("id").setInt(70_000, 1100, 1);
    misfit(
        "field 'id' at (1100, 1): 70000 does not fit a short; astype(INT16) would cut it",
        () -> mapper.toList(array));
    misfit(
        "field 'id' at (1100, 1): 70000 does not fit a short; astype(INT16) would cut it",
        () -> mapper.stream(array).skip(2201).findFirst());
    misfit(
        "field 'id' at (1100, 1): 70000 does not fit a short; astype(INT16) would cut it",
        () -> mapper.get(array, 1100, 1));
    array.field("id").setInt(0, 1100, 1);
    array.field("c").setInt(-1, 7, 0);
    misfit(
        "field 'c' at (7, 0): -1 does not fit a char; declare an int", () -> mapper.toList(array));
    array.field("c").setInt(0, 7, 0);
    array.field("f").setDouble(0.1, 3, 1);
    misfit(
        "field 'f' at (3, 1): 0.1 does not fit a float; astype(FLOAT32) would round it",
        () -> mapper.toList(array));
  }

  @Test
  void nestedFieldsAreNamedByTheirPath() {
    record Pixel(byte v) {}
    record Image(Pixel[][] pixels) {}
    NdArray array = NdArray.zeros(DType.of("[('pixels', [('v', '<i2')], (2, 3))]"), 5);
    array.field("pixels").field("v").setInt(300, 4, 1, 2);
    misfit(
        "field 'pixels.v' at (4, 1, 2): 300 does not fit a byte; astype(INT8) would cut it",
        () -> RecordMapper.of(Image.class).toList(array));
  }

  @Test
  void timesThatAreNoneAndConstantsThatAreNoneAreNamed() {
    record Event(LocalDate when) {}
    record Named(Colour colour) {}
    NdArray times = NdArray.zeros(DType.of("[('when', '<M8[D]')]"), 3);
    times.field("when").setString("NaT", 2);
    misfit(
        "field 'when' at (2,): NaT has no LocalDate; declare the component @Nullable or Optional"
            + " to read it",
        () -> RecordMapper.of(Event.class).toList(times));
    RecordMapper<Named> named = RecordMapper.of(Named.class);
    NdArray numbers = NdArray.zeros(DType.of("[('colour', '<u8')]"), 3);
    numbers.field("colour").setLong(2, 1);
    misfit(
        "field 'colour' at (1,): 2 is not an ordinal of Colour, which has 2 constants",
        () -> named.toList(numbers));
    numbers.field("colour").set(BigInteger.TWO.pow(40), 1);
    misfit(
        "field 'colour' at (1,): 1099511627776 is not an ordinal of Colour, which has 2 constants",
        () -> named.toList(numbers));
    NdArray names = NdArray.of(new String[] {"RED", "BLUE"}).view(DType.of("[('colour', '<U4')]"));
    refused(
        "field 'colour' at (1,): 'BLUE' is not a constant of Colour: RED, GREEN",
        () -> named.toList(names));
  }

  @Test
  void valuesThatCannotBeStoredAreNamed() {
    record Item(@NpyField(dtype = "|i1") int id, @NpyField(dtype = "<U2") String name) {}
    RecordMapper<Item> mapper = RecordMapper.of(Item.class);
    misfit(
        "field 'id' at (1,): 300 does not fit int8",
        () -> mapper.toArray(List.of(new Item(1, "a"), new Item(300, "b"))));
    refused(
        "field 'name' at (0,): 3 code points do not fit '<U2'; astype cuts them off",
        () -> mapper.toArray(List.of(new Item(1, "abc"))));
    NdArray array = NdArray.zeros(mapper.dtype(), 2, 2);
    misfit(
        "field 'id' at (1, 0): -129 does not fit int8",
        () -> mapper.set(array, new Item(-129, ""), 1, 0));
  }

  @Test
  void nullsCannotBeStored() {
    record Inner(int x) {}
    record Outer(
        @NpyField(dtype = "<U2") String name,
        Integer box,
        Inner inner,
        @NpyField(shape = 2) Inner[] list,
        Colour colour) {}
    RecordMapper<Outer> mapper = RecordMapper.of(Outer.class);
    Inner one = new Inner(1);
    Inner[] two = {one, one};
    var good = new Outer("", 1, one, two, Colour.RED);
    refused(
        "field 'name' at (1,): null cannot be stored",
        () -> mapper.toArray(List.of(good, new Outer(null, 1, one, two, Colour.RED))));
    refused(
        "field 'box' at (0,): null cannot be stored",
        () -> mapper.toArray(List.of(new Outer("", null, one, two, Colour.RED))));
    refused(
        "field 'inner.x' at (0,): null cannot be stored",
        () -> mapper.toArray(List.of(new Outer("", 1, null, two, Colour.RED))));
    refused(
        "field 'list.x' at (0, 1): null cannot be stored",
        () -> mapper.toArray(List.of(new Outer("", 1, one, new Inner[] {one, null}, Colour.RED))));
    refused(
        "field 'colour' at (0,): null cannot be stored",
        () -> mapper.toArray(List.of(new Outer("", 1, one, two, null))));
    refused(
        "field 'list' at (0,): the Inner[] does not have the shape (2,)",
        () -> mapper.toArray(List.of(new Outer("", 1, one, null, Colour.RED))));
    assertEquals(
        "the record at (1,) is null",
        assertThrows(NullPointerException.class, () -> mapper.toArray(Arrays.asList(good, null)))
            .getMessage());
  }

  @Test
  void arraysOfOtherLengthsCannotBeStored() {
    record Matrix(@NpyField(shape = {2, 2}) double[][] m) {}
    RecordMapper<Matrix> mapper = RecordMapper.of(Matrix.class);
    refused(
        "field 'm' at (0,): the double[][] does not have the shape (2, 2)",
        () -> mapper.toArray(List.of(new Matrix(new double[][] {{1, 2}, {3}}))));
    refused(
        "field 'm' at (0,): the double[][] does not have the shape (2, 2)",
        () -> mapper.toArray(List.of(new Matrix(new double[3][2]))));
  }

  @Test
  void anExceptionOfAnAccessorComesOut() {
    record Lazy(int value) {
      @Override
      public int value() {
        throw new IllegalStateException("not yet");
      }
    }
    var e =
        assertThrows(
            IllegalStateException.class,
            () -> RecordMapper.of(Lazy.class).toArray(List.of(new Lazy(1))));
    assertEquals("not yet", e.getMessage());
  }

  @Test
  void theNumbersOfRecordsAndElementsMustBeEqual() {
    RecordMapper<Point> mapper = RecordMapper.of(Point.class);
    refused(
        "1 records cannot fill an array of shape (2, 2)",
        () -> mapper.writeTo(List.of(new Point(1, 2)), NdArray.zeros(mapper.dtype(), 2, 2)));
    refused(
        "1 indices for an array of 2 axes",
        () -> mapper.get(NdArray.zeros(mapper.dtype(), 2, 2), 1));
    assertEquals(
        "index 2 is out of bounds for axis 0 of length 2",
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> mapper.get(NdArray.zeros(mapper.dtype(), 2), 2))
            .getMessage());
  }

  // ---- modules ---------------------------------------------------------------------------------

  @Test
  void aModuleThatOpensNothingIsToldWhatToAdd(@TempDir Path folder) throws Exception {
    Class<? extends Record> star = starOfAModule(folder);
    refused(
        "record app.Star is not open to npyio: add \"opens app;\" to the module-info of app, or"
            + " call RecordMapper.of(Star.class, MethodHandles.lookup())",
        () -> RecordMapper.of(star));
    refused(
        "record app.Star is out of reach of the lookup of "
            + getClass().getName()
            + "; pass MethodHandles.lookup() of its module",
        () -> RecordMapper.of(star, MethodHandles.lookup()));
    Object own = star.getClassLoader().loadClass("app.Keys").getMethod("lookup").invoke(null);
    NdArray array = NdArray.zeros(DType.of("[('id', '<i4')]"), 1);
    assertEquals(
        "[Star[id=0]]", RecordMapper.of(star, (MethodHandles.Lookup) own).toList(array).toString());
  }

  private static Class<? extends Record> starOfAModule(Path folder) throws Exception {
    Path sources = Files.createDirectories(folder.resolve("src/app"));
    Path module =
        Files.writeString(folder.resolve("src/module-info.java"), "module app { exports app; }");
    Path star =
        Files.writeString(sources.resolve("Star.java"), "package app; record Star(int id) {}");
    Path keys =
        Files.writeString(
            sources.resolve("Keys.java"),
            """
            package app;
            import java.lang.invoke.MethodHandles;
            public class Keys {
              public static MethodHandles.Lookup lookup() { return MethodHandles.lookup(); }
            }
            """);
    Path classes = folder.resolve("classes");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                classes.toString(),
                module.toString(),
                star.toString(),
                keys.toString());
    assertEquals(0, status);
    var finder = ModuleFinder.of(classes);
    var resolved =
        ModuleLayer.boot().configuration().resolve(finder, ModuleFinder.of(), Set.of("app"));
    ModuleLayer layer =
        ModuleLayer.boot().defineModulesWithOneLoader(resolved, ClassLoader.getSystemClassLoader());
    return layer.findLoader("app").loadClass("app.Star").asSubclass(Record.class);
  }
}
