package io.npyio.cli.format;

import io.npyio.dtype.ArrayLayout;
import io.npyio.array.NdArray;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;

/** A raw file to which arrays are appended, and its sidecar, which is rewritten after the data. */
final class GrowingRaw implements GrowingFile {
  private final Path path;
  private final FileChannel channel;
  private final long offset;
  private final boolean isDescribed;
  private final int axis;
  private final AutoCloseable unfinished;
  private ArrayLayout layout;

  private GrowingRaw(
      Path path, FileChannel channel, ArrayLayout layout, long offset, boolean isDescribed)
      throws IOException {
    this.path = path;
    this.channel = channel;
    this.layout = layout;
    this.offset = offset;
    this.isDescribed = isDescribed;
    this.axis = Joint.growthAxis(layout);
    this.unfinished = Cleanup.open(() -> this::dropUnfinished);
  }

  /**
   * Opens a file whose array ends where it ends.
   *
   * @param isDescribed by a sidecar, which is to tell the new length
   */
  static GrowingFile open(Path path, ArrayLayout layout, long offset, boolean isDescribed)
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
    return new GrowingRaw(path, channel, layout, offset, isDescribed);
  }

  @Override
  public synchronized ArrayLayout layout() {
    return layout;
  }

  @Override
  public void append(NdArray array, LongConsumer progress) throws IOException {
    NdArray rows = Joint.rows(array, layout.shape().rank(), axis);
    Joint.requireFit(layout, rows, axis);
    long before = layout.shape().length(axis);
    ArrayLayout longer =
        Joint.withLength(layout, axis, Math.addExact(before, rows.shape().length(axis)));
    long start = channel.position();
    try {
      new Outgoing(rows, layout.dtype(), layout.order(), null, progress).writeData(channel);
      channel.force(true);
      finish(longer);
    } catch (IOException | RuntimeException failure) {
      channel.truncate(start);
      throw failure;
    }
  }

  /** From here on it is longer: the end of the process waits for both. */
  private synchronized void finish(ArrayLayout longer) throws IOException {
    if (isDescribed) {
      Sidecar.write(path, longer, offset);
    }
    layout = longer;
  }

  /** Cuts off what the process was still writing when it was told to end. */
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
