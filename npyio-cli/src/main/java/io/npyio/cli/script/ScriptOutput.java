package io.npyio.cli.script;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Standard output of a program, of whose failures Python keeps only the text. */
public final class ScriptOutput extends FilterOutputStream {
  private final boolean isWatched;
  private @Nullable IOException failure;

  /**
   * Passes on what a program prints.
   *
   * @param isWatched whether the user watches, so that each write is flushed
   */
  public ScriptOutput(OutputStream out, boolean isWatched) {
    super(out);
    this.isWatched = isWatched;
  }

  /** {@return the last failure, null if there was none} */
  public @Nullable IOException failure() {
    return failure;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
      if (isWatched) {
        out.flush();
      }
    } catch (IOException problem) {
      failure = problem;
      throw problem;
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException problem) {
      failure = problem;
      throw problem;
    }
  }
}
