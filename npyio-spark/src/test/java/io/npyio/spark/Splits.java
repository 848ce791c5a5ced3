package io.npyio.spark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.paths.SparkPath;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import scala.Function1;
import scala.collection.Iterator;

/** Reads a file as Spark's tasks do, one split after another, without a job. */
final class Splits {
  private static final Configuration HADOOP = new Configuration();

  private Splits() {}

  /** All rows of a file, read in splits of a size in bytes. */
  static List<Row> read(Path file, long split) throws Exception {
    return read(file, split, Map.of());
  }

  static List<Row> read(Path file, long split, Map<String, String> options) throws Exception {
    SQLConf.get()
        .setConfString(
            "spark.sql.datetime.java8API.enabled", "true"); // java.sql.Date has no years before 1
    NpyOptions own = NpyOptions.of(options);
    long size = Files.size(file);
    org.apache.hadoop.fs.Path path = new org.apache.hadoop.fs.Path(file.toUri());
    StructType schema;
    try (Shard shard = Shard.open(HadoopSource.open(path, size, HADOOP), own)) {
      schema = SparkTypes.schema(shard.layout());
    }
    FileReader reader = new FileReader(own, schema, new StructType(), false, true, null, HADOOP);
    Function1<Object, Object> toRow = CatalystTypeConverters.createToScalaConverter(schema);
    List<Row> rows = new ArrayList<>();
    for (long start = 0; start < size; start += split) {
      PartitionedFile part = part(path, start, Math.min(split, size - start), size);
      Iterator<InternalRow> iterator = reader.apply(part);
      while (iterator.hasNext()) {
        rows.add((Row) toRow.apply(iterator.next()));
      }
      ((AutoCloseable) iterator).close();
    }
    return rows;
  }

  private static PartitionedFile part(
      org.apache.hadoop.fs.Path path, long start, long length, long size) {
    return new PartitionedFile(
        InternalRow.empty(),
        SparkPath.fromPath(path),
        start,
        length,
        new String[0],
        0,
        size,
        scala.collection.immutable.Map$.MODULE$.empty());
  }
}
