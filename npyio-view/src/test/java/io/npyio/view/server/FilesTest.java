package io.npyio.view.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Kind;
import io.npyio.dtype.Order;
import io.npyio.file.Npy;
import io.npyio.file.NpzWriter;
import io.npyio.view.LocalFile;
import io.npyio.view.Stamp;
import io.npyio.view.ViewedArray;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code api/files} and {@code api/state}. */
class FilesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  /** A file of one array, which is never read. */
  private static LocalFile header(ArrayLayout layout) {
    return new LocalFile(Path.of("x.npy")) {
      @Override
      public Stamp stamp() {
        return new Stamp("s-1");
      }

      @Override
      public long bytes() {
        return 1L << 60;
      }

      @Override
      public List<ViewedArray> arrays() {
        return List.of(ViewedArray.of("", layout));
      }
    };
  }

  @Test
  void anArrayIsDescribedByItsHeader() throws Exception {
    var layout = ArrayLayout.of(DType.FLOAT32, 1L << 40, 3).withOrder(Order.F);
    try (Served served = Served.of(header(layout))) {
      assertEquals(
          """
          {"version":"1.2.3","edit":false,"files":[{"file":0,"name":"x.npy","format":"npy",\
          "bytes":1152921504606846976,"stamp":"s-1","arrays":[{"member":"","descr":"<f4",\
          "dtype":"float32","kind":"float","unit":null,"shape":[1099511627776,3],"order":"F",\
          "bytes":13194139533312,"fields":[],"error":null}],"error":null}]}\
          """,
          served.ok("api/files"));
    }
  }

  @Test
  void fieldsAreTheLeaves() throws Exception {
    DType point = DType.struct(Field.of("x", "<f8"), Field.of("t", ">m8[25s]"));
    DType type =
        DType.struct(
            Field.of("p", point),
            Field.of("v", DType.subArray(DType.BOOL, 2, 3)),
            Field.of("a.b", "S4"));
    try (Served served = Served.of(header(ArrayLayout.of(type, 5)))) {
      JsonNode array = JSON.readTree(served.ok("api/files")).at("/files/0/arrays/0");
      assertEquals("struct", array.get("kind").stringValue());
      assertEquals(
          "[('p', [('x', '<f8'), ('t', '>m8[25s]')]), ('v', '|b1', (2, 3)), ('a.b', '|S4')]",
          array.get("descr").stringValue());
      assertEquals(
          """
          [{"name":"p.x","dtype":"float64","kind":"float","unit":null,"shape":[]},\
          {"name":"p.t","dtype":"timedelta64[25s]","kind":"timedelta","unit":"25s","shape":[]},\
          {"name":"v","dtype":"bool","kind":"bool","unit":null,"shape":[2,3]},\
          {"name":"a.b","dtype":"bytes32","kind":"bytes","unit":null,"shape":[]}]\
          """,
          array.get("fields").toString());
    }
  }

  @Test
  void aStructThatNoHeaderCanExpressHasItsName() throws Exception {
    DType overlapping =
        new DType.Struct(List.of(Field.of("a", "<i4"), Field.of("b", "<i2").withOffset(2)), 8);
    try (Served served = Served.of(header(ArrayLayout.of(overlapping, 5)))) {
      JsonNode array = JSON.readTree(served.ok("api/files")).at("/files/0/arrays/0");
      assertEquals(overlapping.name(), array.get("descr").stringValue());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "?, bool, bool",
    "b, int8, int",
    ">i8, int64, int",
    "u1, uint8, uint",
    "<f2, float16, float",
    "<f16, longdouble, float",
    "<c8, complex64, complex",
    "<U3, str96, text",
    "S3, bytes24, bytes",
    "V3, void24, void",
    "<M8[ns], datetime64[ns], datetime",
    "<m8[D], timedelta64[D], timedelta",
    "O, object, object"
  })
  void kinds(String type, String name, String kind) throws Exception {
    try (Served served = Served.of(header(ArrayLayout.of(DType.of(type), 5)))) {
      JsonNode array = JSON.readTree(served.ok("api/files")).at("/files/0/arrays/0");
      assertEquals(kind, array.get("kind").stringValue());
      assertEquals(DType.of(type).name(), array.get("dtype").stringValue());
    }
  }

  @ParameterizedTest
  @CsvSource({"BFLOAT16, float", "INT4, int", "UINT4, uint", "FLOAT8_E5M2, float"})
  void kindsOfExtensions(Kind kind, String word) throws Exception {
    try (Served served = Served.of(header(ArrayLayout.of(DType.Scalar.of(kind), 5)))) {
      JsonNode array = JSON.readTree(served.ok("api/files")).at("/files/0/arrays/0");
      assertEquals(word, array.get("kind").stringValue());
    }
  }

  @Test
  void aBadMemberAndABadFileLeaveTheOthersToSee() throws Exception {
    Path archive = folder.resolve("a.npz");
    try (var writer = NpzWriter.create(archive)) {
      writer.add("good", new int[] {1});
      writer.addBytes("bad.npy", "none".getBytes(UTF_8));
      writer.commit();
    }
    Path bad = folder.resolve("b.npy");
    Files.writeString(bad, "nothing");
    Path gone = folder.resolve("c.npy");
    Npy.save(gone, NdArray.zeros(DType.INT8, 1));
    try (Served served = Served.of(archive, bad, gone)) {
      Files.delete(gone);
      JsonNode files = JSON.readTree(served.ok("api/files")).get("files");
      assertEquals("good", files.at("/0/arrays/0/member").stringValue());
      assertEquals(
          List.of("member", "error"), List.copyOf(files.at("/0/arrays/1").propertyNames()));
      assertEquals("null", files.at("/0/error").toString());
      assertEquals("[]", files.at("/1/arrays").toString());
      assertEquals(7, files.at("/1/bytes").intValue());
      assertEquals(
          gone + " is gone; its data can no longer be read", files.at("/2/error").stringValue());
      assertEquals(
          "{\"files\":[{\"file\":0,\"stamp\":\"%s\",\"gone\":false,\"error\":null},"
                  .formatted(Stamp.of(archive).text())
              + "{\"file\":1,\"stamp\":\"%s\",\"gone\":false,\"error\":null},"
                  .formatted(Stamp.of(bad).text())
              + "{\"file\":2,\"stamp\":null,\"gone\":true,\"error\":null}],\"scans\":[]}",
          served.ok("api/state"));
    }
  }
}
