package io.npyio.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npyio.interop.LiveNumPy;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same rows as in local files, and whole shards or nothing, on a file system of Hadoop. */
abstract class FilesContract {
  private static final String ARRAYS =
      """
      rng = np.random.default_rng(%d)
      def save(name, array): np.save(name + ".npy", array)
      save("floats", rng.random((50, 3), "f4"))
      save("fortran", np.asfortranarray(rng.random((20, 2, 3)).astype(">f8")))
      save("complex", rng.random(9) + 1j * rng.random(9))
      save("bools", rng.random(7) < .5)
      save("bytes", rng.integers(0, 256, 5).astype("u1"))
      save("times", rng.integers(0, 10**15, 11).astype("M8[us]"))
      save("texts", np.array(["a", "né", "漢字"]))
      save("none", np.zeros(0))
      fields = np.zeros(8, [("a", ">i4"), ("v", "<f4", (3,)), ("n", "U4")])
      fields["a"], fields["v"], fields["n"] = range(8), rng.random((8, 3)), "x"
      save("fields", fields)
      """;

  private static final String DIFFERENT =
      """
      import pathlib
      def same(file):
          a, b = np.load(file), np.load(file.with_suffix(".copy"))
          return a.shape == b.shape and a.dtype.names == b.dtype.names and (a == b).all()
      files = sorted(pathlib.Path().glob("*.npy"))
      print(len(files), [file.name for file in files if not same(file)])
      """;

  private final SparkSession spark = Sessions.local();
  @TempDir private java.nio.file.Path folder;

  /**
   * How a job makes its files appear.
   *
   * @param isFileCommitter whether it is a FileOutputCommitter, the only one that Spark asks for
   *     the place of files in progress
   * @param options of Hadoop
   */
  record Committer(String name, boolean isFileCommitter, Map<String, String> options) {
    /** The settings of Spark that the committer needs. */
    Map<String, String> protocol() {
      return isFileCommitter
          ? Map.of()
          : Map.of("spark.sql.sources.commitProtocolClass", WorkPathProtocol.class.getName());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A folder that does not exist. */
  private Path place(String name) {
    return new Path(root() + getClass().getSimpleName() + System.nanoTime() + "/" + name);
  }

  abstract String root();

  /** The committer that docs/spark.md recommends. */
  abstract Committer recommended();

  /** Settings of Hadoop with which the file system is reached. */
  Map<String, String> connection() {
    return Map.of();
  }

  private Configuration configuration() {
    return spark.sparkContext().hadoopConfiguration();
  }

  private FileSystem files() throws Exception {
    return new Path(root()).getFileSystem(configuration());
  }

  private List<Path> found(Path place) throws Exception {
    List<Path> found = new ArrayList<>();
    if (files().exists(place)) {
      RemoteIterator<LocatedFileStatus> files = files().listFiles(place, true);
      while (files.hasNext()) {
        found.add(files.next().getPath());
      }
    }
    return found;
  }

  private void write(Dataset<Row> rows, Committer committer, Path place) {
    committer.protocol().forEach((key, value) -> spark.conf().set(key, value));
    try {
      rows.write().format("npy").options(committer.options()).save(place.toString());
    } finally {
      committer.protocol().keySet().forEach(spark.conf()::unset);
    }
  }

  @Test
  void arraysOfEveryDTypeGiveTheRowsThatNumPyHas() throws Exception {
    long seed = new Random().nextLong() >>> 1;
    Random random = new Random(seed);
    Path place = place("arrays");
    Rendered.assertRows(
        twoOfEachDType(Rendered.arrays(folder, seed), random),
        array -> {
          Path file = new Path(place, array.file());
          files().copyFromLocalFile(new Path(folder.resolve(array.file()).toUri()), file);
          return Splits.read(file.toUri(), random.nextInt(100, 2000), configuration());
        },
        seed);
  }

  private static List<Rendered.Array> twoOfEachDType(List<Rendered.Array> all, Random random) {
    List<Rendered.Array> arrays = new ArrayList<>(all);
    Collections.shuffle(arrays, random);
    Map<String, Integer> taken = new HashMap<>();
    arrays.removeIf(array -> taken.merge(array.dtype(), 1, Integer::sum) > 2);
    return arrays;
  }

  @Test
  void arraysAreWrittenAsNumPyHasThem() throws Exception {
    long seed = new Random().nextLong() >>> 1;
    LiveNumPy.run(folder, ARRAYS.formatted(seed));
    List<java.nio.file.Path> arrays;
    try (var files = Files.list(folder)) {
      arrays = files.toList();
    }
    for (java.nio.file.Path array : arrays) {
      Path place = place("written");
      Dataset<Row> rows = spark.read().format("npy").load(array.toString()).coalesce(1);
      write(rows, recommended(), place);
      copyShard(place, URI.create(array.toUri().toString().replaceFirst("npy$", "copy")));
    }
    assertEquals("9 []", LiveNumPy.run(folder, DIFFERENT), "seed " + seed);
  }

  private void copyShard(Path place, URI copy) throws Exception {
    List<Path> found = found(place);
    found.removeIf(file -> file.getName().equals("_SUCCESS"));
    assertEquals(1, found.size(), found.toString());
    files().copyToLocalFile(false, found.get(0), new Path(copy), true);
  }

  @ParameterizedTest
  @MethodSource("committers")
  void shardsOfSeveralTasksAreOneTable(Committer committer) throws Exception {
    Path place = place("table");
    write(spark.range(0, 10_000, 1, 5).toDF(), committer, place);
    assertNumbers(10_000, 5, place, "value");
  }

  @ParameterizedTest
  @MethodSource("committers")
  void tasksThatFailOnceAreWrittenOnce(Committer committer) throws Exception {
    UDF1<Long, Long> failsOnce =
        id -> {
          if (id % 100 == 99 && TaskContext.get().attemptNumber() == 0) {
            throw new IllegalStateException("the first attempt fails");
          }
          return id;
        };
    spark.udf().register("fails_once", failsOnce, DataTypes.LongType);
    Path place = place("again");
    write(spark.range(0, 300, 1, 3).selectExpr("fails_once(id) as n"), committer, place);
    assertNumbers(300, 3, place, "value");
  }

  @Test
  @Timeout(600)
  void hangingAndKilledExecutorsWriteEachRowOnce() throws Exception {
    long seed = new Random().nextLong();
    Path place = place("cluster");
    LocalCluster cluster =
        LocalCluster.start(folder, settings(recommended()), place.toString(), "4", "20000");
    try {
      cluster.killWriting(new Random(seed));
      assertEquals(0, cluster.await(), () -> cluster.log() + "seed " + seed);
    } finally {
      cluster.stop();
    }
    assertNumbers(
        80_000, 4, place, "if(value[1] = 2 * value[0] and value[2] = 3 * value[0], value[0], -1)");
    assertEquals(List.of(), cluster.spools());
  }

  private Map<String, String> settings(Committer committer) {
    Map<String, String> settings = new HashMap<>(committer.protocol());
    connection().forEach((key, value) -> settings.put("spark.hadoop." + key, value));
    committer.options().forEach((key, value) -> settings.put("spark.hadoop." + key, value));
    return settings;
  }

  /** Checks the number of shards, and that each number below {@code rows} is in them once. */
  private void assertNumbers(long rows, int shards, Path place, String number) throws Exception {
    List<Path> found = found(place);
    assertEquals(shards + 1, found.size(), found.toString()); // and _SUCCESS
    assertEquals(
        "[%d,%d,0,%d]".formatted(rows, rows, rows - 1),
        spark
            .read()
            .format("npy")
            .load(place.toString())
            .selectExpr(
                "count(*)",
                "count(distinct %s)".formatted(number),
                "min(%s)".formatted(number),
                "max(%s)".formatted(number))
            .head()
            .toString());
  }

  @ParameterizedTest
  @MethodSource("committersOfJobs")
  void failedJobsLeaveNothing(Committer committer) throws Exception {
    Path place = place("failed");
    Dataset<Row> rows = spark.range(0, 300, 1, 3).selectExpr("if(id = 299, null, id) as n");
    assertThrows(Exception.class, () -> write(rows, committer, place));
    assertEquals(List.of(), found(place));
  }
}
