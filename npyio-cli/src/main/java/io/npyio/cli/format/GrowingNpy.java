package io.npyio.cli.format;

import io.npyio.dtype.ArrayLayout;
import io.npyio.array.NdArray;
import io.npyio.file.NpyAppender;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A {@code .npy} file to which arrays are appended. */
final class GrowingNpy implements GrowingFile {
  private final Path path;
  private final NpyAppender appender;
  private final AutoCloseable unfinished;

  private GrowingNpy(Path path, NpyAppender appender) throws IOException {
    this.path = path;
    this.appender = appender;
    this.unfinished = Cleanup.open(() -> this::dropUnfinished);
  }

  static GrowingNpy open(Path path) throws IOException {
    return new GrowingNpy(path, NpyAppender.open(path));
  }

  @Override
  public ArrayLayout layout() {
    return appender.layout();
  }

  @Override
  public void append(NdArray array, LongConsumer progress) throws IOException {
    ArrayLayout layout = layout();
    int axis = Joint.growthAxis(layout);
    NdArray rows = Joint.rows(array, layout.shape().rank(), axis);
    Joint.requireFit(layout, rows, axis);
    // in one piece, so that all of it is there or nothing; what must be swapped is so beforehand
    var stored = new Outgoing(rows, layout.dtype(), layout.order(), null, progress);
    try (OpenArray ready = stored.spooled()) {
      appender.append(ready.array());
      appender.flush();
    }
  }

  /** Cuts off what the process was still writing when it was told to end. */
  private void dropUnfinished() throws IOException {
    appender.close();
    NpyAppender.recover(path).close();
  }

  @Override
  public void close() throws IOException {
    Cleanup.forget(unfinished);
    appender.close();
  }
}
