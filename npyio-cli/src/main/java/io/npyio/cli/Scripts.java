package io.npyio.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** What runs Python programs; there is one, which the loader of Jython knows. */
public interface Scripts {
  /**
   * A program.
   *
   * @param text in the encoding that it names itself
   * @param name of its file, or {@code -}
   * @param folder where it finds modules of its own
   */
  record Source(InputStream text, String name, String folder) {}

  /** Runs a program and returns its exit status. */
  int run(Source source, List<String> args, InputStream in, OutputStream out, OutputStream err);
}
