package io.npyio.thread;

import java.io.InterruptedIOException;

/** Exceptions of interrupted threads. */
public final class Interrupts {
  private Interrupts() {}

  /** {@return an exception for the caller of a thread that was interrupted, which it stays} */
  public static InterruptedIOException interrupted(String message, InterruptedException cause) {
    Thread.currentThread().interrupt();
    var interrupted = new InterruptedIOException(message);
    interrupted.initCause(cause);
    return interrupted;
  }
}
