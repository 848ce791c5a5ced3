package io.npyio.cli.console;

import io.npyio.cli.transfer.Cleanup;
import io.npyio.cli.transfer.WriteFailure;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Standard output. Once it has failed it is not written to again: each further use is the same
 * failure, which is reported once.
 */
final class ResultStream extends FilterOutputStream {
  private @Nullable WriteFailure failure;

  private ResultStream(OutputStream out) {
    super(out);
  }

  static ResultStream of(OutputStream out) {
    return out instanceof ResultStream results ? results : new ResultStream(out);
  }

  @Override
  public void write(int b) throws IOException {
    attempt(() -> out.write(b));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    attempt(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() throws IOException {
    attempt(out::flush);
  }

  @Override
  public void close() throws IOException {
    attempt(out::close);
  }

  private synchronized void attempt(Cleanup.Step step) throws IOException {
    if (failure != null) {
      throw failure.again();
    }
    try {
      step.run();
    } catch (IOException problem) {
      failure = new WriteFailure("standard output", problem);
      throw failure;
    }
  }
}
