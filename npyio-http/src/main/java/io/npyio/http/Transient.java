package io.npyio.http;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A request failed in a way that may pass. */
final class Transient extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Function<String, IOException> failure;
  private final transient @Nullable Duration delay;

  /**
   * Makes one.
   *
   * @param failure makes the exception for the caller, given what has been tried
   * @param delay that the server asks for; null if it does not say
   */
  Transient(Function<String, IOException> failure, @Nullable Duration delay) {
    this.failure = failure;
    this.delay = delay;
  }

  @Nullable Duration delay() {
    return delay;
  }

  /** The exception for the caller, who waits no longer. */
  IOException failure(String tried) {
    IOException problem = failure.apply(tried);
    problem.addSuppressed(this);
    return problem;
  }
}
