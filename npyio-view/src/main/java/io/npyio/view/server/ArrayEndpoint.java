package io.npyio.view.server;

import java.io.IOException;

/** Answers the requests of one address, each for a part of an array. */
interface ArrayEndpoint {
  /**
   * The answer.
   *
   * @throws IllegalArgumentException if the request does not fit the array, which is shown to the
   *     user
   */
  Reply answer(OpenArray array, Query query) throws IOException, HttpProblem;
}
