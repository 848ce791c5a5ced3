package io.npyio.cli.console;

import io.npyio.cli.transfer.Cleanup;
import io.npyio.cli.transfer.CutShort;
import io.npyio.cli.transfer.WriteFailure;
import io.npyio.file.NpyFormatException;
import java.io.IOException;
import java.util.List;

/** An error in work on a file, with the name of the file as the user typed it. */
public final class Failure extends Exception {
  private static final long serialVersionUID = 1L;

  private final String file;

  /** An error with a cause, which may name another file that could not be written. */
  public Failure(String file, Throwable cause) {
    super(cause);
    WriteFailure other = WriteFailure.in(cause);
    this.file = other == null ? file : other.target();
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

  /**
   * Copies the array of one file to another. If it cannot be read to its end, that is a failure of
   * the first file; if it cannot be written, of the second. Other errors are for the caller.
   */
  public static void copying(String from, String to, Cleanup.Step copy) throws Failure {
    copying(List.of(from), to, copy);
  }

  /** As {@link #copying(String, String, Cleanup.Step)}, but from several files. */
  public static void copying(List<String> from, String to, Cleanup.Step copy) throws Failure {
    try {
      copy.run();
    } catch (InternalError fault) {
      throw new Failure(from.get(0), new CutShort(0, fault));
    } catch (CutShort cut) {
      throw new Failure(from.get(cut.source()), cut);
    } catch (NpyFormatException damaged) {
      throw new Failure(from.get(0), damaged);
    } catch (IOException problem) {
      throw CutShort.isCauseOf(problem)
          ? new Failure(from.get(0), new CutShort(0, problem))
          : new Failure(to, problem);
    }
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

  /** Work on a file without a result, which may fail in any way. */
  @FunctionalInterface
  public interface Action {
    /** Does the work. */
    void run() throws Exception;
  }

  /** As {@link #in}, for work without a result. */
  public static void within(String file, Action action) throws Failure {
    boolean unused =
        in(
            file,
            () -> {
              action.run();
              return true;
            });
  }
}
