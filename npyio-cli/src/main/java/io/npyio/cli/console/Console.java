package io.npyio.cli.console;

import io.npyio.array.NdArray;
import io.npyio.cli.format.text.Printable;
import io.npyio.dtype.DType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The streams of the command, and how it uses them.
 *
 * @param in standard input
 * @param out standard output: results only
 * @param err standard error: error messages and progress
 * @param showsProgress whether standard error is a terminal
 * @param stdout the kind of standard output
 */
public record Console(
    InputStream in, OutputStream out, OutputStream err, boolean showsProgress, StdoutKind stdout) {
  /** Makes sure that one failure of standard output is reported once. */
  public Console {
    out = ResultStream.of(out);
  }

  /** {@return this console without progress} */
  public Console unwatched() {
    return new Console(in, out, err, false, stdout);
  }

  /** {@return this console, without progress if standard output is one of these kinds} */
  public Console unlessPrintingTo(StdoutKind... kinds) {
    return Set.of(kinds).contains(stdout) ? unwatched() : this;
  }

  /** Prints a line of results. */
  public void println(String line) throws IOException {
    print(line + "\n");
  }

  /** Prints results. */
  public void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a message to standard error, after the results so far; a failure is ignored. */
  public void say(String text) {
    flushResults();
    tell(text);
  }

  /**
   * Writes transient output such as the progress line.
   *
   * <p>Results are flushed before it only if both go to one terminal: a full pipe would block, and
   * keep the process from exiting.
   */
  void draw(String text) {
    if (stdout == StdoutKind.TERMINAL) {
      flushResults();
    }
    tell(text);
  }

  private void flushResults() {
    try {
      out.flush();
    } catch (IOException unread) {
      // the last flush of the command reports it
    }
  }

  private void tell(String text) {
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException unheard) {
      // there is no other stream to report it on
    }
  }

  // ---- text --------------------------------------------------------------------------------

  /**
   * {@return an array as NumPy prints it, a single element as {@code print(a[0])} does, but {@link
   * Printable}}
   */
  public static String text(NdArray array) {
    if (array.rank() > 0 || !(array.dtype() instanceof DType.Flexible text)) {
      return array.toString();
    }
    if (text.form() == DType.Flexible.Form.BYTES) {
      // an array without axes would print as np.bytes_(b'..')
      String row = array.reshape(1).toString();
      return row.substring(1, row.length() - 1);
    }
    return Printable.of(array.toString());
  }

  /** {@return the text of an array of Python objects, its lines {@link Printable}} */
  public static String text(String objects) {
    return Printable.lines(objects).stripTrailing();
  }
}
