package io.npyio.thread;

import java.io.IOException;

/** Failures of other threads. */
public final class Failures {
  private Failures() {}

  /** {@code throw rethrown(failure)} throws it, checked or not, in the thread that waited. */
  public static IOException rethrown(Throwable failure) {
    if (failure instanceof RuntimeException problem) {
      throw problem;
    }
    if (failure instanceof Error problem) {
      throw problem;
    }
    return (IOException) failure;
  }
}
