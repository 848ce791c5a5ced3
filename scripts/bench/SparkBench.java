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

  private SparkBench() {}

  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[0]);
    int shards = Integer.parseInt(arguments[1]);
    int rounds = Integer.parseInt(arguments[2]);
    write(folder, shards);
    SparkSession spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
    spark.udf().register("sum_of_max", (UDF1<byte[], Double>) SparkBench::sumOfMax, DataTypes.DoubleType);
    Dataset<Row> npy = spark.read().format("npy").load(folder.resolve("npy").toString());
    System.out.printf("Java %s, Spark %s, %d shards of 64 MiB%n", Runtime.version(), spark.version(), shards);
    double[] best = {999, 999, 999};
    for (int round = 0; round < Math.min(rounds, 3); round++) {
      best[0] = Math.min(best[0], seconds(() -> save(npy, "npy", folder.resolve("npy-copy"))));
      best[1] = Math.min(best[1], seconds(() -> save(npy, "parquet", folder.resolve("parquet"))));
    }
    System.out.printf(
        "write: npy %.2f s, Parquet %.2f s: %.1f times%n", best[0], best[1], best[1] / best[0]);
    String maxima = "sum(array_max(value))";
    Dataset<Row> parquet = spark.read().parquet(folder.resolve("parquet").toString());
    Dataset<Row> binary = spark.read().format("binaryFile").load(folder.resolve("npy").toString());
    Arrays.fill(best, 999);
    for (int round = 0; round < rounds; round++) {
      best[0] = Math.min(best[0], seconds(() -> print(npy.selectExpr(maxima))));
      best[1] = Math.min(best[1], seconds(() -> print(parquet.selectExpr(maxima))));
      best[2] = Math.min(best[2], seconds(() -> print(binary.selectExpr("sum(sum_of_max(content))"))));
    }
    System.out.printf(
        "read all: npy %.2f s, Parquet %.2f s: %.1f times, binaryFile and function %.2f s: %.1f times%n",
        best[0], best[1], best[1] / best[0], best[2], best[2] / best[0]);
    spark.stop();
  }

  private static void write(Path folder, int shards) throws Exception {
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

  private static void save(Dataset<Row> rows, String format, Path folder) {
    rows.write().mode(SaveMode.Overwrite).option("compression", "uncompressed").format(format).save(folder.toString());
  }

  private static void print(Dataset<Row> one) {
    double sum = one.head().getDouble(0);
    if (!(sum > 0)) {
      throw new IllegalStateException("a sum of " + sum);
    }
  }

  private static double seconds(Runnable run) {
    long start = System.nanoTime();
    run.run();
    return (System.nanoTime() - start) / 1e9;
  }
}
