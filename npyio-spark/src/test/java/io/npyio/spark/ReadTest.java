package io.npyio.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.array.NdArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.DType;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.file.Npy;
import io.npyio.file.NpyHeader;
import io.npyio.file.Npz;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arrays as tables of a running Spark. */
class ReadTest {
  private final SparkSession spark = Sessions.local();
  @TempDir private Path folder;

  private DataFrameReader npy() {
    return spark.read().format("npy");
  }

  private Path save(String name, Object array) throws Exception {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Npy.save(file, array);
    return file;
  }

  private static List<String> text(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).toList();
  }

  private static double[] range(int from, int to) {
    return IntStream.range(from, to).asDoubleStream().toArray();
  }

  /** The messages of a failure and all its causes, which Spark wraps. */
  private static String messages(Throwable failure) {
    StringBuilder all = new StringBuilder();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      all.append(cause.getMessage()).append('\n');
    }
    return all.toString();
  }

  private static void assertFails(Dataset<Row> rows, String expected) {
    String messages = messages(assertThrows(Exception.class, rows::collectAsList));
    assertTrue(messages.contains(expected), messages);
  }

  @Test
  void theVersionIsTheOneThatIsTested() {
    String expected = System.getProperty("spark.expected", spark.version());
    assertEquals(expected, spark.version());
  }

  @Test
  void aFolderOfShardsIsOneTable() throws Exception {
    save("all/a.npy", new float[][] {{1, 2}, {3, 4}});
    save("all/b.npy", new float[][] {{5, 6}});
    save("all/c.npy", NdArray.zeros(DType.FLOAT32, 0, 2));
    Dataset<Row> rows = npy().load(folder.resolve("all").toString());
    assertEquals("struct<value:array<float>>", rows.schema().catalogString());
    assertEquals(3, rows.count());
    assertEquals(
        List.of("[3.0]", "[7.0]", "[11.0]"),
        text(rows.selectExpr("value[0] + value[1] as s").orderBy("s")));
  }

  @Test
  void countsReadHeadersOnly() throws Exception {
    Dataset<Row> rows = npy().load(save("count.npy", new double[1 << 20]).toString());
    long before = bytesRead();
    assertEquals(1 << 20, rows.count());
    long forCount = bytesRead() - before;
    assertTrue(forCount < 1 << 20, "8 MiB, of which were read " + forCount);
    assertEquals(List.of("[0.0]"), text(rows.selectExpr("max(value)")));
    assertTrue(bytesRead() - before > 1 << 23, "expected Hadoop to count what is read");
  }

  private static long bytesRead() {
    return FileSystem.getGlobalStorageStatistics().get("file").getLong("bytesRead");
  }

  @Test
  void sqlNamesTheFormatAndThePath() throws Exception {
    Path file = save("x.npy", new int[] {3, 1, 2});
    assertEquals(
        List.of("[1]", "[2]", "[3]"),
        text(spark.sql("select value from npy.`%s` order by value".formatted(file))));
    spark.sql("create temporary view numbers using npy options (path '%s')".formatted(file));
    assertEquals(List.of("[6]"), text(spark.sql("select sum(value) from numbers")));
    spark.sql("create table stored using npy location '%s'".formatted(file.getParent()));
    assertEquals(List.of("[3]"), text(spark.sql("select count(*) from stored")));
    spark.sql("drop table stored");
  }

  @Test
  void metadataTellTheFileAndTheRow() throws Exception {
    Path file = save("m.npy", range(0, 10_000));
    Dataset<Row> rows =
        npy()
            .load(file.toString())
            .selectExpr("value", "_metadata.row_index as i", "_metadata.file_name as f")
            .where("value >= 9998");
    assertEquals(List.of("[9998.0,9998,m.npy]", "[9999.0,9999,m.npy]"), text(rows));
    assertEquals(
        List.of("[49995000]"),
        text(npy().load(file.toString()).selectExpr("sum(_metadata.row_index)")));
  }

  @Test
  void splitsAtAnyByteGiveEachRowOnce() throws Exception {
    Path file = save("s.npy", range(0, 1000));
    List<String> whole = Rendered.rows(Splits.readCut(file.toUri()));
    assertEquals(1000, whole.size());
    for (long split : new long[] {1, 7, 8, 127, 128, 129, 661, 4096}) {
      assertEquals(
          whole,
          Rendered.rows(Splits.read(file.toUri(), split, new Configuration())),
          "split " + split);
    }
    spark.conf().set("spark.sql.files.maxPartitionBytes", "101b");
    spark.conf().set("spark.sql.files.openCostInBytes", "0");
    try {
      Dataset<Row> rows = npy().load(file.toString());
      assertTrue(rows.toJavaRDD().getNumPartitions() > 50);
      assertEquals(List.of("[499500.0,1000]"), text(rows.selectExpr("sum(value)", "count(*)")));
    } finally {
      spark.conf().unset("spark.sql.files.maxPartitionBytes");
      spark.conf().unset("spark.sql.files.openCostInBytes");
    }
  }

  @Test
  void splitsAtAThousandOddPlacesGiveEachRowOnce() throws Exception {
    long seed = new Random().nextLong();
    int[][] table = new int[3001][7];
    IntStream.range(0, 3001 * 7).forEach(i -> table[i / 7][i % 7] = i);
    Path file = save("odd.npy", table);
    long[] cuts = new Random(seed).longs(1000, 1, Files.size(file)).sorted().toArray();
    assertEquals(
        Arrays.stream(table).map(row -> Arrays.stream(row).boxed().toList()).toList(),
        Splits.readCut(file.toUri(), cuts).stream().map(row -> row.<Integer>getList(0)).toList(),
        "seed " + seed);
  }

  @Test
  void columnsArePruned() throws Exception {
    NdArray stars =
        NdArray.zeros(DType.of("[('id','i4'),('p',[('x','f8'),('y','f8')]),('n','U5')]"), 3);
    stars.field("id").copyFrom(new int[] {1, 2, 3});
    stars.field("p").field("y").copyFrom(new double[] {.5, 1.5, 2.5});
    stars.field("n").setString("é", 2);
    Path file = save("stars.npy", stars);
    Dataset<Row> rows = npy().load(file.toString());
    assertEquals(
        "struct<id:int,p:struct<x:double,y:double>,n:string>", rows.schema().catalogString());
    Dataset<Row> two = rows.select("n", "id");
    assertEquals(List.of("[,1]", "[,2]", "[é,3]"), text(two));
    assertTrue(
        two.queryExecution()
            .executedPlan()
            .toString()
            .contains("ReadSchema: struct<id:int,n:string>"));
    assertEquals(
        List.of("[2.5]"),
        text(npy().schema("p struct<y double>").load(file.toString()).selectExpr("max(p.y)")));
    assertEquals(List.of("[[0.0,1.5],2]"), text(rows.where("id = 2").select("p", "id")));
  }

  @Test
  void ownSchemasAreCheckedByName() throws Exception {
    String file = save("y.npy", new int[] {1}).toString();
    assertFails(
        npy().schema("value bigint").load(file),
        "y.npy: its array <i4 (1,) C does not fit: expected column value of type bigint, found int");
    assertFails(npy().schema("other int").load(file), "expected column other, found value");
    assertEquals(List.of("[1]"), text(npy().schema("VALUE int").load(file)));
  }

  @Test
  void shardsThatDoNotFitAreRefusedByName() throws Exception {
    save("w/a.npy", new float[2][3]);
    save("w/b.npy", new float[2][4]);
    assertFails(
        npy().load(folder.resolve("w").toString()),
        "w/b.npy: expected rows of shape (3,), as in file:"
            + folder.resolve("w/a.npy")
            + ", found (4,)");
    save("v/a.npy", new float[2]);
    save("v/b.npy", new double[2]);
    assertFails(
        npy().load(folder.resolve("v").toString()),
        "v/b.npy: its array <f8 (2,) C does not fit: expected column value of type float, found double");
  }

  @Test
  void tornFilesAreRefused() throws Exception {
    Path file = save("t.npy", new double[100]);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertTrue(
        messages(assertThrows(Exception.class, () -> npy().load(file.toString())))
            .contains(
                "expected 800 bytes from byte 128 on, the array <f8 (100,) C, but the file ends at byte 927"));
  }

  @Test
  void onlyIgnoreMissingFilesSkipsFilesThatVanish() throws Exception {
    save("gone/a.npy", new int[] {1});
    Path second = save("gone/b.npy", new int[] {2});
    String all = folder.resolve("gone").toString();
    Dataset<Row> lenient = npy().option("ignoreMissingFiles", "true").load(all);
    Dataset<Row> strict = npy().option("ignoreCorruptFiles", "true").load(all);
    Files.delete(second);
    assertEquals(List.of("[1]"), text(lenient));
    assertFails(strict, "b.npy");
  }

  @Test
  void fortranOrderIsReadByRows() throws Exception {
    NdArray array = NdArray.zeros(new ArrayLayout(DType.INT32, Shape.of(3, 2), Order.F));
    array.copyFrom(new int[][] {{1, 2}, {3, 4}, {5, 6}});
    Dataset<Row> rows = npy().load(save("f.npy", array).toString());
    assertEquals(List.of("[1,2]", "[3,4]", "[5,6]"), text(rows.selectExpr("value[0]", "value[1]")));
  }

  @Test
  void membersOfArchivesAreNamed() throws Exception {
    Path file = folder.resolve("z.npz");
    Npz.saveCompressed(file, Map.of("a", new int[] {1, 2}, "b", new long[] {7}));
    assertEquals(List.of("[7]"), text(npy().option("member", "b").load(file.toString())));
    assertEquals(2, npy().option("member", "a").load(file.toString()).count());
    String messages = messages(assertThrows(Exception.class, () -> npy().load(file.toString())));
    assertTrue(messages.contains("expected an archive of one array, found the members "), messages);
    assertTrue(messages.contains("name one of them by option(\"member\", ..)"), messages);
  }

  @Test
  void storedMembersAreReadByRows() throws Exception {
    Path file = folder.resolve("stored.npz");
    NdArray columns = NdArray.zeros(new ArrayLayout(DType.INT64, Shape.of(200_000, 2), Order.F));
    columns.copyFrom(
        LongStream.range(0, 200_000).mapToObj(i -> new long[] {i, -i}).toArray(long[][]::new));
    Npz.save(file, Map.of("rows", columns, "one", NdArray.zeros(DType.INT64)));
    assertEquals(
        List.of("[200000,19999900000,-19999900000]"),
        text(
            npy()
                .option("member", "rows")
                .load(file.toString())
                .selectExpr("count(*)", "sum(value[0])", "sum(value[1])")));
    assertEquals(List.of("[0]"), text(npy().option("member", "one").load(file.toString())));
  }

  @Test
  void rowsLongerThanJavaArraysAreRefused() throws Exception {
    Path file = folder.resolve("long.npy");
    ArrayLayout layout = ArrayLayout.of(DType.FLOAT16, 1, 1 << 29);
    Files.write(file, NpyHeader.encode(layout));
    try (FileChannel sparse = FileChannel.open(file, StandardOpenOption.WRITE)) {
      sparse.write(ByteBuffer.allocate(1), sparse.size() + layout.nbytes() - 1);
    }
    assertEquals(
        "file:%s: expected rows of at most 2147483639 bytes once they are converted, found <f2 (1, 536870912) C with rows of 2147483648"
            .formatted(file),
        assertThrows(IllegalArgumentException.class, () -> Splits.readCut(file.toUri()))
            .getMessage());
  }

  @Test
  void rowsHaveTheShapeOfTheOption() throws Exception {
    Path file = save("shape.npy", new int[2][3]);
    assertEquals(2, npy().option("rowShape", "(3,)").load(file.toString()).count());
    assertFails(
        npy().option("rowShape", "4").load(file.toString()),
        "file:%s: expected rows of shape (4,), as in the option rowShape, found (3,)"
            .formatted(file));
  }

  @Test
  void rawFilesAreDescribedByOptions() throws Exception {
    Path file = folder.resolve("raw.bin");
    Files.write(file, new byte[] {9, 9, 0, 1, 0, 2, 0, 3, 0, 4});
    DataFrameReader raw = npy().option("dtype", ">i2").option("offset", "2");
    assertEquals(List.of("[1]", "[2]", "[3]", "[4]"), text(raw.load(file.toString())));
    raw.option("shape", "(-1, 2)");
    assertEquals(
        List.of("[1,2]", "[3,4]"),
        text(raw.load(file.toString()).selectExpr("value[0]", "value[1]")));
    raw.option("order", "F");
    assertEquals(
        List.of("[1,3]", "[2,4]"),
        text(raw.load(file.toString()).selectExpr("value[0]", "value[1]")));
  }

  @Test
  void elementsAreViewedAsTheTypesThatFilesDoNotName() throws Exception {
    NdArray halves = NdArray.zeros(DType.BFLOAT16, 2);
    halves.setFloat(1.5f, 1);
    Path file = save("bf.npy", halves.view(DType.raw(2)));
    assertEquals(
        List.of("[0.0]", "[1.5]"), text(npy().option("view", "bfloat16").load(file.toString())));
  }

  @Test
  void optionsThatMeanNothingAreRefused() throws Exception {
    String file = save("o.npy", new int[] {1}).toString();
    assertRefused(file, "mode", "PERMISSIVE", "the option mode is for text");
    assertRefused(file, "shape", "3", "and need the option dtype");
    assertRefused(file, "offset", "-1", "the option offset: expected a number from 0 to ");
    assertRefused(file, "order", "A", "the option order: expected C or F, found A");
    assertRefusedShape(
        file,
        "(-1, 4611686018427387904)",
        "the option shape: the shape (1, 4611686018427387904) of '<f8' is larger than 2^63 - 1 bytes");
    assertRefusedShape(
        file,
        "4611686018427387904",
        "the option shape: the shape (4611686018427387904,) of '<f8' is larger than 2^63 - 1 bytes");
    assertRefused(
        file, "rowShape", "3 4", "the option rowShape: expected lengths such as (3, 4), found 3 4");
    assertRefused(
        file,
        "rowShape",
        "(-1, 4)",
        "the option rowShape: expected lengths from 0 to 2147483647, found (-1, 4)");
  }

  private void assertRefusedShape(String file, String shape, String expected) {
    DataFrameReader raw = npy().option("dtype", "f8").option("shape", shape);
    assertEquals(
        expected, assertThrows(IllegalArgumentException.class, () -> raw.load(file)).getMessage());
  }

  private void assertRefused(String file, String option, String value, String expected) {
    DataFrameReader reader = npy().option(option, value);
    String message =
        messages(assertThrows(IllegalArgumentException.class, () -> reader.load(file)));
    assertTrue(message.contains(expected), message);
  }

  @Test
  void partitionsComeFromFolders() throws Exception {
    save("p/day=2024-01-02/k=a/x.npy", new int[] {1});
    save("p/day=2024-01-03/k=b/x.npy", new int[] {2});
    assertEquals(
        List.of("[1,2024-01-02,a]", "[2,2024-01-03,b]"),
        text(npy().load(folder.resolve("p").toString()).orderBy("value")));
  }

  @Test
  void aStreamReadsNewShards() throws Exception {
    save("in/a.npy", new int[] {1, 2});
    var query =
        spark
            .readStream()
            .format("npy")
            .schema("value int")
            .load(folder.resolve("in").toString())
            .writeStream()
            .format("npy")
            .option("checkpointLocation", folder.resolve("check").toString())
            .start(folder.resolve("out").toString());
    try {
      query.processAllAvailable();
      save("in/b.npy", new int[] {3});
      query.processAllAvailable();
    } finally {
      query.stop();
    }
    assertEquals(
        List.of("[1]", "[2]", "[3]"),
        text(npy().load(folder.resolve("out").toString()).orderBy("value")));
  }

  @Test
  void timesThatDoNotFitAreRefusedByRow() throws Exception {
    NdArray times = NdArray.zeros(DType.of("M8[D]"), 2);
    times.view(DType.INT64).setLong(1L << 40, 1);
    assertFails(
        npy().load(save("days.npy", times).toString()),
        "days.npy: rows 0 to 1: the <M8[D] of 1099511627776 steps does not fit into Spark's DATE");
  }

  @Test
  void largeUnsignedNumbersAreDecimals() throws Exception {
    NdArray big = NdArray.zeros(DType.UINT64, 2);
    big.view(DType.INT64).copyFrom(new long[] {-1, 5});
    Dataset<Row> rows = npy().load(save("u.npy", big).toString());
    assertEquals("struct<value:decimal(20,0)>", rows.schema().catalogString());
    assertEquals(List.of("[18446744073709551620]"), text(rows.selectExpr("sum(value)")));
  }

  @Test
  void longArraysAreSummed() throws Exception {
    Path file = save("l.npy", LongStream.range(0, 3_000_000).toArray());
    assertEquals(
        List.of("[4499998500000]"), text(npy().load(file.toString()).selectExpr("sum(value)")));
    assertEquals(5, npy().load(file.toString()).limit(5).collectAsList().size());
  }
}
