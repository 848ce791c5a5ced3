package io.npyio.cli.format;

import io.npyio.array.ArrayLayout;
import io.npyio.array.NdArray;
import io.npyio.file.NpyAppender;
import java.io.IOException;
import java.util.function.LongConsumer;

/** A {@code .npy} file to which arrays are appended. */
final class GrowingNpy implements GrowingFile {
  private final NpyAppender appender;

  GrowingNpy(NpyAppender appender) {
    this.appender = appender;
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

  @Override
  public void close() throws IOException {
    appender.close();
  }
}
