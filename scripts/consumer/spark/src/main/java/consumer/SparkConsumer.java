package consumer;

import io.npyio.file.Npy;
import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A user's program for Spark. */
public final class SparkConsumer {
  private SparkConsumer() {}

  /**
   * Reads an array as a table.
   *
   * @param arguments a folder
   * @throws Exception where something does not work
   */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[0], "numbers.npy");
    Npy.save(file, new long[] {1, 2, 3});
    try (SparkSession spark =
        SparkSession.builder().master("local[1]").config("spark.ui.enabled", "false").getOrCreate()) {
      Row sum = spark.read().format("npy").load(file.toString()).selectExpr("sum(value)").first();
      if (sum.getLong(0) != 6) {
        throw new AssertionError("expected 6 but found " + sum);
      }
      System.out.println("Spark " + spark.version());
    }
  }
}
