package io.npyio.cli.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Closes what is open when the process is told to end (Ctrl-C), so that no partial file stays. */
public final class Cleanup {
  private static final Set<Closeable> OPEN = ConcurrentHashMap.newKeySet();
  private static volatile boolean exiting;

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(Cleanup::closeAll, "cleanup"));
  }

  private Cleanup() {}

  /**
   * Registers what is to be closed if the process ends before {@link #forget}.
   *
   * @throws IOException if it is ending already; what was opened is closed
   */
  static <T extends Closeable> T register(T open) throws IOException {
    OPEN.add(open);
    if (exiting) {
      open.close();
      throw new IOException("the process is ending");
    }
    return open;
  }

  static void forget(Closeable closed) {
    OPEN.remove(closed);
  }

  /** {@return whether the process is ending} */
  public static boolean isExiting() {
    return exiting;
  }

  private static void closeAll() {
    exiting = true;
    for (Closeable open : OPEN) {
      try {
        open.close();
      } catch (IOException leftBehind) {
        // the process ends: nobody is left to tell
      }
    }
  }
}
