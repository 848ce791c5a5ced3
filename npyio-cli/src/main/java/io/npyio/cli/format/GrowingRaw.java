package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.Cleanup;
import io.npyio.dtype.ArrayLayout;
import io.npyio.file.SoleWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A raw file that arrays are appended to, and its sidecar, which is rewritten after the data. */
final class GrowingRaw implements GrowingFile {
  private static final byte[] NO_HEADER = {};

  private final Path path;
  private final SoleWriter writer;
  private final long offset;
  private final Sidecar sidecar;
  private final AutoCloseable unfinished;
  private ArrayLayout layout;

  private GrowingRaw(Path path, SoleWriter writer, ArrayLayout layout, long offset, Sidecar sidecar)
      throws IOException {
    this.path = path;
    this.writer = writer;
    this.layout = layout;
    this.offset = offset;
    this.sidecar = sidecar;
    this.unfinished = Cleanup.open(() -> this::dropUnfinished);
  }

  /** The treatment of bytes behind the array. */
  private interface Tail {
    void settle(FileChannel channel, ArrayLayout layout, long end) throws IOException;
  }

  /**
   * Opens a file that ends where its array ends.
   *
   * @param sidecar written when the array describes itself by one, which has to follow its length
   */
  static GrowingFile open(Path path, ArrayLayout layout, long offset, Sidecar sidecar)
      throws IOException {
    return open(path, layout, offset, sidecar, GrowingRaw::requireEnd);
  }

  /** As {@link #open}, but bytes behind the array are cut off. */
  static GrowingFile recover(Path path, ArrayLayout layout, long offset, Sidecar sidecar)
      throws IOException {
    return open(path, layout, offset, sidecar, (channel, array, end) -> cutBack(channel, end));
  }

  private static GrowingFile open(
      Path path, ArrayLayout layout, long offset, Sidecar sidecar, Tail tail) throws IOException {
    if (layout.shape().rank() == 0) {
      throw new IOException("expected at least one axis to append along but found ()");
    }
    SoleWriter writer = SoleWriter.open(path);
    try {
      long end = offset + layout.nbytes();
      tail.settle(writer.channel(), layout, end);
      writer.channel().position(end);
      writer.wrote(end, NO_HEADER);
      return new GrowingRaw(path, writer, layout, offset, sidecar);
    } catch (IOException | RuntimeException failure) {
      writer.close();
      throw failure;
    }
  }

  private static void requireEnd(FileChannel channel, ArrayLayout layout, long end)
      throws IOException {
    long more = channel.size() - end;
    if (more != 0) {
      throw new IOException(
          "byte %d: expected the end of the file but found %d more bytes than %s of %s has; if an interrupted append left them, 'npyio append --recover' cuts them off"
              .formatted(end, more, layout.shape(), layout.dtype()));
    }
  }

  private static void cutBack(FileChannel channel, long end) throws IOException {
    channel.truncate(end);
    channel.position(end);
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
    ArrayLayout longer = layout.withLength(axis, Math.addExact(before, rows.shape().length(axis)));
    writer.requireUnchanged();
    FileChannel channel = writer.channel();
    long start = channel.position();
    try {
      new ArrayWrite(rows, layout.dtype(), layout.order(), null).writeData(channel, progress);
      channel.force(true);
      writer.wrote(channel.position(), NO_HEADER);
      finish(longer);
    } catch (IOException | RuntimeException failure) {
      dropRows(start);
      throw failure;
    }
  }

  /** Drops rows that were written, unless the sidecar counts them, or another program is at it. */
  private void dropRows(long start) throws IOException {
    writer.requireUsable();
    if (offset + layout().nbytes() == start) {
      cutBack(writer.channel(), start);
      writer.wrote(start, NO_HEADER);
    }
  }

  /** Makes the new length valid; an exiting process waits until both files have it. */
  private synchronized void finish(ArrayLayout longer) throws IOException {
    writer.requireInPlace();
    if (sidecar == Sidecar.WRITTEN) {
      try {
        SidecarFile.write(path, longer, offset);
      } catch (IOException failure) {
        layout = SidecarFile.describes(path, longer) ? longer : layout;
        throw failure;
      }
    }
    layout = longer;
  }

  /** Drops the rows that were being written when the process was asked to exit. */
  private synchronized void dropUnfinished() throws IOException {
    writer.close();
    try (SoleWriter again = SoleWriter.open(path)) {
      cutBack(again.channel(), offset + layout.nbytes());
    }
  }

  @Override
  public void close() throws IOException {
    Cleanup.forget(unfinished);
    writer.close();
  }
}
