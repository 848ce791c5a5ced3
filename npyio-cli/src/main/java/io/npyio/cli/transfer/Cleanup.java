package io.npyio.cli.transfer;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Closes open files when the process is asked to exit (Ctrl-C), so that no partial file remains.
 */
public final class Cleanup {
  private static final Set<AutoCloseable> OPEN = ConcurrentHashMap.newKeySet();
  private static volatile boolean exiting;

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::closeAll, "cleanup"));
    } catch (IllegalStateException isExiting) {
      exit();
    }
  }

  private Cleanup() {}

  /** Opens a resource. */
  @FunctionalInterface
  public interface Opening<T> {
    /** {@return the open resource} */
    T open() throws IOException;
  }

  /**
   * Opens a resource that is closed if the process exits before {@link #forget}. The process cannot
   * exit between opening and registering it.
   *
   * @throws IOException if the process is exiting already; nothing is opened
   */
  public static synchronized <T extends AutoCloseable> T open(Opening<T> opening)
      throws IOException {
    requireRunning();
    T open = opening.open();
    OPEN.add(open);
    return open;
  }

  /** Work on files. */
  @FunctionalInterface
  public interface Step {
    /** Does the work. */
    void run() throws IOException;
  }

  /**
   * Runs a step that must not be done by halves: the process does not exit before its end.
   *
   * @throws IOException if the process is exiting already; nothing is done
   */
  public static synchronized void unbroken(Step step) throws IOException {
    requireRunning();
    step.run();
  }

  private static void requireRunning() throws IOException {
    if (exiting) {
      throw new IOException("the process is exiting");
    }
  }

  /** Leaves it to the caller to close a resource. */
  public static void forget(AutoCloseable closed) {
    OPEN.remove(closed);
  }

  /** {@return whether the process is exiting} */
  public static boolean isExiting() {
    return exiting;
  }

  private static synchronized void exit() {
    exiting = true;
  }

  private static void closeAll() {
    exit();
    for (AutoCloseable open : OPEN) {
      try {
        open.close();
      } catch (Exception leftBehind) {
        // there is no way to report it during exit
      }
    }
  }
}
