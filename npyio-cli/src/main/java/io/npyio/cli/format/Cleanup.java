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

  /** Registers what is to be closed if the process ends before {@link #forget}. */
  static <T extends Closeable> T register(T open) {
    OPEN.add(open);
    return open;
  }

  static void forget(Closeable closed) {
    OPEN.remove(closed);
  }

  /** {@return whether the process is ending while work was going on} */
  public static boolean isExiting() {
    return exiting;
  }

  private static void closeAll() {
    exiting = !OPEN.isEmpty();
    for (Closeable open : OPEN) {
      try {
        open.close();
      } catch (IOException leftBehind) {
        // the process ends: nobody is left to tell
      }
    }
  }
}
