package io.npyio.cli.script;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Runs Python programs; {@link JythonLoader} makes the only one. */
public interface ScriptRunner {
  /**
   * A program.
   *
   * @param text in the encoding that it declares
   * @param name of its file, or {@code -}
   * @param folder from which it imports its own modules
   */
  record Source(InputStream text, String name, String folder) {}

  /** Runs a program and returns its exit status. */
  int run(Source source, List<String> args, InputStream in, OutputStream out, OutputStream err);
}
