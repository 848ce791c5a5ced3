package io.npyio.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;

/**
 * A program for Spark that writes rows [i, 2 i, 3 i] at a leisurely pace, about a second a shard,
 * so that there is time to kill its executors. Arguments: the folder, the shards, the rows of each.
 */
public final class SlowShards {
  private SlowShards() {}

  /** Started by FilesContract and by scripts/spark/killed_executors. */
  public static void main(String[] arguments) {
    int shards = Integer.parseInt(arguments[1]);
    long rows = Long.parseLong(arguments[2]);
    SparkSession spark = SparkSession.builder().appName("slow shards").getOrCreate();
    long pause = Math.max(1, rows / 100);
    UDF1<Long, Long> slowly =
        id -> {
          if (id % rows == 0) {
            begin(id == 0);
          }
          if (id % pause == 0) {
            Thread.sleep(10);
          }
          return id;
        };
    spark.udf().register("slowly", slowly, DataTypes.LongType);
    spark
        .range(0, shards * rows, 1, shards)
        .selectExpr("slowly(id) as i")
        .selectExpr("array(i, 2 * i, 3 * i) as value")
        .write()
        .format("npy")
        .save(arguments[0]);
    spark.stop();
  }

  /**
   * With speculation the first attempt at the first shard hangs, until another one overtakes it.
   */
  private static void begin(boolean isFirst) throws InterruptedException, IOException {
    boolean hangs =
        isFirst
            && TaskContext.get().attemptNumber() == 0
            && SparkEnv.get().conf().getBoolean("spark.speculation", false);
    tell(hangs ? "hanging" : "writing");
    if (hangs) {
      Thread.sleep(600_000);
    }
  }

  /** Leaves a temporary file that tells the executor's number. */
  private static void tell(String deed) throws IOException {
    String name = deed + "-" + ProcessHandle.current().pid();
    Files.writeString(Path.of(System.getProperty("java.io.tmpdir"), name), "");
  }
}
