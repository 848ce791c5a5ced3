package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.Cleanup;
import io.npyio.dtype.ArrayLayout;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/** A raw file that arrays are appended to, and its sidecar, which is rewritten after the data. */
final class GrowingRaw implements GrowingFile {
  private final Path path;
  private final FileChannel channel;
  private final long offset;
  private final Sidecar sidecar;
  private final AutoCloseable unfinished;
  private ArrayLayout layout;

  private GrowingRaw(
      Path path, FileChannel channel, ArrayLayout layout, long offset, Sidecar sidecar)
      throws IOException {
    this.path = path;
    this.channel = channel;
    this.layout = layout;
    this.offset = offset;
    this.sidecar = sidecar;
    this.unfinished = Cleanup.open(() -> this::dropUnfinished);
  }

  /**
   * Opens a file that ends where its array ends.
   *
   * @param sidecar written when the array describes itself by one, which has to follow its length
   */
  static GrowingFile open(Path path, ArrayLayout layout, long offset, Sidecar sidecar)
      throws IOException {
    if (layout.shape().rank() == 0) {
      throw new IOException("expected at least one axis to append along but found ()");
    }
    FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE);
    long end = offset + layout.nbytes();
    long more = channel.size() - end;
    if (more != 0) {
      channel.close();
      throw new IOException(
          "byte %d: expected the end of the file but found %d more bytes than %s of %s has"
              .formatted(end, more, layout.shape(), layout.dtype()));
    }
    channel.position(end);
    return new GrowingRaw(path, channel, layout, offset, sidecar);
  }

  @Override
  public synchronized ArrayLayout layout() {
    return layout;
  }

  @Override
  public void append(NdArray array, LongConsumer progress) throws IOException {
    int axis = layout.growthAxis();
    NdArray rows = ConcatRules.requireAppendable(layout, array);
    long before = layout.shape().length(axis);
    ArrayLayout longer =
        ConcatRules.withLength(layout, axis, Math.addExact(before, rows.shape().length(axis)));
    long start = channel.position();
    try {
      new ArrayWrite(rows, layout.dtype(), layout.order(), null).writeData(channel, progress);
      channel.force(true);
      finish(longer);
    } catch (IOException | RuntimeException failure) {
      channel.truncate(start);
      throw failure;
    }
  }

  /** Makes the new length valid; an exiting process waits until both files have it. */
  private synchronized void finish(ArrayLayout longer) throws IOException {
    if (sidecar == Sidecar.WRITTEN) {
      SidecarFile.write(path, longer, offset);
    }
    layout = longer;
  }

  /** Drops the rows that were being written when the process was asked to exit. */
  private synchronized void dropUnfinished() throws IOException {
    channel.close();
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      file.truncate(offset + layout.nbytes());
    }
  }

  @Override
  public void close() throws IOException {
    Cleanup.forget(unfinished);
    channel.close();
  }
}
