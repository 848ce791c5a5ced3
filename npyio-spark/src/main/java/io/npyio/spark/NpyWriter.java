package io.npyio.spark;

import io.npyio.dtype.ArrayLayout;
import io.npyio.file.NpyHeader;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.types.StructType;

/** Writes one shard, which exists only once it is whole. */
final class NpyWriter extends OutputWriter {
  private final String path;
  private final Configuration configuration;
  private final StructEncoder columns;
  private final Spool spool;
  private long rows;
  private boolean isDone;

  NpyWriter(String path, StructType schema, NpyOptions options, Configuration configuration)
      throws IOException {
    this.path = path;
    this.configuration = configuration;
    this.columns = StructEncoder.rows(schema, options);
    this.spool = Spool.create();
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public void write(InternalRow row) {
    try {
      columns.writeFields(row, spool);
      rows++;
    } catch (IOException failure) {
      discard();
      throw new UncheckedIOException(failure.getMessage(), failure);
    } catch (IllegalArgumentException misfit) {
      discard();
      throw new IllegalArgumentException("row %d, %s".formatted(rows, misfit.getMessage()), misfit);
    }
  }

  private void discard() {
    isDone = true;
    try {
      spool.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  /** Spark closes the writers of a failed task, too, before it aborts the task. */
  @Override
  public void close() {
    if (isDone) {
      return;
    }
    if (hasTaskFailed()) {
      discard();
      return;
    }
    isDone = true;
    try (spool) {
      // without rows or the option rowShape, no file is better than a wrong one
      if (rows > 0 || columns.isKnown()) {
        writeFile();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure.getMessage(), failure);
    }
  }

  private static boolean hasTaskFailed() {
    TaskContext task = TaskContext.get();
    return task != null && task.isFailed();
  }

  private void writeFile() throws IOException {
    byte[] header = NpyHeader.encode(ArrayLayout.of(content().dtype(), rows));
    Path file = new Path(path);
    FileSystem files = file.getFileSystem(configuration);
    OutputStream out = files.create(file, false); // if the file exists already, it stays
    try (out) {
      out.write(header);
      writeRows(out);
    } catch (IOException | RuntimeException | Error failure) {
      files.delete(file, false);
      throw failure;
    }
  }

  private void writeRows(OutputStream out) throws IOException {
    try (InputStream spooled = spool.read()) {
      if (content().isFinal()) {
        byte[] block = new byte[Spool.BLOCK_BYTES];
        for (int count; (count = spooled.read(block)) >= 0; ) {
          out.write(block, 0, count);
        }
        return;
      }
      DataInputStream in = new DataInputStream(new BufferedInputStream(spooled, Spool.BLOCK_BYTES));
      OutputStream buffered = new BufferedOutputStream(out, Spool.BLOCK_BYTES);
      for (long row = 0; row < rows; row++) {
        content().copy(in, buffered);
      }
      buffered.flush();
    }
  }

  /** One column is the array; several are the fields of structs. */
  private Encoder content() {
    return columns.isSingle() ? columns.first() : columns;
  }
}
