package io.npyio.cli.format;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Closes what is open when the process is told to end (Ctrl-C), so that no partial file stays. */
public final class Cleanup {
  private static final Set<AutoCloseable> OPEN = ConcurrentHashMap.newKeySet();
  private static volatile boolean exiting;

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::closeAll, "cleanup"));
    } catch (IllegalStateException isEnding) {
      end();
    }
  }

  private Cleanup() {}

  /** Opens something. */
  @FunctionalInterface
  interface Opening<T> {
    T open() throws IOException;
  }

  /**
   * Opens what is to be closed if the process ends before {@link #forget}. It cannot end between
   * the two.
   *
   * @throws IOException if it is ending already; nothing is opened
   */
  static synchronized <T extends AutoCloseable> T open(Opening<T> opening) throws IOException {
    requireRunning();
    T open = opening.open();
    OPEN.add(open);
    return open;
  }

  /** Work on files. */
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  /**
   * Does something that is of use only as a whole: the process does not end before it is done.
   *
   * @throws IOException if it is ending already; nothing is done
   */
  static synchronized void unbroken(Step step) throws IOException {
    requireRunning();
    step.run();
  }

  private static void requireRunning() throws IOException {
    if (exiting) {
      throw new IOException("the process is ending");
    }
  }

  static void forget(AutoCloseable closed) {
    OPEN.remove(closed);
  }

  /** {@return whether the process is ending} */
  public static boolean isExiting() {
    return exiting;
  }

  private static synchronized void end() {
    exiting = true;
  }

  private static void closeAll() {
    end();
    for (AutoCloseable open : OPEN) {
      try {
        open.close();
      } catch (Exception leftBehind) {
        // the process ends: nobody is left to tell
      }
    }
  }
}
