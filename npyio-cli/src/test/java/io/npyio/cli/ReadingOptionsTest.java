package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import io.npyio.file.NpyVersion;
import io.npyio.file.NpzWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --view}, {@code --fields} and {@code --max-header}, which all verbs that read have. */
class ReadingOptionsTest {
  private static final DType STRUCT =
      DType.of("[('x','<f8'),('p',[('a','<i2'),('b','>i4')]),('pose','<f4',(2,)),('p.a','i1')]");

  @TempDir Path folder;
  private Path structs;
  private Path brain;

  @BeforeEach
  void saveFiles() throws IOException {
    NdArray array = NdArray.zeros(STRUCT, 3);
    array.field("x").copyFrom(NdArray.of(new double[] {1, 2, 3}));
    array.field("p").field("b").copyFrom(NdArray.of(new int[] {5, 6, 7}));
    array.field("p.a").copyFrom(NdArray.of(new byte[] {-1, -2, -3}));
    structs = save("s.npy", array);
    brain = save("b.npy", NdArray.of(new float[] {1, -2.5f}).astype(DType.BFLOAT16));
  }

  private Path save(String name, NdArray array) throws IOException {
    Path path = folder.resolve(name);
    Npy.save(path, array);
    return path;
  }

  // ---- fields -------------------------------------------------------------------------------

  @Test
  void fieldsAreKeptInTheirNewOrder() {
    npyio("cat", structs, "--fields", "p.b,x").prints("[(5, 1.) (6, 2.) (7, 3.)]\n");
    npyio("cat", structs, "--fields", "x").prints("[(1.,) (2.,) (3.,)]\n");
    npyio("cat", structs, "--fields", "p.b,x", "--format", "csv")
        .prints("p.b,x\n5,1.0\n6,2.0\n7,3.0\n");
  }

  @Test
  void aNameWithADotComesBeforeAFieldOfAField() {
    npyio("cat", structs, "--fields", "p.a").prints("[(-1,) (-2,) (-3,)]\n");
  }

  @Test
  void aConvertedFileHasNoGapsOfOtherFields() throws IOException {
    Path to = folder.resolve("t.npy");
    npyio("convert", structs, to, "--fields", "p.b,pose").isSilent();
    assertEquals(DType.of("[('p.b','>i4'),('pose','<f4',(2,))]"), Npy.load(to).dtype());
    assertEquals(6, Npy.load(to).field("p.b").getInt(1));
  }

  @Test
  void aReshapedArrayHasNoGapsEither() throws IOException {
    Path to = folder.resolve("t.npy");
    npyio("convert", structs, to, "--fields", "p.b", "--slice", "::-2", "--to-shape", "2,1")
        .isSilent();
    assertEquals("[[(7,)]\n [(5,)]]", Npy.load(to).toString());
    assertEquals(4, Npy.load(to).dtype().itemSize());
  }

  @Test
  void concatPackAndAppendTakeFields() throws IOException {
    Path to = folder.resolve("t.npy");
    npyio("concat", to, structs, structs, "--fields", "x").isSilent();
    assertEquals(ArrayLayout.of("[('x','<f8')]", 6), Npy.header(to).layout());
    npyio("append", to, structs, "--fields", "x").isSilent();
    assertEquals("(3.0,)", Npy.load(to).slice("8").toString());
    Path archive = folder.resolve("t.npz");
    npyio("pack", archive, structs, "--fields", "x").isSilent();
    npyio("cat", archive).prints("[(1.,) (2.,) (3.,)]\n");
  }

  @Test
  void statsAndDiffTakeFields() {
    npyio("stats", structs, "--fields", "p.b", "--json")
        .prints(
            "{\"file\":\"%s\",\"dtype\":\"void32\",\"shape\":[3],\"fields\":[".formatted(structs)
                + "{\"name\":\"p.b\",\"dtype\":\"int32\",\"count\":3,\"nan\":0,\"inf\":0,"
                + "\"min\":5,\"max\":7,\"mean\":6.0,\"std\":0.816496580927726}]}\n");
    npyio("diff", structs, structs, "--fields", "x,p").isSilent();
  }

  @Test
  void infoShowsTheChosenFieldsWithoutGaps() {
    Run info = npyio("info", structs, "--fields", "p.b,x", "--json");
    assertTrue(info.out().contains("\"descr\":[[\"p.b\",\">i4\"],[\"x\",\"<f8\"]]"), info.out());
    assertTrue(info.out().contains("\"nbytes\":36"), info.out());
  }

  @Test
  void fieldsOfPythonObjectsCanBeLeftOut() throws IOException {
    DType dtype = DType.of("[('name','O'),('v','<f8'),('i','<i4')]");
    Path path = folder.resolve("o.npy");
    Npy.saveObjects(
        path,
        ObjectArray.of(dtype, Shape.of(2), List.of(List.of("a", 1.5, 1L), List.of("b", 2.5, 2L))));
    npyio("cat", path, "--fields", "i,v").prints("[(1, 1.5) (2, 2.5)]\n");
    npyio("cat", path, "--fields", "v,name").prints("[(1.5, 'a') (2.5, 'b')]\n");
    Path to = folder.resolve("t.npy");
    npyio("convert", path, to, "--fields", "v,i").isSilent();
    assertEquals(DType.of("[('v','<f8'),('i','<i4')]"), Npy.load(to).dtype());
  }

  @Test
  void otherFieldsAndOtherElementsAreRefused() throws IOException {
    npyio("cat", structs, "--fields", "x,q")
        .fails("npyio: %s: no field 'q' in %s".formatted(structs, STRUCT));
    npyio("cat", structs, "--fields", "x,x")
        .fails("npyio: %s: two fields have the name 'x'".formatted(structs));
    npyio("cat", structs, "--fields", "x,")
        .fails(
            "npyio: Invalid value for option '--fields': 'x,' is not a list of fields, as in"
                + " x,y or p.x; see 'npyio cat --help'");
    Path plain = save("n.npy", NdArray.of(new int[] {1}));
    npyio("cat", plain, "--fields", "x")
        .fails(
            "npyio: %s: --fields is for structured arrays, but the elements are int32"
                .formatted(plain));
  }

  // ---- view ---------------------------------------------------------------------------------

  @Test
  void bytesAreSeenAsAnotherDtype() throws IOException {
    npyio("cat", brain, "--view", "bfloat16").prints("[ 1.  -2.5]\n");
    npyio("cat", brain, "--view", "u1").prints("[128  63  32 192]\n");
    Path to = folder.resolve("t.npy");
    npyio("convert", brain, to, "--view", "bfloat16", "--to-dtype", "float32").isSilent();
    assertEquals("[ 1.  -2.5]", Npy.load(to).toString());
    assertEquals(DType.FLOAT32, Npy.load(to).dtype());
  }

  @Test
  void aCastOfBareBytesNamesTheOption() {
    npyio("convert", brain, folder.resolve("t.npy"), "--to-dtype", "float32")
        .fails(
            "npyio: %s: elements of |V2 are bare bytes, not numbers; --view names their type, as in --view bfloat16"
                .formatted(brain));
  }

  @Test
  void membersOfArchivesAreSeenAsAnotherDtype() throws IOException {
    Path archive = folder.resolve("a.npz");
    try (NpzWriter writer = NpzWriter.create(archive)) {
      writer.add("w", Npy.load(brain));
      writer.commit();
    }
    npyio("cat", archive, "--view", "bfloat16").prints("[ 1.  -2.5]\n");
    Run info = npyio("info", archive, "--view", "bfloat16", "--json");
    assertTrue(info.out().contains("\"dtype\":\"bfloat16\""), info.out());
  }

  @Test
  void infoShowsTheLayoutOfTheView() throws IOException {
    Path path = save("i.npy", NdArray.zeros(DType.INT32, 5, 3));
    Run info = npyio("info", path, "--view", "i2", "--json");
    assertTrue(info.out().contains("\"shape\":[5,6]"), info.out());
    npyio("info", path, "--view", "i8")
        .fails(
            "npyio: %s: no view of <i4 as <i8: their sizes differ (4 and 8 bytes), and the last axis does not divide"
                .formatted(path));
    Path fortran = folder.resolve("f.npy");
    Npy.save(fortran, NdArray.zeros(new ArrayLayout(DType.INT32, Shape.of(4, 2), Order.F)));
    npyio("info", fortran, "--view", "i8")
        .fails(
            "npyio: %s: no view of <i4 as <i8: their sizes differ (4 and 8 bytes), and the last axis does not divide"
                .formatted(fortran));
  }

  @Test
  void pythonObjectsHaveNoBytesToSee() throws IOException {
    Path path = folder.resolve("o.npy");
    Npy.saveObjects(path, ObjectArray.of(Shape.of(1), List.of("a")));
    npyio("cat", path, "--view", "u1")
        .fails(
            "npyio: %s: --view is for the bytes of plain elements, but these are Python objects"
                .formatted(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cat", "info", "stats", "verify"})
  void bytesAreNotSeenAsPythonObjects(String verb) throws IOException {
    Path path = folder.resolve("x.npy");
    Npy.save(path, new double[] {1});
    npyio(verb, path, "--view", "O")
        .fails("npyio: %s: --view |O: bytes cannot be seen as Python objects".formatted(path));
  }

  // ---- long headers -------------------------------------------------------------------------

  @Test
  void longHeadersAreReadWhenAsked() throws IOException {
    int characters = 1_200_000;
    Path path = folder.resolve("long.npy");
    String header = "{'descr': '<i2', 'fortran_order': False, 'shape': (3,)}";
    ByteBuffer file = ByteBuffer.allocate(12 + characters + 6).order(ByteOrder.LITTLE_ENDIAN);
    file.put(NpyHeader.encode(ArrayLayout.of("<i2", 3), NpyVersion.V2_0), 0, 8);
    file.putInt(characters)
        .put(
            (header + " ".repeat(characters - header.length()))
                .getBytes(StandardCharsets.US_ASCII));
    Files.write(path, file.array());
    String refusal =
        "npyio: %s: byte 8: expected a header of at most 1048576 characters but found 1200000 bytes; if you trust the file, --max-header reads a longer one"
            .formatted(path);
    for (String verb : List.of("cat", "info", "stats")) {
      assertEquals(refusal, npyio(verb, path).err().lines().findFirst().orElse(""), verb);
    }
    for (String verb : List.of("cat", "info", "stats", "verify")) {
      Run run = npyio(verb, path, "--max-header", "2000000");
      assertEquals("", run.err(), verb);
      assertEquals(0, run.status(), verb);
    }
    npyio("diff", path, path, "--max-header", "2000000").isSilent();
    npyio("set", path, "1", "7", "--max-header", "2000000").isSilent();
    npyio("append", path, path, "--max-header", "2000000").isSilent();
    npyio("unpack", path, folder.resolve("u"), "--max-header", "2000000").isSilent();
    Path archive = folder.resolve("a.npz");
    npyio("convert", folder.resolve("u/0.npy"), archive, "--max-header=2000000").isSilent();
    npyio("cat", archive).prints("[0 7 0 0 7 0]\n");
  }

  @Test
  void aLimitIsANumber() {
    npyio("cat", structs, "--max-header", "many")
        .fails(
            "npyio: Invalid value for option '--max-header': 'many' is not a number of"
                + " characters; see 'npyio cat --help'");
    npyio("cat", structs, "--max-header", "-1")
        .fails(
            "npyio: Invalid value for option '--max-header': '-1' is not a number of"
                + " characters; see 'npyio cat --help'");
  }
}
