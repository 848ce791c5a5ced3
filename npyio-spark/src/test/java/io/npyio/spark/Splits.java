package io.npyio.spark;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
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
  private static final NpyOptions OPTIONS = NpyOptions.of(java.util.Map.of());

  private final Path path;
  private final long size;
  private final FileReader reader;
  private final Function1<Object, Object> toRow;
  private final List<Row> rows = new ArrayList<>();

  private Splits(Path path, Configuration configuration) throws Exception {
    SQLConf.get()
        .setConfString(
            "spark.sql.datetime.java8API.enabled", "true"); // java.sql.Date has no years before 1
    this.path = path;
    this.size = path.getFileSystem(configuration).getFileStatus(path).getLen();
    StructType schema;
    try (Shard shard = Shard.open(HadoopSource.open(path, size, configuration), OPTIONS)) {
      schema = SparkTypes.schema(shard.layout());
    }
    this.reader =
        new FileReader(OPTIONS, schema, new StructType(), false, true, null, configuration);
    this.toRow = CatalystTypeConverters.createToScalaConverter(schema);
  }

  /** All rows of a file, read in splits of a size in bytes. */
  static List<Row> read(URI file, long split, Configuration configuration) throws Exception {
    Splits splits = new Splits(new Path(file), configuration);
    return splits.read(LongStream.iterate(split, cut -> cut < splits.size, cut -> cut + split));
  }

  /** All rows of a file that is split at some places, which are in order. */
  static List<Row> readCut(URI file, long... cuts) throws Exception {
    return new Splits(new Path(file), new Configuration()).read(LongStream.of(cuts));
  }

  private List<Row> read(LongStream cuts) throws Exception {
    long start = 0;
    for (long end : LongStream.concat(cuts, LongStream.of(size)).toArray()) {
      read(start, end);
      start = end;
    }
    return rows;
  }

  private void read(long start, long end) throws Exception {
    Iterator<InternalRow> iterator = reader.apply(part(start, end));
    while (iterator.hasNext()) {
      rows.add((Row) toRow.apply(iterator.next()));
    }
    ((AutoCloseable) iterator).close();
  }

  private PartitionedFile part(long start, long end) {
    return new PartitionedFile(
        InternalRow.empty(),
        SparkPath.fromPath(path),
        start,
        end - start,
        new String[0],
        0,
        size,
        scala.collection.immutable.Map$.MODULE$.empty());
  }
}
