package io.npyio.http;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.UndeclaredThrowableException;

/** The listener of progress has thrown something, which the caller of the read gets. */
final class ListenerFailure extends Exception {
  private static final long serialVersionUID = 1L;

  ListenerFailure(Throwable thrown) {
    super(thrown);
  }

  /** {@code throw failure.thrown()} throws what the listener has thrown. */
  RuntimeException thrown() {
    Throwable thrown = requireNonNull(getCause());
    if (thrown instanceof Error problem) {
      throw problem;
    }
    return thrown instanceof RuntimeException problem
        ? problem
        : new UndeclaredThrowableException(thrown); // by way of a language that checks none
  }
}
