package io.npyio.spark;

import io.npyio.dtype.ArrayLayout;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.PartitionedFile;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** Opens the part of a file that a task reads; Spark sends it to the executors. */
final class FileReader extends AbstractFunction1<PartitionedFile, Iterator<InternalRow>>
    implements Serializable {
  private static final long serialVersionUID = 1;

  private final NpyOptions options;
  private final StructType wanted;
  private final StructType partitions;
  private final boolean isBatch;
  private final boolean hasCase;
  private final @Nullable RowShape rowShape;
  private final SerializableConfiguration configuration;

  /**
   * @param wanted the columns of the files that are read
   * @param partitions the columns that folders tell
   * @param isBatch whether Spark expects batches or rows
   * @param hasCase whether names of columns differ by case
   * @param rowShape that each file must have, or null if the user gave the columns
   */
  FileReader(
      NpyOptions options,
      StructType wanted,
      StructType partitions,
      boolean isBatch,
      boolean hasCase,
      @Nullable RowShape rowShape,
      Configuration configuration) {
    this.options = options;
    this.wanted = wanted;
    this.partitions = partitions;
    this.isBatch = isBatch;
    this.hasCase = hasCase;
    this.rowShape = rowShape;
    this.configuration = new SerializableConfiguration(configuration);
  }

  @Override
  @SuppressWarnings({"unchecked", "rawtypes"}) // batches go where rows are declared
  public Iterator<InternalRow> apply(PartitionedFile file) {
    try {
      BatchIterator batches = batches(file);
      return isBatch
          ? (Iterator) batches
          : new RowIterator(batches, wanted.merge(partitions, true));
    } catch (IOException failure) {
      throw Undeclared.<RuntimeException>asIs(failure);
    }
  }

  private BatchIterator batches(PartitionedFile file) throws IOException {
    long end = file.start() + file.length();
    Shard shard =
        Shard.open(
            HadoopSource.open(file.toPath(), file.fileSize(), end, configuration.value()), options);
    try {
      ArrayLayout layout = shard.layout();
      requireRowShape(shard.name(), layout);
      return new BatchIterator(
          shard,
          shard.rowsOf(file.start(), file.length()),
          wanted,
          Columns.match(shard.name(), layout, stored(), hasCase),
          PartitionValues.columns(partitions, file.partitionValues()));
    } catch (RuntimeException | Error failure) {
      shard.close();
      throw failure;
    }
  }

  private void requireRowShape(String name, ArrayLayout layout) {
    long[] lengths = options.rowLengths();
    if (lengths != null) {
      RowShape.of(lengths).require(name, layout);
    }
    if (rowShape != null) {
      rowShape.require(name, layout);
    }
  }

  private StructType stored() {
    return new StructType(
        Arrays.stream(wanted.fields())
            .filter(field -> !NpyFormat.isRowIndex(field))
            .toArray(StructField[]::new));
  }
}
