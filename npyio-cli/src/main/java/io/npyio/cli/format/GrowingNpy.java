package io.npyio.cli.format;

import io.npyio.array.NdArray;
import io.npyio.cli.transfer.ArrayWrite;
import io.npyio.cli.transfer.Cleanup;
import io.npyio.cli.transfer.OpenArray;
import io.npyio.cli.transfer.WriteFailure;
import io.npyio.dtype.ArrayLayout;
import io.npyio.file.NpyAppender;
import io.npyio.file.NpyFormatException;
import io.npyio.file.ReadOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** A {@code .npy} file that arrays are appended to. */
final class GrowingNpy implements GrowingFile {
  private final Path path;
  private final ReadOptions limits;
  private final NpyAppender appender;
  private final AutoCloseable unfinished;

  private GrowingNpy(Path path, ReadOptions limits, NpyAppender appender) throws IOException {
    this.path = path;
    this.limits = limits;
    this.appender = appender;
    this.unfinished = Cleanup.open(() -> this::dropUnfinished);
  }

  static GrowingNpy open(Path path, ReadOptions limits) throws IOException {
    return new GrowingNpy(path, limits, NpyAppender.open(path, limits));
  }

  /** Opens a file after rows that its header does not count have been cut off. */
  static GrowingNpy recover(Path path, ReadOptions limits) throws IOException {
    return new GrowingNpy(path, limits, NpyAppender.recover(path, limits));
  }

  @Override
  public ArrayLayout layout() {
    return appender.layout();
  }

  @Override
  public void append(NdArray array, LongConsumer progress) throws IOException {
    NdArray rows = ConcatRules.requireAppendable(layout(), array);
    var stored = new ArrayWrite(rows, layout().dtype(), layout().order(), null);
    // one append, so that the file gets all rows or none; swapping bytes is done beforehand
    try (OpenArray ready = stored.spooled(progress)) {
      appender.append(ready.array());
      appender.flush();
    } catch (NpyFormatException noRoom) {
      throw new WriteFailure(path.toString(), noRoom);
    }
  }

  /** Drops the rows that were being written when the process was asked to exit. */
  private void dropUnfinished() throws IOException {
    try {
      appender.close();
    } finally {
      NpyAppender.recover(path, limits).close();
    }
  }

  @Override
  public void close() throws IOException {
    Cleanup.forget(unfinished);
    appender.close();
  }
}
