package io.npyio.view.server;

import java.util.Map;

/** Why a request has no answer: a status of HTTP and one sentence for the user. */
final class HttpProblem extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final transient Map<String, String> details;

  private HttpProblem(int status, String message, Map<String, String> details) {
    super(message);
    this.status = status;
    this.details = details;
  }

  /** The request is not one that the page makes. */
  static HttpProblem badRequest(String message) {
    return new HttpProblem(400, message, Map.of());
  }

  /** The request may not be made. */
  static HttpProblem forbidden(String message) {
    return new HttpProblem(403, message, Map.of());
  }

  /** There is no such thing. */
  static HttpProblem notFound(String message) {
    return new HttpProblem(404, message, Map.of());
  }

  /** The address does not take the method. */
  static HttpProblem wrongMethod(String method, String allowed) {
    return new HttpProblem(405, "this address takes " + allowed + ", not " + method, Map.of());
  }

  /**
   * The file is not as the page believes.
   *
   * @param details what is so instead, by its name in the reply
   */
  static HttpProblem conflict(String message, Map<String, String> details) {
    return new HttpProblem(409, message, details);
  }

  /** The request asks for more than one reply may hold. */
  static HttpProblem tooLarge(String message) {
    return new HttpProblem(413, message, Map.of());
  }

  /** The file could not be read. */
  static HttpProblem failure(String message) {
    return new HttpProblem(500, message, Map.of());
  }

  int status() {
    return status;
  }

  /** Fields of the reply besides the sentence. */
  Map<String, String> details() {
    return details;
  }
}
