package io.npyio.shards;

import java.io.InterruptedIOException;

/** Exceptions of interrupted threads. */
final class Interrupts {
  private Interrupts() {}

  /** The thread stays interrupted. */
  static InterruptedIOException interrupted(String message, InterruptedException cause) {
    Thread.currentThread().interrupt();
    var interrupted = new InterruptedIOException(message);
    interrupted.initCause(cause);
    return interrupted;
  }
}
