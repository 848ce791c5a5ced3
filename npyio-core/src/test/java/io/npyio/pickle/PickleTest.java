package io.npyio.pickle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.DType;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.NpyFormatException;
import io.npyio.file.ReadOptions;
import io.npyio.file.ReadOptions.Python2Strings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Object arrays, and their reading and writing without Python. */
class PickleTest {
  @TempDir private Path folder;

  private static ObjectArray load(byte[] file) throws IOException {
    return Npy.loadObjects(new ByteArrayInputStream(file));
  }

  private static Object element(Pickles start) throws IOException {
    return load(start.endArray().toNpy()).get(0);
  }

  private static ObjectArray one(Object value) {
    return ObjectArray.of(Shape.of(), Arrays.asList(value));
  }

  private static String refusal(Object value) {
    return assertThrows(IllegalArgumentException.class, () -> RealPickles.bytes(one(value)))
        .getMessage();
  }

  // ---- arrays --------------------------------------------------------------------------------

  @Test
  void elementsAreInCOrder() {
    ObjectArray array = ObjectArray.of(Shape.of(2, 3), List.of(0, 1, 2, 3, 4, "x"));
    assertEquals("x", array.get(1, 2));
    assertEquals(3, array.get(1, 0));
    assertEquals("[[0 1 2]\n [3 4 'x']]", array.toString());
    assertEquals("array([[0, 1, 2],\n       [3, 4, 'x']], dtype=object)", array.repr());
    assertEquals("[[0 1 2]\n [3 4 'x']]", array.toString(6));
    assertEquals(
        "[0 0 0 ... 0 0 0]", ObjectArray.of(Shape.of(7), Collections.nCopies(7, 0)).toString(6));
  }

  @Test
  void theNumberOfElementsIsTheShapes() {
    var wrong =
        assertThrows(IllegalArgumentException.class, () -> ObjectArray.of(Shape.of(2), List.of(1)));
    assertEquals("an array of shape (2,) has 2 elements, not 1", wrong.getMessage());
  }

  @Test
  void anIndexIsCheckedOnEveryAxis() {
    ObjectArray array = ObjectArray.of(Shape.of(2, 2), List.of(1, 2, 3, 4));
    assertEquals(
        "index 2 is out of bounds for axis 1 of length 2",
        assertThrows(IndexOutOfBoundsException.class, () -> array.get(0, 2)).getMessage());
    assertEquals(
        "1 indices for an array of 2 axes",
        assertThrows(IllegalArgumentException.class, () -> array.get(0)).getMessage());
  }

  @Test
  void anElementOfAStructHasAValueForEachField() {
    DType dtype = DType.of("[('a', '<i4'), ('b', '|O')]");
    String tooFew =
        assertThrows(
                IllegalArgumentException.class,
                () -> ObjectArray.of(dtype, Shape.of(1), List.of(List.of(1))))
            .getMessage();
    assertEquals("an element of 2 fields cannot have 1 values", tooFew);
    String none =
        assertThrows(
                IllegalArgumentException.class,
                () -> ObjectArray.of(dtype, Shape.of(1), List.of(1)))
            .getMessage();
    assertEquals("an element of 2 fields must be a list of their values, not Integer", none);
  }

  @Test
  void numbersAreNoObjects() {
    var wrong =
        assertThrows(
            IllegalArgumentException.class,
            () -> ObjectArray.of(DType.INT32, Shape.of(1), List.of(1)));
    assertEquals("elements of <i4 are not objects; use NdArray", wrong.getMessage());
  }

  @Test
  void aTupleIsAListThatCannotBeChanged() {
    var tuple = ObjectArray.Tuple.of(1, "a");
    assertEquals(List.of(1, "a"), tuple);
    assertThrows(UnsupportedOperationException.class, () -> tuple.add(2));
    assertThrows(IndexOutOfBoundsException.class, () -> tuple.get(2));
    assertEquals("(1.0-0.0j)", new ObjectArray.Complex(1, -0.0).toString());
    assertEquals("(1.0+NaNj)", new ObjectArray.Complex(1, Double.NaN).toString());
  }

  // ---- files ---------------------------------------------------------------------------------

  @Test
  void loadAndSaveSayWhichMethodIsForObjects() throws IOException {
    Path file = folder.resolve("o.npy");
    Npy.saveObjects(file, one("x"));
    assertEquals(
        "o.npy: byte 128: expected plain data but found the Python objects of '|O'; loadObjects"
            + " reads them",
        assertThrows(NpyFormatException.class, () -> Npy.load(file)).getMessage());
    assertEquals("x", Npy.loadObjects(file).get());
  }

  @Test
  void plainDataAreNoObjects() throws IOException {
    Path file = folder.resolve("plain.npy");
    Npy.save(file, NdArray.of(new double[2]));
    assertEquals(
        "plain.npy: byte 128: expected Python objects but the elements are <f8; load reads them",
        assertThrows(NpyFormatException.class, () -> Npy.loadObjects(file)).getMessage());
  }

  @Test
  void anEmptyStreamIsRefused() {
    assertEquals(
        "stream: byte 0: expected the magic bytes of a .npy file but found no data",
        assertThrows(NpyFormatException.class, () -> load(new byte[0])).getMessage());
  }

  @Test
  void whatCannotBeWrittenLeavesTheFileAlone() throws IOException {
    Path file = folder.resolve("o.npy");
    Npy.saveObjects(file, one(1));
    byte[] before = Files.readAllBytes(file);
    assertThrows(IllegalArgumentException.class, () -> Npy.saveObjects(file, one(new Random())));
    assertArrayEquals(before, Files.readAllBytes(file));
    try (var files = Files.list(folder)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void memoryIsLimited() throws IOException {
    byte[] file = RealPickles.bytes(one("x".repeat(100_000)));
    ReadOptions little = ReadOptions.DEFAULT.withMaxBytes(100_000);
    var refusal =
        assertThrows(
            NpyFormatException.class,
            () -> Npy.loadObjects(new ByteArrayInputStream(file), little));
    assertEquals(
        "stream: byte 264: the values take more than the 100000 bytes of memory that are allowed;"
            + " if you trust the source, allow more",
        refusal.getMessage());
  }

  // ---- values --------------------------------------------------------------------------------

  @Test
  void bytesThatAreKeysCanBeFound() throws IOException {
    ObjectArray read = load(RealPickles.bytes(one(Map.of(ByteBuffer.wrap(new byte[] {1}), 5))));
    assertEquals(5L, ((Map<?, ?>) read.get()).get(ByteBuffer.wrap(new byte[] {1})));
  }

  @Test
  void setsInsideOfSetsAreFrozen() throws IOException {
    ObjectArray read = load(RealPickles.bytes(one(Set.of(Set.of(1L)))));
    assertEquals(Set.of(Set.of(1L)), read.get());
    Set<?> inner = (Set<?>) ((Set<?>) read.get()).iterator().next();
    assertThrows(UnsupportedOperationException.class, inner::clear);
    assertFalse(inner.contains(2L));
  }

  @Test
  void python2TextIsAsciiOrAsTold() throws IOException {
    byte[] ascii = Pickles.inArray().op("U\2ab").endArray().toNpy();
    assertEquals("ab", load(ascii).get(0));
    byte[] file = Pickles.inArray().op("S'\\xe9\\n\\t\\r\\\\\\''\n").endArray().toNpy();
    assertEquals("é\n\t\r\\'", python2(file, Python2Strings.LATIN1));
    assertArrayEquals(
        new byte[] {(byte) 0xE9, '\n', '\t', '\r', '\\', '\''},
        (byte[]) python2(file, Python2Strings.BYTES));
    var refusal = assertThrows(NpyFormatException.class, () -> load(file));
    String message =
        "a byte string of Python 2 is not US-ASCII; read it as LATIN1, or as BYTES to keep its"
            + " bytes";
    assertEquals(message, refusal.getMessage().replaceFirst("^stream: byte \\d+: ", ""));
  }

  private static Object python2(byte[] file, Python2Strings strings) throws IOException {
    ReadOptions options = ReadOptions.DEFAULT.withPython2Strings(strings);
    return Npy.loadObjects(new ByteArrayInputStream(file), options).get(0);
  }

  @Test
  void python2StructsAreReadWhateverTheirStringsBecome() throws IOException {
    Pickles pickle =
        Pickles.inArray()
            .dtype("V4", "(I3\nU\1|N(U\1at}U\1a(")
            .dtype("i4", "(I3\nU\1>NNNI-1\nI-1\nI0\ntb")
            .op("I0\ntsI4\nI1\nI16\ntb");
    byte[] file = pickle.endArray().toNpy();
    for (Python2Strings strings : Python2Strings.values()) {
      assertEquals("[('a', '>i4')]", python2(file, strings).toString());
    }
  }

  @Test
  void python2DatesNeedNoEncoding() throws IOException {
    assertEquals(
        LocalDate.of(2020, 2, 29),
        element(Pickles.inArray().op("cdatetime\ndate\n(U\4\7\u00e4\2\35tR")));
  }

  @Test
  void theFoldOfATimeIsDropped() throws IOException {
    assertEquals(
        LocalTime.of(1, 2),
        element(Pickles.inArray().op("cdatetime\ntime\n(C\6\u0081\2\0\0\0\0tR")));
  }

  @Test
  void escapesOfProtocol0AreRead() throws IOException {
    assertEquals(
        "\\ \uD83D\uDE00 é", element(Pickles.inArray().op("V\\u005c \\U0001f600 \u00e9\n")));
  }

  @Test
  void decimalsThatAreNotFiniteAreDoubles() throws IOException {
    for (String text : List.of("NaN", "Infinity", "-Infinity")) {
      Object read = element(Pickles.inArray().op("cdecimal\nDecimal\n(V" + text + "\ntR"));
      assertEquals(Double.valueOf(text), read);
    }
  }

  // ---- writing -------------------------------------------------------------------------------

  @Test
  void theStreamIsTheOneThatBothVersionsOfNumPyLoad() throws IOException {
    byte[] file = RealPickles.bytes(ObjectArray.of(Shape.of(1), List.of(7)));
    byte[] pickle = Arrays.copyOfRange(file, 128, file.length);
    byte[] expected =
        Pickles.empty()
            .raw(0x80, 3)
            .op("cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\n")
            .op("J\0\0\0\0\u0085C\1b\u0087R(J\1\0\0\0(J\1\0\0\0t")
            .op("cnumpy\ndtype\nX\2\0\0\0O8\u0089\u0088\u0087R(J\3\0\0\0X\1\0\0\0|NNN")
            .op("J\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffJ?\0\0\0tb\u0089](J\7\0\0\0etb.")
            .toBytes();
    assertArrayEquals(expected, pickle);
  }

  @Test
  void whatPythonGetsNoValueForIsNamed() {
    assertEquals(
        "npyio cannot write java.util.Random for Python; docs/objects.md lists the types that it"
            + " can",
        refusal(new Random()));
    assertEquals("Python has no date +10000-01-01", refusal(LocalDate.of(10_000, 1, 1)));
    assertEquals(
        "00:00:00.000000001 is finer than Python's microseconds; truncate it, or use a datetime64"
            + " array",
        refusal(LocalTime.of(0, 0, 0, 1)));
    assertEquals(
        "a list cannot be a key, or a member of a set, in Python", refusal(Map.of(List.of(), 1)));
  }

  @Test
  void aValueThatContainsItselfIsNotWritten() {
    List<Object> list = new ArrayList<>();
    list.add(list);
    assertEquals("values are nested more than 1000 deep, or contain themselves", refusal(list));
  }
}
