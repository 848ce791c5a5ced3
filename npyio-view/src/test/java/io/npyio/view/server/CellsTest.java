package io.npyio.view.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.array.ObjectArray;
import io.npyio.array.ObjectArray.Tuple;
import io.npyio.dtype.DType;
import io.npyio.dtype.Field;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.Npz;
import io.npyio.file.NpzWriter;
import io.npyio.interop.LiveNumPy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code api/cells}: texts of elements as core and NumPy print them. */
class CellsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  private String cells(Path file, String... query) throws Exception {
    try (Served served = Served.of(file)) {
      return served.ok("api/cells" + Served.query(query));
    }
  }

  private Path saved(Object array) throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.save(file, array);
    return file;
  }

  @Test
  void aRectangleOfAMatrix() throws Exception {
    Path file = saved(new double[][] {{0, 1, 2}, {3.5, Double.NaN, 1e300}});
    assertEquals(
        "{\"r0\":0,\"c0\":1,\"columns\":null,\"cells\":[[\"1.0\",\"2.0\"],[\"nan\",\"1e+300\"]]}",
        cells(file, "r0", "0", "r1", "2", "c0", "1", "c1", "3"));
  }

  @Test
  void theEdgeEndsARectangle() throws Exception {
    Path file = saved(new int[][] {{1, 2}, {3, 4}});
    assertEquals(
        "{\"r0\":1,\"c0\":0,\"columns\":null,\"cells\":[[\"3\",\"4\"]]}",
        cells(file, "r0", "1", "r1", "1000000", "c0", "0", "c1", "19000"));
    assertEquals(
        "{\"r0\":2,\"c0\":0,\"columns\":null,\"cells\":[]}",
        cells(file, "r0", "7", "r1", "9", "c0", "0", "c1", "2"));
  }

  @Test
  void slicesNameTheAxesAndTExchangesThem() throws Exception {
    NdArray cube = NdArray.of(new int[24]).reshape(2, 3, 4);
    for (int i = 0; i < 24; i++) {
      cube.setInt(i, cube.shape().unravel(i));
    }
    Path file = saved(cube);
    assertEquals(
        "{\"r0\":0,\"c0\":0,\"columns\":null,\"cells\":[[\"13\",\"15\"],[\"17\",\"19\"],[\"21\",\"23\"]]}",
        cells(file, "s", "1, :, 1::2", "r0", "0", "r1", "9", "c0", "0", "c1", "9"));
    assertEquals(
        "{\"r0\":0,\"c0\":0,\"columns\":null,\"cells\":[[\"13\",\"17\",\"21\"],[\"15\",\"19\",\"23\"]]}",
        cells(file, "s", "1, :, 1::2", "t", "1", "r0", "0", "r1", "9", "c0", "0", "c1", "9"));
    assertEquals(
        "{\"r0\":1,\"c0\":0,\"columns\":null,\"cells\":[[\"5\"],[\"9\"]]}",
        cells(file, "s", "0, :, 1", "r0", "1", "r1", "3", "c0", "0", "c1", "1"));
    assertEquals(
        "{\"r0\":0,\"c0\":0,\"columns\":null,\"cells\":[[\"23\"]]}",
        cells(file, "s", "-1, -1, -1", "r0", "0", "r1", "1", "c0", "0", "c1", "1"));
  }

  @Test
  void aSingleElementAndNone() throws Exception {
    String[] one = {"r0", "0", "r1", "1", "c0", "0", "c1", "1"};
    assertEquals(
        "{\"r0\":0,\"c0\":0,\"columns\":null,\"cells\":[[\"True\"]]}",
        cells(saved(NdArray.of(new boolean[] {true}).reshape()), one));
    assertEquals(
        "{\"r0\":0,\"c0\":0,\"columns\":null,\"cells\":[]}",
        cells(saved(NdArray.zeros(DType.INT8, 0, 3)), one));
  }

  @Test
  void fieldsAreColumns() throws Exception {
    DType point = DType.of("[('x', '<f4'), ('y', '>i2')]");
    DType type =
        DType.struct(
            Field.of("name", "<U3"),
            Field.of("p", point),
            Field.of("v", DType.subArray(DType.INT8, 2, 2)));
    NdArray structs = NdArray.zeros(type, 2);
    structs.set(List.of("ab", List.of(1.5, 7), List.of(List.of(1, 2), List.of(3, 4))), 1);
    Path file = saved(structs);
    String[] all = {"r0", "0", "r1", "2", "c0", "0", "c1", "9"};
    assertEquals(
        "{\"r0\":0,\"c0\":0,\"columns\":[\"name\",\"p.x\",\"p.y\",\"v\"],\"cells\":"
            + "[[\"\",\"0.0\",\"0\",\"[[0 0] [0 0]]\"],[\"ab\",\"1.5\",\"7\",\"[[1 2] [3 4]]\"]]}",
        cells(file, all));
    assertEquals(
        "{\"r0\":1,\"c0\":2,\"columns\":[\"p.y\"],\"cells\":[[\"7\"]]}",
        cells(file, "r0", "1", "r1", "2", "c0", "2", "c1", "3"));
    assertEquals(
        "{\"r0\":0,\"c0\":0,\"columns\":[\"x\",\"y\"],\"cells\":[[\"0.0\",\"0\"],[\"1.5\",\"7\"]]}",
        cells(file, "field", "p", "r0", "0", "r1", "2", "c0", "0", "c1", "9"));
    assertEquals(
        "{\"r0\":0,\"c0\":0,\"columns\":null,\"cells\":[[\"0\",\"0\"],[\"2\",\"4\"]]}",
        cells(file, "field", "v", "s", ":, :, 1", "r0", "0", "r1", "2", "c0", "0", "c1", "9"));
  }

  @Test
  void structsInTwoAxesAreWholeTexts() throws Exception {
    NdArray structs = NdArray.zeros(DType.of("[('a', '<i4'), ('b', '<f8', (2,))]"), 1, 2);
    assertEquals(
        "{\"r0\":0,\"c0\":0,\"columns\":null,\"cells\":[[\"(0, [0.0, 0.0])\",\"(0, [0.0,"
            + " 0.0])\"]]}",
        cells(saved(structs), "r0", "0", "r1", "1", "c0", "0", "c1", "2"));
  }

  @Test
  void longTextsAreCut() throws Exception {
    for (String type : List.of("S1001", "<U1001", "S5000", ">U5000")) {
      NdArray texts = NdArray.zeros(DType.of(type), 2);
      texts.setString("x".repeat(1000), 0);
      texts.setString("x".repeat(1000) + "yz".substring(0, type.endsWith("1001") ? 1 : 2), 1);
      assertEquals(
          "{\"r0\":0,\"c0\":0,\"columns\":null,\"cells\":[[\"%1$s\"],[\"%1$s…\"]]}"
              .formatted("x".repeat(1000)),
          cells(saved(texts), "r0", "0", "r1", "2", "c0", "0", "c1", "1"),
          type);
    }
  }

  @Test
  void structsWithObjectsHaveAColumnForEachField() throws Exception {
    DType type = DType.of("[('name','O'),('p',[('x','<f8'),('y','O')])]");
    List<Object> elements =
        List.of(Tuple.of("a", Tuple.of(1.5, List.of(1L))), Tuple.of("b", Tuple.of(2.0, "z")));
    Path file = folder.resolve("o.npy");
    Npy.saveObjects(file, ObjectArray.of(type, Shape.of(2), elements));
    String[] all = {"r0", "0", "r1", "2", "c0", "0", "c1", "9"};
    assertEquals(
        "{\"r0\":0,\"c0\":0,\"columns\":[\"name\",\"p.x\",\"p.y\"],\"cells\":"
            + "[[\"a\",\"1.5\",\"[1]\"],[\"b\",\"2.0\",\"z\"]]}",
        cells(file, all));
    assertEquals(
        "{\"r0\":0,\"c0\":0,\"columns\":null,\"cells\":[[\"z\"]]}",
        cells(file, "field", "p.y", "s", "1:", "r0", "0", "r1", "2", "c0", "0", "c1", "9"));
    try (Served served = Served.of(file)) {
      assertEquals(
          "400 {\"error\":\"there is no field 'q' in elements of " + type.name() + "\"}",
          served.refusal("api/cells?field=q&r0=0&r1=1&c0=0&c1=1").replace("\\\"", "\""));
    }
  }

  @Test
  void objectsAreTexts() throws Exception {
    Path file = folder.resolve("o.npz");
    ObjectArray objects =
        ObjectArray.of(
            Shape.of(2, 2), Arrays.asList(null, "a", List.of(1L, 2.5), Map.of("k", true)));
    try (var writer = NpzWriter.create(file)) {
      writer.add("o", objects);
      writer.commit();
    }
    assertEquals(
        "{\"r0\":0,\"c0\":0,\"columns\":null,\"cells\":[[\"None\",\"[1, 2.5]\"],[\"a\",\"{'k':"
            + " True}\"]]}",
        cells(file, "m", "o", "t", "1", "r0", "0", "r1", "2", "c0", "0", "c1", "2"));
    try (Served served = Served.of(file)) {
      assertEquals(
          "400 {\"error\":\"the array holds Python objects, which are shown as text in the grid"
              + " only\"}",
          served.refusal("api/stats?m=o"));
    }
  }

  /** Every dtype against {@code str(a[i, j])} and the texts of core. */
  @Test
  void textsAreThoseOfNumPy() throws Exception {
    String expected =
        LiveNumPy.run(
            folder,
            """
            import json
            a = np.array([[0, 1, 2], [100, 117, 3]])
            f = np.array([[0.1, -0.0, 1e16], [np.nan, np.inf, 1/3]])
            arrays = [a.astype(t) for t in '?bBhHiIlLqQefdgFDG']
            arrays += [f.astype(t) for t in 'efdgFD']
            arrays += [a.astype('>' + t) for t in ('i2', 'u8', 'f4', 'c16')]
            arrays += [a.astype('M8[' + u + ']') for u in ('Y', 'D', 'ms', 'ns')]
            arrays += [np.array([['NaT', '2020-01-01', '1969-12-31T23:59']] * 2, 'M8[m]')]
            arrays += [a.astype('S4'), a.astype('U4'), np.array([['é', 'a"b', '\\n']] * 2)]
            arrays = [np.asfortranarray(x) if i % 2 else x for i, x in enumerate(arrays)]
            np.savez('all.npz', *arrays)
            def text(x):
                return x.decode('latin-1') if isinstance(x, bytes) else str(x)
            print(json.dumps([[[text(x) for x in row] for row in y] for y in arrays]))
            """);
    JsonNode texts = JSON.readTree(expected);
    Path file = folder.resolve("all.npz");
    try (Served served = Served.of(file);
        Npz archive = Npz.open(file)) {
      for (int i = 0; i < texts.size(); i++) {
        String member = "arr_" + i;
        String reply = served.ok("api/cells?r0=0&r1=2&c0=0&c1=3" + "&m=" + member);
        String message = member + " " + archive.header(member).layout();
        assertEquals(texts.get(i), JSON.readTree(reply).get("cells"), message);
      }
      assertEquals(36, texts.size());
    }
  }
}
