package io.npyio.view.server;

import java.io.IOException;

/** Answers the requests of one address. */
interface Endpoint {
  /**
   * The answer.
   *
   * @throws IllegalArgumentException if the request does not fit the array, which is shown to the
   *     user
   */
  Reply answer(Request request) throws IOException, HttpProblem;
}
