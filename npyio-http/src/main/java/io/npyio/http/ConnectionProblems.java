package io.npyio.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Failures of connections, in words. */
final class ConnectionProblems {
  private ConnectionProblems() {}

  /** The exception for the caller, or a {@link Transient} or {@link Moved} on the way there. */
  static IOException of(String name, URI uri, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ListenerFailure listener) {
        throw listener.thrown();
      }
      if (isOwn(cause)) {
        return (IOException) cause;
      }
      String problem = problem(uri, cause);
      if (problem != null) {
        return new IOException(name + ": " + problem, failure);
      }
    }
    return broken(name, failure);
  }

  private static boolean isOwn(Throwable problem) {
    return problem instanceof Refusal
        || problem instanceof Moved
        || problem instanceof Transient
        || problem instanceof HttpStatusException;
  }

  /** Why there is no connection; null if there may have been one. */
  private static @Nullable String problem(URI uri, Throwable cause) {
    if (cause instanceof HttpConnectTimeoutException) {
      return host(uri) + " does not answer in time";
    }
    if (cause instanceof ConnectException) {
      return innermost(cause) instanceof UnresolvedAddressException
          ? "no host has the name " + uri.getHost()
          : host(uri) + " refuses the connection";
    }
    return cause instanceof SSLException ? "the connection is not secure: " + reason(cause) : null;
  }

  private static String host(URI uri) {
    return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
  }

  private static Transient broken(String name, Throwable failure) {
    String reason = reason(innermost(failure));
    return new Transient(
        tried ->
            new IOException(
                "%s: the connection broke, %s: %s".formatted(name, tried, reason), failure),
        null);
  }

  private static Throwable innermost(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static String reason(Throwable problem) {
    String message = problem.getMessage();
    return message == null ? problem.getClass().getSimpleName() : Shown.text(message);
  }

  static String seconds(Duration duration) {
    return duration.toMillis() % 1000 == 0
        ? duration.toSeconds() + " s"
        : duration.toMillis() + " ms";
  }
}
