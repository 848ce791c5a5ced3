package io.npyio.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.types.StructType;

/** Makes the writers of a job's tasks; Spark sends it to the executors. */
final class NpyWriterFactory extends OutputWriterFactory {
  private static final long serialVersionUID = 1;

  private final NpyOptions options;

  NpyWriterFactory(NpyOptions options) {
    this.options = options;
  }

  @Override
  public String getFileExtension(TaskAttemptContext context) {
    return ".npy";
  }

  @Override
  public OutputWriter newInstance(String path, StructType schema, TaskAttemptContext context) {
    try {
      return new NpyWriter(path, schema, options, context.getConfiguration());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }
}
