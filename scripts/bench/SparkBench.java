import io.npyio.file.Npy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/** Reads and writes float32 rows of 768 as npy, Parquet and binaryFile; prints seconds and ratios. */
public final class SparkBench {
  private static final int WIDTH = 768;
  private static final int SHARD_ROWS = 64 * 1024 * 1024 / (4 * WIDTH);
  private static final String MAXIMA = "sum(array_max(value))";

  private final SparkSession spark;
  private final Path folder;

  private SparkBench(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int shards = Integer.parseInt(arguments[1]);
    make(folder, shards);
    SparkSession spark = session();
    System.out.printf("Java %s, Spark %s, %d shards of 64 MiB%n", Runtime.version(), spark.version(), shards);
    SparkBench bench = new SparkBench(spark, folder);
    bench.write(Integer.parseInt(arguments[3]));
    bench.read(Integer.parseInt(arguments[2]));
    spark.stop();
  }

  private static SparkSession session() {
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
    spark.udf().register("sum_of_max", (UDF1<byte[], Double>) SparkBench::sumOfMax, DataTypes.DoubleType);
    return spark;
  }

  private Dataset<Row> table(String format, String name) {
    return spark.read().format(format).load(folder.resolve(name).toString());
  }

  private void write(int rounds) {
    Dataset<Row> rows = table("npy", "npy");
    double[] best = best(rounds, () -> save(rows, "npy", "npy-copy"), () -> save(rows, "parquet", "parquet"));
    System.out.printf("write: npy %.2f s, Parquet %.2f s: %.1f times%n", best[0], best[1], best[1] / best[0]);
  }

  private void read(int rounds) {
    Dataset<Row> npy = table("npy", "npy").selectExpr(MAXIMA);
    Dataset<Row> parquet = table("parquet", "parquet").selectExpr(MAXIMA);
    Dataset<Row> binary = table("binaryFile", "npy").selectExpr("sum(sum_of_max(content))");
    double[] best = best(rounds, () -> requireSum(npy), () -> requireSum(parquet), () -> requireSum(binary));
    System.out.printf(
        "read all: npy %.2f s, Parquet %.2f s: %.1f times, binaryFile and function %.2f s: %.1f times%n",
        best[0], best[1], best[1] / best[0], best[2], best[2] / best[0]);
  }

  /** The least seconds of each, measured in turn. */
  private static double[] best(int rounds, Runnable... contestants) {
    double[] best = new double[contestants.length];
    Arrays.fill(best, Double.POSITIVE_INFINITY);
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < contestants.length; i++) {
        best[i] = Math.min(best[i], seconds(contestants[i]));
      }
    }
    return best;
  }

  private static void make(Path folder, int shards) throws Exception {
    Files.createDirectories(folder.resolve("npy"));
    float[][] rows = new float[SHARD_ROWS][WIDTH];
    Random random = new Random(1);
    for (float[] row : rows) {
      for (int i = 0; i < WIDTH; i++) {
        row[i] = random.nextFloat();
      }
    }
    for (int shard = 0; shard < shards; shard++) {
      Npy.save(folder.resolve("npy/emb-%05d.npy".formatted(shard)), rows);
    }
  }

  /** The function of someone without a source: parse the bytes, then take each row's maximum. */
  private static Double sumOfMax(byte[] file) {
    int start = 10 + (file[8] & 0xFF) + 256 * (file[9] & 0xFF);
    float[][] rows = new float[(file.length - start) / (4 * WIDTH)][WIDTH];
    ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(start);
    for (float[] row : rows) {
      for (int i = 0; i < WIDTH; i++) {
        row[i] = bytes.getFloat();
      }
    }
    return Arrays.stream(rows).mapToDouble(SparkBench::max).sum();
  }

  private static double max(float[] row) {
    float max = row[0];
    for (float value : row) {
      max = Math.max(max, value);
    }
    return max;
  }

  private void save(Dataset<Row> rows, String format, String name) {
    rows.write()
        .mode(SaveMode.Overwrite)
        .option("compression", "uncompressed")
        .format(format)
        .save(folder.resolve(name).toString());
  }

  private static void requireSum(Dataset<Row> one) {
    double sum = one.head().getDouble(0);
    if (!(sum > 0)) {
      throw new IllegalStateException("expected a positive sum, found " + sum);
    }
  }

  private static double seconds(Runnable run) {
    long start = System.nanoTime();
    run.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
