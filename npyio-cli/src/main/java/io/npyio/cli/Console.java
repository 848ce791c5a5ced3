package io.npyio.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Where a command reads from and writes to.
 *
 * @param in standard input
 * @param out standard output: results only
 * @param err standard error: complaints and progress
 * @param showsProgress whether someone watches standard error
 * @param stdout what standard output is
 */
record Console(
    InputStream in, OutputStream out, OutputStream err, boolean showsProgress, Stdout stdout) {
  /** The same where nobody watches. */
  Console unwatched() {
    return new Console(in, out, err, false, stdout);
  }

  /** The same, and unwatched if standard output is one of these. */
  Console unlessPrintingTo(Stdout... places) {
    return Set.of(places).contains(stdout) ? unwatched() : this;
  }

  /** Prints a line of results. */
  void println(String line) throws IOException {
    print(line + "\n");
  }

  void print(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Says something to the user, after the results so far; that nobody listens is no fault. */
  void say(String text) {
    flushResults();
    tell(text);
  }

  /**
   * The same for what goes again. Only on one terminal are the results before it of matter: a pipe
   * may be full, and to wait for its reader would keep the process from ending.
   */
  void draw(String text) {
    if (stdout == Stdout.TERMINAL) {
      flushResults();
    }
    tell(text);
  }

  private void flushResults() {
    try {
      out.flush();
    } catch (IOException unread) {
      // it comes again when the command ends; what is to be said can be said nevertheless
    }
  }

  private void tell(String text) {
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException unheard) {
      // and there is no other place to say so
    }
  }
}
