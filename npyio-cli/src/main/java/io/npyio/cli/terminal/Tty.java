package io.npyio.cli.terminal;

import io.npyio.cli.console.TerminalSize;
import io.npyio.cli.transfer.Cleanup;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The terminal of the process in a mode that gives each key at once, showing its alternate screen.
 * Closing it, which also the end of the process does, restores it.
 */
final class Tty implements Closeable {
  private static final String DEVICE = "/dev/tty";
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int WAITS = 10;
  private static final int WAIT_MILLIS = 5;

  /**
   * Keys at once and unseen; Ctrl-C still ends the process, and Ctrl-S, Ctrl-Z, Ctrl-V are keys.
   */
  private static final String KEYS_AT_ONCE = "-icanon -echo -iexten -ixon susp undef min 1 time 0";

  /** The alternate screen, without cursor and without wrapping of long lines. */
  private static final String ENTER = "\u001B[?1049h\u001B[?25l\u001B[?7l";

  private static final String LEAVE = "\u001B[?7h\u001B[?25h\u001B[?1049l";
  private static final String HOME = "\u001B[H";
  private static final String CLEAR_LINE = "\u001B[K";
  private static final String CLEAR_BELOW = "\u001B[J";

  private final InputStream in;
  private final OutputStream out;
  private final String before;
  private boolean isClosed;

  private Tty(InputStream in, OutputStream out, String before) {
    this.in = in;
    this.out = out;
    this.before = before;
  }

  /**
   * Takes the terminal.
   *
   * @throws IOException if there is none
   */
  static Tty open() throws IOException {
    return Cleanup.open(Tty::taken);
  }

  private static Tty taken() throws IOException {
    InputStream in;
    OutputStream out;
    try {
      in = new FileInputStream(DEVICE);
      out = new BufferedOutputStream(new FileOutputStream(DEVICE), BUFFER_BYTES);
    } catch (IOException noTerminal) {
      throw new IOException(
          "--terminal needs a terminal, and there is none; without it a browser shows the arrays",
          noTerminal);
    }
    var tty = new Tty(new Patient(in), out, stty("-g").strip());
    try {
      String unused = stty(KEYS_AT_ONCE);
      tty.write(ENTER);
      return tty;
    } catch (IOException problem) {
      tty.close();
      throw problem;
    }
  }

  /** Keys of which a slow line delivers the bytes one by one. */
  private static final class Patient extends FilterInputStream {
    Patient(InputStream in) {
      super(in);
    }

    @Override
    public int available() throws IOException {
      for (int i = 0; i < WAITS && in.available() == 0; i++) {
        try {
          Thread.sleep(WAIT_MILLIS);
        } catch (InterruptedException asked) {
          Thread.currentThread().interrupt();
        }
      }
      return in.available();
    }
  }

  private static String stty(String words) throws IOException {
    Process process =
        new ProcessBuilder("sh", "-c", "stty " + words + " <" + DEVICE)
            .redirectErrorStream(true)
            .start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    try {
      if (process.waitFor() == 0) {
        return answer;
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("the terminal cannot be set up by stty: " + answer.strip());
  }

  /** The next key; null when the terminal has gone. */
  @Nullable Key read() throws IOException {
    return Key.read(in);
  }

  TerminalSize size() {
    return TerminalSize.ofController();
  }

  /** Draws the lines of a screen. */
  void draw(List<String> lines) throws IOException {
    write(HOME + String.join(CLEAR_LINE + "\r\n", lines) + CLEAR_LINE + CLEAR_BELOW);
  }

  /** Asks the terminal to put a text on the clipboard, also over ssh. */
  void copy(String text) throws IOException {
    String encoded = Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    write("\u001B]52;c;" + encoded + "\u0007");
  }

  private synchronized void write(String text) throws IOException {
    if (!isClosed) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    if (isClosed) {
      return;
    }
    try {
      write(LEAVE);
    } finally {
      isClosed = true;
      Cleanup.forget(this);
      String unused = stty(before);
    }
  }
}
