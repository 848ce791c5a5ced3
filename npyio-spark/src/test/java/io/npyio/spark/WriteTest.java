package io.npyio.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.npyio.file.Npy;
import io.npyio.interop.LiveNumPy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables as arrays in files. */
class WriteTest {
  private final SparkSession spark = Sessions.local();
  @TempDir private Path folder;

  private String out() {
    return folder.resolve("out").toString();
  }

  private List<Path> shards() throws Exception {
    if (!Files.exists(Path.of(out()))) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(Path.of(out()))) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .filter(file -> !file.endsWith("_SUCCESS"))
          .sorted()
          .toList();
    }
  }

  private Path written(String sql) throws Exception {
    spark.sql(sql).coalesce(1).write().mode(SaveMode.Overwrite).format("npy").save(out());
    assertEquals(1, shards().size(), shards().toString());
    return shards().get(0);
  }

  private List<String> read() {
    return spark.read().format("npy").load(out()).collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  private void assertRefused(String sql, String expected) throws Exception {
    assertRefused(sql, expected, "maxRecordsPerFile", "0");
  }

  private void assertRefused(String sql, String expected, String option, String value)
      throws Exception {
    Dataset<Row> rows = spark.sql(sql).coalesce(1);
    StringBuilder messages = new StringBuilder();
    Throwable failure =
        assertThrows(
            Exception.class,
            () ->
                rows.write()
                    .mode(SaveMode.Overwrite)
                    .format("npy")
                    .option(option, value)
                    .save(out()));
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      messages.append(cause.getMessage()).append('\n');
    }
    assertTrue(messages.toString().contains(expected), messages.toString());
    assertEquals(List.of(), shards());
  }

  @Test
  void oneColumnIsAPlainArray() throws Exception {
    Path file = written("select cast(id as float) as x from range(5)");
    assertEquals("<f4 (5,) C", Npy.header(file).layout().toString());
    assertEquals(List.of("[0.0]", "[1.0]", "[2.0]", "[3.0]", "[4.0]"), read());
  }

  @Test
  void arraysAreAxes() throws Exception {
    Path file = written("select array(array(id, 1L, 2L), array(3L, 4L, id)) as v from range(4)");
    assertEquals("<i8 (4, 2, 3) C", Npy.header(file).layout().toString());
    assertEquals(
        "struct<value:array<array<bigint>>>",
        spark.read().format("npy").load(out()).schema().catalogString());
  }

  @Test
  void arraysOfEachNumberAreReadAgain() throws Exception {
    String sql =
        "select array(id > 0, id = 0) as a, array(-1y, tinyint(id)) as b, array(-300s, 7s, 1s) as c,"
            + " array(70000, int(id)) as d, array(-id, 1L << 40) as e, array(1.5f, float(id)) as f,"
            + " array(double(id), 2.5d) as g,"
            + " array(cast(18446744073709551615 as decimal(20,0))) as h from range(3)";
    Path file = written(sql);
    assertEquals(
        "[('a', '|b1', (2,)), ('b', '|i1', (2,)), ('c', '<i2', (3,)), ('d', '<i4', (2,)),"
            + " ('e', '<i8', (2,)), ('f', '<f4', (2,)), ('g', '<f8', (2,)), ('h', '<u8', (1,))]",
        Npy.header(file).layout().dtype().toString());
    assertEquals(spark.sql(sql).collectAsList().stream().map(Row::toString).toList(), read());
  }

  @Test
  void severalColumnsAreAStruct() throws Exception {
    Path file =
        written(
            "select id, 'né' || id as name, array(1f, 2f) as v, cast('ab' as binary) as raw,"
                + " named_struct('real', 1d, 'imag', id * 2d) as z, id > 0 as yes,"
                + " date'2024-02-29' as day, timestamp_ntz'2024-01-01 00:00:01' as t,"
                + " interval '1 00:00:02' day to second as span, cast(null as date) as never,"
                + " cast(18446744073709551615 as decimal(20,0)) as big from range(2)");
    assertEquals(
        "[('id', '<i8'), ('name', '<U3'), ('v', '<f4', (2,)), ('raw', '|S2'), ('z', '<c16'),"
            + " ('yes', '|b1'), ('day', '<M8[D]'), ('t', '<M8[us]'), ('span', '<m8[us]'),"
            + " ('never', '<M8[D]'), ('big', '<u8')]",
        Npy.header(file).layout().dtype().toString());
    assertEquals(
        "(1, 'né1', [1.0, 2.0], b'ab', 1.+2.j, True, '2024-02-29', '2024-01-01T00:00:01.000000',"
            + " 86402000000, 'NaT', 18446744073709551615)",
        LiveNumPy.run(folder, "print(np.load(r'%s')[1])".formatted(file))
            .replaceAll("np\\.\\w+\\(|\\bdatetime\\w*\\(", ""));
  }

  @Test
  void onlyStructsAreComplex() throws Exception {
    Path columns = written("select 1d as real, 2d as imag");
    assertEquals(
        "[('real', '<f8'), ('imag', '<f8')]", Npy.header(columns).layout().dtype().toString());
    Path struct = written("select named_struct('real', 1d, 'imag', 2d) as z");
    assertEquals("<c16 (1,) C", Npy.header(struct).layout().toString());
  }

  @Test
  void whatIsReadIsWrittenAgain() throws Exception {
    written(
        "select id, named_struct('a', array('x', 'yz'), 'b', cast(id as byte)) as s from range(3)");
    List<String> first = read();
    spark.read().format("npy").load(out()).write().format("npy").save(out() + "2");
    assertEquals(
        first,
        spark.read().format("npy").load(out() + "2").collectAsList().stream()
            .map(Row::toString)
            .toList());
  }

  @Test
  void nullsAndRaggedRowsLeaveNothing() throws Exception {
    assertRefused(
        "select if(id = 3, null, id) as n from range(5)",
        "row 3, column n: found null, which NumPy has not; fill or filter nulls before writing");
    assertRefused(
        "select array_repeat(1f, int(id) + 1) as v from range(3)",
        "row 1, column v: expected an array of 1 elements, as in the first row, found 2;"
            + " NumPy's rows have one length");
    assertRefused(
        "select transform(sequence(0, 99), i -> if(i = 99 and id = 1, null, float(i))) as v"
            + " from range(2)",
        "row 1, column v: found null");
    assertRefused(
        "select id, named_struct('in', array(1, if(id = 1, null, 2))) as s from range(3)",
        "row 1, column s.in: found null");
    assertRefused(
        "select cast(-1 as decimal(20,0)) as d",
        "row 0, column d: expected a number from 0 to 2^64 - 1");
  }

  @Test
  void typesWithoutDtypeAreRefusedBeforeAnyTask() throws Exception {
    String refusal = "The npy datasource doesn't support the column `m`";
    assertRefused("select map('a', 1) as m", refusal);
    assertRefused("select 1.5 as m", refusal);
  }

  @Test
  void bytesThatEndInZerosAreRaw() throws Exception {
    assertEquals("|V2 (1,) C", Npy.header(written("select X'0100' as b")).layout().toString());
    assertRefused(
        "select unhex(if(id = 0, '01', '0100')) as b from range(2)",
        "column b: found bytes of 1 and of 2, some of which end in a zero");
  }

  @Test
  void emptyTablesNeedNoRows() throws Exception {
    Path file = written("select id from range(0)");
    assertEquals("<i8 (0,) C", Npy.header(file).layout().toString());
    Dataset<Row> arrays = spark.sql("select array(id) as v from range(0)").coalesce(1);
    arrays.write().mode(SaveMode.Overwrite).format("npy").save(out());
    assertEquals(List.of(), shards());
    arrays.write().mode(SaveMode.Overwrite).format("npy").option("rowShape", "768").save(out());
    assertEquals("<i8 (0, 768) C", Npy.header(shards().get(0)).layout().toString());
  }

  @Test
  void theOptionRowShapeHoldsForRowsToo() throws Exception {
    assertRefused(
        "select array(1, 2) as v",
        "row 0, column v: expected an array of 3 elements, as the option rowShape says, found 2;"
            + " NumPy's rows have one length",
        "rowShape",
        "3");
    assertRefused(
        "select array(1) as v, 2 as w",
        "the option rowShape: expected a single column of arrays, found struct<v:array<int>,w:int>;"
            + " leave the option out",
        "rowShape",
        "1");
    assertRefused(
        "select array(1) as v",
        "column v: the option rowShape needs a length for each level of arrays",
        "rowShape",
        "(1, 1)");
  }

  @Test
  void optionsOfFilesThatExistAreRefused() throws Exception {
    for (String option : List.of("member", "dtype", "view")) {
      assertRefused(
          "select 1 as n",
          "the option %s is for reading: expected none of member, dtype and view, as .npy files are written; cast the columns to the types that the files shall have"
              .formatted(option),
          option,
          "f4");
    }
  }

  @Test
  void partitionsAreFoldersAndOverwrittenOneByOne() throws Exception {
    spark
        .sql("select id, id % 3 as k from range(9)")
        .coalesce(1)
        .write()
        .format("npy")
        .partitionBy("k")
        .save(out());
    assertEquals(3, shards().size());
    spark
        .sql("select 100L as id, 1L as k")
        .coalesce(1)
        .write()
        .format("npy")
        .mode(SaveMode.Overwrite)
        .option("partitionOverwriteMode", "dynamic")
        .partitionBy("k")
        .save(out());
    assertEquals(
        List.of("[0,0]", "[2,2]", "[3,0]", "[5,2]", "[6,0]", "[8,2]", "[100,1]"),
        spark
            .read()
            .format("npy")
            .load(out())
            .selectExpr("value", "k")
            .orderBy("value")
            .collectAsList()
            .stream()
            .map(Row::toString)
            .toList());
  }

  @Test
  void shardsHaveAtMostSoManyRows() throws Exception {
    spark.range(10).coalesce(1).write().format("npy").option("maxRecordsPerFile", "4").save(out());
    assertEquals(3, shards().size());
    assertEquals(10, spark.read().format("npy").load(out()).count());
  }
}
