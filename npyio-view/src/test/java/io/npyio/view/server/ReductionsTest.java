package io.npyio.view.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.file.Memmap;
import io.npyio.file.Npy;
import io.npyio.view.Stamp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code api/tile}, {@code api/line}, {@code api/range} and the scans in {@code api/state}. */
@Timeout(120)
class ReductionsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir Path folder;

  private Path saved(Object array) throws IOException {
    Path file = folder.resolve("a.npy");
    Npy.save(file, array);
    return file;
  }

  private static float[] floats(HttpResponse<byte[]> response) {
    assertEquals(200, response.statusCode(), Served.refusal(response));
    var values = new float[response.body().length / Float.BYTES];
    ByteBuffer.wrap(response.body()).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static double[] doubles(HttpResponse<byte[]> response) {
    assertEquals(200, response.statusCode(), Served.refusal(response));
    var values = new double[response.body().length / Double.BYTES];
    ByteBuffer.wrap(response.body()).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
    return values;
  }

  private static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  @Test
  void aTile() throws Exception {
    Path file = saved(new double[][] {{0, 1, 2}, {4, Double.NaN, 6}});
    try (Served served = Served.of(file)) {
      HttpResponse<byte[]> whole = served.get("api/tile?level=0&row=0&col=0");
      assertArrayEquals(new float[] {0, 1, 2, 4, Float.NaN, 6}, floats(whole));
      assertEquals("2", header(whole, "X-Rows"));
      assertEquals("3", header(whole, "X-Cols"));
      assertEquals("1", header(whole, "X-Exact"));
      assertEquals("application/octet-stream", header(whole, "Content-Type"));
      assertArrayEquals(
          new float[] {5f / 3, 4}, floats(served.get("api/tile?agg=mean&level=1&row=0&col=0")));
      assertArrayEquals(
          new float[] {4, 6}, floats(served.get("api/tile?agg=max&level=1&row=0&col=0")));
      HttpResponse<byte[]> turned = served.get("api/tile?agg=min&level=0&row=0&col=0&t=1");
      assertArrayEquals(new float[] {0, 4, 1, Float.NaN, 2, 6}, floats(turned));
      assertEquals("3", header(turned, "X-Rows"));
    }
  }

  @Test
  void partsOfComplexNumbers() throws Exception {
    Path file = saved(complex());
    try (Served served = Served.of(file)) {
      String tile = "api/tile?level=0&row=0&col=0&part=";
      assertArrayEquals(new float[] {5, 2}, floats(served.get(tile)));
      assertArrayEquals(new float[] {5, 2}, floats(served.get(tile + "abs")));
      assertArrayEquals(new float[] {3, 0}, floats(served.get(tile + "real")));
      assertArrayEquals(
          new float[] {(float) Math.atan2(4, 3), (float) (Math.PI / 2)},
          floats(served.get(tile + "phase")));
      assertEquals(
          "{\"least\":2.0,\"greatest\":4.0,\"p1\":2.02,\"p2\":2.04,\"p98\":3.96,\"p99\":3.98,"
              + "\"finite\":2,\"sampled\":2,\"of\":\"all\",\"integers\":false}",
          served.ok("api/range?part=imag"));
    }
  }

  /** A row of 3+4j and 2j. */
  private static NdArray complex() {
    NdArray array = NdArray.zeros(DType.COMPLEX128, 1, 2);
    array.real().copyFrom(new double[][] {{3, 0}});
    array.imag().copyFrom(new double[][] {{4, 2}});
    return array;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 2.0 | 5.0",
        "abs | 2.0 | 5.0",
        "real | 0.0 | 3.0",
        "imag | 2.0 | 4.0",
        "phase | 0.9272952180016122 | 1.5707963267948966",
      })
  void histogramsOfParts(String part, String low, String high) throws Exception {
    try (Served served = Served.of(saved(complex()))) {
      assertEquals(
          "{\"low\":%s,\"high\":%s,\"counts\":[1,1],\"below\":0,\"above\":0,\"nan\":0,\"of\":\"all\",\"elements\":2}"
              .formatted(low, high),
          served.ok("api/hist?bins=2&part=" + part));
    }
  }

  @Test
  void aLine() throws Exception {
    Path file = saved(new double[] {0, 5, 1, Double.NaN, 7, -2});
    try (Served served = Served.of(file)) {
      HttpResponse<byte[]> line = served.get("api/line?from=0&to=6&n=3");
      assertArrayEquals(new double[] {0, 5, 1, 1, -2, 7}, doubles(line));
      assertEquals("1", header(line, "X-Exact"));
      assertArrayEquals(
          new double[] {Double.NaN, Double.NaN, 7, 7},
          doubles(served.get("api/line?from=3&to=5&n=2")));
    }
  }

  @Test
  void datesAreMilliseconds() throws Exception {
    NdArray days = NdArray.zeros(DType.of("<M8[D]"), 2);
    days.setString("1970-01-03", 0);
    days.setString("NaT", 1);
    try (Served served = Served.of(saved(days))) {
      assertArrayEquals(
          new double[] {172_800_000, 172_800_000, Double.NaN, Double.NaN},
          doubles(served.get("api/line?from=0&to=2&n=2")));
    }
  }

  @Test
  void nothingFiniteIsNull() throws Exception {
    try (Served served = Served.of(saved(new float[] {Float.NaN, Float.POSITIVE_INFINITY}))) {
      assertEquals(
          "{\"least\":null,\"greatest\":null,\"p1\":null,\"p2\":null,\"p98\":null,\"p99\":null,"
              + "\"finite\":0,\"sampled\":2,\"of\":\"all\",\"integers\":false}",
          served.ok("api/range"));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api/tile?s=0&level=0&row=0&col=0 | a heat map shows 2 of the axes, but the slice '0' of"
            + " (3, 4) leaves 1",
        "api/line?s=:&from=0&to=1&n=1 | a line shows 1 of the axes, but the slice ':' of (3, 4)"
            + " leaves 2",
        "api/tile?level=63&row=0&col=0 | the parameter 'level' is '63'; it takes a whole number"
            + " from 0 to 62",
        "api/tile?level=0&row=-1&col=0 | the parameter 'row' is '-1'; it takes a whole number from"
            + " 0 to 9223372036854775807",
        "api/tile?level=0&row=0 | the parameter 'col' is ''; it takes a whole number from 0 to"
            + " 9223372036854775807",
        "api/tile?level=0&row=0&col=0&part=abs | part abs is of complex numbers, but elements are"
            + " float32; leave the part out",
        "api/tile?level=0&row=0&col=0&agg=sum | agg 'sum' is unknown; expected mean, max or min",
        "api/line?s=0&from=0&to=5&n=1 | the parameter 'to' is '5'; it takes a whole number from 0"
            + " to 4",
        "api/line?s=0&from=3&to=2&n=1 | the parameter 'to' is '2'; it takes a whole number from 3"
            + " to 4",
        "api/line?s=0&from=0&to=4&n=8193 | the parameter 'n' is '8193'; it takes a whole number"
            + " from 1 to 8192",
        "api/line?s=0&from=0&to=4&n=0 | the parameter 'n' is '0'; it takes a whole number from 1 to"
            + " 8192",
      })
  void boundsOfParameters(String path, String reason) throws Exception {
    try (Served served = Served.of(saved(NdArray.zeros(DType.FLOAT32, 3, 4)))) {
      assertEquals("400 {\"error\":\"" + reason + "\"}", served.refusal(path));
    }
  }

  /** A large array is scanned once; until then tiles are of samples, which are not kept. */
  @Test
  void scansAreToldUntilTheyAreDone() throws Exception {
    Path file = folder.resolve("large.npy");
    try (Memmap map = Npy.create(file, ArrayLayout.of(DType.INT8, 40_000, 20_000))) {
      map.array().setInt(1, 39_999, 19_999);
    }
    String tile =
        "api/tile?agg=max&level=8&row=0&col=0&s=" + "%3A%2C%3A" + "&v=" + Stamp.of(file).text();
    try (Served served = Served.of(file)) {
      HttpResponse<byte[]> first = served.get(tile);
      assertEquals("0", header(first, "X-Exact"));
      assertEquals("no-store", header(first, "Cache-Control"));
      JsonNode scan = JSON.readTree(served.ok("api/state")).at("/scans/0");
      assertEquals("0", scan.get("file").toString());
      assertEquals(":,:", scan.get("slice").stringValue());
      assertTrue(scan.get("done").doubleValue() <= 1);
      while (!JSON.readTree(served.ok("api/state")).get("scans").isEmpty()) {
        Thread.sleep(20);
      }
      HttpResponse<byte[]> last = served.get(tile);
      assertEquals("1", header(last, "X-Exact"));
      assertEquals("private, max-age=31536000, immutable", header(last, "Cache-Control"));
      float[] cells = floats(last);
      assertEquals(1, cells[cells.length - 1]);
    }
  }

  /** A scan ends before its file is closed. */
  @Test
  void aChangedFileEndsItsScans() throws Exception {
    Path file = folder.resolve("large.npy");
    Npy.create(file, ArrayLayout.of(DType.FLOAT32, 30_000, 30_000)).close();
    try (Served served = Served.of(file)) {
      assertEquals(200, served.get("api/tile?level=7&row=0&col=0").statusCode());
      Npy.save(file, new int[][] {{1, 2}, {3, 4}});
      assertArrayEquals(
          new float[] {1, 2, 3, 4}, floats(served.get("api/tile?level=0&row=0&col=0")));
      assertEquals("[]", JSON.readTree(served.ok("api/state")).get("scans").toString());
    }
  }
}
