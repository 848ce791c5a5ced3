package io.npyio.spark;

import org.apache.spark.sql.SparkSession;

/** One Spark for all tests of a JVM. */
final class Sessions {
  private static final SparkSession LOCAL =
      SparkSession.builder()
          .master("local[2, 2]") // a task that fails is tried again
          .appName("npyio")
          .config("spark.ui.enabled", "false")
          .config("spark.driver.host", "127.0.0.1")
          .config("spark.driver.bindAddress", "127.0.0.1")
          .config("spark.sql.shuffle.partitions", "2")
          .config("spark.sql.session.timeZone", "UTC")
          .config("spark.sql.warehouse.dir", "target/warehouse")
          .getOrCreate();

  private Sessions() {}

  static SparkSession local() {
    return LOCAL;
  }
}
