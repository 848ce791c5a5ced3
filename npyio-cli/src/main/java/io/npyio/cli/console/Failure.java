package io.npyio.cli.console;

/** An error in work on a file, with the name of the file as the user typed it. */
public final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;

  /** An error with a cause. */
  public Failure(String file, Throwable cause) {
    super(cause);
    this.file = file;
  }

  /** {@return the name of the file} */
  public String file() {
    return file;
  }

  /** Work on a file, which may fail in any way. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does the work. */
    T run() throws Exception;
  }

  /** Does the work; any error in it becomes a failure of the file. */
  public static <T> T in(String file, Work<T> work) throws Failure {
    try {
      return work.run();
    } catch (Failure known) {
      throw known;
    } catch (Exception | InternalError | OutOfMemoryError problem) {
      throw new Failure(file, problem);
    }
  }
}
