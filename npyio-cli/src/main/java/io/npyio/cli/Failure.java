package io.npyio.cli;

import java.io.IOException;

/** Something went wrong with a file; names the file as the user did. */
final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;

  Failure(String file, Throwable cause) {
    super(cause);
    this.file = file;
  }

  /** A complaint in words of its own. */
  Failure(String file, String problem) {
    this(file, new IOException(problem));
  }

  String file() {
    return file;
  }

  /** Work on a file, which may fail in any way. */
  @FunctionalInterface
  interface Work<T> {
    T run() throws Exception;
  }

  /** Does the work; what goes wrong is the file's. */
  static <T> T in(String file, Work<T> work) throws Failure {
    try {
      return work.run();
    } catch (Failure known) {
      throw known;
    } catch (Exception | InternalError | OutOfMemoryError problem) {
      throw new Failure(file, problem);
    }
  }
}
