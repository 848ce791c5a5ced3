package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.Cleanup;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.dtype.ArrayLayout;
import io.npyio.dtype.Order;
import io.npyio.dtype.Shape;
import io.npyio.shards.NpyShardWriter;
import io.npyio.shards.ShardWriteOptions;
import io.npyio.source.FileSource;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.LongConsumer;

/** Writes an array as shards. */
public final class Splitting {
  private Splitting() {}

  /** Refuses an array that has no rows to be split into. */
  public static void requireRows(NdArray array) throws IOException {
    if (array.rank() == 0) {
      throw new IOException("is a single element, which has no rows");
    }
  }

  /**
   * Writes the shards and their manifest.
   *
   * @param progress is given the bytes of each block written
   */
  public static void run(
      OpenArray open, Path folder, ShardWriteOptions options, LongConsumer progress)
      throws IOException {
    long[] lengths = open.array().shape().lengths();
    options.requireNames(lengths[0]);
    long[] rowShape = Arrays.copyOfRange(lengths, 1, lengths.length);
    NpyShardWriter writer =
        Cleanup.open(
            () ->
                writer(
                    folder, options, new ArrayLayout(open.dtype(), Shape.of(rowShape), Order.C)));
    try (writer) {
      var rows = new ArrayWrite(open.array(), open.dtype(), Order.C, null);
      rows.forEachRows(writer::append, progress);
      Cleanup.unbroken(writer::commit);
    } finally {
      Cleanup.forget(writer);
    }
  }

  private static NpyShardWriter writer(Path folder, ShardWriteOptions options, ArrayLayout row)
      throws IOException {
    try {
      return NpyShardWriter.create(folder, options, row.dtype(), row.shape().lengths());
    } catch (FileAlreadyExistsException exists) {
      String name = FileSource.name(Path.of(exists.getFile()));
      throw new IOException(
          "has " + name + " already; shards go to a folder that has none yet", exists);
    }
  }
}
