package io.npyio.cli;

import static io.npyio.cli.Run.npyio;
import static io.npyio.cli.Run.withInput;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.npyio.array.NdArray;
import io.npyio.dtype.DType;
import io.npyio.file.Npy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code npyio stats}. */
class StatsTest {
  @TempDir Path folder;

  private Path saved(NdArray array) throws IOException {
    Path path = folder.resolve("a.npy");
    Npy.save(path, array);
    return path;
  }

  @Test
  void anArrayHasOneLinePerStatistic() throws IOException {
    Path file = saved(NdArray.of(new float[][] {{0.1f, 3}, {Float.NaN, -2.5f}}));
    npyio("stats", file)
        .prints(
            file
                + """
                : float32, shape (2, 2)
                  count  4
                  nan    1
                  inf    0
                  min    -2.5
                  max    3.0
                  mean   0.20000000049670538
                  std    2.2464787260437893
                """);
  }

  @Test
  void oneLineOfJsonHasTheSame() throws IOException {
    Path file = saved(NdArray.of(new long[] {1, 2, 3, 4}));
    npyio("stats", "--json", file)
        .prints(
            "{\"file\":\""
                + file
                + "\",\"dtype\":\"int64\",\"shape\":[4],\"count\":4,\"nan\":0,\"inf\":0,\"min\":1,"
                + "\"max\":4,\"mean\":2.5,\"std\":1.118033988749895}\n");
  }

  @Test
  void anAxisLeavesAnArrayOfEach() throws IOException {
    Path file = saved(NdArray.of(new int[][] {{1, 2, 3}, {5, 2, -1}}));
    npyio("stats", file, "--axis", "0")
        .prints(
            file
                + """
                : int32, shape (2, 3), along axis 0
                  count  [2 2 2]
                  nan    [0 0 0]
                  inf    [0 0 0]
                  min    [ 1  2 -1]
                  max    [5 2 3]
                  mean   [3. 2. 1.]
                  std    [2. 0. 2.]
                """);
    npyio("stats", file, "--axis", "-1", "--json")
        .prints(
            "{\"file\":\""
                + file
                + "\",\"dtype\":\"int32\",\"shape\":[2,3],\"axis\":1,\"count\":[3,3],\"nan\":[0,0],"
                + "\"inf\":[0,0],\"min\":[1,-1],\"max\":[3,5],\"mean\":[2.0,2.0],"
                + "\"std\":[0.816496580927726,2.449489742783178]}\n");
    npyio("stats", file, "--axis", "2")
        .fails("npyio: " + file + ": axis 2 is out of bounds for an array of 2 axes");
    npyio("stats", file, "--axis", "x")
        .fails(
            "npyio: Invalid value for option '--axis': 'x' is not an axis; see 'npyio stats --help'");
  }

  @Test
  void eachFieldOfAStructHasItsOwn() throws IOException {
    NdArray array =
        NdArray.zeros(
            DType.of("[('id','<u8'),('name','S3'),('at',[('t','<M8[D]'),('v','V2')])]"), 2);
    array
        .field("id")
        .copyFrom(NdArray.of(new String[] {"18446744073709551615", "7"}, DType.UINT64));
    array.field("name").setString("b", 0);
    array.field("name").setString("ab", 1);
    array.field("at").field("t").setString("2020-02-29", 0);
    array.field("at").field("t").setString("NaT", 1);
    Path file = saved(array);
    npyio("stats", file)
        .prints(
            file
                + """
                : struct, shape (2,)
                  id: uint64
                    count  2
                    nan    0
                    inf    0
                    min    7
                    max    18446744073709551615
                    mean   9.223372036854776e+18
                    std    9.223372036854776e+18
                  name: bytes24
                    count  2
                    min    b'ab'
                    max    b'b'
                  at.t: datetime64[D]
                    count  2
                    nat    1
                    min    2020-02-29
                    max    2020-02-29
                  at.v: void16
                    count  2
                """);
    npyio("stats", file, "--json", "--slice", "1:")
        .prints(
            "{\"file\":\""
                + file
                + "\",\"dtype\":\"void168\",\"shape\":[1],\"fields\":[{\"name\":\"id\",\"dtype\":\"uint64\","
                + "\"count\":1,\"nan\":0,\"inf\":0,\"min\":7,\"max\":7,\"mean\":7.0,\"std\":0.0},"
                + "{\"name\":\"name\",\"dtype\":\"bytes24\",\"count\":1,\"min\":\"ab\",\"max\":\"ab\"},"
                + "{\"name\":\"at.t\",\"dtype\":\"datetime64[D]\",\"count\":1,\"nat\":1,\"min\":\"NaT\","
                + "\"max\":\"NaT\"},{\"name\":\"at.v\",\"dtype\":\"void16\",\"count\":1}]}\n");
  }

  @Test
  void statisticsWithoutValuesAreNone() throws IOException {
    Path file = saved(NdArray.zeros(DType.INT16, 0, 2));
    String head = "{\"file\":\"" + file + "\",\"dtype\":\"%s\",\"shape\":%s,";
    npyio("stats", file, "--json")
        .prints(
            head.formatted("int16", "[0,2]")
                + "\"count\":0,\"nan\":0,\"inf\":0,\"min\":null,\"max\":null,"
                + "\"mean\":\"NaN\",\"std\":\"NaN\"}\n");
    npyio("stats", file, "--json", "--axis", "0")
        .prints(
            head.formatted("int16", "[0,2]")
                + "\"axis\":0,\"count\":[0,0],\"nan\":[0,0],\"inf\":[0,0],\"min\":null,\"max\":null,"
                + "\"mean\":[\"NaN\",\"NaN\"],\"std\":[\"NaN\",\"NaN\"]}\n");
    saved(NdArray.of(new double[] {Double.NaN}).reshape());
    npyio("stats", file, "--json")
        .prints(
            head.formatted("float64", "[]")
                + "\"count\":1,\"nan\":1,\"inf\":0,\"min\":\"NaN\",\"max\":\"NaN\","
                + "\"mean\":\"NaN\",\"std\":\"NaN\"}\n");
    saved(NdArray.zeros(DType.unicode(3), 0));
    npyio("stats", file)
        .prints(file + ": str96, shape (0,)\n  count  0\n  min    none\n  max    none\n");
  }

  @Test
  void infinitiesCountAsValues() throws IOException {
    Path file =
        saved(NdArray.of(new double[] {Double.NEGATIVE_INFINITY, 1, Double.NaN, 1e308, 1e308}));
    npyio("stats", file)
        .prints(
            file
                + """
                : float64, shape (5,)
                  count  5
                  nan    1
                  inf    1
                  min    -inf
                  max    1e+308
                  mean   -inf
                  std    nan
                """);
  }

  @Test
  void aSmallSpreadAroundALargeMeanIsNotLost() throws IOException {
    double[] values = new double[100_000];
    long[] whole = new long[values.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1e15 + i % 2;
      whole[i] = (1L << 60) + i % 2;
    }
    Path file = saved(NdArray.of(values));
    assertEquals("  std    0.5\n", lastLine(npyio("stats", file)));
    saved(NdArray.of(whole));
    assertEquals("  std    0.5\n", lastLine(npyio("stats", file)));
    assertEquals("  std    0.5\n", lastLine(npyio("stats", file, "--threads", "3")));
  }

  private static String lastLine(Run run) {
    return run.out().substring(run.out().lastIndexOf('\n', run.out().length() - 2) + 1);
  }

  @Test
  void theNumberOfThreadsChangesNoBit() throws IOException {
    float[] values = new float[300_000];
    var random = new java.util.Random(7);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    Path file = saved(NdArray.of(values).reshape(100, 3000));
    for (String axis : new String[] {"--axis=0", "--axis=1", "--debug"}) {
      String one = npyio("stats", file, "--json", "--threads", "1", axis).out();
      npyio("stats", file, "--json", "--threads", "7", axis).prints(one);
    }
    npyio("stats", file, "--threads", "0")
        .fails(
            "npyio: Invalid value for option '--threads': '0' is not a number of threads;"
                + " see 'npyio stats --help'");
  }

  @Test
  void standardInputAndRawFilesAreRead() throws IOException {
    byte[] bytes = Npy.toBytes(NdArray.of(new boolean[] {true, false}));
    withInput(bytes, "stats", "-")
        .prints(
            """
            -: bool, shape (2,)
              count  2
              nan    0
              inf    0
              min    False
              max    True
              mean   0.5
              std    0.5
            """);
    Path raw = folder.resolve("a.dat");
    Files.write(raw, new byte[] {1, 0, 3, 0});
    npyio("stats", raw, "--dtype", "<i2", "--json", "--no-such-option")
        .fails("npyio: Unknown option: '--no-such-option'; see 'npyio stats --help'");
    npyio("stats", raw, "--dtype", "<i2", "--json")
        .prints(
            "{\"file\":\""
                + raw
                + "\",\"dtype\":\"int16\",\"shape\":[2],\"count\":2,\"nan\":0,\"inf\":0,\"min\":1,"
                + "\"max\":3,\"mean\":2.0,\"std\":1.0}\n");
  }
}
