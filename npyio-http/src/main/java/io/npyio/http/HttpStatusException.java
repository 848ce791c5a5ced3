package io.npyio.http;

import java.io.IOException;

/**
 * The server answered, but not with the bytes that were asked for; the status says why.
 *
 * @since 0.1.0
 */
public final class HttpStatusException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  HttpStatusException(String name, int status, String problem) {
    super("%s: %s (status %d)".formatted(name, problem, status));
    this.status = status;
  }

  /** {@return the status of the reply, such as 404} */
  public int status() {
    return status;
  }
}
