package io.npyio.spark;

import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.OutputCommitter;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.spark.internal.io.FileNameSpec;
import org.apache.spark.sql.execution.datasources.SQLHadoopMapReduceCommitProtocol;
import scala.Option;

/**
 * Writes where the committer says, as PathOutputCommitProtocol of the module spark-hadoop-cloud
 * does; Spark's own protocol asks those of the class FileOutputCommitter only.
 */
public final class WorkPathProtocol extends SQLHadoopMapReduceCommitProtocol {
  private static final long serialVersionUID = 1;

  private transient PathOutputCommitter committer;

  /** Made by Spark. */
  public WorkPathProtocol(String job, String path, boolean isDynamic) {
    super(job, path, isDynamic);
  }

  @Override
  public OutputCommitter setupCommitter(TaskAttemptContext context) {
    committer = (PathOutputCommitter) super.setupCommitter(context);
    return committer;
  }

  @Override
  public String newTaskTempFile(TaskAttemptContext task, Option<String> folder, FileNameSpec name) {
    try {
      Path work = committer.getWorkPath();
      Path parent = folder.isEmpty() ? work : new Path(work, folder.get());
      return new Path(parent, getFilename(task, name)).toString();
    } catch (java.io.IOException failure) {
      throw new java.io.UncheckedIOException(failure);
    }
  }
}
